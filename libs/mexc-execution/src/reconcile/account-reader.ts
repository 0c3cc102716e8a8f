import {
  openTypeCodes,
  positionTypeCodes,
  type WireDeal,
  type WireOrder,
  type WirePlanOrder,
  type WirePosition,
  type WireStopOrder,
  type WireTrackOrder,
} from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { readPages } from './read-pages';

const PAGE = 100;
const DEALS_PAGE = 1_000;
const ORDERS_A_CALL = 50;
const DAY_MS = 86_400_000;
/** The venue's clock may be ahead of ours. */
const AHEAD_MS = 60_000;
const WAITING_PLANS = [1];
const ENDED_PLANS = [2, 3, 4, 5];
const LIVE_TRACKS = [0, 1];
const ENDED_TRACKS = [2, 3, 4];
const ALL_ORDER_STATES = [1, 2, 3, 4, 5];
/** The longest period the venue answers (reference 5.9). */
const LONGEST_MS = 90 * DAY_MS;

interface Since {
  readonly symbol?: string;
  readonly sinceMs: number;
}

/** The reads that a reconcile is made of, each whole: all pages, periods within what the venue answers. Every one throws a `MexcError`. */
export class AccountReader {
  private readonly options: { readonly signal?: AbortSignal };

  constructor(
    private readonly context: Pick<ExecutionContext, 'rest' | 'session' | 'clock'>,
    signal?: AbortSignal,
  ) {
    this.options = signal === undefined ? {} : { signal };
  }

  /** The venue's time, ms since the epoch; the clock that signs learns from it. */
  async serverTime(): Promise<number> {
    const serverTimeMs = await this.heard(this.context.rest.public.getServerTime(this.options));
    this.context.session.noteClock();
    return serverTimeMs;
  }

  positionMode(): Promise<number> {
    return this.heard(this.rest.getPositionMode(this.options));
  }

  openOrders(): Promise<readonly WireOrder[]> {
    return readPages(PAGE, orderIdOf, (page) => this.heard(this.rest.listOpenOrders(page, this.options)));
  }

  /** Working or finished, made since then. */
  ordersSince(since: Since): Promise<readonly WireOrder[]> {
    return readPages(PAGE, orderIdOf, (page) =>
      this.heard(this.rest.listHistoryOrders({ ...this.period(since), states: ALL_ORDER_STATES, ...page }, this.options)),
    );
  }

  /** Those the venue does not know are left out. */
  async ordersById(orderIds: readonly string[]): Promise<readonly WireOrder[]> {
    const orders: WireOrder[] = [];
    for (let from = 0; from < orderIds.length; from += ORDERS_A_CALL) {
      orders.push(...(await this.heard(this.rest.listOrdersById({ orderIds: orderIds.slice(from, from + ORDERS_A_CALL) }, this.options))));
    }
    return orders;
  }

  dealsSince({ symbol, sinceMs }: Required<Since>): Promise<readonly WireDeal[]> {
    return readPages(DEALS_PAGE, idOf, (page) =>
      this.heard(this.rest.listOrderDeals({ ...this.period({ sinceMs }), symbol, ...page }, this.options)),
    );
  }

  dealsOfOrder(orderId: string): Promise<readonly WireDeal[]> {
    return this.heard(this.rest.listDealsOfOrder({ orderId }, this.options));
  }

  async positions(symbol?: string): Promise<readonly WirePosition[]> {
    const rows = await this.heard(this.rest.listOpenPositions(symbol === undefined ? {} : { symbol }, this.options));
    for (const row of rows) {
      this.context.session.rememberMarginMode(row.symbol, positionTypeCodes.toWord(row.positionType), openTypeCodes.toWord(row.openType));
    }
    return rows;
  }

  assets() {
    return this.heard(this.rest.getAssets(this.options));
  }

  /** Waiting ones; the venue's page wants a period here, and the longest holds every one that has not expired. */
  waitingPlans(): Promise<readonly WirePlanOrder[]> {
    return this.plans({ sinceMs: 0 }, WAITING_PLANS);
  }

  endedPlans(since: Since): Promise<readonly WirePlanOrder[]> {
    return this.plans(since, ENDED_PLANS);
  }

  allPlans(since: Since): Promise<readonly WirePlanOrder[]> {
    return this.plans(since, [...WAITING_PLANS, ...ENDED_PLANS]);
  }

  waitingStops(): Promise<readonly WireStopOrder[]> {
    return this.heard(this.rest.listOpenStopOrders({}, this.options));
  }

  endedStops(since: Since): Promise<readonly WireStopOrder[]> {
    return readPages(PAGE, idOf, (page) =>
      this.heard(this.rest.listStopOrders({ ...this.period(since), isFinished: 1, ...page }, this.options)),
    );
  }

  allStops(since: Since): Promise<readonly WireStopOrder[]> {
    return readPages(PAGE, idOf, (page) => this.heard(this.rest.listStopOrders({ ...this.period(since), ...page }, this.options)));
  }

  liveTracks(): Promise<readonly WireTrackOrder[]> {
    return this.tracks({ sinceMs: 0 }, LIVE_TRACKS);
  }

  endedTracks(since: Since): Promise<readonly WireTrackOrder[]> {
    return this.tracks(since, ENDED_TRACKS);
  }

  allTracks(since: Since): Promise<readonly WireTrackOrder[]> {
    return this.tracks(since, [...LIVE_TRACKS, ...ENDED_TRACKS]);
  }

  private plans(since: Since, states: readonly number[]): Promise<readonly WirePlanOrder[]> {
    return readPages(PAGE, idOf, (page) => this.heard(this.rest.listPlanOrders({ ...this.period(since), states, ...page }, this.options)));
  }

  private tracks(since: Since, states: readonly number[]): Promise<readonly WireTrackOrder[]> {
    return readPages(PAGE, idOf, (page) => this.heard(this.rest.listTrackOrders({ ...this.period(since), states, ...page }, this.options)));
  }

  private period({ symbol, sinceMs }: Since) {
    const endTimeMs = this.context.clock.nowMs() + AHEAD_MS;
    const startTimeMs = Math.max(Math.floor(sinceMs), endTimeMs - LONGEST_MS + AHEAD_MS);
    return { ...(symbol === undefined ? {} : { symbol }), startTimeMs: Math.min(startTimeMs, endTimeMs), endTimeMs };
  }

  private get rest(): ExecutionContext['rest']['private'] {
    return this.context.rest.private;
  }

  private heard<T>(call: Promise<T>): Promise<T> {
    return this.context.session.heard(call);
  }
}

function orderIdOf({ orderId }: WireOrder): string {
  return orderId;
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
