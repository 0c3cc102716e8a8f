import { CandleSeries, type SeriesScale } from '../candle-series';
import { type Minute } from '../minute';
import type { ObservedSecond } from '../observed/observed-second';
import { powerOfTen } from '../scaled-number';
import type { SeriesName } from '../series-name';
import type { ValueScale } from '../seconds-scale';

/** What is known of a second before it is filled. */
export const Cover = Object.freeze({ Unknown: 0, Quiet: 1, Traded: 2 });

/** The observed seconds of one minute beside it, all on the scales of the answer. */
export interface ObservedRows {
  /** Sixty rows; those that traded are filled, the others hold only their time. */
  readonly seconds: CandleSeries;
  /** Codes of {@link Cover}, one a second. */
  readonly cover: Uint8Array;
  /** One step of the prices and one unit of the volumes, on the scales of the answer. */
  readonly tick: number;
  readonly unit: number;
  /** Official values on the scales of the answer. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Whether an observed price or volume lies off the grids of the minute, so that the finest decimal is the step. */
  readonly isOffGrid: boolean;
}

/**
 * @param own scales of the data itself: where something is off the minute's grid, their last decimal is the step
 * @throws {RangeError} a second of another minute, or out of order
 */
export function placeObserved(
  minute: Minute,
  observed: readonly ObservedSecond[],
  series: SeriesName,
  { scale, own }: { readonly scale: SeriesScale; readonly own: ValueScale },
): ObservedRows {
  const price = powerOfTen(scale.priceScale - minute.priceGrid.scale);
  const volume = powerOfTen(scale.volumeScale - minute.volumeGrid.scale);
  const seconds = new CandleSeries(1, scale, 60);
  const cover = new Uint8Array(60);
  let tick = minute.priceGrid.step * price;
  let unit = minute.volumeGrid.step * volume;
  let isOffGrid = false;
  for (let i = 0; i < 60; i += 1) seconds.openTimeS[i] = minute.openTimeS + i;
  seconds.length = 60;
  let last = -1;
  for (const second of observed) {
    const i = second.openTimeS - minute.openTimeS;
    if (!Number.isInteger(i) || i <= last || i >= 60) {
      throw new RangeError(
        `settle minute ${minute.openTimeS}: found second ${second.openTimeS}, expected seconds of this minute in time order`,
      );
    }
    last = i;
    const isTraded = series !== 'trade' || second.volume > 0;
    cover[i] = isTraded ? Cover.Traded : Cover.Quiet;
    seconds.flags[i] = second.flags;
    if (!isTraded) continue;
    const factor = powerOfTen(scale.priceScale - second.priceGrid.scale);
    for (const name of ['open', 'high', 'low', 'close'] as const) {
      seconds[name][i] = second[name] * factor;
      if ((second[name] * factor) % tick !== 0) {
        tick = powerOfTen(scale.priceScale - own.priceScale);
        isOffGrid = true;
      }
    }
    seconds.volume[i] = second.volume * powerOfTen(scale.volumeScale - second.volumeGrid.scale);
    if ((seconds.volume[i] as number) % unit !== 0) {
      unit = powerOfTen(scale.volumeScale - own.volumeScale);
      isOffGrid = true;
    }
  }
  const { open, high, low, close } = minute;
  return {
    seconds,
    cover,
    tick,
    unit,
    open: open * price,
    high: high * price,
    low: low * price,
    close: close * price,
    volume: minute.volume * volume,
    isOffGrid,
  };
}
