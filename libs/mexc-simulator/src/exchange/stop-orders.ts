import { type DecimalText, add, compare, subtract } from '@prate/execution-interface/decimal';
import { type AttachedStop, checkStopPrices } from './attached-stops';
import { checkTradable } from './contract-rules';
import type { ExchangeListener } from './exchange-event';
import type { Listing } from './listing';
import type { SimulatedOrder } from './order';
import type { OrderIds } from './order-ids';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';
import { Refusal } from './refusal';
import { type SimulatedStopOrder, type StopPriceChanges, type StopRequest, type StopTerms, changedStop } from './stop-order';
import { checkStopTerms } from './stop-rules';

const REMEMBERED_STOPS = 10_000;

export interface StopParts {
  readonly listing: (symbol: string) => Listing;
  readonly positions: Positions;
  readonly orders: Orders;
  readonly ids: OrderIds;
  readonly tell: ExchangeListener;
}

interface Present {
  readonly nowMs: number;
  readonly nowSecond: number;
}

/** Take-profit / stop-loss orders of positions (reference 5.11). The newest 10,000 are remembered; no final state is left again. */
export class StopOrders {
  private readonly byId = new Map<string, SimulatedStopOrder>();
  private readonly waitingById = new Map<string, SimulatedStopOrder>();
  /** Sizes that were asked for and are not set yet. */
  private readonly resizings = new Map<string, StopTerms>();

  constructor(private readonly parts: StopParts) {}

  all(): readonly SimulatedStopOrder[] {
    return [...this.byId.values()];
  }

  waiting(): readonly SimulatedStopOrder[] {
    return [...this.waitingById.values()];
  }

  get waitingCount(): number {
    return this.waitingById.size;
  }

  get(stopOrderId: string): SimulatedStopOrder | undefined {
    return this.byId.get(stopOrderId);
  }

  /** @throws {Refusal} 5002 unknown or finished */
  find(stopOrderId: string): SimulatedStopOrder {
    const stop = this.waitingById.get(stopOrderId);
    if (stop === undefined) throw new Refusal(5002, `stop order ${stopOrderId}: does not exist or is closed`);
    return stop;
  }

  /**
   * Hangs it on a position. One with the same prices that waits already is answered instead, and gets the new sizes a moment later.
   *
   * @throws {Refusal} 2009 no such position, 1002, and what {@link checkStopTerms} refuses
   */
  place(request: StopRequest, { nowMs, nowSecond }: Present): SimulatedStopOrder {
    const { positionId, ...terms } = request;
    const position = this.parts.positions.byPositionId(positionId);
    if (position === undefined) throw new Refusal(2009, `position ${positionId} does not exist or is closed`);
    const listing = this.parts.listing(position.symbol);
    checkTradable(listing);
    const closable = subtract(position.holdVol, this.parts.orders.frozenVol(position.symbol, position.side));
    checkStopTerms(listing, position, terms, { second: nowSecond, closable });
    const twin = this.waiting().find((stop) => stop.positionId === positionId && arePricesSame(stop.terms, terms));
    if (twin !== undefined) {
      this.resizings.set(twin.stopOrderId, terms);
      return twin;
    }
    return this.add(position, { orderId: '0', terms, atMs: nowMs });
  }

  /** What travelled with an order hangs on the position that a fill of it made, in the size of the fill. */
  attach(order: SimulatedOrder, position: SimulatedPosition, { vol, atMs }: { readonly vol: DecimalText; readonly atMs: number }): void {
    if (order.stops === undefined) return;
    const { takeProfit, stopLoss, isPriceProtected } = order.stops;
    const leg = <Stop extends AttachedStop>(stop: Stop | undefined) => (stop === undefined ? undefined : { ...stop, vol });
    const terms: StopTerms = {
      vol,
      volType: 'partial',
      volumes: 'separate',
      takeProfit: leg(takeProfit),
      stopLoss: leg(stopLoss),
      isPriceProtected,
    };
    const former = this.waiting().find((stop) => stop.orderId === order.orderId && arePricesSame(stop.terms, terms));
    if (former === undefined) this.add(position, { orderId: order.orderId, terms, atMs });
    else this.resize(former, withSizes(former.terms, { ...terms, ...grown(former.terms, vol) }), atMs);
  }

  /** @throws {Refusal} 5001 no price, 2015, 5003 */
  changePrices(stop: SimulatedStopOrder, changes: StopPriceChanges, { nowMs, nowSecond }: Present): void {
    const { vol } = stop.terms;
    const takeProfit = changedStop(stop.terms.takeProfit, changes.takeProfit, { vol });
    const stopLoss = changedStop(stop.terms.stopLoss, changes.stopLoss, { vol });
    if (takeProfit === undefined && stopLoss === undefined) throw new Refusal(5001, 'takeProfitPrice, stopLossPrice: found neither');
    const listing = this.parts.listing(stop.symbol);
    checkStopPrices(listing, stop.positionSide, { takeProfit, stopLoss }, (trend) => listing.watchedPrice(trend, nowSecond));
    this.resize(stop, { ...stop.terms, takeProfit, stopLoss }, nowMs);
  }

  cancel(stop: SimulatedStopOrder, atMs: number): void {
    this.end(stop, 'cancelled', atMs);
  }

  /** Those of a position that is gone have nothing left to close. */
  endOf(positionId: string, atMs: number): void {
    for (const stop of this.waiting()) if (stop.positionId === positionId) this.end(stop, 'invalid', atMs);
  }

  /** Sets the sizes that were asked for since the last second. */
  applyResizings(atMs: number): void {
    for (const [stopOrderId, terms] of this.resizings) {
      const stop = this.waitingById.get(stopOrderId);
      if (stop !== undefined) this.resize(stop, withSizes(stop.terms, terms), atMs);
    }
    this.resizings.clear();
  }

  /** Fires: from here on it waits no more, and {@link end} is to follow. */
  leave(stop: SimulatedStopOrder): void {
    this.waitingById.delete(stop.stopOrderId);
  }

  end(stop: SimulatedStopOrder, state: 'cancelled' | 'executed' | 'invalid' | 'failed', atMs: number): void {
    this.leave(stop);
    stop.state = state;
    this.touch(stop, atMs);
  }

  /** Something else about it has changed. */
  touch(stop: SimulatedStopOrder, atMs: number): void {
    stop.version += 1;
    stop.updatedAtMs = atMs;
    this.parts.tell({ kind: 'stop-order', stop });
  }

  private resize(stop: SimulatedStopOrder, terms: StopTerms, atMs: number): void {
    stop.terms = terms;
    this.touch(stop, atMs);
  }

  private add(
    { positionId, symbol, side }: SimulatedPosition,
    { orderId, terms, atMs }: { readonly orderId: string; readonly terms: StopTerms; readonly atMs: number },
  ): SimulatedStopOrder {
    const stop: SimulatedStopOrder = {
      stopOrderId: this.parts.ids.nextStopOrderId(atMs),
      orderId,
      symbol,
      positionId,
      positionSide: side,
      createdAtMs: atMs,
      terms,
      state: 'untriggered',
      triggerSide: 'none',
      realityVol: '0',
      placeOrderId: '0',
      reason: 'normal',
      closeTries: 0,
      reverseTries: 0,
      reverseReason: 'normal',
      version: 1,
      updatedAtMs: atMs,
    };
    this.byId.set(stop.stopOrderId, stop);
    this.waitingById.set(stop.stopOrderId, stop);
    this.forgetOldest();
    this.parts.tell({ kind: 'stop-order', stop });
    return stop;
  }

  private forgetOldest(): void {
    if (this.byId.size <= REMEMBERED_STOPS) return;
    const oldest = this.all().find(({ state }) => state !== 'untriggered');
    if (oldest !== undefined) this.byId.delete(oldest.stopOrderId);
  }
}

/** Same prices, watched on the same price. */
function arePricesSame(one: StopTerms, other: StopTerms): boolean {
  const isSame = (left: AttachedStop | undefined, right: AttachedStop | undefined): boolean =>
    left === undefined || right === undefined
      ? left === right
      : left.trend === right.trend && compare(left.triggerPrice, right.triggerPrice) === 0;
  return isSame(one.takeProfit, other.takeProfit) && isSame(one.stopLoss, other.stopLoss);
}

function withSizes(terms: StopTerms, { vol, volType, volumes, takeProfit, stopLoss }: StopTerms): StopTerms {
  return {
    ...terms,
    vol,
    volType,
    volumes,
    takeProfit: terms.takeProfit && { ...terms.takeProfit, vol: takeProfit?.vol ?? terms.takeProfit.vol },
    stopLoss: terms.stopLoss && { ...terms.stopLoss, vol: stopLoss?.vol ?? terms.stopLoss.vol },
  };
}

/** Sizes of an attached one after another fill. */
function grown({ vol, takeProfit, stopLoss }: StopTerms, more: DecimalText): Pick<StopTerms, 'vol' | 'takeProfit' | 'stopLoss'> {
  return {
    vol: add(vol, more),
    takeProfit: takeProfit && { ...takeProfit, vol: add(takeProfit.vol, more) },
    stopLoss: stopLoss && { ...stopLoss, vol: add(stopLoss.vol, more) },
  };
}
