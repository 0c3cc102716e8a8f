import { contractViolations } from './config';
import type { SimulatorControl } from './control';
import { moneyControl } from './money-control';
import type { Exchange } from './exchange/exchange';
import type { ClockSkew } from './faults/clock-skew';
import type { FaultPlan } from './faults/fault-plan';
import type { LateArrivals } from './faults/late-arrivals';
import type { StreamFaults } from './faults/stream-faults';
import type { Access } from './http/access';
import type { RequestLog } from './http/request-log';
import type { Unsupported } from './http/unsupported';
import { recordedCalls } from './recording/recorded-command';
import type { Recording } from './recording/recording';
import type { SavedSimulator } from './recording/saved-simulator';
import type { SimulatorFeed } from './simulator-feed';
import type { StreamServer } from './websocket/server';
import type { StreamLog } from './websocket/stream-log';

export interface ControlParts {
  readonly exchange: Exchange;
  readonly feeds: ReadonlyMap<string, SimulatorFeed>;
  readonly access: Access;
  readonly skew: ClockSkew;
  readonly faults: FaultPlan;
  readonly arrivals: LateArrivals;
  readonly log: RequestLog;
  readonly unsupported: Unsupported;
  readonly streams: StreamServer;
  readonly streamFaults: StreamFaults;
  readonly streamLog: StreamLog;
  /** Absent unless asked for. */
  readonly recording: Recording | undefined;
  readonly save: () => SavedSimulator;
}

/** The control door over the parts behind it. */
export function createControl(parts: ControlParts): SimulatorControl {
  const { exchange, recording } = parts;
  const control = controlOf(parts);
  if (recording === undefined) return control;
  const recorded = recordedCalls.map((name) => {
    const call = control[name] as (...args: readonly unknown[]) => void;
    return [
      name,
      (...args: readonly unknown[]) => {
        call(...args);
        recording.add({ kind: 'control', atMs: exchange.nowMs, name, args });
      },
    ];
  });
  return Object.assign(control, Object.fromEntries(recorded));
}

function controlOf({
  exchange,
  feeds,
  access,
  skew,
  faults,
  arrivals,
  log,
  unsupported,
  streams,
  streamFaults,
  streamLog,
  save,
}: ControlParts): SimulatorControl {
  return {
    faults: {
      next: (endpoint, fault, options) => faults.next(endpoint, fault, options),
      sometimes: (endpoint, fault, options) => faults.sometimes(endpoint, fault, options),
      between: (endpoint, fault, options) => faults.between(endpoint, fault, options),
      clear: () => faults.clear(),
      list: () => faults.list(),
    },
    skewClock(byMs) {
      exchange.advance();
      skew.set(byMs);
    },
    save,
    access: {
      permit: (permissions) => access.permit(permissions),
      blockAddress: () => access.blockAddress(),
      unblockAddress: () => access.unblockAddress(),
    },
    streams: {
      get connectionCount() {
        return streams.connectionCount;
      },
      get log() {
        return streamLog.latest();
      },
      next: (fault, scope = {}) => streamFaults.plan(fault, scope),
      sometimes: (fault, options) => streamFaults.sometimes(fault, options),
      between: (fault, options) => streamFaults.between(fault, options),
      clear: () => streamFaults.clear(),
      list: () => streamFaults.list(),
      cut: () => streams.cut(),
      halfOpen: () => streams.halfOpen(),
      silence: (topic) => streamFaults.silence(topic),
      unsilence: (topic) => streamFaults.unsilence(topic),
      slow: (byMs) => streamFaults.slow(byMs),
    },
    get log() {
      return log.latest();
    },
    feed(symbol) {
      const feed = feeds.get(symbol);
      if (feed === undefined)
        throw new RangeError(`feed: found ${JSON.stringify(symbol)}, expected one of ${[...feeds.keys()].join(', ') || 'none'}`);
      return feed;
    },
    get unsupported() {
      return unsupported.all();
    },
    pump() {
      exchange.advance();
      arrivals.deliver(exchange.nowMs);
      streams.pump();
    },
    changeContract(symbol, change) {
      exchange.advance();
      const listing = exchange.listings.get(symbol);
      if (listing === undefined) throw new RangeError(`changeContract: found ${JSON.stringify(symbol)}, expected a listed contract`);
      const violations = contractViolations({ ...listing.contract, ...change }, symbol);
      if (violations.length > 0) throw new RangeError(`changeContract: ${violations.join('; ')}`);
      exchange.changeContract(symbol, change);
    },
    ...moneyControl(exchange),
    setPositionMode(mode) {
      exchange.advance();
      const held = exchange.positions.all().map(({ symbol }) => symbol);
      const both = held.find((symbol, index) => held.indexOf(symbol) !== index);
      if (mode === 'one-way' && both !== undefined)
        throw new RangeError(`positionMode: found both sides of ${both} open, expected one at most`);
      exchange.changePositionMode(mode);
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
