import { type DecimalText, add, compare, decimal, isPositive, isZero, multiply, subtract } from '../../decimal';
import type { Clock } from '../../clock';
import type { CreateOrder } from '../../commands';
import { positionSideOf } from '../../commands';
import { type PositionMode, type PositionSide, isFinalStatus } from '../../enums';
import { UnknownSymbolError } from '../../errors';
import type { Transfer } from '../../history';
import { type ClientOrderId, tradeId, venueOrderId } from '../../identifiers';
import type { Instrument, InstrumentSource } from '../../instrument';
import type { Order } from '../../order';
import type { Trade } from '../../trade';
import { FaultLine } from './fault-line';
import { InMemoryPositions, unrealizedPnl } from './in-memory-positions';
import { averagePrice, marginOf, valueOf } from './position-arithmetic';

export interface InMemoryVenueOptions {
  readonly instruments: readonly Instrument[];
  readonly clock: Clock;
  /** First price of each contract, quote currency; it is last and mark price at once. */
  readonly prices: Readonly<Record<string, DecimalText>>;
  /** Deposits by currency. Default 10,000 USDT and 1 BTC. */
  readonly balances?: Readonly<Record<string, DecimalText>>;
  /** Default `hedge`. */
  readonly positionMode?: PositionMode;
}

/** An order as the venue takes it: on the grid, with all that it needs. */
export interface OrderToPlace {
  readonly clientOrderId: ClientOrderId;
  readonly command: Pick<CreateOrder, 'symbol' | 'side' | 'effect' | 'type'>;
  readonly price?: DecimalText;
  readonly contracts: DecimalText;
  readonly leverage: number;
  readonly marginMode: Order['marginMode'];
}

/**
 * An exchange in memory: one account, one price a contract, which stands until {@link setPrice}. What crosses it fills at once and wholly, what
 * rests fills wholly at its own price when the market comes to it. No book, no funding, no liquidation, no partial fill by itself.
 */
export class InMemoryVenue implements InstrumentSource {
  readonly faults = new FaultLine();
  readonly positions = new InMemoryPositions();
  readonly trades: Trade[] = [];
  readonly transfers: Transfer[] = [];
  readonly clock: Clock;
  positionMode: PositionMode;
  /** Told of every change of an order, and of every fill after it. */
  onChange: (order: Order, trade?: Trade) => void = () => undefined;
  private readonly instruments: ReadonlyMap<string, Instrument>;
  private readonly prices = new Map<string, DecimalText>();
  private readonly wallets = new Map<string, DecimalText>();
  private readonly book = new Map<string, Order>();
  private lastId = 739_000_000_000_000_000n;

  constructor({ instruments, clock, prices, balances = { USDT: '10000', BTC: '1' }, positionMode = 'hedge' }: InMemoryVenueOptions) {
    this.clock = clock;
    this.positionMode = positionMode;
    this.instruments = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
    for (const [symbol, price] of Object.entries(prices)) this.prices.set(symbol, decimal(price));
    for (const [currency, amount] of Object.entries(balances)) this.deposit(currency, amount);
  }

  async getInstruments(): Promise<readonly Instrument[]> {
    return [...this.instruments.values()];
  }

  async getInstrument(symbol: string): Promise<Instrument> {
    return this.instrument(symbol);
  }

  isListed(symbol: string): boolean {
    return this.instruments.has(symbol);
  }

  /** @throws {UnknownSymbolError} */
  instrument(symbol: string): Instrument {
    const instrument = this.instruments.get(symbol);
    if (instrument === undefined) throw new UnknownSymbolError(symbol, [...this.instruments.keys()]);
    return instrument;
  }

  /** Last and mark price, quote currency. @throws {RangeError} where none was given */
  price(symbol: string): DecimalText {
    const price = this.prices.get(this.instrument(symbol).symbol);
    if (price === undefined) throw new RangeError(`price of ${symbol}: found none, expected one in the options`);
    return price;
  }

  /** The market goes there in one step; orders that it meets fill at their own price. */
  setPrice(symbol: string, price: DecimalText): void {
    this.prices.set(this.instrument(symbol).symbol, decimal(price));
    for (const order of this.working(symbol)) this.match(order);
  }

  deposit(currency: string, amount: DecimalText): void {
    this.wallets.set(currency, add(this.wallet(currency), amount));
    const base = { currency, amount: decimal(amount), direction: 'in', status: 'success' } as const;
    this.transfers.push({ ...base, id: String(this.nextId()), atMs: this.clock.nowMs() });
  }

  /** Deposits and everything realised, fees taken off. */
  wallet(currency: string): DecimalText {
    return this.wallets.get(currency) ?? '0';
  }

  currencies(): readonly string[] {
    return [...this.wallets.keys()];
  }

  /** Held by working orders that open, settle currency. */
  frozen(currency: string): DecimalText {
    return this.orders()
      .filter((order) => !isFinalStatus(order.status) && order.effect === 'open')
      .filter(({ symbol }) => this.instrument(symbol).settleCurrency === currency)
      .reduce<DecimalText>((sum, { symbol, contracts, filledContracts, price = this.price(symbol), leverage }) => {
        return add(sum, marginOf(this.instrument(symbol), subtract(contracts, filledContracts), price, leverage));
      }, '0');
  }

  positionMargin(currency: string): DecimalText {
    return this.heldIn(currency).reduce<DecimalText>((sum, position) => add(sum, this.positions.margin(position)), '0');
  }

  unrealized(currency: string): DecimalText {
    return this.heldIn(currency).reduce<DecimalText>(
      (sum, position) => add(sum, unrealizedPnl(position, this.price(position.instrument.symbol))),
      '0',
    );
  }

  available(currency: string): DecimalText {
    return subtract(subtract(this.wallet(currency), this.frozen(currency)), this.positionMargin(currency));
  }

  orders(): readonly Order[] {
    return [...this.book.values()];
  }

  working(symbol?: string): readonly Order[] {
    return this.orders().filter((order) => !isFinalStatus(order.status) && (symbol === undefined || order.symbol === symbol));
  }

  /** By either id. */
  find(id: string): Order | undefined {
    return this.book.get(id) ?? this.orders().find((order) => order.clientOrderId === id);
  }

  /** Contracts that no working close order holds back. */
  closable(symbol: string, side: PositionSide): DecimalText {
    const held = this.positions.get(symbol, side)?.contracts ?? '0';
    return this.working(symbol)
      .filter((order) => order.effect === 'close' && order.positionSide === side)
      .reduce<DecimalText>((left, order) => subtract(left, subtract(order.contracts, order.filledContracts)), held);
  }

  /** What the account lacks for this order, settle currency; `undefined` when it lacks nothing. */
  lacking({ command, contracts, price, leverage }: OrderToPlace): DecimalText | undefined {
    if (command.effect === 'close') return undefined;
    const instrument = this.instrument(command.symbol);
    const at = price ?? this.price(command.symbol);
    const fee = multiply(valueOf(instrument, contracts, at), instrument.takerFeeRate);
    const lack = subtract(add(marginOf(instrument, contracts, at, leverage), fee), this.available(instrument.settleCurrency));
    return isPositive(lack) ? lack : undefined;
  }

  place({ clientOrderId, command, price, contracts, leverage, marginMode }: OrderToPlace): Order {
    const { symbol, side, effect, type } = command;
    const instrument = this.instrument(symbol);
    const positionSide = positionSideOf(side, effect);
    const position = effect === 'close' ? this.positions.get(symbol, positionSide) : undefined;
    const atMs = this.clock.nowMs();
    const isLinear = instrument.kind === 'linear';
    const order: Order = {
      orderId: venueOrderId(String(this.nextId())),
      clientOrderId,
      symbol,
      side,
      effect,
      positionSide,
      type,
      status: 'open',
      ...(price === undefined ? {} : { price }),
      contracts,
      ...(isLinear ? { baseQuantity: multiply(contracts, instrument.contractSize), filledBaseQuantity: '0' } : {}),
      filledContracts: '0',
      leverage,
      marginMode,
      ...(position === undefined ? {} : { positionId: position.positionId }),
      category: 'normal',
      createdAtMs: atMs,
      updatedAtMs: atMs,
    };
    this.change(order, {});
    const crosses = this.isMet(order);
    if (type === 'post-only' && crosses) return this.change(order, { status: 'cancelled', reason: 'post-only' });
    if (crosses) this.fill(order, { contracts, price: this.price(symbol), liquidity: 'taker' });
    else if (type === 'ioc' || type === 'fok') this.change(order, { status: 'cancelled', reason: type });
    return this.find(order.orderId) ?? order;
  }

  cancel(order: Order): Order {
    return this.change(order, { status: 'cancelled' });
  }

  /** Another price and size; what meets the market then fills. */
  amend(order: Order, { price, contracts }: { readonly price: DecimalText; readonly contracts: DecimalText }): Order {
    const { contractSize, kind } = this.instrument(order.symbol);
    const base = kind === 'linear' ? { baseQuantity: multiply(contracts, contractSize) } : {};
    this.match(this.change(order, { price, contracts, ...base }), 'taker');
    return this.find(order.orderId) ?? order;
  }

  /** So much of a working order fills at its own price, all that is left when nothing is said: for tests of what a market may do. */
  fillResting(orderId: string, contracts?: DecimalText): void {
    const order = this.find(orderId);
    if (order === undefined || isFinalStatus(order.status)) throw new RangeError(`fill: found no working order ${orderId}`);
    const left = subtract(order.contracts, order.filledContracts);
    const part = contracts ?? left;
    if (!isPositive(part) || compare(part, left) > 0)
      throw new RangeError(`fill: found ${part} contracts, expected more than 0 and at most ${left}`);
    this.fill(order, { contracts: part, price: order.price ?? this.price(order.symbol), liquidity: 'maker' });
  }

  private match(order: Order, liquidity: Trade['liquidity'] = 'maker'): void {
    if (isFinalStatus(order.status) || !this.isMet(order)) return;
    const contracts = subtract(order.contracts, order.filledContracts);
    const price = liquidity === 'maker' ? (order.price ?? this.price(order.symbol)) : this.price(order.symbol);
    if (isPositive(contracts)) this.fill(order, { contracts, price, liquidity });
  }

  private isMet({ side, price, symbol }: Order): boolean {
    if (price === undefined) return true;
    return side === 'buy' ? compare(this.price(symbol), price) <= 0 : compare(this.price(symbol), price) >= 0;
  }

  private fill(order: Order, { contracts, price, liquidity }: Pick<Trade, 'contracts' | 'price' | 'liquidity'>): void {
    const instrument = this.instrument(order.symbol);
    const { symbol, side, effect, positionSide, leverage, marginMode, clientOrderId, orderId } = order;
    const rate = liquidity === 'maker' ? instrument.makerFeeRate : instrument.takerFeeRate;
    const fee = multiply(valueOf(instrument, contracts, price), rate);
    const atMs = this.clock.nowMs();
    const booked = this.positions.fill({ instrument, side: positionSide, effect, contracts, price, fee, leverage, marginMode, atMs });
    const currency = instrument.settleCurrency;
    this.wallets.set(currency, subtract(add(this.wallet(currency), booked.closingPnl), fee));
    const filledContracts = add(order.filledContracts, contracts);
    const isWhole = compare(filledContracts, order.contracts) === 0;
    const averages = isZero(order.filledContracts)
      ? price
      : averagePrice(instrument, [
          [order.filledContracts, order.averagePrice ?? price],
          [contracts, price],
        ]);
    const isLinear = instrument.kind === 'linear';
    const next: Partial<Order> = {
      status: isWhole ? 'filled' : 'partially-filled',
      filledContracts,
      averagePrice: averages,
      positionId: booked.positionId,
      ...(isLinear ? { filledBaseQuantity: multiply(filledContracts, instrument.contractSize) } : {}),
    };
    const trade: Trade = {
      tradeId: tradeId(String(this.nextId())),
      orderId,
      ...(clientOrderId === undefined ? {} : { clientOrderId }),
      symbol,
      side,
      effect,
      positionSide,
      price,
      contracts,
      ...(isLinear ? { baseQuantity: multiply(contracts, instrument.contractSize) } : {}),
      fee,
      feeCurrency: currency,
      closingPnl: booked.closingPnl,
      liquidity,
      isSelfTrade: false,
      category: 'normal',
      atMs,
    };
    this.trades.push(trade);
    this.change(order, next, trade);
  }

  private change(order: Order, change: Partial<Order>, trade?: Trade): Order {
    const next = { ...order, ...change, updatedAtMs: this.clock.nowMs() };
    this.book.set(order.orderId, next);
    this.onChange(next, trade);
    return next;
  }

  private heldIn(currency: string) {
    return this.positions.all().filter(({ instrument }) => instrument.settleCurrency === currency);
  }

  /** 18 digits, as venues have them: no double holds them all. */
  private nextId(): bigint {
    this.lastId += 3n;
    return this.lastId;
  }
}
