import type { Balance } from './balance';
import type { CreateOrder, OpenPosition, ReducePosition } from './commands';
import type { MarginMode, PositionSide } from './enums';
import type { ClosedPosition, FeeRates, FundingPayment, HistoryQuery, Transfer } from './history';
import type { Order } from './order';
import type { CancelAllOrdersOutcome, CancelOrderOutcome, CreateOrderOutcome, SetLeverageOutcome } from './outcome';
import type { Position } from './position';
import type { Trade } from './trade';

export type ConnectProblemCode =
  | 'unreachable'
  | 'clock'
  | 'key-refused'
  | 'signature-refused'
  | 'ip-refused'
  | 'permission-missing'
  | 'venue-error'
  | 'position-mode-unknown'
  | 'no-instruments';

/** One thing that stands in the way of trading, found by `connect()`. */
export interface ConnectProblem {
  readonly code: ConnectProblemCode;
  readonly message: string;
}

export interface ConnectResult {
  readonly ok: boolean;
  readonly problems: readonly ConnectProblem[];
}

export interface ExecutionHealth {
  /** `healthy`: connected, nothing unknown. `degraded`: some intent's outcome is unknown. */
  readonly state: 'disconnected' | 'syncing' | 'healthy' | 'degraded';
  /** Intents of which nobody knows whether an order exists. */
  readonly unknownIntents: number;
  /** Age of the last answered venue call, ms; absent before the first. */
  readonly lastAnswerAgeMs?: number;
}

/** Which leverage: each side of a symbol has its own. */
export interface LeverageQuery {
  readonly symbol: string;
  readonly positionSide: PositionSide;
}

export interface Leverage {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly leverage: number;
  readonly marginMode: MarginMode;
}

export interface SetLeverage extends LeverageQuery {
  /** Whole number, within the instrument's bounds. */
  readonly leverage: number;
  readonly marginMode: MarginMode;
}

/**
 * What every venue offers to every caller. Abstract, so that the class itself is the injection token.
 *
 * Commands answer with an outcome and throw for programmer errors only. Queries throw when the answer cannot be had.
 */
export abstract class ExecutionInterface {
  /** Checks reachability, clock, key, permissions, position mode and contract list. A refused key is an answer, not an exception. */
  abstract connect(): Promise<ConnectResult>;
  /** May be called at any time and twice. */
  abstract disconnect(): Promise<void>;
  abstract health(): ExecutionHealth;

  abstract createOrder(command: CreateOrder): Promise<CreateOrderOutcome>;
  abstract cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome>;
  /** Of one symbol, or of all. */
  abstract cancelAllOrders(symbol?: string): Promise<CancelAllOrdersOutcome>;
  /**
   * By venue id or client id, working or finished; `undefined` when the venue knows none. A client id that was not made by this account's
   * journal needs its symbol.
   */
  abstract getOrder(orderId: string, symbol?: string): Promise<Order | undefined>;
  abstract getOpenOrders(symbol?: string): Promise<readonly Order[]>;

  abstract getPositions(): Promise<readonly Position[]>;
  /** @throws {AmbiguousPositionError} when both sides are open and none was named */
  abstract getPosition(symbol: string, positionSide?: PositionSide): Promise<Position | undefined>;
  /** One currency, `USDT` by default; `undefined` when the account holds none. */
  abstract getBalance(currency?: string): Promise<Balance | undefined>;
  abstract getBalances(): Promise<readonly Balance[]>;
  abstract getLeverage(query: LeverageQuery): Promise<Leverage>;
  abstract setLeverage(command: SetLeverage): Promise<SetLeverageOutcome>;
  /** What the account really pays. */
  abstract getFeeRates(symbol: string): Promise<FeeRates>;

  /**
   * Finished orders by the time they were made. As every history: oldest first, each row once, nothing is asked for before it is wanted, an
   * aborted signal ends it with its reason, and what was given out until an error is right.
   */
  abstract getOrderHistory(query: HistoryQuery): AsyncIterable<Order>;
  /** Own fills. */
  abstract getTradeHistory(query: HistoryQuery): AsyncIterable<Trade>;
  /** Closed positions by the time they were closed. */
  abstract getPositionHistory(query: HistoryQuery): AsyncIterable<ClosedPosition>;
  /** Funding paid and received. */
  abstract getFundingHistory(query: HistoryQuery): AsyncIterable<FundingPayment>;
  /** Transfers of the account; `symbol` does not concern them. */
  abstract getTransferHistory(query: HistoryQuery): AsyncIterable<Transfer>;

  /** Buys to open. */
  openLong(command: OpenPosition): Promise<CreateOrderOutcome> {
    return this.createOrder({ ...command, side: 'buy', effect: 'open' });
  }
  /** Sells to close. */
  closeLong(command: ReducePosition): Promise<CreateOrderOutcome> {
    return this.createOrder({ ...command, side: 'sell', effect: 'close' });
  }
  /** Sells to open. */
  openShort(command: OpenPosition): Promise<CreateOrderOutcome> {
    return this.createOrder({ ...command, side: 'sell', effect: 'open' });
  }
  /** Buys to close. */
  closeShort(command: ReducePosition): Promise<CreateOrderOutcome> {
    return this.createOrder({ ...command, side: 'buy', effect: 'close' });
  }
}
