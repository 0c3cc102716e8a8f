import type { Candle } from '@prate/execution-interface';
import type { TimeRange } from '../candle-store';
import { MINUTE_SETTLE_MS } from '../check-minutes';
import type { BackfillPage } from './backfill';

/** A minute as the feed tells it; the continuous and the traded prices are both in its candle. */
export interface FeedMinute {
  readonly candle: Candle;
  /** `forming` may change or vanish; `final` comes once for each minute, in order, and again with a higher revision when it was corrected. */
  readonly state: 'forming' | 'final';
  /** 0, and one more with each correction since the feed began. */
  readonly revision: number;
  /** Who said so last: the stream, whole over the minute, or an answer by call. */
  readonly source: 'stream' | 'call';
}

interface Settled {
  readonly candle: Candle;
  readonly source: 'stream' | 'call';
}

const MINUTE_MS = 60_000;
/** How far back corrections are noticed here. Older ones are the store's, which keeps revisions for ever. */
const REMEMBERED_MINUTES = 180;

/**
 * Joins what is asked for by call and what is pushed into one line of minutes: each final once, in order, without a hole (candle rules, sections
 * 6 and 7). A minute is final when a call gave it 3 s after its close; or when the stream was whole from its start until a state of a later
 * minute. The line waits at a hole as long as that lasts. Pure: no timer, no clock; all times are the venue's.
 */
export class MinuteLine {
  /** Final, and not told yet because an earlier one is missing. */
  private readonly waiting = new Map<number, Settled>();
  /** Told as final, the newest ones. */
  private readonly told = new Map<number, Settled & { readonly revision: number }>();
  /** Newest pushed states of minutes that are not final. */
  private readonly pushed = new Map<number, Candle>();
  private readonly passed = new Set<number>();
  private news: FeedMinute[] = [];
  /** From when the stream tells everything. */
  private wholeSinceMs?: number;
  private isReady = false;
  private nextMs: number;

  /** @param fromMs start of the first minute to tell, ms since 1970 */
  constructor(fromMs: number) {
    this.nextMs = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS;
  }

  /** Start of the minute the line stands at: all before it were told. ms since 1970. */
  get nextOpenMs(): number {
    return this.nextMs;
  }

  /** Subscribed (again): from the next moment heard on, the stream tells everything. */
  ready(): void {
    this.isReady = true;
    this.wholeSinceMs = undefined;
  }

  /** Something was lost: no minute that began before the next {@link ready} becomes final by the stream. */
  gap(): void {
    this.isReady = false;
    this.wholeSinceMs = undefined;
    this.pushed.clear();
  }

  /** The stream lives at this moment of the venue's clock. */
  heard(serverTimeMs: number): void {
    if (this.isReady) this.wholeSinceMs ??= serverTimeMs;
  }

  /** A state of the running minute, or the last one of the minute before; `sentAtMs` by the venue's clock. */
  push(candle: Candle, sentAtMs: number): void {
    const { openTimeMs } = candle;
    const newestMs = Math.max(-Infinity, ...this.pushed.keys());
    this.pushed.set(openTimeMs, candle);
    if (openTimeMs < newestMs) {
      if (this.isWholeSince(openTimeMs)) this.settle(openTimeMs, { candle, source: 'stream' });
    } else {
      for (const [openMs, state] of this.pushed) {
        if (openMs < openTimeMs && this.isWholeSince(openMs)) this.settle(openMs, { candle: state, source: 'stream' });
      }
      if (this.news.at(-1)?.state === 'forming') this.news.pop();
      if (openTimeMs >= this.nextMs) this.news.push({ candle, state: 'forming', revision: 0, source: 'stream' });
    }
    // Before what it says is used, for a push proves nothing about the time before it.
    this.heard(sentAtMs);
    for (const openMs of this.pushed.keys()) if (openMs < openTimeMs - 2 * MINUTE_MS) this.pushed.delete(openMs);
  }

  /** What a call answered. Minutes that were not over for 3 s when it was asked are not final by it. */
  answer({ candles, askedAtMs }: BackfillPage): void {
    for (const candle of candles) {
      if (candle.openTimeMs + MINUTE_MS + MINUTE_SETTLE_MS <= askedAtMs) this.settle(candle.openTimeMs, { candle, source: 'call' });
    }
  }

  /** The venue has no such minutes: the line goes on without them. Open times, ms. */
  passOver(openTimesMs: readonly number[]): void {
    for (const openMs of openTimesMs) if (openMs >= this.nextMs) this.passed.add(openMs);
    this.goOn();
  }

  /**
   * What has to be asked for by call before the line can go on; undefined where nothing has.
   *
   * @param patienceMs how long after its close a minute that the stream told whole may still become final by it; a quiet one never does
   */
  needed(serverTimeMs: number, patienceMs = 10_000): TimeRange | undefined {
    const settledMs = Math.floor((serverTimeMs - MINUTE_SETTLE_MS) / MINUTE_MS) * MINUTE_MS;
    let to = this.nextMs;
    while (to < settledMs && !this.waiting.has(to)) {
      const isHoped = this.pushed.has(to) && this.isWholeSince(to) && serverTimeMs < to + MINUTE_MS + patienceMs;
      if (isHoped) break;
      to += MINUTE_MS;
    }
    return to > this.nextMs ? { from: this.nextMs, to } : undefined;
  }

  /** What came since the last call, in order. Of forming states the newest only. */
  take(): readonly FeedMinute[] {
    const { news } = this;
    this.news = [];
    return news.filter(
      (minute, index) => minute.state === 'final' || (index === news.length - 1 && minute.candle.openTimeMs >= this.nextMs),
    );
  }

  private isWholeSince(atMs: number): boolean {
    return this.wholeSinceMs !== undefined && this.wholeSinceMs <= atMs;
  }

  private settle(openMs: number, settled: Settled): void {
    if (openMs >= this.nextMs) {
      // A call may have read the minute before its last trade was counted; a later answer and a call after a push stand.
      if (settled.source === 'call' || this.waiting.get(openMs)?.source !== 'call') this.waiting.set(openMs, settled);
      this.goOn();
      return;
    }
    const known = this.told.get(openMs);
    if (known === undefined) return;
    if (isSame(known.candle, settled.candle)) {
      // Also what was only confirmed by a call is not corrected by the stream any more.
      if (settled.source === 'call') this.told.set(openMs, { ...known, source: 'call' });
      return;
    }
    // What a call said is not corrected by the stream.
    if (settled.source === 'stream' && known.source === 'call') return;
    this.tell(openMs, settled, known.revision + 1);
  }

  private goOn(): void {
    for (;;) {
      const next = this.waiting.get(this.nextMs);
      if (next === undefined && !this.passed.delete(this.nextMs)) return;
      this.waiting.delete(this.nextMs);
      this.pushed.delete(this.nextMs);
      if (next !== undefined) this.tell(this.nextMs, next, 0);
      this.nextMs += MINUTE_MS;
      this.told.delete(this.nextMs - REMEMBERED_MINUTES * MINUTE_MS);
    }
  }

  private tell(openMs: number, settled: Settled, revision: number): void {
    this.told.set(openMs, { ...settled, revision });
    this.news.push({ ...settled, state: 'final', revision });
  }
}

function isSame(a: Candle, b: Candle): boolean {
  const numbers = ({ contracts, volume, turnover, stitched, traded }: Candle): unknown[] => [
    contracts,
    volume,
    turnover,
    ...prices(stitched),
    ...prices(traded),
  ];
  return JSON.stringify(numbers(a)) === JSON.stringify(numbers(b));
}

function prices(of: Candle['traded']): unknown[] {
  return of === undefined ? [] : [of.open, of.high, of.low, of.close];
}
