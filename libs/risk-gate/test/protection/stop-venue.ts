import {
  type CancelConditionalOrders,
  type ChangeOutcome,
  type ClosePosition,
  type ConditionalOrderId,
  type CreateConditionalOutcome,
  type CreateOrder,
  type CreateOrderOutcome,
  type CreateStopOrder,
  type DecimalText,
  type Order,
  type Position,
  type PositionSide,
  type StopOrder,
  clientOrderId,
  decimal,
  positionId,
  venueOrderId,
} from '@prate/execution-interface';
import { add, isPositive, subtract } from '@prate/execution-interface/decimal';
import { FakeVenue } from '../fake-venue';

/** What becomes of a stop that is asked for. `lost`: it never arrives and nobody says so; `answer-lost`: it is there, and nobody says so. */
export type StopFate = 'accept' | 'refuse' | 'lost' | 'answer-lost';

/** A venue that hangs the stop of an order on what it fills, or forgets to. */
export class StopVenue extends FakeVenue {
  readonly stops: StopOrder[] = [];
  /** Of the next stops that are asked for; then they are accepted. */
  readonly stopFates: StopFate[] = [];
  /** Whether fills bring the stop of their order with them. */
  isAttaching = true;
  /** Stops exist and are not shown. */
  isHiding = false;
  /** Everything that was ever placed by hand. */
  placed = 0;
  private readonly terms = new Map<string, CreateOrder>();
  private readonly life = new Map<string, number>();

  override place(command: CreateOrder, id?: string): Order {
    const order = super.place(command, id);
    this.terms.set(order.orderId, command);
    return order;
  }

  override fill(orderId: string, contracts: DecimalText): void {
    const before = this.orders.get(orderId)?.filledContracts ?? '0';
    super.fill(orderId, contracts);
    const order = this.orders.get(orderId) as Order;
    const command = this.terms.get(orderId);
    const key = `${order.symbol}/${order.positionSide}`;
    if (!isPositive(this.held.get(key) ?? '0')) this.closed(order.symbol, order.positionSide);
    if (!this.isAttaching || command?.protection === undefined || before === order.filledContracts) return;
    const former = this.stops.find(({ parentOrderId, status }) => parentOrderId === orderId && status === 'waiting');
    const part = subtract(order.filledContracts, before);
    if (former !== undefined) this.replace({ ...former, contracts: add(former.contracts, part) });
    else this.addStop(order, { ...command.protection, contracts: part, parentOrderId: order.orderId });
  }

  /** The venue drops it, and says so unless it does that in silence. */
  dropStop(id: string, { isSilent = false } = {}): void {
    const stop = this.stops.find((one) => one.id === id);
    if (stop === undefined) throw new RangeError(`no stop ${id}`);
    this.replace({ ...stop, status: 'cancelled' }, isSilent);
  }

  get waiting(): readonly StopOrder[] {
    return this.stops.filter(({ status }) => status === 'waiting');
  }

  async createStopOrder(command: CreateStopOrder): Promise<CreateConditionalOutcome<StopOrder>> {
    const intentId = clientOrderId(`stop${this.calls.length}`);
    this.placed += 1;
    const fate = this.stopFates.shift() ?? 'accept';
    if (fate === 'refuse') {
      return { status: 'rejected', intentId, rejection: { code: '5003', kind: 'terms', message: 'refused', retrySafe: false } };
    }
    if (fate === 'lost') return { status: 'unknown', intentId, unknown: { code: 'timeout', message: 'no answer' } };
    const { symbol, positionSide, size } = command;
    const contracts = size === 'whole-position' ? '0' : decimal(size.contracts ?? '0');
    // One with the same price that waits is answered, and gets the size that was asked for.
    const twin = command.stopLoss === undefined ? undefined : this.twinOf(decimal(command.stopLoss.price));
    if (twin !== undefined) this.replace({ ...twin, contracts });
    const order = twin ?? this.addStop({ symbol, positionSide }, { ...command, contracts });
    if (fate === 'answer-lost') return { status: 'unknown', intentId, unknown: { code: 'timeout', message: 'no answer' } };
    return { status: 'accepted', intentId, order };
  }

  /** The waiting stop that is answered when another with its price is asked for. */
  twinOf(price: string): StopOrder | undefined {
    return this.waiting.find(({ stopLoss }) => stopLoss?.price === price);
  }

  /** The engine knows now that this one never came. */
  stopNeverArrived(id: string): void {
    this.tell({ kind: 'intent-resolved', clientOrderId: clientOrderId(id), resolution: 'never-arrived' });
  }

  override async getStopOrders(): Promise<readonly StopOrder[]> {
    return this.isHiding ? [] : this.waiting;
  }

  override async getPositions(): Promise<readonly Position[]> {
    const all = await super.getPositions();
    return all.map((one) => ({ ...one, positionId: positionId(this.positionIdOf(one.symbol, one.side)) }));
  }

  async getPosition(symbol: string, side?: PositionSide): Promise<Position | undefined> {
    return (await this.getPositions()).find((one) => one.symbol === symbol && (side === undefined || one.side === side));
  }

  async closePosition({ symbol, positionSide, size }: ClosePosition): Promise<CreateOrderOutcome> {
    const side = positionSide === 'long' ? 'sell' : 'buy';
    return this.createOrder({ symbol, side, effect: 'close', type: 'market', contracts: size?.contracts ?? '1' } as CreateOrder);
  }

  override async cancelConditionalOrder(order: ConditionalOrderId): Promise<ChangeOutcome> {
    if (order.kind !== 'stop') return super.cancelConditionalOrder(order);
    this.dropStop(order.id);
    return { status: 'accepted' };
  }

  async cancelAllConditionalOrders({ kind }: CancelConditionalOrders): Promise<ChangeOutcome> {
    if (kind === 'stop') for (const { id } of this.waiting) this.dropStop(id);
    return { status: 'accepted' };
  }

  private addStop(
    { symbol, positionSide }: { readonly symbol: string; readonly positionSide: PositionSide },
    terms: Pick<CreateOrder, 'protection'>['protection'] & { readonly contracts: DecimalText; readonly parentOrderId?: Order['orderId'] },
  ): StopOrder {
    this.ids += 1n;
    const leg = (one: { readonly price: unknown; readonly reference: string } | undefined) =>
      one === undefined ? undefined : { price: decimal(one.price as DecimalText), reference: one.reference as 'last' };
    const [stopLoss, takeProfit] = [leg(terms.stopLoss), leg(terms.takeProfit)];
    const stop: StopOrder = {
      kind: 'stop',
      id: String(this.ids),
      symbol,
      status: 'waiting',
      contracts: terms.contracts,
      positionSide,
      positionId: positionId(this.positionIdOf(symbol, positionSide)),
      ...(terms.parentOrderId === undefined ? {} : { parentOrderId: venueOrderId(terms.parentOrderId) }),
      isWholePosition: false,
      ...(stopLoss === undefined ? {} : { stopLoss }),
      ...(takeProfit === undefined ? {} : { takeProfit }),
      createdAtMs: this.clock.nowMs(),
      updatedAtMs: this.clock.nowMs(),
    };
    this.stops.push(stop);
    this.tell({ kind: 'conditional-order', order: stop });
    return stop;
  }

  private replace(stop: StopOrder, isSilent = false): void {
    this.stops.splice(
      this.stops.findIndex(({ id }) => id === stop.id),
      1,
      stop,
    );
    if (!isSilent) this.tell({ kind: 'conditional-order', order: stop });
  }

  private closed(symbol: string, positionSide: PositionSide): void {
    const key = `${symbol}/${positionSide}`;
    this.tell({ kind: 'position-closed', symbol, positionSide, positionId: this.positionIdOf(symbol, positionSide) });
    this.life.set(key, (this.life.get(key) ?? 1) + 1);
  }

  private positionIdOf(symbol: string, side: PositionSide): string {
    return `${symbol}/${side}/${this.life.get(`${symbol}/${side}`) ?? 1}`;
  }

  /** Contracts that waiting stops of the long would close. */
  get guardedContracts(): DecimalText {
    return this.waiting.reduce<DecimalText>((sum, { contracts }) => add(sum, contracts), '0');
  }
}
