import { type Clock, SystemClock } from '@prate/execution-interface';
import { CandleSeries } from './candle-series';
import { type CandleRange, CandleStore, type MinutePut, type PutReport, type StoreStats, type TimeRange } from './candle-store';
import { lastSettledMs } from './check-minutes';
import { interpolateMinute } from './interpolation/interpolate-minute';
import { type StoredMinute, originOfMinute } from './minute';
import { type MinuteWrite, planMinuteWrites } from './plan-minute-writes';
import { fitsScale, neededScale, notRepresentable } from './seconds-scale';

interface Entry {
  readonly minute: StoredMinute;
  /** Sixty rows; none for a minute that is not over. */
  readonly seconds: CandleSeries | undefined;
}

/** A candle store that lives as long as its object; for tests and for the candle core without a database. */
export class InMemoryCandleStore extends CandleStore {
  private readonly symbols = new Map<string, Map<number, Entry>>();
  private readonly clock: Clock;

  constructor(options: { readonly clock?: Clock } = {}) {
    super();
    this.clock = options.clock ?? new SystemClock();
  }

  // Without an await inside, so that two puts cannot mix.
  async putMinutes({ symbol, minutes, profile, receivedAtMs }: MinutePut): Promise<PutReport> {
    const entries = this.symbols.get(symbol) ?? new Map<number, Entry>();
    const firstS = minutes[0]?.openTimeS ?? 0;
    const lastS = minutes.at(-1)?.openTimeS ?? 0;
    const stored = sorted(entries).map((entry) => entry.minute);
    const { writes, ...counts } = planMinuteWrites({
      incoming: minutes,
      existing: stored.filter((minute) => minute.openTimeS >= firstS && minute.openTimeS <= lastS),
      before: stored.filter((minute) => minute.isFinal && minute.openTimeS < firstS).at(-1),
      after: stored.find((minute) => minute.isFinal && minute.openTimeS > lastS),
      profile,
      receivedAtMs,
    });
    // Everything is made before anything is kept: all or nothing.
    const made = writes.map((write) => makeEntry(symbol, write));
    for (const entry of made) entries.set(entry.minute.openTimeS, entry);
    if (made.length > 0) this.symbols.set(symbol, entries);
    return { ...counts, secondsWritten: made.reduce((sum, entry) => sum + (entry.seconds?.length ?? 0), 0) };
  }

  async *minutes(range: CandleRange): AsyncIterable<CandleSeries> {
    for (const { minute } of this.entriesIn(range)) {
      if (!minute.isFinal) continue;
      const { contractSize, priceGrid, volumeGrid } = minute;
      const scale = { priceScale: priceGrid.scale, volumeScale: volumeGrid.scale, ...(contractSize === undefined ? {} : { contractSize }) };
      const series = new CandleSeries(60, scale, 1);
      series.openTimeS[0] = minute.openTimeS;
      series.open[0] = minute.open;
      series.high[0] = minute.high;
      series.low[0] = minute.low;
      series.close[0] = minute.close;
      series.volume[0] = minute.volume;
      series.origin[0] = originOfMinute(minute);
      series.flags[0] = minute.flags;
      series.revision[0] = minute.revision;
      series.length = 1;
      yield series;
    }
  }

  async *seconds({ symbol, startTs, endTs }: CandleRange): AsyncIterable<CandleSeries> {
    const startS = Math.ceil(startTs / 1000);
    const endS = Math.ceil(endTs / 1000);
    for (const { minute, seconds } of this.entriesIn({ symbol, startTs: (startS - (startS % 60)) * 1000, endTs })) {
      if (seconds === undefined) continue;
      const isWhole = minute.openTimeS >= startS && minute.openTimeS + 60 <= endS;
      yield isWhole ? seconds : cut(seconds, startS, endS);
    }
  }

  async minuteRecords(range: CandleRange): Promise<readonly StoredMinute[]> {
    return this.entriesIn(range).map((entry) => entry.minute);
  }

  async missing(symbol: string, startTs: number, endTs: number): Promise<TimeRange[]> {
    const all = sorted(this.symbols.get(symbol) ?? new Map());
    const first = all[0];
    if (first === undefined) return [];
    const from = Math.max(Math.ceil(startTs / 60_000) * 60_000, first.minute.openTimeS * 1000);
    const to = Math.min(Math.floor(endTs / 60_000) * 60_000, lastSettledMs(this.clock.nowMs()));
    const holes: TimeRange[] = [];
    let at = from;
    for (const { minute } of all) {
      const time = minute.openTimeS * 1000;
      if (!minute.isFinal || time < from || time >= to) continue;
      if (time > at) holes.push({ from: at, to: time });
      at = time + 60_000;
    }
    if (at < to) holes.push({ from: at, to });
    return holes;
  }

  async watermark(symbol: string): Promise<number | undefined> {
    const all = sorted(this.symbols.get(symbol) ?? new Map());
    const first = all[0];
    if (first === undefined) return undefined;
    let endS = first.minute.openTimeS;
    for (const { minute } of all) if (minute.isFinal && minute.openTimeS === endS) endS += 60;
    return endS * 1000;
  }

  async stats(): Promise<StoreStats> {
    const entries = [...this.symbols.values()].flatMap((symbol) => [...symbol.values()]);
    const seconds = entries.reduce((sum, entry) => sum + (entry.seconds?.length ?? 0), 0);
    return { minutes: entries.length, seconds, symbols: this.symbols.size, bytes: 0 };
  }

  private entriesIn({ symbol, startTs, endTs }: CandleRange): Entry[] {
    return sorted(this.symbols.get(symbol) ?? new Map()).filter(
      ({ minute }) => minute.openTimeS * 1000 >= startTs && minute.openTimeS * 1000 < endTs,
    );
  }
}

function sorted(entries: ReadonlyMap<number, Entry>): Entry[] {
  return [...entries.values()].sort((a, b) => a.minute.openTimeS - b.minute.openTimeS);
}

function makeEntry(symbol: string, { minute, previousClose }: MinuteWrite): Entry {
  if (!minute.isFinal) return { minute, seconds: undefined };
  const scale = neededScale(minute, previousClose);
  if (!fitsScale(minute, previousClose, scale)) throw notRepresentable(minute, previousClose);
  const seconds = new CandleSeries(
    1,
    { ...scale, ...(minute.contractSize === undefined ? {} : { contractSize: minute.contractSize }) },
    60,
  );
  interpolateMinute(minute, previousClose, { symbol, series: 'trade', profile: minute.profile }, seconds, 0);
  seconds.revision.fill(minute.revision);
  seconds.length = 60;
  return { minute, seconds };
}

function cut(seconds: CandleSeries, startS: number, endS: number): CandleSeries {
  const part = new CandleSeries(1, seconds.scale, seconds.length);
  for (let row = 0; row < seconds.length; row += 1) {
    const timeS = seconds.openTimeS[row] as number;
    if (timeS < startS || timeS >= endS) continue;
    const at = part.length;
    part.length += 1;
    part.openTimeS[at] = timeS;
    for (const column of ['open', 'high', 'low', 'close', 'volume', 'origin', 'flags', 'revision'] as const)
      part[column][at] = seconds[column][row] as number;
  }
  return part;
}
