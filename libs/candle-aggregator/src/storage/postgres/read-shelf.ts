import { CandleSeries } from '../../candle-series';
import type { StoredMinute } from '../../minute';
import { type ObservedMinute, seriesOfObserved } from '../../observed-minute';
import { closeOf } from '../../plan-minute-writes';
import { seriesOfMinute, servedSeconds } from '../../served-seconds';
import type { PostgresShelf } from './postgres-shelf';

/** As many as are made between two questions to the server: a few milliseconds of work. */
const MINUTES_OF_SECONDS_A_PAGE = 60;
const MINUTES_A_PAGE = 500;

/** Final minutes of a range in time order. Times are whole seconds. */
export async function* readMinutes(shelf: PostgresShelf, startS: number, endS: number): AsyncIterable<CandleSeries> {
  for await (const page of finalPages(shelf, { fromS: startS, toS: endS, limit: MINUTES_A_PAGE })) yield* page.minutes.map(seriesOfMinute);
}

/** Seconds of a range in time order, each minute made of what is kept of it. */
export async function* readSeconds(shelf: PostgresShelf, startS: number, endS: number): AsyncIterable<CandleSeries> {
  const fromS = startS - (startS % 60);
  let previous = await shelf.finalBefore(fromS);
  for await (const { minutes, fromS: pageS, toS } of finalPages(shelf, { fromS, toS: endS, limit: MINUTES_OF_SECONDS_A_PAGE })) {
    const observed = await shelf.observed(pageS, Math.ceil(toS / 60) * 60);
    const finalTimes = new Set(minutes.map(({ openTimeS }) => openTimeS));
    const running = [...observed.values()].filter(({ openTimeS }) => !finalTimes.has(openTimeS));
    const parts: (StoredMinute | ObservedMinute)[] = [...minutes, ...running].sort((a, b) => a.openTimeS - b.openTimeS);
    for (const part of parts) {
      if ('isFinal' in part) {
        yield* cut(servedSeconds(part, observed.get(part.openTimeS), closeOf(previous), shelf), startS, endS);
        previous = part;
      } else yield* cut(seriesOfObserved(part, shelf.series), startS, endS);
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

function* cut(seconds: CandleSeries, startS: number, endS: number): Iterable<CandleSeries> {
  if (seconds.length === 0) return;
  if ((seconds.openTimeS[0] as number) >= startS && (seconds.openTimeS[seconds.length - 1] as number) < endS) {
    yield seconds;
    return;
  }
  const part = new CandleSeries(1, seconds.scale, seconds.length);
  for (let row = 0; row < seconds.length; row += 1) {
    const timeS = seconds.openTimeS[row] as number;
    if (timeS < startS || timeS >= endS) continue;
    const at = part.length;
    part.length += 1;
    for (const column of ['openTimeS', 'open', 'high', 'low', 'close', 'volume', 'origin', 'flags', 'revision'] as const)
      part[column][at] = seconds[column][row] as number;
  }
  if (part.length > 0) yield part;
}
