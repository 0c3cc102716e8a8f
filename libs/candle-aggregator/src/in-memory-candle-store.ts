import { type Clock, SystemClock } from '@prate/execution-interface';
import type { CandleSeries } from './candle-series';
import {
  type CandleRange,
  CandleStore,
  type DifferenceRecord,
  type MinutePut,
  type MinuteRevision,
  type OmissionNote,
  type OmissionReport,
  type PrunePolicy,
  type PruneReport,
  type PutReport,
  type RebuildReport,
  type SecondsPut,
  type SecondsReport,
  type SecondsWithdrawal,
  type StoreStats,
  type SymbolOverview,
  type TimeRange,
  type VerifyReport,
  type WithdrawalReport,
} from './candle-store';
import { lastSettledMs } from './check-minutes';
import { cutSeries } from './cut-series';
import { InMemoryJobLeases } from './jobs/in-memory-job-leases';
import { keepDifference } from './keep-difference';
import type { StoredMinute } from './minute';
import { type ObservedMinute, seriesOfObserved } from './observed-minute';
import type { ObservedSecond } from './observed/observed-second';
import { type MinuteWrite, closeOf, isFilled, planMinuteWrites } from './plan-minute-writes';
import { type Omission, planOmissions } from './plan-omissions';
import { type ObservedWrite, planSecondWrites } from './plan-second-writes';
import { planWithdrawals } from './plan-withdrawals';
import { observedBeforeS } from './prune-limits';
import { PrunedList, withoutObserved } from './pruned-minutes';
import type { ScaledPrice } from './scaled-number';
import { DEFAULT_SERIES, type SeriesName } from './series-name';
import { seriesOfMinute, servedSeconds } from './served-seconds';
import { FaultList, secondsFaults } from './stored-faults';
import { type DisputeCount, symbolOverviews } from './symbol-overviews';
import { minuteWithTurnover, observedWithTurnover, secondsWithTurnover } from './with-turnover';

const HOUR_S = 3_600;

/** All that is kept of one symbol and series. Seconds are not: they are made when they are read. */
class Shelf {
  readonly minutes = new Map<number, StoredMinute>();
  readonly observed = new Map<number, ObservedMinute>();
  readonly revisions: MinuteRevision[] = [];
  readonly differences: DifferenceRecord[] = [];
  readonly omissions = new Map<number, Omission>();
  readonly stamps = new Map<number, number>();
  private sorted: readonly StoredMinute[] | undefined;

  constructor(
    readonly symbol: string,
    readonly series: SeriesName,
  ) {}

  /** All minutes in time order; a list that never changes. */
  inOrder(): readonly StoredMinute[] {
    this.sorted ??= [...this.minutes.values()].sort((a, b) => a.openTimeS - b.openTimeS);
    return this.sorted;
  }

  finalBefore(timeS: number): StoredMinute | undefined {
    return this.inOrder()
      .filter((minute) => minute.isFinal && minute.openTimeS < timeS)
      .at(-1);
  }

  keep(minute: StoredMinute): void {
    this.minutes.set(minute.openTimeS, minute);
    this.sorted = undefined;
  }

  stamp(timesS: Iterable<number>): void {
    const hours = new Set([...timesS].map((timeS) => timeS - (timeS % HOUR_S)));
    for (const hourS of hours) this.stamps.set(hourS, (this.stamps.get(hourS) ?? 0) + 1);
  }
}

/** A candle store that lives as long as its object; for tests and for the candle core without a database. */
export class InMemoryCandleStore extends CandleStore {
  readonly leases: InMemoryJobLeases;
  private readonly shelves = new Map<string, Shelf>();
  private readonly clock: Clock;

  constructor(options: { readonly clock?: Clock } = {}) {
    super();
    this.clock = options.clock ?? new SystemClock();
    this.leases = new InMemoryJobLeases(this.clock);
  }

  // Writes have no await inside, so that two of them cannot mix.
  async putMinutes(put: MinutePut): Promise<PutReport> {
    this.leases.check(put.fence);
    return this.write(put);
  }

  async putSeconds({ symbol, series = DEFAULT_SERIES, seconds, receivedAtMs, fence }: SecondsPut): Promise<SecondsReport> {
    this.leases.check(fence);
    const shelf = this.shelfOf(symbol, series);
    const firstS = minuteOf(seconds[0]?.openTimeS ?? 0);
    const lastS = minuteOf(seconds.at(-1)?.openTimeS ?? 0);
    const { writes, ...report } = planSecondWrites({
      symbol,
      series,
      incoming: seconds,
      minutes: shelf.inOrder().filter((minute) => minute.openTimeS >= firstS && minute.openTimeS <= lastS),
      before: shelf.finalBefore(firstS),
      observed: shelf.observed,
      receivedAtMs,
    });
    this.keep(shelf, writes, receivedAtMs);
    return report;
  }

  async withdrawSeconds(withdrawal: SecondsWithdrawal): Promise<WithdrawalReport> {
    const { symbol, series = DEFAULT_SERIES, openTimesS, receivedAtMs, fence } = withdrawal;
    this.leases.check(fence);
    const shelf = this.shelfOf(symbol, series);
    const firstS = minuteOf(openTimesS[0] ?? 0);
    const lastS = minuteOf(openTimesS.at(-1) ?? 0);
    const { writes, ...report } = planWithdrawals({
      symbol,
      series,
      openTimesS,
      minutes: shelf.inOrder().filter((minute) => minute.openTimeS >= firstS && minute.openTimeS <= lastS),
      before: shelf.finalBefore(firstS),
      observed: shelf.observed,
      receivedAtMs,
    });
    this.keep(shelf, writes, receivedAtMs);
    return report;
  }

  async noteOmitted({ symbol, series = DEFAULT_SERIES, minutes, profile, receivedAtMs, fence }: OmissionNote): Promise<OmissionReport> {
    this.leases.check(fence);
    const shelf = this.shelfOf(symbol, series);
    const { kept, filled, counted, refused } = planOmissions({
      omitted: minutes.map((timeMs) => timeMs / 1000),
      known: shelf.omissions,
      finals: shelf.inOrder().filter((minute) => minute.isFinal),
      notedAtMs: receivedAtMs,
    });
    this.write({ symbol, series, minutes: filled, profile, receivedAtMs });
    for (const omission of kept) shelf.omissions.set(omission.openTimeS, omission);
    for (const minute of filled) shelf.omissions.delete(minute.openTimeS);
    return { counted, filled: filled.map((minute) => minute.openTimeS * 1000), refused };
  }

  async *minutes(range: CandleRange): AsyncIterable<CandleSeries> {
    for (const minute of this.minutesIn(range)) {
      if (!minute.isFinal) continue;
      const series = seriesOfMinute(minute);
      yield range.turnover === true ? minuteWithTurnover(minute, series) : series;
    }
  }

  async *seconds(range: CandleRange): AsyncIterable<CandleSeries> {
    const startS = Math.ceil(range.startTs / 1000);
    const endS = Math.ceil(range.endTs / 1000);
    const shelf = this.shelfOf(range.symbol, range.series ?? DEFAULT_SERIES);
    // What is there now is what is answered, whatever is written while somebody reads.
    const observed = new Map(shelf.observed);
    const finals = shelf.inOrder().filter((minute) => minute.isFinal);
    const finalTimes = new Set(finals.map((minute) => minute.openTimeS));
    const running = [...observed.values()].filter((minute) => !finalTimes.has(minute.openTimeS));
    let previousClose: ScaledPrice | undefined;
    const parts = [...finals, ...running].sort((a, b) => a.openTimeS - b.openTimeS);
    for (const part of parts) {
      const isWanted = part.openTimeS + 60 > startS && part.openTimeS < endS;
      if ('isFinal' in part) {
        if (isWanted) {
          const seen = observed.get(part.openTimeS);
          const seconds = servedSeconds(part, seen, previousClose, shelf);
          yield* cut(range.turnover === true ? secondsWithTurnover(part, seconds, seen) : seconds, startS, endS);
        }
        previousClose = closeOf(part);
      } else if (isWanted) {
        const seconds = seriesOfObserved(part, shelf.series);
        yield* cut(range.turnover === true ? observedWithTurnover(seconds, part) : seconds, startS, endS);
      }
    }
  }

  async minuteRecords(range: CandleRange): Promise<readonly StoredMinute[]> {
    return this.minutesIn(range);
  }

  async observedSeconds({ symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange): Promise<readonly ObservedSecond[]> {
    return [...this.shelfOf(symbol, series).observed.values()]
      .flatMap((minute) => minute.seconds)
      .filter((second) => second.openTimeS * 1000 >= startTs && second.openTimeS * 1000 < endTs)
      .sort((a, b) => a.openTimeS - b.openTimeS);
  }

  async missing(symbol: string, startTs: number, endTs: number, series: SeriesName = DEFAULT_SERIES): Promise<TimeRange[]> {
    const all = this.shelfOf(symbol, series).inOrder();
    const first = all[0];
    if (first === undefined) return [];
    const from = Math.max(Math.ceil(startTs / 60_000) * 60_000, first.openTimeS * 1000);
    const to = Math.min(Math.floor(endTs / 60_000) * 60_000, lastSettledMs(this.clock.nowMs()));
    const holes: TimeRange[] = [];
    let at = from;
    for (const minute of all) {
      const time = minute.openTimeS * 1000;
      if (!minute.isFinal || time < from || time >= to) continue;
      if (time > at) holes.push({ from: at, to: time });
      at = time + 60_000;
    }
    if (at < to) holes.push({ from: at, to });
    return holes;
  }

  async watermark(symbol: string, series: SeriesName = DEFAULT_SERIES): Promise<number | undefined> {
    const all = this.shelfOf(symbol, series).inOrder();
    const first = all[0];
    if (first === undefined) return undefined;
    let endS = first.openTimeS;
    for (const minute of all) if (minute.isFinal && minute.openTimeS === endS) endS += 60;
    return endS * 1000;
  }

  async overview(startTs: number, endTs: number, series: SeriesName = DEFAULT_SERIES): Promise<readonly SymbolOverview[]> {
    const startS = Math.ceil(startTs / 60_000) * 60;
    const endS = Math.min(Math.floor(endTs / 60_000) * 60, lastSettledMs(this.clock.nowMs()) / 1000);
    const shelves = [...this.shelves.values()].filter((shelf) => shelf.series === series && shelf.minutes.size > 0);
    const counts = shelves.map((shelf) => {
      const finals = shelf.inOrder().filter((minute) => minute.isFinal);
      return {
        symbol: shelf.symbol,
        firstS: shelf.inOrder()[0]?.openTimeS ?? 0,
        newestFinalS: finals.at(-1)?.openTimeS ?? null,
        finals: finals.filter(({ openTimeS }) => openTimeS >= startS && openTimeS < endS).length,
      };
    });
    const disputes = new Map<string, DisputeCount>();
    for (const { symbol, differences } of shelves) {
      for (const { timestamp, verdict, resolvedAtMs, difference } of differences) {
        if (timestamp < startTs || timestamp >= endTs || verdict !== 'disputed' || resolvedAtMs !== undefined) continue;
        const key = `${symbol} ${difference.kind}`;
        disputes.set(key, { symbol, kind: difference.kind, count: (disputes.get(key)?.count ?? 0) + 1 });
      }
    }
    return symbolOverviews(counts, [...disputes.values()], { startS, endS });
  }

  async revisions({ symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange): Promise<readonly MinuteRevision[]> {
    return this.shelfOf(symbol, series)
      .revisions.filter(({ minute }) => minute.openTimeS * 1000 >= startTs && minute.openTimeS * 1000 < endTs)
      .sort((a, b) => a.minute.openTimeS - b.minute.openTimeS || a.minute.revision - b.minute.revision);
  }

  async differences({ symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange): Promise<readonly DifferenceRecord[]> {
    return this.shelfOf(symbol, series)
      .differences.filter(({ timestamp }) => timestamp >= startTs && timestamp < endTs)
      .sort((a, b) => a.timestamp - b.timestamp || a.foundAtMs - b.foundAtMs);
  }

  async hourStamps({ symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange): Promise<ReadonlyMap<number, number>> {
    const { stamps } = this.shelfOf(symbol, series);
    const inRange = [...stamps].filter(([hourS]) => (hourS + HOUR_S) * 1000 > startTs && hourS * 1000 < endTs);
    return new Map(inRange.sort(([a], [b]) => a - b));
  }

  /** Nothing is packed here: seconds are made when they are read. */
  async packHours(): Promise<number> {
    return 0;
  }

  async prune(policy: PrunePolicy): Promise<PruneReport> {
    this.leases.check(policy.fence);
    let observedSeconds = 0;
    const pruned = new PrunedList();
    for (const shelf of this.shelves.values()) {
      const newestS = Math.max(-1, shelf.inOrder().at(-1)?.openTimeS ?? -1, ...shelf.observed.keys());
      const beforeS = observedBeforeS(policy, newestS);
      const old = [...shelf.observed.values()].filter((minute) => minute.openTimeS < beforeS).sort((a, b) => a.openTimeS - b.openTimeS);
      for (const { openTimeS, seconds } of old) {
        observedSeconds += seconds.length;
        shelf.observed.delete(openTimeS);
        const minute = shelf.minutes.get(openTimeS);
        if (minute?.isFinal !== true || seconds.length === 0) continue;
        const revised = withoutObserved(minute, policy.nowMs);
        shelf.revisions.push({ minute, replacedAtMs: policy.nowMs });
        shelf.keep(revised);
        keepDifference(shelf.differences, openTimeS * 1000, { verdict: 'interpolated' }, policy.nowMs);
        pruned.add(shelf.symbol, shelf.series, revised);
      }
      shelf.stamp(old.map((minute) => minute.openTimeS));
    }
    return { observedSeconds, interpolatedSeconds: 0, packedHours: 0, revised: pruned.result() };
  }

  async verify(range: CandleRange): Promise<VerifyReport> {
    const shelf = this.shelfOf(range.symbol, range.series ?? DEFAULT_SERIES);
    const finals = shelf.inOrder().filter((minute) => minute.isFinal);
    const faults = new FaultList();
    let minutes = 0;
    finals.forEach((minute, index) => {
      if (minute.openTimeS * 1000 < range.startTs || minute.openTimeS * 1000 >= range.endTs) return;
      minutes += 1;
      const previousClose = closeOf(finals[index - 1]);
      faults.add(
        secondsFaults(
          minute,
          previousClose,
          servedSeconds(minute, shelf.observed.get(minute.openTimeS), previousClose, shelf),
          shelf.series,
        ),
      );
    });
    return { minutes, seconds: minutes * 60, packedHours: 0, ...faults.result() };
  }

  async rebuild(range: CandleRange): Promise<RebuildReport> {
    return { minutes: this.minutesIn(range).filter((minute) => minute.isFinal).length };
  }

  async stats(): Promise<StoreStats> {
    const shelves = [...this.shelves.values()];
    const finals = shelves.map((shelf) => shelf.inOrder().filter((minute) => minute.isFinal));
    const running = shelves.flatMap((shelf) =>
      [...shelf.observed.values()].filter((one) => shelf.minutes.get(one.openTimeS)?.isFinal !== true),
    );
    return {
      minutes: shelves.reduce((sum, shelf) => sum + shelf.minutes.size, 0),
      seconds: finals.reduce((sum, list) => sum + list.length * 60, 0) + running.reduce((sum, one) => sum + one.seconds.length, 0),
      symbols: new Set(shelves.map((shelf) => shelf.symbol)).size,
      bytes: 0,
    };
  }

  private write({ symbol, series = DEFAULT_SERIES, minutes, profile, receivedAtMs, testimony }: MinutePut): PutReport {
    const shelf = this.shelfOf(symbol, series);
    const firstS = minutes[0]?.openTimeS ?? 0;
    const lastS = minutes.at(-1)?.openTimeS ?? 0;
    const stored = shelf.inOrder();
    const later = stored.filter((minute) => minute.isFinal && minute.openTimeS > lastS);
    const { writes, confirmed, ...counts } = planMinuteWrites({
      symbol,
      series,
      incoming: minutes,
      existing: stored.filter((minute) => minute.openTimeS >= firstS && minute.openTimeS <= lastS),
      before: shelf.finalBefore(firstS),
      after: followers(later),
      observed: shelf.observed,
      profile,
      receivedAtMs,
      ...(testimony === undefined ? {} : { testimony }),
    });
    // Everything is tried before anything is kept: all or nothing.
    for (const { minute, previousClose, settlement } of writes)
      if (minute.isFinal && settlement === undefined) servedSeconds(minute, undefined, previousClose, shelf);
    this.apply(shelf, writes, receivedAtMs);
    for (const timeS of confirmed) {
      const minute = shelf.minutes.get(timeS);
      if (minute !== undefined && testimony !== undefined) shelf.keep({ ...minute, testimony });
    }
    if (writes.length > 0) this.place(shelf);
    const revised = writes.filter(({ minute, replaced }) => replaced !== undefined || (minute.isFinal && minute.revision > 0));
    return {
      ...counts,
      secondsWritten: writes.reduce((sum, { minute }) => sum + (minute.isFinal ? 60 : 0), 0),
      revised: revised.filter((one) => one.isMinuteChanged).map(({ minute }) => minute.openTimeS * 1000),
    };
  }

  private keep(shelf: Shelf, writes: readonly ObservedWrite[], receivedAtMs: number): void {
    this.apply(
      shelf,
      writes.flatMap(({ write }) => write ?? []),
      receivedAtMs,
    );
    for (const { observed } of writes) shelf.observed.set(observed.openTimeS, observed);
    shelf.stamp(writes.map(({ observed }) => observed.openTimeS));
    if (writes.length > 0) this.place(shelf);
  }

  private apply(shelf: Shelf, writes: readonly MinuteWrite[], nowMs: number): void {
    for (const { minute, replaced, settlement } of writes) {
      if (replaced !== undefined) shelf.revisions.push({ minute: replaced, replacedAtMs: nowMs });
      if (settlement !== undefined) keepDifference(shelf.differences, minute.openTimeS * 1000, settlement, nowMs);
      shelf.keep(minute);
      shelf.omissions.delete(minute.openTimeS);
    }
    shelf.stamp(writes.filter(({ minute }) => minute.isFinal).map(({ minute }) => minute.openTimeS));
  }

  /** What is kept of a symbol and series; not yet on its place where it is new. */
  private shelfOf(symbol: string, series: SeriesName): Shelf {
    return this.shelves.get(`${series} ${symbol}`) ?? new Shelf(symbol, series);
  }

  private place(shelf: Shelf): void {
    this.shelves.set(`${shelf.series} ${shelf.symbol}`, shelf);
  }

  private minutesIn({ symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange): StoredMinute[] {
    return this.shelfOf(symbol, series)
      .inOrder()
      .filter(({ openTimeS }) => openTimeS * 1000 >= startTs && openTimeS * 1000 < endTs);
  }
}

function minuteOf(timeS: number): number {
  return timeS - (timeS % 60);
}

/** Filled minutes at the beginning of a list, and the first that is none. */
function followers(later: readonly StoredMinute[]): readonly StoredMinute[] {
  const end = later.findIndex((minute) => !isFilled(minute));
  return end === -1 ? later : later.slice(0, end + 1);
}

function* cut(seconds: CandleSeries, startS: number, endS: number): Iterable<CandleSeries> {
  const part = cutSeries(seconds, startS, endS);
  if (part.length > 0) yield part;
}
