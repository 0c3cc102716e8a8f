import type { EndpointName, PositionModeWord } from '@prate/mexc-protocol';
import type { SimulatedBalance } from './exchange/accounts';
import type { Exchange } from './exchange/exchange';
import type { SimulatedOrder } from './exchange/order';
import type { SimulatedPosition } from './exchange/positions';
import type { FaultName, FaultPlan } from './faults/fault-plan';
import type { RequestLog, RequestRecord } from './http/request-log';

/** The state behind the wire, as copies. */
export interface SimulatorSnapshot {
  readonly orders: readonly Readonly<SimulatedOrder>[];
  readonly positions: readonly Readonly<SimulatedPosition>[];
  readonly balances: Readonly<Record<string, SimulatedBalance>>;
}

/** What a test may do and see that no client can. */
export interface SimulatorControl {
  readonly faults: {
    /** The next request to `endpoint` meets `fault`; several wait in line. @throws {RangeError} for an unknown name */
    next(endpoint: EndpointName, fault: FaultName): void;
  };
  /** The last 10,000 requests, oldest first: no query, header or body. */
  readonly log: readonly RequestRecord[];
  /** As if switched elsewhere, orders and positions or not. @throws {RangeError} to one-way while both sides of a contract are held */
  setPositionMode(mode: PositionModeWord): void;
  /** Orders (working and remembered), open positions and balances as of now. */
  snapshot(): SimulatorSnapshot;
}

export function createControl(exchange: Exchange, faults: FaultPlan, log: RequestLog): SimulatorControl {
  return {
    faults: { next: (endpoint, fault) => faults.next(endpoint, fault) },
    get log() {
      return log.latest();
    },
    setPositionMode(mode) {
      exchange.advance();
      const held = exchange.positions.all().map(({ symbol }) => symbol);
      const both = held.find((symbol, index) => held.indexOf(symbol) !== index);
      if (mode === 'one-way' && both !== undefined)
        throw new RangeError(`positionMode: found both sides of ${both} open, expected one at most`);
      exchange.positionMode = mode;
    },
    snapshot() {
      exchange.advance();
      const { accounts, orders, positions, nowSecond } = exchange;
      return {
        orders: orders.all().map((order) => ({ ...order })),
        positions: positions.all().map((position) => ({ ...position })),
        balances: Object.fromEntries(accounts.currencies().map((currency) => [currency, accounts.balance(currency, nowSecond)])),
      };
    },
  };
}
