import { type DecimalText, compare, isPositive, minimum, subtract } from '@prate/execution-interface/decimal';
import type { OrderTypeWord, SideWord } from '@prate/mexc-protocol';
import type { AttachedStop } from './attached-stops';
import type { Listing } from './listing';
import { type OrderRequest, type SimulatedOrder, isFinal } from './order';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';
import { isHeldBack } from './price-protection';
import { Refusal } from './refusal';
import { reasonOf } from './refusal-reason';
import type { SecondWatcher } from './second-watcher';
import type { SimulatedStopOrder, StopLeg } from './stop-order';
import type { StopOrders } from './stop-orders';

const closingSide = { long: 'close-long', short: 'close-short' } as const;
const oppositeOpening = { long: 'open-short', short: 'open-long' } as const;

export interface StopTriggerParts {
  readonly stops: StopOrders;
  readonly listing: (symbol: string) => Listing;
  readonly positions: Positions;
  readonly orders: Orders;
  /** @throws {Refusal} */
  readonly create: (request: OrderRequest) => SimulatedOrder;
}

/** A closing order that fired, after whose fill the other side is to be opened. */
interface Reversal {
  readonly stop: SimulatedStopOrder;
  readonly child: SimulatedOrder;
  readonly position: SimulatedPosition;
}

/** Looks for take-profits and stop-losses whose price is reached, places the one order that closes, and opens the other side if asked. */
export class StopTriggers implements SecondWatcher {
  private reversals: readonly Reversal[] = [];

  constructor(private readonly parts: StopTriggerParts) {}

  isWatching(): boolean {
    return this.parts.stops.waitingCount > 0 || this.reversals.length > 0;
  }

  look(second: number): void {
    const { stops, positions } = this.parts;
    const atMs = second * 1000;
    stops.applyResizings(atMs);
    const due = this.reversals;
    this.reversals = [];
    for (const reversal of due) this.reverse(reversal, atMs);
    for (const stop of stops.waiting()) {
      // One that fired before it in this second may have closed the position.
      if (stop.state !== 'untriggered') continue;
      const position = positions.byPositionId(stop.positionId);
      if (position === undefined) stops.end(stop, 'invalid', atMs);
      else this.fireIfReached(stop, position, second);
    }
  }

  /** The stop-loss first, where both are reached by different prices. */
  private fireIfReached(stop: SimulatedStopOrder, position: SimulatedPosition, second: number): void {
    const listing = this.parts.listing(stop.symbol);
    const { takeProfit, stopLoss, isPriceProtected } = stop.terms;
    const isLong = stop.positionSide === 'long';
    const isReached = ({ trend, triggerPrice }: AttachedStop, isAbove: boolean): boolean => {
      const difference = compare(listing.watchedPrice(trend, second), triggerPrice);
      return isAbove ? difference >= 0 : difference <= 0;
    };
    const isLoss = stopLoss !== undefined && isReached(stopLoss, !isLong);
    const leg = isLoss ? stopLoss : takeProfit !== undefined && isReached(takeProfit, isLong) ? takeProfit : undefined;
    if (leg === undefined || (isPriceProtected && isHeldBack(listing, second))) return;
    stop.triggerSide = isLoss ? 'stop-loss' : 'take-profit';
    this.fire(stop, leg, position, second * 1000);
  }

  private fire(stop: SimulatedStopOrder, leg: StopLeg, position: SimulatedPosition, atMs: number): void {
    const { stops, create } = this.parts;
    stops.leave(stop);
    let child: SimulatedOrder;
    try {
      const { orderPrice: price } = leg;
      const type: OrderTypeWord = price === undefined ? 'market' : 'limit';
      const vol = this.closedVol(stop, leg, position);
      child = create({ ...termsOf(position, closingSide[position.side]), type, vol, ...(price === undefined ? {} : { price }) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      stop.reason = reasonOf(error);
      stop.closeTries += 1;
      return stops.end(stop, 'failed', atMs);
    }
    stop.placeOrderId = child.orderId;
    stop.realityVol = child.vol;
    stops.end(stop, 'executed', atMs);
    if (leg.isReversing) this.reverse({ stop, child, position }, atMs);
  }

  /** Never more than is held and free to close, nor than the contract's largest order. @throws {Refusal} 2008 when that is nothing */
  private closedVol({ terms, symbol }: SimulatedStopOrder, leg: StopLeg, position: SimulatedPosition): DecimalText {
    const { maxVol, limitMaxVol } = this.parts.listing(symbol).contract;
    const closable = subtract(position.holdVol, this.parts.orders.frozenVol(symbol, position.side));
    if (!isPositive(closable)) throw new Refusal(2008, `closable volume of ${symbol} ${position.side}: found ${closable}`);
    const wanted = terms.volType === 'whole-position' ? closable : leg.vol;
    return minimum(wanted, closable, leg.orderPrice === undefined ? maxVol : limitMaxVol);
  }

  /** Opens as much on the other side as was closed, once the closing order is filled; not at all when it ends otherwise. */
  private reverse(reversal: Reversal, atMs: number): void {
    const { stop, child, position } = reversal;
    if (!isFinal(child)) {
      this.reversals = [...this.reversals, reversal];
      return;
    }
    if (child.state !== 'filled') {
      stop.reverseReason = child.reason === 'normal' ? 'system-cancel' : child.reason;
      return this.parts.stops.touch(stop, atMs);
    }
    try {
      const terms = termsOf(position, oppositeOpening[position.side]);
      this.parts.create({ ...terms, type: 'market', vol: child.dealVol, leverage: position.leverage });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      stop.reverseTries += 1;
      stop.reverseReason = reasonOf(error);
      this.parts.stops.touch(stop, atMs);
    }
  }
}

function termsOf({ symbol, openType }: SimulatedPosition, side: SideWord): Omit<OrderRequest, 'type' | 'vol'> {
  return { symbol, openType, side, isReduceOnly: false, externalOid: '' };
}
