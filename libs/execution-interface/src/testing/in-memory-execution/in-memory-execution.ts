import type { DecimalText } from '../../decimal';
import type { Balance } from '../../balance';
import type { AmendOrder, CreateOrder } from '../../commands';
import type { CancelAllOptions } from '../../conditional-commands';
import type { ExecutionEventHandler } from '../../execution-event';
import type { StopWatching } from '../../market-data-handlers';
import { EventTeller } from './event-teller';
import type { PlanOrder, StopOrder, TrailingOrder } from '../../conditional-order';
import type { PositionMode, PositionSide } from '../../enums';
import { AmbiguousPositionError, ExecutionError, NotConnectedError } from '../../errors';
import {
  type ConnectResult,
  type ExecutionHealth,
  ExecutionInterface,
  type Leverage,
  type LeverageQuery,
  type SetLeverage,
} from '../../execution-interface';
import type { ClosedPosition, FeeRates, FundingPayment, HistoryQuery, Transfer } from '../../history';
import type { Order } from '../../order';
import type {
  AmendOrderOutcome,
  CancelAllOrdersOutcome,
  CancelOrderOutcome,
  ChangeOutcome,
  ClosePositionsOutcome,
  CreateOrderOutcome,
  SetLeverageOutcome,
  SetPositionModeOutcome,
} from '../../outcome';
import type { Position } from '../../position';
import type { ClosePosition, MaxSizeQuery, SetPositionMode } from '../../position-commands';
import type { Trade } from '../../trade';
import { balancesOf, maxContractsOf, objectToLeverage, positionOf } from './in-memory-account';
import { historyOf } from './in-memory-history';
import { InMemoryLeverages } from './in-memory-leverages';
import { InMemoryOrders, notConnected } from './in-memory-orders';
import type { InMemoryVenue } from './in-memory-venue';
import { IntentBook } from './intent-book';
import { denial, notSupported, objectToCancelAll } from './order-check';

/**
 * `ExecutionInterface` over an {@link InMemoryVenue}, for tests of what trades: exact and without any waiting. What it does not do it denies as
 * `not-supported`: conditional orders, protection, chasing, reversing, changes of margin.
 */
export class InMemoryExecution extends ExecutionInterface {
  private readonly intents: IntentBook;
  private readonly leverages = new InMemoryLeverages();
  private readonly orders: InMemoryOrders;
  private readonly teller: EventTeller;
  private isConnected = false;

  constructor(private readonly venue: InMemoryVenue) {
    super();
    this.intents = new IntentBook(venue.clock);
    this.orders = new InMemoryOrders({ venue, intents: this.intents, leverages: this.leverages });
    this.teller = new EventTeller(venue.clock);
    venue.onChange = (order, trade) => this.tell(order, trade);
    this.intents.onResolved = (clientOrderId, resolution) => this.teller.tell({ kind: 'intent-resolved', clientOrderId, resolution });
  }

  async connect(): Promise<ConnectResult> {
    this.isConnected = this.venue.faults.take('key-refused') === undefined;
    if (this.isConnected) return { ok: true, problems: [] };
    return { ok: false, problems: [{ code: 'key-refused', message: 'key: the venue does not know it' }] };
  }

  async disconnect(): Promise<void> {
    this.isConnected = false;
  }

  health(): ExecutionHealth {
    const unknownIntents = this.intents.unknown().length;
    return { state: !this.isConnected ? 'disconnected' : unknownIntents > 0 ? 'degraded' : 'healthy', unknownIntents };
  }

  watchEvents(handler: ExecutionEventHandler): StopWatching {
    return this.teller.watch(handler);
  }

  /** What watchers threw: it reached nobody. */
  get handlerErrors(): readonly unknown[] {
    return this.teller.handlerErrors;
  }

  createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
    return this.orders.create(command, this.isConnected);
  }

  async createOrders(
    commands: readonly CreateOrder[],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<readonly CreateOrderOutcome[]> {
    const outcomes: CreateOrderOutcome[] = [];
    for (const command of commands) {
      const isStopped = signal?.aborted === true;
      const stopped = { status: 'denied', denial: denial('not-sent', 'createOrders: stopped before this order') } as const;
      outcomes.push(isStopped ? stopped : await this.createOrder(command));
    }
    return outcomes;
  }

  async amendOrder(command: AmendOrder): Promise<AmendOrderOutcome> {
    return this.isConnected ? this.orders.amend(command) : { status: 'denied', denial: notConnected('amend') };
  }

  async chaseOrder(): Promise<AmendOrderOutcome> {
    return { status: 'denied', denial: notSupported('chaseOrder') };
  }

  async cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome> {
    return this.orders.cancel(symbol, orderId);
  }

  async cancelOrders(symbol: string, orderIds: readonly string[]): Promise<readonly CancelOrderOutcome[]> {
    return orderIds.map((orderId) => this.orders.cancel(symbol, orderId));
  }

  /**
   * Every order here is ours, and nothing waits for a price.
   *
   * @throws {ExecutionError} for a symbol that is no text or empty, which must never come to mean "all"
   */
  async cancelAllOrders(symbol?: string, options: CancelAllOptions = {}): Promise<CancelAllOrdersOutcome> {
    if (symbol !== undefined && (typeof symbol !== 'string' || symbol === '')) {
      throw new ExecutionError(`cancelAllOrders: found ${JSON.stringify(symbol)}, expected a contract, or nothing for all`);
    }
    const wrong = objectToCancelAll(options);
    if (wrong !== undefined) return { status: 'denied', denial: wrong };
    const { kinds = ['order'] } = options;
    const nothing = { count: 0, cancelled: [], stillOpen: [], unresolved: [] };
    const conditional = kinds.some((kind) => kind !== 'order') ? { conditional: { ...nothing, firedMeanwhile: [], problems: [] } } : {};
    if (!kinds.includes('order')) return { status: 'done', ...nothing, filledMeanwhile: [], ...conditional };
    const before = this.venue.working(symbol);
    for (const { symbol: of, orderId } of before) this.orders.cancel(of, orderId);
    const after = before.map(({ orderId }) => this.venue.find(orderId)).filter((order) => order !== undefined);
    const cancelled = after.filter(({ status }) => status === 'cancelled');
    const filledMeanwhile = after.filter(({ status }) => status === 'filled');
    const stillOpen = this.venue.working(symbol);
    return { status: 'done', count: cancelled.length, cancelled, stillOpen, filledMeanwhile, unresolved: [], ...conditional };
  }

  async getOrder(orderId: string): Promise<Order | undefined> {
    this.ask('getOrder');
    const order = this.venue.find(orderId);
    this.intents.learn(orderId, order !== undefined);
    return order;
  }

  async getOpenOrders(symbol?: string): Promise<readonly Order[]> {
    this.ask('getOpenOrders');
    const orders = this.venue.working(symbol);
    for (const { clientOrderId } of orders) if (clientOrderId !== undefined) this.intents.learn(clientOrderId, true);
    return orders;
  }

  async getPositions(): Promise<readonly Position[]> {
    this.ask('getPositions');
    return this.venue.positions.all().map((held) => positionOf(this.venue, held));
  }

  async getPosition(symbol: string, positionSide?: PositionSide): Promise<Position | undefined> {
    const found = (await this.getPositions()).filter(
      (position) => position.symbol === symbol && (positionSide === undefined || position.side === positionSide),
    );
    if (found.length > 1) throw new AmbiguousPositionError(symbol, found);
    return found[0];
  }

  async closePosition({ symbol, positionSide, size, ...terms }: ClosePosition): Promise<CreateOrderOutcome> {
    if (!this.isConnected) return { status: 'denied', denial: notConnected(`close of ${symbol}`) };
    const open = this.venue.positions.all().filter(({ instrument }) => instrument.symbol === symbol);
    const [position, another] = positionSide === undefined ? open : open.filter(({ side }) => side === positionSide);
    if (position === undefined) return deniedClose('position-not-found', `close of ${symbol}: found no such position`);
    if (another !== undefined) return deniedClose('position-ambiguous', `close of ${symbol}: found long and short, expected a side`);
    const side = position.side === 'long' ? 'sell' : 'buy';
    const asked = size ?? { contracts: this.venue.closable(symbol, position.side) };
    return this.createOrder({ ...terms, ...asked, symbol, side, effect: 'close' } as CreateOrder);
  }

  async closeAllPositions(): Promise<ClosePositionsOutcome> {
    if (!this.isConnected) return { status: 'denied', denial: notConnected('closeAllPositions') };
    const results = [];
    for (const { instrument, side: positionSide } of this.venue.positions.all()) {
      const { symbol } = instrument;
      const closing = this.venue.working(symbol).filter((order) => order.effect === 'close' && order.positionSide === positionSide);
      for (const { orderId } of closing) this.orders.cancel(symbol, orderId);
      results.push({ symbol, positionSide, outcome: await this.closePosition({ symbol, positionSide, type: 'market' }) });
    }
    return { status: 'done', results };
  }

  async getPositionMode(): Promise<PositionMode> {
    this.ask('getPositionMode');
    return this.venue.positionMode;
  }

  async setPositionMode({ positionMode }: SetPositionMode): Promise<SetPositionModeOutcome> {
    if (!this.isConnected) return { status: 'denied', denial: notConnected('setPositionMode') };
    const by = { orders: this.venue.working().length, planOrders: 0, positions: this.venue.positions.all().length };
    const isChange = positionMode !== this.venue.positionMode;
    if (isChange && by.orders + by.positions > 0) return { status: 'blocked', positionMode: this.venue.positionMode, by };
    this.venue.positionMode = positionMode;
    return { status: 'accepted' };
  }

  /** By the risk tiers, and never more than the contract allows in one order. */
  async getMaxContracts(query: MaxSizeQuery): Promise<DecimalText> {
    this.ask('getMaxContracts');
    return maxContractsOf(this.venue, query);
  }

  async getBalance(currency = 'USDT'): Promise<Balance | undefined> {
    return (await this.getBalances()).find((balance) => balance.currency === currency);
  }

  async getBalances(): Promise<readonly Balance[]> {
    this.ask('getBalances');
    return balancesOf(this.venue);
  }

  async getLeverage(query: LeverageQuery): Promise<Leverage> {
    this.ask('getLeverage');
    return this.leverages.get({ ...query, symbol: this.venue.instrument(query.symbol).symbol });
  }

  async setLeverage({ symbol, positionSide, leverage, marginMode }: SetLeverage): Promise<SetLeverageOutcome> {
    if (!this.isConnected) return { status: 'denied', denial: notConnected('setLeverage') };
    const objection = objectToLeverage(this.venue, { symbol, positionSide, leverage, marginMode });
    if (objection !== undefined) return { status: 'denied', denial: objection };
    this.leverages.set(symbol, positionSide, leverage, marginMode);
    this.venue.positions.setLeverage(symbol, positionSide, leverage);
    return { status: 'accepted', leverage };
  }

  async getFeeRates(symbol: string): Promise<FeeRates> {
    this.ask('getFeeRates');
    const { makerFeeRate: maker, takerFeeRate: taker } = this.venue.instrument(symbol);
    return { symbol, maker, taker, asOfMs: this.venue.clock.nowMs() };
  }

  getOrderHistory(query: HistoryQuery): AsyncIterable<Order> {
    const finished = () => this.venue.orders().filter(({ status }) => ['filled', 'cancelled', 'invalid'].includes(status));
    return this.history('getOrderHistory', query, { rows: finished, atMsOf: ({ createdAtMs }) => createdAtMs });
  }

  getTradeHistory(query: HistoryQuery): AsyncIterable<Trade> {
    return this.history('getTradeHistory', query, { rows: () => this.venue.trades, atMsOf: ({ atMs }) => atMs });
  }

  getPositionHistory(query: HistoryQuery): AsyncIterable<ClosedPosition> {
    return this.history('getPositionHistory', query, { rows: () => this.venue.positions.closed, atMsOf: ({ closedAtMs }) => closedAtMs });
  }

  /** Empty: nothing is settled here. */
  getFundingHistory(query: HistoryQuery): AsyncIterable<FundingPayment> {
    return this.history<FundingPayment>('getFundingHistory', query, { rows: () => [], atMsOf: ({ atMs }) => atMs });
  }

  getTransferHistory(query: HistoryQuery): AsyncIterable<Transfer> {
    return this.history<Transfer>('getTransferHistory', query, { rows: () => this.venue.transfers, atMsOf: ({ atMs }) => atMs });
  }

  createPlanOrder = async () => ({ status: 'denied', denial: notSupported('createPlanOrder') }) as const;
  createStopOrder = async () => ({ status: 'denied', denial: notSupported('createStopOrder') }) as const;
  createTrailingOrder = async () => ({ status: 'denied', denial: notSupported('createTrailingOrder') }) as const;
  amendPlanOrder = deniedChange('amendPlanOrder');
  amendProtection = deniedChange('amendProtection');
  amendTrailingOrder = deniedChange('amendTrailingOrder');
  cancelConditionalOrder = deniedChange('cancelConditionalOrder');
  reversePosition = deniedChange('reversePosition');
  changeMargin = deniedChange('changeMargin');
  setAutoAddMargin = deniedChange('setAutoAddMargin');
  /** There are none. */
  cancelAllConditionalOrders = async (): Promise<ChangeOutcome> => ({ status: 'accepted' });

  /** None, here and in the next two. */
  async getPlanOrders(): Promise<readonly PlanOrder[]> {
    this.ask('getPlanOrders');
    return [];
  }

  async getStopOrders(): Promise<readonly StopOrder[]> {
    this.ask('getStopOrders');
    return [];
  }

  async getTrailingOrders(): Promise<readonly TrailingOrder[]> {
    this.ask('getTrailingOrders');
    return [];
  }

  private history<Row extends object>(
    operation: string,
    query: HistoryQuery,
    source: { readonly rows: () => readonly Row[]; readonly atMsOf: (row: Row) => number },
  ): AsyncIterable<Row> {
    if (!this.isConnected) throw new NotConnectedError(operation);
    const { rows, atMsOf } = source;
    return historyOf(rows, { nowMs: this.venue.clock.nowMs(), query, atMsOf });
  }

  /** Nothing is told while the line is down. */
  private tell(order: Order, trade?: Trade): void {
    if (!this.isConnected) return;
    this.teller.tell({ kind: 'order', order, isOurs: true });
    if (trade === undefined) return;
    const { symbol, positionSide } = trade;
    this.teller.tell({ kind: 'trade', trade, isOurs: true });
    const held = this.venue.positions.get(symbol, positionSide);
    if (held !== undefined) this.teller.tell({ kind: 'position', position: positionOf(this.venue, held) });
    else this.teller.tell({ kind: 'position-closed', symbol, positionSide, positionId: order.positionId ?? '' });
    const balance = balancesOf(this.venue).find(({ currency }) => currency === trade.feeCurrency);
    if (balance !== undefined) this.teller.tell({ kind: 'balance', balance });
  }

  private ask(operation: string): void {
    if (!this.isConnected) throw new NotConnectedError(operation);
    if (this.venue.faults.has('reads-fail')) throw new ExecutionError(`${operation}: the venue does not answer`);
  }
}

function deniedChange(what: string): () => Promise<ChangeOutcome> {
  return async () => ({ status: 'denied', denial: notSupported(what) });
}

function deniedClose(code: 'position-not-found' | 'position-ambiguous', message: string): CreateOrderOutcome {
  return { status: 'denied', denial: denial(code, message) };
}
