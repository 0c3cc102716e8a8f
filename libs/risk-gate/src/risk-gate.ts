import {
  type Balance,
  type CancelAllOrdersOutcome,
  type CancelOrderOutcome,
  type ConnectResult,
  type CreateOrder,
  type CreateOrderOutcome,
  type Denial,
  type ExecutionHealth,
  ExecutionInterface,
  type Instrument,
  type Leverage,
  type LeverageQuery,
  type Order,
  type Position,
  type PositionSide,
  type SetLeverage,
  type SetLeverageOutcome,
  UnknownSymbolError,
  decimal,
} from '@prate/execution-interface';
import { isDecimal, isPositive } from '@prate/execution-interface/decimal';
import { instrumentGrid } from './checks/instrument-grid';
import { maxOrderNotional } from './checks/max-order-notional';
import { needsMark } from './checks/needs-mark';
import { type RiskGateOptions, checkLimits } from './config';
import { denial } from './denied-reasons';
import type { RiskCheck, RiskCheckInput } from './risk-check';

/**
 * An `ExecutionInterface` in front of an `ExecutionInterface`: every new order is checked, everything else passes straight through. Cancels
 * are never stopped; a close is checked against the instrument's grid only.
 *
 * @throws {RiskLimitsError} by the constructor, when a limit is missing or no positive decimal
 */
export class RiskGate extends ExecutionInterface {
  private readonly over: ExecutionInterface;
  private readonly checks: readonly RiskCheck[];

  constructor(private readonly options: RiskGateOptions) {
    super();
    checkLimits(options.limits);
    this.over = options.over;
    this.checks = [instrumentGrid, maxOrderNotional(options.limits)];
  }

  async createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
    if (typeof command !== 'object' || command === null) {
      return denied(denial('input-invalid', `order: found ${typeof command}, expected an object`, { found: typeof command }));
    }
    // What was checked is what is passed on, whatever the caller does to the object meanwhile.
    const asked: CreateOrder = Object.freeze({ ...command });
    const found = await this.findInstrument(asked.symbol);
    if ('code' in found) {
      return asked.effect === 'close' && found.code === 'not-sent' ? this.over.createOrder(asked) : denied(found);
    }
    const market = needsMark(asked, found) ? await this.findMark(asked.symbol) : {};
    for (const { check } of this.checks) {
      const reason = check({ command: asked, instrument: found, ...market });
      if (reason !== undefined) return denied(reason);
    }
    return this.over.createOrder(asked);
  }

  private async findInstrument(symbol: string): Promise<Instrument | Denial> {
    try {
      return await this.options.instruments.getInstrument(symbol);
    } catch (error) {
      if (error instanceof UnknownSymbolError)
        return denial('symbol-unknown', error.message, { found: symbol, known: error.known.slice(0, 8) });
      return denial('not-sent', `order of ${symbol}: its instrument could not be read: ${messageOf(error)}`, { symbol });
    }
  }

  private async findMark(symbol: string): Promise<Pick<RiskCheckInput, 'mark' | 'markProblem'>> {
    try {
      const mark: unknown = await this.options.marks(symbol);
      if (isDecimal(mark) && isPositive(mark)) return { mark: decimal(mark) };
      return { markProblem: `found ${JSON.stringify(mark)}, expected a positive decimal` };
    } catch (error) {
      return { markProblem: messageOf(error) };
    }
  }

  connect(): Promise<ConnectResult> {
    return this.over.connect();
  }
  disconnect(): Promise<void> {
    return this.over.disconnect();
  }
  health(): ExecutionHealth {
    return this.over.health();
  }
  cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome> {
    return this.over.cancelOrder(symbol, orderId);
  }
  cancelAllOrders(symbol?: string): Promise<CancelAllOrdersOutcome> {
    return this.over.cancelAllOrders(symbol);
  }
  getOrder(orderId: string, symbol?: string): Promise<Order | undefined> {
    return this.over.getOrder(orderId, symbol);
  }
  getOpenOrders(symbol?: string): Promise<readonly Order[]> {
    return this.over.getOpenOrders(symbol);
  }
  getPositions(): Promise<readonly Position[]> {
    return this.over.getPositions();
  }
  getPosition(symbol: string, positionSide?: PositionSide): Promise<Position | undefined> {
    return this.over.getPosition(symbol, positionSide);
  }
  getBalance(currency?: string): Promise<Balance | undefined> {
    return this.over.getBalance(currency);
  }
  getBalances(): Promise<readonly Balance[]> {
    return this.over.getBalances();
  }
  getLeverage(query: LeverageQuery): Promise<Leverage> {
    return this.over.getLeverage(query);
  }
  setLeverage(command: SetLeverage): Promise<SetLeverageOutcome> {
    return this.over.setLeverage(command);
  }
}

function denied(reason: Denial): CreateOrderOutcome {
  return { status: 'denied', denial: reason };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
