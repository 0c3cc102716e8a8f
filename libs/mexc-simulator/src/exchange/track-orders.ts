import { compare } from '@prate/execution-interface/decimal';
import type { DecimalText } from '@prate/execution-interface/decimal';
import { checkLeverage, checkTradable } from './contract-rules';
import type { ExchangeListener } from './exchange-event';
import type { Listing } from './listing';
import { type OrderRequest, type SimulatedOrder, onlyCloses } from './order';
import type { OrderIds } from './order-ids';
import { Refusal } from './refusal';
import { reasonOf } from './refusal-reason';
import type { SecondWatcher } from './second-watcher';
import type { SimulatedTrackOrder, TrackRequest, TrackTerms } from './track-order';
import { checkTrackTerms, isActivated, isBeyond, sells, trackTrigger } from './track-rules';

const REMEMBERED_TRACKS = 10_000;

export interface TrackParts {
  readonly listing: (symbol: string) => Listing;
  readonly ids: OrderIds;
  readonly tell: ExchangeListener;
  /** Places the order that a trailing order becomes. @throws {Refusal} */
  readonly create: (request: OrderRequest) => SimulatedOrder;
}

interface Present {
  readonly nowMs: number;
  readonly nowSecond: number;
}

/** Trailing orders: they follow a price once it is where they begin, and fire at market when it turns (reference 5.12, 9.16). */
export class TrackOrders implements SecondWatcher {
  private readonly byId = new Map<string, SimulatedTrackOrder>();
  private readonly liveById = new Map<string, SimulatedTrackOrder>();

  constructor(private readonly parts: TrackParts) {}

  all(): readonly SimulatedTrackOrder[] {
    return [...this.byId.values()];
  }

  /** Inactive and active ones. */
  live(): readonly SimulatedTrackOrder[] {
    return [...this.liveById.values()];
  }

  isWatching(): boolean {
    return this.liveById.size > 0;
  }

  /** @throws {Refusal} 600, 1001, 1002, 2006, 2011, 2015, 2028, 3004 */
  place(request: TrackRequest, { nowMs, nowSecond }: Present): SimulatedTrackOrder {
    const listing = this.parts.listing(request.symbol);
    checkTradable(listing);
    if (!onlyCloses(request)) checkLeverage(listing, request.leverage);
    checkTrackTerms(listing, request, nowSecond);
    const { trend, backType, backValue, vol, activePrice } = request;
    const track: SimulatedTrackOrder = {
      trackOrderId: this.parts.ids.nextOrderId(nowMs),
      request,
      createdAtMs: nowMs,
      terms: { trend, backType, backValue, vol, activePrice },
      state: 'inactive',
      extremePrice: '0',
      triggerPrice: '0',
      reason: 'normal',
      orderId: '0',
      updatedAtMs: nowMs,
    };
    const price = listing.watchedPrice(trend, nowSecond);
    if (isActivated(sells(request), activePrice, price)) this.follow(track, price);
    this.byId.set(track.trackOrderId, track);
    this.liveById.set(track.trackOrderId, track);
    this.forgetOldest();
    this.parts.tell({ kind: 'track-order', track });
    return track;
  }

  /** @throws {Refusal} 2040 unknown, 2041 no longer live */
  find(trackOrderId: string, symbol?: string): SimulatedTrackOrder {
    const track = this.byId.get(trackOrderId);
    if (track === undefined || (symbol !== undefined && track.request.symbol !== symbol)) {
      throw new Refusal(2040, `track order ${trackOrderId}${symbol === undefined ? '' : ` of ${symbol}`} not exist`);
    }
    if (!this.liveById.has(trackOrderId)) {
      throw new Refusal(2041, `track order ${trackOrderId}: found ${track.state}, expected inactive or active`);
    }
    return track;
  }

  /** Another price to follow begins a new extreme; an `activePrice` left out stays. @throws {Refusal} as {@link place} */
  change(track: SimulatedTrackOrder, wanted: TrackTerms, { nowMs, nowSecond }: Present): void {
    const listing = this.parts.listing(track.request.symbol);
    const terms = { ...wanted, activePrice: wanted.activePrice ?? track.terms.activePrice };
    checkTrackTerms(listing, terms, nowSecond);
    const isSamePrice = terms.trend === track.terms.trend;
    track.terms = terms;
    if (track.state === 'active') this.follow(track, isSamePrice ? track.extremePrice : listing.watchedPrice(terms.trend, nowSecond));
    this.touch(track, nowMs);
  }

  cancel(track: SimulatedTrackOrder, nowMs: number): void {
    this.end(track, 'cancelled', nowMs);
  }

  /** First come, first looked at. */
  look(second: number): void {
    for (const track of this.live()) {
      const listing = this.parts.listing(track.request.symbol);
      const price = listing.watchedPrice(track.terms.trend, second);
      const isSale = sells(track.request);
      const isFollowed = track.state === 'active';
      if (isFollowed && hasTurned(isSale, price, track.triggerPrice)) {
        this.fire(track, second * 1000);
      } else if (isFollowed ? isBeyond(isSale, price, track.extremePrice) : isActivated(isSale, track.terms.activePrice, price)) {
        this.follow(track, price);
        this.touch(track, second * 1000);
      }
    }
  }

  private follow(track: SimulatedTrackOrder, extreme: DecimalText): void {
    track.state = 'active';
    track.extremePrice = extreme;
    track.triggerPrice = trackTrigger(this.parts.listing(track.request.symbol), sells(track.request), track.terms, extreme);
  }

  private fire(track: SimulatedTrackOrder, atMs: number): void {
    const { symbol, side, openType, leverage, positionMode, isReduceOnly } = track.request;
    const { vol } = track.terms;
    this.liveById.delete(track.trackOrderId);
    try {
      const order = { symbol, side, type: 'market', vol, openType, leverage, positionMode, isReduceOnly, externalOid: '' } as const;
      track.orderId = this.parts.create(order).orderId;
      this.end(track, 'executed', atMs);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      track.reason = reasonOf(error);
      this.end(track, 'failed', atMs);
    }
  }

  private end(track: SimulatedTrackOrder, state: 'cancelled' | 'executed' | 'failed', atMs: number): void {
    track.state = state;
    this.liveById.delete(track.trackOrderId);
    this.touch(track, atMs);
  }

  private touch(track: SimulatedTrackOrder, atMs: number): void {
    track.updatedAtMs = atMs;
    this.parts.tell({ kind: 'track-order', track });
  }

  private forgetOldest(): void {
    if (this.byId.size <= REMEMBERED_TRACKS) return;
    const oldest = this.all().find(({ trackOrderId }) => !this.liveById.has(trackOrderId));
    if (oldest !== undefined) this.byId.delete(oldest.trackOrderId);
  }
}

function hasTurned(isSale: boolean, price: DecimalText, triggerPrice: DecimalText): boolean {
  const difference = compare(price, triggerPrice);
  return isSale ? difference <= 0 : difference >= 0;
}
