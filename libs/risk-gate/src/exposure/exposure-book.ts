import {
  type DecimalText,
  type Instrument,
  type Order,
  type PlanOrder,
  type Position,
  type PositionSide,
  type TrailingOrder,
  isFinalStatus,
} from '@prate/execution-interface';
import { add, isZero, multiply, subtract } from '@prate/execution-interface/decimal';
import { dearest, notionalOf } from '../order-value';
import type { AccountView } from '../risk-check';
import { Claim, type ClaimTerms } from './claim';

/**
 * One whole reading of the account, in the way exposure goes: what waits for a trigger, then orders, then positions. What moves on between two
 * of them counts twice, never not at all.
 */
export interface AccountReading {
  /** When the reading began, ms. */
  readonly begunAtMs: number;
  /** Plan and trailing orders that wait. */
  readonly conditionals: ReadonlyArray<PlanOrder | TrailingOrder>;
  readonly orders: readonly Order[];
  readonly positions: readonly Position[];
  /** Of positions: the earlier of when that question was asked and when the answer says it was true, ms. */
  readonly positionsAtMs: number;
  /** Of every contract that an order or a position of the reading is in, as far as it is listed. */
  readonly instruments: ReadonlyMap<string, Instrument>;
}

export interface ViewQuery {
  readonly instrument: Instrument;
  readonly positionSide: PositionSide;
  /** Quote currency. */
  readonly mark: DecimalText | undefined;
  readonly nowMs: number;
  /** Not counted: what another order takes the place of. */
  readonly without?: { readonly orderId: string };
}

/** What the account has, as last read, and what of ours is under way beside it. */
export class ExposureBook {
  private readonly claims = new Set<Claim>();
  private reading?: AccountReading;

  constructor(private readonly positionLagMs: number) {}

  get readAtMs(): number | undefined {
    return this.reading?.begunAtMs;
  }

  /** Every contract in which something is held, works or is under way. */
  instruments(): readonly Instrument[] {
    const held = this.reading?.positions.map(({ symbol }) => symbol) ?? [];
    const working = [...(this.reading?.orders ?? []), ...(this.reading?.conditionals ?? [])].map(({ symbol }) => symbol);
    const known = [...held, ...working].flatMap((symbol) => this.reading?.instruments.get(symbol) ?? []);
    return [...new Map([...known, ...this.openClaims().map(({ terms }) => terms.instrument)].map((one) => [one.symbol, one])).values()];
  }

  /** Room for an order that is about to be handed on. */
  claim(terms: ClaimTerms): Claim {
    const claim = new Claim(terms, this.positionLagMs);
    this.claims.add(claim);
    return claim;
  }

  /** There is provably no order. */
  free(claim: Claim): void {
    this.claims.delete(claim);
  }

  /** Proven by whoever made the intent. */
  neverArrived(clientOrderId: string): void {
    for (const claim of this.claims) if (claim.clientOrderId === clientOrderId && claim.phase === 'unknown') this.claims.delete(claim);
  }

  openClaims(): readonly Claim[] {
    return [...this.claims].filter(({ phase }) => phase !== 'final');
  }

  find(order: Pick<Order, 'orderId' | 'clientOrderId'>): Claim | undefined {
    for (const claim of this.claims) if (claim.isOf(order)) return claim;
    return undefined;
  }

  /** Orders of the last reading that no claim is of, as {@link Claim.isOf} has it. */
  private unclaimed(): readonly Order[] {
    if (this.reading === undefined || this.reading.orders.length === 0) return [];
    const orderIds = new Set<string>();
    const clientOrderIds = new Set<string>();
    for (const { orderId, clientOrderId } of this.claims) {
      if (orderId !== undefined) orderIds.add(orderId);
      else if (clientOrderId !== undefined) clientOrderIds.add(clientOrderId);
    }
    return this.reading.orders.filter(
      ({ orderId, clientOrderId }) => !orderIds.has(orderId) && (clientOrderId === undefined || !clientOrderIds.has(clientOrderId)),
    );
  }

  /** @param isNothingUnknown whether, when the reading began, no intent was unknown to whoever made it */
  accept(reading: AccountReading, isNothingUnknown: boolean): void {
    this.reading = reading;
    for (const claim of this.claims) {
      const isOver =
        claim.terms.what === 'order'
          ? claim.isSpent(reading.positionsAtMs)
          : claim.isShown(reading.begunAtMs) && (claim.phase !== 'unknown' || isNothingUnknown);
      if (isOver) this.claims.delete(claim);
    }
  }

  /** An order as an event tells it: its claim learns of it, and the list of working orders changes. */
  learn(order: Order, nowMs: number): void {
    this.find(order)?.learn(order, nowMs);
    if (this.reading === undefined || !this.reading.instruments.has(order.symbol)) return;
    const others = this.reading.orders.filter(({ orderId }) => orderId !== order.orderId);
    // A final one that worked stays until the next reading of positions shows what it filled; one that nobody knew is told too late.
    if (isFinalStatus(order.status) && others.length === this.reading.orders.length) return;
    this.reading = { ...this.reading, orders: [...others, order] };
  }

  /** Every figure a check asks for, put together in one turn. */
  view({ instrument, positionSide, mark, nowMs, without }: ViewQuery): AccountView {
    const { symbol, settleCurrency } = instrument;
    let sideContracts: DecimalText = '0';
    let sideNotional: DecimalText = '0';
    let totalNotional = this.unlistedNotional();
    for (const row of this.rows(without?.orderId)) {
      if (row.instrument.settleCurrency !== settleCurrency) continue;
      const isThisContract = row.instrument.symbol === symbol;
      const price = isThisContract && mark !== undefined ? (row.isHeld ? mark : dearest(instrument, mark, row.price)) : row.price;
      const notional = isZero(price) ? '0' : notionalOf(row.contracts, price, row.instrument);
      totalNotional = add(totalNotional, notional);
      if (!isThisContract || row.positionSide !== positionSide) continue;
      sideContracts = add(sideContracts, row.contracts);
      sideNotional = add(sideNotional, notional);
    }
    const closableContracts = this.closable(symbol, positionSide);
    return {
      ...(this.reading === undefined ? {} : { ageMs: Math.max(0, nowMs - this.reading.begunAtMs) }),
      sideContracts,
      sideNotional,
      totalNotional,
      openOrders: this.openOrders(without?.orderId),
      ...(closableContracts === undefined ? {} : { closableContracts }),
    };
  }

  /**
   * Of positions in contracts that the venue does not list (any more): margin × leverage is what is known of their worth, and it counts whatever
   * its currency is.
   */
  private unlistedNotional(): DecimalText {
    const unlisted = (this.reading?.positions ?? []).filter(({ symbol }) => this.reading?.instruments.has(symbol) === false);
    return unlisted.reduce<DecimalText>((sum, { margin, leverage }) => add(sum, multiply(margin, leverage)), '0');
  }

  closable(symbol: string, positionSide: PositionSide): DecimalText | undefined {
    if (this.reading === undefined) return undefined;
    return this.reading.positions.find((row) => row.symbol === symbol && row.side === positionSide)?.closableContracts ?? '0';
  }

  /** Working, under way and unknown, of all contracts. */
  openOrders(without?: string): number {
    const foreign = this.unclaimed().filter((order) => !isFinalStatus(order.status) && order.orderId !== without);
    const waiting = (this.reading?.conditionals ?? []).filter(({ id }) => id !== without);
    return foreign.length + waiting.length + this.openClaims().filter(({ orderId }) => without === undefined || orderId !== without).length;
  }

  private *rows(without: string | undefined): Iterable<ExposureRow> {
    const { reading } = this;
    for (const claim of this.claims) {
      if (claim.isEmpty || (without !== undefined && claim.orderId === without)) continue;
      const { instrument, positionSide, price } = claim.terms;
      yield { instrument, positionSide, contracts: claim.counted(reading?.positionsAtMs), price, isHeld: false };
    }
    if (reading === undefined) return;
    for (const { symbol, side, contracts, markPrice, entryPrice } of reading.positions) {
      const instrument = reading.instruments.get(symbol);
      if (instrument === undefined) continue;
      yield { instrument, positionSide: side, contracts, price: markPrice ?? entryPrice, isHeld: true };
    }
    for (const row of reading.conditionals) {
      if (row.effect !== 'open' || row.id === without) continue;
      const instrument = reading.instruments.get(row.symbol);
      if (instrument === undefined) continue;
      const prices = row.kind === 'plan' ? [row.price, row.trigger.price] : [row.activationPrice, row.triggerPrice];
      yield { instrument, positionSide: row.positionSide, contracts: row.contracts, ...worth(instrument, prices) };
    }
    for (const order of this.unclaimed()) {
      if (order.effect !== 'open' || order.orderId === without) continue;
      const instrument = reading.instruments.get(order.symbol);
      if (instrument === undefined) continue;
      const isFinal = isFinalStatus(order.status);
      const contracts = isFinal ? order.filledContracts : subtract(order.contracts, order.filledContracts);
      const held = reading.positions.find(({ symbol }) => symbol === order.symbol)?.markPrice;
      yield { instrument, positionSide: order.positionSide, contracts, ...worth(instrument, [order.price, order.averagePrice, held]) };
    }
  }
}

interface ExposureRow {
  readonly instrument: Instrument;
  readonly positionSide: PositionSide;
  readonly contracts: DecimalText;
  readonly price: DecimalText;
  /** Valued at the mark alone. */
  readonly isHeld: boolean;
}

/** Without any price it is worth the contract's mark where that contract is judged; elsewhere it can be valued at nothing we know. */
function worth(instrument: Instrument, prices: ReadonlyArray<DecimalText | undefined>): Pick<ExposureRow, 'price' | 'isHeld'> {
  const [first, ...rest] = prices.filter((price) => price !== undefined);
  return first === undefined ? { price: '0', isHeld: true } : { price: dearest(instrument, first, ...rest), isHeld: false };
}
