import type { CandleSeries } from '../../candle-series';
import { cutSeries } from '../../cut-series';
import type { StoredMinute } from '../../minute';
import { type ObservedMinute, seriesOfObserved } from '../../observed-minute';
import { closeOf } from '../../plan-minute-writes';
import { seriesOfMinute, servedSeconds } from '../../served-seconds';
import { minuteWithTurnover, observedWithTurnover, secondsWithTurnover } from '../../with-turnover';
import { toMinuteSeries } from './minute-page';
import type { PostgresShelf } from './postgres-shelf';

/** As many as are made between two questions to the server: a few milliseconds of work. */
const MINUTES_OF_SECONDS_A_PAGE = 120;
const MINUTES_A_PAGE = 1_000;
const NOTHING_OBSERVED: ReadonlyMap<number, ObservedMinute> = new Map();

export interface ShelfRange {
  /** Whole seconds, half-open. */
  readonly startS: number;
  readonly endS: number;
  /** Whether the answered series carry their turnover. */
  readonly hasTurnover: boolean;
}

/** Final minutes of a range in time order. */
export async function* readMinutes(shelf: PostgresShelf, { startS, endS, hasTurnover }: ShelfRange): AsyncIterable<CandleSeries> {
  if (hasTurnover) {
    for await (const { minutes } of finalPages(shelf, { fromS: startS, toS: endS, limit: MINUTES_A_PAGE }))
      yield* minutes.map((minute) => minuteWithTurnover(minute, seriesOfMinute(minute)));
    return;
  }
  for (let atS = startS; atS < endS;) {
    const rows = await shelf.finalPage(atS, endS, MINUTES_A_PAGE);
    yield* toMinuteSeries(rows);
    atS = rows.length < MINUTES_A_PAGE ? endS : Number(rows.at(-1)?.open_time) + 60;
  }
}

/** Seconds of a range in time order, each minute made of what is kept of it. */
export async function* readSeconds(shelf: PostgresShelf, { startS, endS, hasTurnover }: ShelfRange): AsyncIterable<CandleSeries> {
  const fromS = startS - (startS % 60);
  let previous = await shelf.finalBefore(fromS);
  const isObserved = await shelf.isObserved(fromS, endS);
  for await (const { minutes, fromS: pageS, toS } of finalPages(shelf, { fromS, toS: endS, limit: MINUTES_OF_SECONDS_A_PAGE })) {
    const observed = isObserved ? await shelf.observed(pageS, Math.ceil(toS / 60) * 60) : NOTHING_OBSERVED;
    const finalTimes = new Set(minutes.map(({ openTimeS }) => openTimeS));
    const running = [...observed.values()].filter(({ openTimeS }) => !finalTimes.has(openTimeS));
    const parts: (StoredMinute | ObservedMinute)[] = [...minutes, ...running].sort((a, b) => a.openTimeS - b.openTimeS);
    for (const part of parts) {
      let series: CandleSeries;
      if ('isFinal' in part) {
        const seen = observed.get(part.openTimeS);
        series = servedSeconds(part, seen, closeOf(previous), shelf);
        if (hasTurnover) series = secondsWithTurnover(part, series, seen);
        previous = part;
      } else {
        series = seriesOfObserved(part, shelf.series);
        if (hasTurnover) series = observedWithTurnover(series, part);
      }
      const wanted = cutSeries(series, startS, endS);
      if (wanted.length > 0) yield wanted;
    }
  }
}

export interface FinalPage {
  readonly minutes: readonly StoredMinute[];
  /** What the page covers; the last one reaches to the end of the range. */
  readonly fromS: number;
  readonly toS: number;
}

/** A range in pages of at most `limit` final minutes, one after the other without a hole; at least one. */
export async function* finalPages(
  shelf: PostgresShelf,
  { fromS, toS, limit }: { readonly fromS: number; readonly toS: number; readonly limit: number },
): AsyncIterable<FinalPage> {
  for (let atS = fromS; atS < toS;) {
    const minutes = await shelf.finals(atS, toS, limit);
    const pageToS = minutes.length < limit ? toS : (minutes.at(-1)?.openTimeS ?? 0) + 60;
    yield { minutes, fromS: atS, toS: pageToS };
    atS = pageToS;
  }
}
