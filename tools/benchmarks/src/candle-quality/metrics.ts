import { shareTurnover } from '@prate/candle-aggregator';
import { checkMinuteInvariants } from '@prate/candle-aggregator/testing';
import { type Maker, makeSeries } from './makers';
import { CELL_NAMES, countHits } from './prefix-rules';
import type { RecordedMinute } from './recorded-minutes';
import type { SecondColumns } from './second-columns';

/** What one minute adds to every metric: a metric is a ratio of two sums, so that minutes can be drawn again. */
export interface Contribution {
  readonly sums: Readonly<Record<string, readonly [number, number]>>;
  readonly hits: Float64Array;
  readonly trials: Float64Array;
  readonly realHits: Float64Array;
  readonly realTrials: Float64Array;
}

/** Steps of the sampled closes, seconds. */
const STEPS = [1, 5, 10];
/** A bucket's high or low is right within this share of the minute's range. */
const TOLERANCE = 0.1;

/** All that one minute tells of one maker, averaged over its seeds. */
export function contributionOf(recorded: RecordedMinute, maker: Maker): Contribution {
  const { minute, real } = recorded;
  const sums = new Map<string, [number, number]>();
  const add = (name: string, value: number, weight: number): void => {
    const sum = sums.get(name) ?? [0, 0];
    sums.set(name, [sum[0] + value / maker.seeds, sum[1] + weight / maker.seeds]);
  };
  const cells = CELL_NAMES.length;
  const contribution = {
    hits: new Float64Array(cells),
    trials: new Float64Array(cells),
    realHits: new Float64Array(cells),
    realTrials: new Float64Array(cells),
  };
  countHits(real, minute.open, contribution.realHits, contribution.realTrials, 1);
  for (let seed = 1; seed <= maker.seeds; seed += 1) {
    const made = maker.make(minute, seed);
    if (maker.method !== undefined) addRules(recorded, maker.method, seed, add);
    addVariance(minute, real, made, add);
    addBuckets(minute, real, made, add);
    // Base lines show neither extremes nor volume, and are foreseen by anybody.
    if (maker.method === undefined) continue;
    addExtremes(minute, real, made, add);
    addVolume(real, made, add);
    countHits(made, minute.open, contribution.hits, contribution.trials, 1 / maker.seeds);
  }
  return { sums: Object.fromEntries(sums), ...contribution };
}

type Add = (name: string, value: number, weight: number) => void;
type Prices = Pick<RecordedMinute['minute'], 'open' | 'high' | 'low' | 'close'>;

/** Q1: the rules hold. Q7, second half: with a turnover as the real seconds tell it, its average lies within the second. */
function addRules({ minute, real }: RecordedMinute, method: string, seed: number, add: Add): void {
  const seconds = makeSeries(minute, method, seed);
  add('Q1 rules kept', checkMinuteInvariants(minute, undefined, seconds).length === 0 ? 1 : 0, 1);
  let amount = 0n;
  // Twice the middle of each real second, in units of ticks × volume.
  const factor = BigInt(10 ** (8 - minute.volumeGrid.scale));
  for (let i = 0; i < 60; i += 1) {
    amount += (BigInt(real.volume[i] as number) / factor) * BigInt((real.high[i] as number) + (real.low[i] as number));
  }
  const scale = minute.priceGrid.scale + minute.volumeGrid.scale + 1;
  const digits = String(amount * 5n).padStart(scale + 1, '0');
  const turnover = `${digits.slice(0, -scale)}.${digits.slice(-scale)}` as `${number}`;
  const shares = shareTurnover({ ...minute, turnover }, seconds, { kind: 'linear' });
  if (shares === undefined) return;
  const unit = 10 ** (shares.turnoverScale - minute.priceGrid.scale - minute.volumeGrid.scale);
  for (let i = 0; i < 60; i += 1) {
    const volume = seconds.volume[i] as number;
    if (volume === 0) continue;
    const average = Number(shares.turnover[i]) / (volume * unit);
    // Averages are rounded to a unit of turnover.
    const slack = 1 / (volume * unit) + 1e-9 * average;
    add(
      'Q7 own average inside',
      average >= (seconds.low[i] as number) - slack && average <= (seconds.high[i] as number) + slack ? 1 : 0,
      1,
    );
  }
}

function addVariance({ open, high, low }: Prices, real: SecondColumns, made: SecondColumns, add: Add): void {
  const range = high - low;
  const squares = (columns: SecondColumns, step: number): number => {
    let sum = 0;
    for (let at = step; at <= 60; at += step) sum += ((columns.after(at, open) - columns.after(at - step, open)) / range) ** 2;
    return sum;
  };
  for (const step of STEPS) add(`Q2 variance ${step} s`, squares(made, step), squares(real, step));
}

function addBuckets({ open, high, low }: Prices, real: SecondColumns, made: SecondColumns, add: Add): void {
  const range = high - low;
  for (let at = 5; at <= 60; at += 5) add('Q3 error of 5 s closes', Math.abs(made.after(at, open) - real.after(at, open)) / range, 1);
  for (const step of [5, 10]) {
    for (let from = 0; from < 60; from += step) {
      if (!real.isTraded.subarray(from, from + step).includes(1)) continue;
      const [expected, found] = [real.summary(from, from + step), made.summary(from, from + step)];
      const isHigh = Math.abs(found.high - expected.high) <= TOLERANCE * range;
      const isLow = Math.abs(found.low - expected.low) <= TOLERANCE * range;
      add(`Q4 high of ${step} s right`, isHigh ? 1 : 0, 1);
      add(`Q4 low of ${step} s right`, isLow ? 1 : 0, 1);
      add(`Q4 both of ${step} s right`, isHigh && isLow ? 1 : 0, 1);
    }
  }
}

function addExtremes({ high, low }: Prices, real: SecondColumns, made: SecondColumns, add: Add): void {
  const top = { real: real.firstAt('high', high), made: made.firstAt('high', high) };
  const bottom = { real: real.firstAt('low', low), made: made.firstAt('low', low) };
  const isSameBucket = (place: { real: number; made: number }): number =>
    Math.floor(place.real / 5) === Math.floor(place.made / 5) ? 1 : 0;
  add('Q5 high in its bucket', isSameBucket(top), 1);
  add('Q5 low in its bucket', isSameBucket(bottom), 1);
  // Within one second nobody knows the order.
  if (top.real !== bottom.real) add('Q5 order right', Math.sign(top.real - bottom.real) === Math.sign(top.made - bottom.made) ? 1 : 0, 1);
}

function addVolume(real: SecondColumns, made: SecondColumns, add: Add): void {
  add('Q7 variation of volume', variation(made.volume), variation(real.volume));
}

/** Standard deviation over mean. */
function variation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return mean === 0 ? 0 : Math.sqrt(square) / mean;
}
