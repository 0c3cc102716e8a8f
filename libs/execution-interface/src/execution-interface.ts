import type { Balance } from './balance';
import type { AmendOrder, CreateOrder, OpenPosition, ReducePosition } from './commands';
import type {
  AmendPlanOrder,
  AmendProtection,
  AmendTrailingOrder,
  CancelAllOptions,
  CancelConditionalOrders,
  ConditionalOrderId,
  ConditionalQuery,
  CreatePlanOrder,
  CreateStopOrder,
  CreateTrailingOrder,
} from './conditional-commands';
import type { PlanOrder, StopOrder, TrailingOrder } from './conditional-order';
import type { DecimalText } from './decimal';
import type { MarginMode, PositionMode, PositionSide } from './enums';
import type { ExecutionEventHandler } from './execution-event';
import type { ClosedPosition, FeeRates, FundingPayment, HistoryQuery, Transfer } from './history';
import type { StopWatching } from './market-data-handlers';
import type { Order } from './order';
import type {
  AmendOrderOutcome,
  CancelAllOrdersOutcome,
  CancelOrderOutcome,
  ChangeOutcome,
  ClosePositionsOutcome,
  CreateConditionalOutcome,
  CreateOrderOutcome,
  SetLeverageOutcome,
  SetPositionModeOutcome,
} from './outcome';
import type { Position } from './position';
import type { ChangeMargin, ClosePosition, MaxSizeQuery, ReversePosition, SetAutoAddMargin, SetPositionMode } from './position-commands';
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

/**
 * What keeps an execution from `healthy`.
 *
 * - `account-unread`: since the last connect the account has not been read whole
 * - `stream-old`, `reconcile-old`, `clock-old`: nothing was heard, the account not compared, the venue's time not read for longer than allowed
 * - `no-stream`, `stream-lost`: events come by reading now and then, late therefore
 * - `position-mode-changed`: by somebody else, and not read since
 * - `instruments-old`: the contract list is older than allowed, and could not be read again
 * - `intents-unknown`: there are intents of which nobody knows whether an order exists
 */
export type HealthReason =
  | 'account-unread'
  | 'stream-old'
  | 'reconcile-old'
  | 'clock-old'
  | 'no-stream'
  | 'stream-lost'
  | 'position-mode-changed'
  | 'instruments-old'
  | 'intents-unknown';

export interface ExecutionHealth {
  /**
   * `healthy`: connected, what is known is fresh and complete. `syncing`: the account is being read. `stale`: what is known is older than
   * allowed, since {@link sinceMs}. `degraded`: it works, with the limits that {@link reasons} name. New exposure wants `healthy`.
   */
  readonly state: 'disconnected' | 'syncing' | 'healthy' | 'stale' | 'degraded';
  /** All of them, the one that decides the state first; empty or absent when healthy. */
  readonly reasons?: readonly HealthReason[];
  /** Of `stale`: the last moment something was known for sure, ms since the epoch. */
  readonly sinceMs?: number;
  /** Intents of which nobody knows whether an order exists. */
  readonly unknownIntents: number;
  /** Age of the last answered venue call, ms; absent before the first. */
  readonly lastAnswerAgeMs?: number;
  /** Since the private stream was last heard, ms; absent while none stands. */
  readonly streamAgeMs?: number;
  /** Since the account was last compared with the venue, whole, ms. */
  readonly reconcileAgeMs?: number;
  /** Since the venue's time was last read, ms. */
  readonly clockAgeMs?: number;
  /** Since the contract list was read, ms; absent where its source does not say. */
  readonly instrumentsAgeMs?: number;
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
  /** What happens to the account from now on, each thing once; also before `connect()`. A handler that throws harms nobody. */
  abstract watchEvents(handler: ExecutionEventHandler): StopWatching;

  abstract createOrder(command: CreateOrder): Promise<CreateOrderOutcome>;
  /** One after the other, one outcome each, in order. An aborted signal stops before the next one; none is left half-way. */
  abstract createOrders(
    commands: readonly CreateOrder[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<readonly CreateOrderOutcome[]>;
  /** The order may get another id by this; both lead to it. */
  abstract amendOrder(command: AmendOrder): Promise<AmendOrderOutcome>;
  /** Moves a working limit order to the best price of its side, once. */
  abstract chaseOrder(symbol: string, orderId: string): Promise<AmendOrderOutcome>;
  abstract cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome>;
  /** One outcome for each id, in order. */
  abstract cancelOrders(symbol: string, orderIds: readonly string[]): Promise<readonly CancelOrderOutcome[]>;
  /** Of one symbol, or of all; working orders unless other kinds are named, everybody's unless `onlyOurs`. */
  abstract cancelAllOrders(symbol?: string, options?: CancelAllOptions): Promise<CancelAllOrdersOutcome>;
  /**
   * By venue id or client id, working or finished; `undefined` when the venue knows none. A client id that was not made by this account's
   * journal needs its symbol.
   */
  abstract getOrder(orderId: string, symbol?: string): Promise<Order | undefined>;
  abstract getOpenOrders(symbol?: string): Promise<readonly Order[]>;

  /** A trigger that would fire at once is denied, with the price it watches. So with every conditional order. */
  abstract createPlanOrder(command: CreatePlanOrder): Promise<CreateConditionalOutcome<PlanOrder>>;
  abstract createStopOrder(command: CreateStopOrder): Promise<CreateConditionalOutcome<StopOrder>>;
  abstract createTrailingOrder(command: CreateTrailingOrder): Promise<CreateConditionalOutcome<TrailingOrder>>;
  abstract amendPlanOrder(command: AmendPlanOrder): Promise<ChangeOutcome>;
  abstract amendProtection(command: AmendProtection): Promise<ChangeOutcome>;
  abstract amendTrailingOrder(command: AmendTrailingOrder): Promise<ChangeOutcome>;
  abstract cancelConditionalOrder(order: ConditionalOrderId): Promise<ChangeOutcome>;
  abstract cancelAllConditionalOrders(which: CancelConditionalOrders): Promise<ChangeOutcome>;
  abstract getPlanOrders(query?: ConditionalQuery): Promise<readonly PlanOrder[]>;
  abstract getStopOrders(query?: ConditionalQuery): Promise<readonly StopOrder[]>;
  abstract getTrailingOrders(query?: ConditionalQuery): Promise<readonly TrailingOrder[]>;

  abstract getPositions(): Promise<readonly Position[]>;
  /** @throws {AmbiguousPositionError} when both sides are open and none was named */
  abstract getPosition(symbol: string, positionSide?: PositionSide): Promise<Position | undefined>;
  abstract closePosition(command: ClosePosition): Promise<CreateOrderOutcome>;
  /** At the market, one order a position; closing orders that hold contracts back are cancelled first. */
  abstract closeAllPositions(): Promise<ClosePositionsOutcome>;
  abstract reversePosition(command: ReversePosition): Promise<ChangeOutcome>;
  abstract changeMargin(command: ChangeMargin): Promise<ChangeOutcome>;
  abstract setAutoAddMargin(command: SetAutoAddMargin): Promise<ChangeOutcome>;
  abstract getPositionMode(): Promise<PositionMode>;
  /** What stands in the way is listed before the venue is asked. */
  abstract setPositionMode(command: SetPositionMode): Promise<SetPositionModeOutcome>;
  /** Largest order of that leverage, contracts, by the risk tiers; what is open already counts against it and is not subtracted here. */
  abstract getMaxContracts(query: MaxSizeQuery): Promise<DecimalText>;
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
