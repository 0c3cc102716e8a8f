import { type DecimalText, add, compare, isPositive, minimum, multiply, negate, subtract } from '@prate/execution-interface/decimal';
import type { OrderReasonWord, PositionModeWord } from '@prate/mexc-protocol';
import { reducedSide } from './account-rules';
import type { Accounts } from './accounts';
import type { ExchangeListener, SimulatedDeal } from './exchange-event';
import type { Listing } from './listing';
import { averagePrice, chargedFeeRate, holdingMargin, positionValue } from './margin';
import { type SimulatedOrder, frozenMargin, isFinal, onlyCloses, remainingVol } from './order';
import type { OrderIds } from './order-ids';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';
import type { RiskLimits } from './risk-limits';
import { sideMeanings } from './sides';

export interface Fill {
  readonly vol: DecimalText;
  readonly price: DecimalText;
  readonly role: 'taker' | 'maker';
  readonly atMs: number;
  /** Whether the other side of it is an order of the same account; absent: it is not. */
  readonly isSelf?: boolean;
}

export interface LifecycleParts {
  readonly orders: Orders;
  readonly positions: Positions;
  readonly accounts: Accounts;
  readonly limits: RiskLimits;
  readonly listing: (symbol: string) => Listing;
  readonly ids: OrderIds;
  readonly tell: ExchangeListener;
}

/** Fills of one order at one moment: booked one by one, told together. */
export interface Execution {
  readonly order: SimulatedOrder;
  readonly listing: Listing;
  readonly positionMode: PositionModeWord;
  /** What was booked: of a fill, one part that closes and one that opens. */
  readonly parts: { readonly deal: SimulatedDeal; readonly position: SimulatedPosition }[];
  /** Why nothing more can be booked. */
  ended?: OrderReasonWord;
  /** Positions that a fill has closed. */
  readonly emptied: SimulatedPosition[];
}

/** Fills and ends orders, books what follows from it, and tells it. No final state is left again. */
export class OrderLifecycle {
  private readonly orders: Orders;
  private readonly positions: Positions;
  private readonly accounts: Accounts;
  private readonly limits: RiskLimits;
  private readonly listing: (symbol: string) => Listing;
  private readonly ids: OrderIds;
  private readonly tell: ExchangeListener;

  constructor({ orders, positions, accounts, limits, listing, ids, tell }: LifecycleParts) {
    this.orders = orders;
    this.positions = positions;
    this.accounts = accounts;
    this.limits = limits;
    this.listing = listing;
    this.ids = ids;
    this.tell = tell;
  }

  /** Fills part or all of an order: first what it closes, then what it opens. */
  fill(order: SimulatedOrder, listing: Listing, positionMode: PositionModeWord, fill: Fill): void {
    const execution = this.begin(order, listing, positionMode);
    this.book(execution, fill);
    this.conclude(execution, fill.atMs);
    this.tellFills(execution);
  }

  /** Fills to be booked with {@link book}, filed with {@link conclude} and told with {@link tellFills}. */
  begin(order: SimulatedOrder, listing: Listing, positionMode: PositionModeWord): Execution {
    return { order, listing, positionMode, parts: [], emptied: [] };
  }

  /** Books one fill and answers how much of it could be booked; if that is not all, the execution has ended. */
  book(execution: Execution, fill: Fill): DecimalText {
    const { order } = execution;
    const before = order.dealVol;
    const reduces = onlyCloses(order) || execution.positionMode === 'one-way';
    const target = reduces ? this.positions.find(order.symbol, reducedSide(order.side)) : undefined;
    const closed = target === undefined ? '0' : minimum(fill.vol, target.holdVol);
    if (target !== undefined) this.close(execution, target, { ...fill, vol: closed });
    if (target?.holdVol === '0') execution.emptied.push(target);
    const unfilled = closed === fill.vol ? undefined : this.fillRest(execution, { ...fill, vol: subtract(fill.vol, closed) });
    if (unfilled === undefined) return fill.vol;
    execution.ended = unfilled;
    return subtract(order.dealVol, before);
  }

  /** Gives the order the state that its fills, and the reason to cancel the rest if there is one, lead to. */
  conclude({ order, ended }: Execution, atMs: number, reason?: OrderReasonWord): void {
    const why = ended ?? reason;
    if (remainingVol(order) === '0') order.state = 'filled';
    else if (why !== undefined) return this.cancel(order, why, atMs);
    order.version += 1;
    order.updatedAtMs = atMs;
    this.file(order);
  }

  /** Order, deals, positions, asset (reference 9.13); then what was left to close positions that are gone. */
  tellFills({ order, listing, parts, emptied }: Execution): void {
    this.tell({ kind: 'order', order });
    for (const { deal } of parts) this.tell({ kind: 'deal', deal });
    for (const position of new Set(parts.map((part) => part.position))) this.tell({ kind: 'position', position });
    this.tell({ kind: 'asset', currency: listing.contract.settleCoin });
    for (const position of emptied) this.endClosingOrders(position, order.updatedAtMs);
  }

  /** Cancels what is left of an order; fills stay. */
  end(order: SimulatedOrder, reason: OrderReasonWord, atMs: number): void {
    if (isFinal(order)) return;
    this.cancel(order, reason, atMs);
    this.tell({ kind: 'order', order });
    if (order.orderMargin !== '0') this.tell({ kind: 'asset', currency: this.accounts.settleCoin(order.symbol) });
  }

  private cancel(order: SimulatedOrder, reason: OrderReasonWord, atMs: number): void {
    order.state = 'cancelled';
    order.reason = reason;
    order.version += 1;
    order.updatedAtMs = atMs;
    this.file(order);
  }

  /** By its present state, among the account's orders and in the book. */
  private file(order: SimulatedOrder): void {
    this.orders.settle(order);
    this.listing(order.symbol).book.settle(order);
  }

  /** What is left after closing opens a position, or is the reason why the order ends here. */
  private fillRest(execution: Execution, fill: Fill): OrderReasonWord | undefined {
    if (!isPositive(fill.vol)) return undefined;
    const { order, listing } = execution;
    if (onlyCloses(order)) return 'reduce-only';
    const opening = { side: sideMeanings[order.side].position, vol: fill.vol, leverage: order.leverage };
    const second = Math.floor(fill.atMs / 1000);
    if (this.limits.isExceededBy(listing, opening, second)) return 'risk-level-limit';
    if (fill.role === 'taker' && order.openType === 'isolated') {
      if (this.limits.wouldLiquidate(listing, { ...opening, price: fill.price }, second)) return 'would-liquidate';
    }
    return this.open(execution, fill) ? undefined : 'insufficient-balance';
  }

  private close(execution: Execution, position: SimulatedPosition, fill: Fill): void {
    const { order, listing } = execution;
    const { contract } = listing;
    const fee = this.fee(listing, fill);
    const profit = this.positions.decrease(contract, position, { ...fill, fee });
    order.profit = add(order.profit, profit);
    this.recordDeal(execution, position, { ...fill, fee, profit });
    this.accounts.book(contract.settleCoin, subtract(profit, fee));
  }

  /** False, and nothing done, when the free balance cannot carry the position. */
  private open(execution: Execution, fill: Fill): boolean {
    const { order, listing } = execution;
    const { contract } = listing;
    const fee = this.fee(listing, fill);
    const needed = add(holdingMargin(contract, fill.vol, fill.price, order.leverage), fee);
    // The order's own reserve for this part is given back before the balance is asked.
    const stillFrozen = frozenMargin({ ...order, dealVol: add(order.dealVol, fill.vol) });
    const released = subtract(this.orders.frozenMarginOf(order), stillFrozen);
    const available = add(this.accounts.available(contract.settleCoin, Math.floor(fill.atMs / 1000)), released);
    if (compare(available, needed) < 0) return false;
    const terms = { side: sideMeanings[order.side].position, openType: order.openType, leverage: order.leverage };
    const position = this.positions.increase(contract, terms, { ...fill, fee });
    this.recordDeal(execution, position, { ...fill, fee, profit: '0' });
    this.accounts.book(contract.settleCoin, negate(fee));
    return true;
  }

  private recordDeal(
    { order, listing, parts }: Execution,
    position: SimulatedPosition,
    done: Fill & { readonly fee: DecimalText; readonly profit: DecimalText },
  ): void {
    order.dealAvgPrice = averagePrice(listing.contract, { vol: order.dealVol, price: order.dealAvgPrice }, done);
    order.dealVol = add(order.dealVol, done.vol);
    order.positionId = position.positionId;
    if (done.role === 'taker') order.takerFee = add(order.takerFee, done.fee);
    else order.makerFee = add(order.makerFee, done.fee);
    const { positionId } = position;
    parts.push({ deal: { dealId: this.ids.nextDealId(done.atMs), order, positionId, ...done }, position });
  }

  private fee({ contract }: Listing, fill: Fill): DecimalText {
    return multiply(positionValue(contract, fill.vol, fill.price), chargedFeeRate(contract, fill.role));
  }

  /** Closing orders of a position that is gone have nothing left to close. */
  private endClosingOrders(position: SimulatedPosition, atMs: number): void {
    for (const order of this.orders.closing(position.symbol, position.side)) this.end(order, 'reduce-only', atMs);
  }
}
