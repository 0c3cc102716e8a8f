import {
  type Balance,
  type CancelOrderOutcome,
  type ChangeOutcome,
  type Clock,
  type ClosePositionsOutcome,
  type ConditionalOrderId,
  type ConnectResult,
  type CreateOrder,
  type CreateOrderOutcome,
  type DecimalText,
  type ExecutionEvent,
  type ExecutionEventHandler,
  type ExecutionHealth,
  type ExecutionInterface,
  type HistoryQuery,
  type Instrument,
  type InstrumentSource,
  type Order,
  type OrderStatus,
  type PlanOrder,
  type Position,
  type PositionSide,
  type StopOrder,
  type TrailingOrder,
  type Transfer,
  UnknownSymbolError,
  clientOrderId,
  decimal,
  isFinalStatus,
  positionId,
  positionSideOf,
  toContracts,
  venueOrderId,
} from '@prate/execution-interface';
import { add, compare, isPositive, minimum, negate, subtract } from '@prate/execution-interface/decimal';

/** What becomes of an order that arrives: it fills, rests, is refused, or its answer is lost; `lost`: it never arrived. */
export type Fate = 'fill' | 'rest' | 'refuse' | 'deny' | 'answer-lost' | 'answer-lost-and-fills' | 'lost' | 'throw';

/** A venue in memory, exact and without a market: orders do what they are told. */
export class FakeVenue {
  readonly calls: Array<readonly [name: string, ...args: unknown[]]> = [];
  readonly orders = new Map<string, Order>();
  readonly held = new Map<string, DecimalText>();
  readonly unknown = new Set<string>();
  readonly plans: PlanOrder[] = [];
  readonly trails: TrailingOrder[] = [];
  /** Of the next orders; then market orders fill, others rest. */
  readonly fates: Fate[] = [];
  /** Methods that fail. */
  readonly dead = new Set<string>();
  state: ExecutionHealth['state'] = 'healthy';
  equity: DecimalText = '10000';
  readonly transfers: Transfer[] = [];
  mark: DecimalText = '50000';
  /** Waited for before an order arrives, and again before its answer does. */
  delay: () => Promise<void> = async () => undefined;
  refusal = { code: '2005', kind: 'funds' };
  private readonly handlers = new Set<ExecutionEventHandler>();
  protected ids = 700_000_000_000_000_000n;

  constructor(
    readonly instruments: readonly Instrument[],
    protected readonly clock: Clock,
  ) {}

  /** As the port; what this does not know is written down and answered with its name. */
  get port(): ExecutionInterface {
    return new Proxy(this as unknown as ExecutionInterface, {
      get: (_, name) => {
        if (typeof name === 'symbol' || name === 'then') return undefined;
        return (...args: unknown[]): unknown => {
          this.calls.push([name, ...args]);
          if (this.dead.has(name)) return Promise.reject(new Error(`${name} is dead`));
          const own = (this as unknown as Record<string, unknown>)[name];
          return typeof own === 'function' ? (Reflect.apply(own, this, args) as unknown) : Promise.resolve(`answer of ${name}`);
        };
      },
    });
  }

  get source(): InstrumentSource {
    return {
      getInstruments: async () => this.instruments,
      getInstrument: async (symbol) => {
        if (this.dead.has('getInstrument')) throw new Error('catalogue away');
        return this.instrument(symbol);
      },
    };
  }

  count(name: string): number {
    return this.calls.filter(([called]) => called === name).length;
  }

  /** Everything the limit is about: held, working and not yet answered. */
  async createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
    const fate = this.fates.shift() ?? (command.type === 'market' ? 'fill' : 'rest');
    const id = clientOrderId(command.clientOrderId ?? `made${this.calls.length}`);
    await this.delay();
    if (fate === 'throw') throw new Error('a fault of the engine');
    if (fate === 'deny') return { status: 'denied', clientOrderId: id, denial: { code: 'window-full', message: 'full', context: {} } };
    if (fate === 'refuse') {
      return { status: 'rejected', clientOrderId: id, rejection: { ...this.refusal, message: 'refused', retrySafe: false } };
    }
    if (fate === 'lost') {
      this.unknown.add(id);
      await this.delay();
      return { status: 'unknown', clientOrderId: id, unknown: { code: 'timeout', message: 'no answer' } };
    }
    const order = this.place(command, id);
    if (fate === 'fill' || fate === 'answer-lost-and-fills') this.fill(order.orderId, order.contracts);
    if (fate.startsWith('answer-lost')) this.unknown.add(id);
    await this.delay();
    if (fate.startsWith('answer-lost')) {
      return { status: 'unknown', clientOrderId: id, unknown: { code: 'timeout', message: 'no answer' } };
    }
    return { status: 'accepted', clientOrderId: id, order, size: { contracts: order.contracts } };
  }

  /** What the engine behind a gate does with unknown intents. */
  resolve(id: string): void {
    this.unknown.delete(id);
    const isFound = [...this.orders.values()].some((order) => order.clientOrderId === id);
    this.tell({ kind: 'intent-resolved', clientOrderId: clientOrderId(id), resolution: isFound ? 'found' : 'never-arrived' });
  }

  place(command: CreateOrder, id?: string): Order {
    const instrument = this.instrument(command.symbol);
    const price = command.price === undefined ? undefined : decimal(command.price);
    const sized = toContracts({ size: command, instrument, type: command.type, price: price ?? this.mark });
    if (!sized.ok) throw new Error(sized.denial.message);
    this.ids += 1n;
    const order: Order = {
      orderId: venueOrderId(String(this.ids)),
      ...(id === undefined ? {} : { clientOrderId: clientOrderId(id) }),
      symbol: command.symbol,
      side: command.side,
      effect: command.effect,
      positionSide: positionSideOf(command.side, command.effect),
      type: command.type,
      status: 'open',
      ...(price === undefined ? {} : { price }),
      contracts: sized.size.contracts,
      filledContracts: '0',
      leverage: 10,
      marginMode: 'isolated',
      category: 'normal',
      createdAtMs: this.clock.nowMs(),
      updatedAtMs: this.clock.nowMs(),
    };
    this.orders.set(order.orderId, order);
    return order;
  }

  fill(orderId: string, contracts: DecimalText): void {
    const order = this.orders.get(orderId);
    if (order === undefined || isFinalStatus(order.status)) return;
    const part = minimum(contracts, subtract(order.contracts, order.filledContracts));
    const filledContracts = add(order.filledContracts, part);
    const key = `${order.symbol}/${order.positionSide}`;
    const before = this.held.get(key) ?? '0';
    this.held.set(key, order.effect === 'open' ? add(before, part) : subtract(before, part));
    this.change(order, compare(filledContracts, order.contracts) === 0 ? 'filled' : 'partially-filled', filledContracts);
  }

  protected change(order: Order, status: OrderStatus, filledContracts = order.filledContracts): Order {
    const next = { ...order, status, filledContracts, updatedAtMs: this.clock.nowMs() };
    this.orders.set(order.orderId, next);
    this.tell({ kind: 'order', order: next, isOurs: true });
    return next;
  }

  protected tell(
    event: ExecutionEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'source' | 'receivedAtMs'> : never) : never,
  ): void {
    const whole = { ...event, source: 'stream', receivedAtMs: this.clock.nowMs() } as ExecutionEvent;
    for (const handler of this.handlers) handler(whole);
  }

  watchEvents(handler: ExecutionEventHandler): () => void {
    this.handlers.add(handler);
    return () => this.handlers.delete(handler);
  }

  async cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome> {
    const order = [...this.orders.values()].find((row) => row.orderId === orderId || row.clientOrderId === orderId);
    if (order === undefined || order.symbol !== symbol) return { status: 'notFound', orderId };
    if (isFinalStatus(order.status)) return { status: 'alreadyFinal', orderId, order };
    return { status: 'cancelled', orderId, order: this.change(order, 'cancelled') };
  }

  async connect(): Promise<ConnectResult> {
    return { ok: true, problems: [] };
  }

  health(): ExecutionHealth {
    return {
      state: this.state !== 'healthy' ? this.state : this.unknown.size > 0 ? 'degraded' : 'healthy',
      unknownIntents: this.unknown.size,
    };
  }

  async getOrder(id: string): Promise<Order | undefined> {
    return [...this.orders.values()].find((order) => order.orderId === id || order.clientOrderId === id);
  }

  async getOpenOrders(): Promise<readonly Order[]> {
    return [...this.orders.values()].filter(({ status }) => !isFinalStatus(status));
  }

  async getPositions(): Promise<readonly Position[]> {
    return [...this.held]
      .filter(([, contracts]) => isPositive(contracts))
      .map(([key, contracts]) => {
        const [symbol, side] = key.split('/') as [string, PositionSide];
        return {
          positionId: positionId(key),
          symbol,
          side,
          contracts,
          closableContracts: contracts,
          entryPrice: this.mark,
          markPrice: this.mark,
          markPriceAtMs: this.clock.nowMs(),
          unrealizedPnl: '0',
          realizedPnl: '0',
          leverage: 10,
          marginMode: 'isolated',
          margin: '0',
          asOfMs: this.clock.nowMs(),
        };
      });
  }

  async getPlanOrders(): Promise<readonly PlanOrder[]> {
    return [...this.plans];
  }

  async getTrailingOrders(): Promise<readonly TrailingOrder[]> {
    return [...this.trails];
  }

  async cancelConditionalOrder({ id }: ConditionalOrderId): Promise<ChangeOutcome> {
    for (const list of [this.plans, this.trails]) {
      const index = list.findIndex((row) => row.id === id);
      if (index >= 0) list.splice(index, 1);
    }
    return { status: 'accepted' };
  }

  async getStopOrders(): Promise<readonly StopOrder[]> {
    return [];
  }

  async closeAllPositions(): Promise<ClosePositionsOutcome> {
    const results = [];
    for (const { symbol, side, contracts } of await this.getPositions()) {
      const command = { symbol, side: side === 'long' ? 'sell' : 'buy', effect: 'close', type: 'market', contracts } as const;
      results.push({ symbol, positionSide: side, outcome: await this.createOrder(command) });
    }
    return { status: 'done', results };
  }

  async getBalances(): Promise<readonly Balance[]> {
    return ['USDT', 'BTC'].map((currency) => ({
      currency,
      available: this.equity,
      frozen: '0',
      positionMargin: '0',
      unrealizedPnl: '0',
      total: this.equity,
      asOfMs: this.clock.nowMs(),
    }));
  }

  async *getTransferHistory({ fromMs, toMs = Infinity }: HistoryQuery): AsyncGenerator<Transfer> {
    for (const row of this.transfers) if (row.atMs >= fromMs && row.atMs < toMs) yield row;
  }

  /** As the stream does at every change of a price. */
  tellPositions(): void {
    this.tell({ kind: 'position-closed', symbol: 'ETH_USDT', positionSide: 'long', positionId: 'none' });
  }

  /** Money that comes in, or with a sign goes out; it counts in the balance at once. */
  transfer(amount: DecimalText, currency = 'USDT'): void {
    const direction = isPositive(amount) ? 'in' : 'out';
    const row = { id: `transfer-${this.transfers.length}`, currency, direction, status: 'success', atMs: this.clock.nowMs() } as const;
    this.transfers.push({ ...row, amount: direction === 'in' ? amount : negate(amount) });
    this.equity = add(this.equity, amount);
  }

  protected instrument(symbol: string): Instrument {
    const instrument = this.instruments.find((row) => row.symbol === symbol);
    if (instrument !== undefined) return instrument;
    throw new UnknownSymbolError(
      symbol,
      this.instruments.map((row) => row.symbol),
    );
  }
}
