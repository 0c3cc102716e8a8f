import type { WireOrder, WirePlanOrder, WirePosition, WireStopOrder, WireTrackOrder } from '@prate/mexc-protocol';
import { iteratePages, type MexcFuturesRest, type PageToFetch } from '@prate/mexc-rest';
import type { WatchClock } from '../watch-clock';

const PAGE_SIZE = 100;
const DAY_MS = 86_400_000;
/** The venue's clock may be ahead of ours. */
const AHEAD_MS = 60_000;
const WAITING_PLANS = [1];
const LIVE_TRACKS = [0, 1];
/** Short, because a read that hangs is repeated by the client, and a round by us. */
const options = { timeoutMs: 4_000, lane: 'urgent' } as const;

/** What works or waits on the account, each list whole. Every read throws a `MexcError`. */
export class AccountReader {
  constructor(
    private readonly rest: MexcFuturesRest,
    private readonly clock: WatchClock,
  ) {}

  openOrders(): Promise<readonly WireOrder[]> {
    return allPages(
      ({ orderId }) => orderId,
      (page) => this.rest.private.listOpenOrders(page, options),
    );
  }

  /** Those of the last 90 days, the longest period that the venue answers (reference 5.9). */
  waitingPlans(): Promise<readonly WirePlanOrder[]> {
    const period = this.longestPeriod();
    return allPages(idOf, (page) => this.rest.private.listPlanOrders({ ...period, states: WAITING_PLANS, ...page }, options));
  }

  /** As long as plan orders. */
  liveTracks(): Promise<readonly WireTrackOrder[]> {
    const period = this.longestPeriod();
    return allPages(idOf, (page) => this.rest.private.listTrackOrders({ ...period, states: LIVE_TRACKS, ...page }, options));
  }

  async waitingStops(): Promise<readonly WireStopOrder[]> {
    const rows = await this.rest.private.listOpenStopOrders({}, options);
    return rows.filter(({ state, isFinished }) => state === 1 && isFinished !== 1);
  }

  positions(): Promise<readonly WirePosition[]> {
    return this.rest.private.listOpenPositions({}, options);
  }

  private longestPeriod() {
    const endTimeMs = this.clock.nowMs() + AHEAD_MS;
    return { startTimeMs: endTimeMs - 90 * DAY_MS + AHEAD_MS, endTimeMs };
  }
}

const idOf = ({ id }: { readonly id: string }): string => id;

async function allPages<Row>(
  nameOf: (row: Row) => string,
  fetchPage: (page: Pick<PageToFetch, 'pageNum' | 'pageSize'>) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const pages = iteratePages(({ pageNum, pageSize }) => fetchPage({ pageNum, pageSize }), { pageSize: PAGE_SIZE, idOf: nameOf });
  for await (const row of pages) rows.push(row);
  return rows;
}
