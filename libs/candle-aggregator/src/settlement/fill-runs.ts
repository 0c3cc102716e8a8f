import { OriginCode } from '../candle-origin';
import { type InterpolationContext, minuteState } from '../interpolation/interpolate-minute';
import { methodOf } from '../interpolation/methods';
import { SeededNumbers } from '../interpolation/seeded-numbers';
import { WindowPath } from '../interpolation/window';
import { writeSeconds } from '../interpolation/write-seconds';
import type { CandleSeries } from '../candle-series';
import { Cover, type ObservedRows } from './observed-rows';
import type { Run } from './plan-runs';

const path = new WindowPath();
const random = new SeededNumbers();

export interface FillRuns {
  readonly runs: readonly Run[];
  /** Where price stands before the first trade, on the scale of the answer. */
  readonly standing: number;
  readonly context: InterpolationContext;
  /** Flags of the seconds that are made. */
  readonly flags: number;
}

/**
 * Fills the seconds of a minute that were not observed: each run with volume like a small minute from the last close before it to the next
 * observed open, the others carried (candle rules, section 4.6). Observed seconds that traded are not touched; covered ones without a trade
 * stand at the last close.
 */
export function fillRuns(rows: ObservedRows, { runs, standing, context, flags }: FillRuns): void {
  const { seconds, cover } = rows;
  const startS = seconds.openTimeS[0] as number;
  const isVolumeKnown = context.series === 'trade';
  const isFilled = (run: Run): boolean => run.units > 0 || !isVolumeKnown;
  const lastFilled = runs.filter(isFilled).at(-1);
  random.restart(minuteState(startS, context));
  let lastClose: number | undefined;
  for (let i = 0; i < 60; i += 1) {
    const run = runs.find((one) => one.start === i);
    if (cover[i] === Cover.Traded) {
      lastClose = seconds.close[i] as number;
      seconds.origin[i] = OriginCode.Observed;
    } else if (run === undefined || !isFilled(run)) {
      carry(seconds, i, run?.seconds ?? 1, lastClose ?? standing);
      // What is known of a covered second besides its price is kept.
      for (let k = i; k < i + (run?.seconds ?? 0); k += 1) seconds.flags[k] = flags;
      i += (run?.seconds ?? 1) - 1;
    } else {
      const from = lastClose ?? rows.open;
      lastClose = fillRun(rows, run, {
        from,
        to: nextOpen(rows, run) ?? (run === lastFilled ? rows.close : from),
        standing: lastClose ?? standing,
        context,
        flags,
      });
      i += run.seconds - 1;
    }
  }
}

/** Open of the first observed trade after a run. */
function nextOpen({ seconds, cover }: ObservedRows, run: Run): number | undefined {
  const next = cover.indexOf(Cover.Traded, run.start + run.seconds);
  return next === -1 ? undefined : seconds.open[next];
}

interface RunEnds extends Omit<FillRuns, 'runs'> {
  readonly from: number;
  readonly to: number;
}

function fillRun(rows: ObservedRows, run: Run, { from, to, standing, context, flags }: RunEnds): number {
  const { seconds, tick, unit } = rows;
  const isVolumeKnown = context.series === 'trade';
  const upper = Math.max(from, to);
  const lower = Math.min(from, to);
  const window = {
    seconds: run.seconds,
    open: from / tick,
    high: (run.showsHigh ? rows.high : upper) / tick,
    low: (run.showsLow ? rows.low : lower) / tick,
    close: to / tick,
    units: run.units,
    isEverySecondTraded: !isVolumeKnown,
  };
  methodOf(context.profile.method)(window, random, path);
  const openTimeS = (seconds.openTimeS[0] as number) + run.start;
  const quietOrigin = OriginCode.Interpolated;
  writeSeconds(path, {
    series: seconds,
    row: run.start,
    openTimeS,
    seconds: run.seconds,
    tick,
    unit,
    standing,
    flags,
    firstFlags: flags,
    quietOrigin,
  });
  return to;
}

function carry(seconds: CandleSeries, row: number, count: number, price: number): void {
  for (let i = row; i < row + count; i += 1) {
    seconds.open[i] = price;
    seconds.high[i] = price;
    seconds.low[i] = price;
    seconds.close[i] = price;
    seconds.volume[i] = 0;
    seconds.origin[i] = OriginCode.Carried;
  }
}
