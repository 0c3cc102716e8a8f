import {
  type DecimalText,
  add,
  compare,
  isPositive,
  isZero,
  minimum,
  multiply,
  negate,
  subtract,
} from '@prate/execution-interface/decimal';
import type { OrderReasonWord, PositionModeWord } from '@prate/mexc-protocol';
import { reducedSide } from './account-rules';
import type { Accounts } from './accounts';
import type { ExchangeListener, SimulatedDeal } from './exchange-event';
import type { Listing } from './listing';
import { averagePrice, holdingMargin, positionValue } from './margin';
import { type SimulatedOrder, isFinal, onlyCloses } from './order';
import type { OrderIds } from './order-ids';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';
import { sideMeanings } from './sides';

export interface Fill {
  readonly vol: DecimalText;
  readonly price: DecimalText;
  readonly role: 'taker' | 'maker';
  readonly atMs: number;
}

export interface LifecycleParts {
  readonly orders: Orders;
  readonly positions: Positions;
  readonly accounts: Accounts;
  readonly ids: OrderIds;
  readonly tell: ExchangeListener;
}

/** Fills and ends orders, books what follows from it, and tells it. No final state is left again. */
export class OrderLifecycle {
  private readonly orders: Orders;
  private readonly positions: Positions;
  private readonly accounts: Accounts;
  private readonly ids: OrderIds;
  private readonly tell: ExchangeListener;
  /** Parts of the fill that is being booked: one that closes, one that opens. */
  private parts: { readonly deal: SimulatedDeal; readonly position: SimulatedPosition }[] = [];

  constructor({ orders, positions, accounts, ids, tell }: LifecycleParts) {
    this.orders = orders;
    this.positions = positions;
    this.accounts = accounts;
    this.ids = ids;
    this.tell = tell;
  }

  /** Fills part or all of an order: first what it closes, then what it opens. */
  fill(order: SimulatedOrder, listing: Listing, positionMode: PositionModeWord, fill: Fill): void {
    this.parts = [];
    const reduces = onlyCloses(order) || positionMode === 'one-way';
    const target = reduces ? this.positions.find(order.symbol, reducedSide(order.side)) : undefined;
    const closed = target === undefined ? '0' : minimum(fill.vol, target.holdVol);
    if (target !== undefined) this.close(order, listing, target, { ...fill, vol: closed });
    const unfilled = this.fillRest(order, listing, { ...fill, vol: subtract(fill.vol, closed) });
    if (unfilled !== undefined) {
      this.cancel(order, unfilled, fill.atMs);
    } else {
      order.state = compare(order.dealVol, order.vol) === 0 ? 'filled' : 'working';
      order.version += 1;
      order.updatedAtMs = fill.atMs;
      this.orders.settle(order);
    }
    this.tellFill(order, listing);
    if (target !== undefined && isZero(target.holdVol)) this.endClosingOrders(target, fill.atMs);
  }

  /** Cancels what is left of an order; fills stay. */
  end(order: SimulatedOrder, reason: OrderReasonWord, atMs: number): void {
    if (isFinal(order)) return;
    this.cancel(order, reason, atMs);
    this.tell({ kind: 'order', order });
    if (!isZero(order.orderMargin)) this.tell({ kind: 'asset', currency: this.accounts.settleCoin(order.symbol) });
  }

  private cancel(order: SimulatedOrder, reason: OrderReasonWord, atMs: number): void {
    order.state = 'cancelled';
    order.reason = reason;
    order.version += 1;
    order.updatedAtMs = atMs;
    this.orders.settle(order);
  }

  private tellFill(order: SimulatedOrder, { contract }: Listing): void {
    this.tell({ kind: 'order', order });
    for (const { deal } of this.parts) this.tell({ kind: 'deal', deal });
    for (const { position } of this.parts) this.tell({ kind: 'position', position });
    this.tell({ kind: 'asset', currency: contract.settleCoin });
  }

  /** What is left after closing opens a position, or is the reason why the order ends here. */
  private fillRest(order: SimulatedOrder, listing: Listing, fill: Fill): OrderReasonWord | undefined {
    if (!isPositive(fill.vol)) return undefined;
    if (onlyCloses(order)) return 'reduce-only';
    return this.open(order, listing, fill) ? undefined : 'insufficient-balance';
  }

  private close(order: SimulatedOrder, listing: Listing, position: SimulatedPosition, fill: Fill): void {
    const { contract } = listing;
    const fee = this.fee(listing, fill);
    const profit = this.positions.decrease(contract, position, { ...fill, fee });
    order.profit = add(order.profit, profit);
    this.recordDeal(order, listing, position, { ...fill, fee, profit });
    this.accounts.book(contract.settleCoin, subtract(profit, fee));
  }

  /** False, and nothing done, when the free balance cannot carry the position. */
  private open(order: SimulatedOrder, listing: Listing, fill: Fill): boolean {
    const { contract } = listing;
    const fee = this.fee(listing, fill);
    const needed = add(holdingMargin(contract, fill.vol, fill.price, order.leverage), fee);
    const before = order.dealVol;
    // The order's own reserve for this part is given back before the balance is asked.
    order.dealVol = add(before, fill.vol);
    const { available } = this.accounts.balance(contract.settleCoin, Math.floor(fill.atMs / 1000));
    order.dealVol = before;
    if (compare(available, needed) < 0) return false;
    const terms = { side: sideMeanings[order.side].position, openType: order.openType, leverage: order.leverage };
    const position = this.positions.increase(contract, terms, { ...fill, fee });
    this.recordDeal(order, listing, position, { ...fill, fee, profit: '0' });
    this.accounts.book(contract.settleCoin, negate(fee));
    return true;
  }

  private recordDeal(
    order: SimulatedOrder,
    listing: Listing,
    position: SimulatedPosition,
    done: Fill & { readonly fee: DecimalText; readonly profit: DecimalText },
  ): void {
    order.dealAvgPrice = averagePrice(listing.contract, { vol: order.dealVol, price: order.dealAvgPrice }, done);
    order.dealVol = add(order.dealVol, done.vol);
    order.positionId = position.positionId;
    if (done.role === 'taker') order.takerFee = add(order.takerFee, done.fee);
    else order.makerFee = add(order.makerFee, done.fee);
    this.parts.push({ deal: { dealId: this.ids.nextDealId(done.atMs), order, ...done }, position });
  }

  private fee({ contract }: Listing, fill: Fill): DecimalText {
    const rate = fill.role === 'taker' ? contract.takerFeeRate : contract.makerFeeRate;
    return multiply(positionValue(contract, fill.vol, fill.price), rate);
  }

  /** Closing orders of a position that is gone have nothing left to close. */
  private endClosingOrders(position: SimulatedPosition, atMs: number): void {
    for (const order of this.orders.closing(position.symbol, position.side)) this.end(order, 'reduce-only', atMs);
  }
}
