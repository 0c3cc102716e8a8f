import type { DecimalText } from '@prate/execution-interface';
import { decimalPlaces, roundToStep, add } from '@prate/execution-interface/decimal';
import type { CandleSeries } from './candle-series';
import type { Minute } from './minute';
import { MAX_SCALE, powerOfTen } from './scaled-number';

/** Linear: turnover = volume × price, in quote currency. Inverse: turnover = volume / price, in base currency. */
export type TurnoverKind = 'linear' | 'inverse';

export interface ShareTurnoverOptions {
  /** Row of the minute's first second; 0 by default. */
  readonly at?: number;
  /** By default the one whose average price lies within the minute; `linear` where neither does. */
  readonly kind?: TurnoverKind;
  /** What is known of observed seconds, by open time in whole seconds. It stays, as far as the sum allows. */
  readonly known?: ReadonlyMap<number, DecimalText>;
}

export interface TurnoverShares {
  /** One a second, whole numbers of `10^-turnoverScale`; they add up to the minute's turnover exactly. */
  readonly turnover: bigint[];
  /** Decimals, at most 12. */
  readonly turnoverScale: number;
  /** The average price of what had to be shared lies outside the minute's range, so only the sum means anything. */
  readonly isVwapOutside: boolean;
}

/** 1/price is counted in these units. */
const INVERSE_UNIT = 10n ** 60n;

/**
 * A minute's turnover over its 60 seconds (candle rules, section 4.5): by volume and price, pulled towards the high or the low so that the
 * seconds' average is the minute's own. A pure function in big integers. Undefined where the minute has no turnover.
 *
 * @param seconds the 60 seconds of the minute, as they are served
 */
export function shareTurnover(minute: Minute, seconds: CandleSeries, options: ShareTurnoverOptions = {}): TurnoverShares | undefined {
  if (minute.turnover === undefined) return undefined;
  const { at = 0, known = new Map<number, DecimalText>() } = options;
  const texts = [minute.turnover, ...known.values()];
  const turnoverScale = Math.min(MAX_SCALE, Math.max(...texts.map((text) => decimalPlaces(text))));
  const total = toUnits(minute.turnover, turnoverScale);
  const turnover = Array.from({ length: 60 }, (_, i) => toUnits(known.get(minute.openTimeS + i) ?? '0', turnoverScale));
  const traded = [...turnover.keys()].filter((i) => (seconds.volume[at + i] as number) > 0);
  const open = traded.filter((i) => !known.has(minute.openTimeS + i));
  const rest = total - turnover.reduce((sum, amount) => sum + amount, 0n);
  const volumes = (rows: readonly number[]): bigint[] => rows.map((i) => BigInt(seconds.volume[at + i] as number));
  const give = (rows: readonly number[], shares: readonly bigint[]): void =>
    rows.forEach((i, k) => (turnover[i] = (turnover[i] as bigint) + (shares[k] as bigint)));

  if (open.length === 0 || rest < 0n) {
    // All is known (or more than there is): what the venue's rounding or an adjustment leaves goes by volume.
    const rows = traded.length > 0 ? traded : [0];
    give(rows, inProportion(rest, traded.length > 0 ? volumes(rows) : [1n]));
    return { turnover, turnoverScale, isVwapOutside: open.length > 0 || (traded.length === 0 && rest !== 0n) };
  }
  const middles = pullToAverage(minute, seconds, { rows: open, at, rest, turnoverScale, ...(options.kind ? { kind: options.kind } : {}) });
  give(open, inProportion(rest, middles.weights));
  return { turnover, turnoverScale, isVwapOutside: !middles.isInside };
}

interface PullQuery {
  readonly rows: readonly number[];
  readonly at: number;
  /** What these rows share, in units of `10^-turnoverScale`. */
  readonly rest: bigint;
  readonly turnoverScale: number;
  readonly kind?: TurnoverKind;
}

interface Pulled {
  readonly weights: readonly bigint[];
  readonly isInside: boolean;
}

function pullToAverage(minute: Minute, seconds: CandleSeries, query: PullQuery): Pulled {
  if (query.kind !== undefined) return pull(minute, seconds, query, query.kind);
  const linear = pull(minute, seconds, query, 'linear');
  if (linear.isInside) return linear;
  const inverse = pull(minute, seconds, query, 'inverse');
  return inverse.isInside ? inverse : linear;
}

/** Weights in proportion to volume × average price of each row; of inverse contracts all prices are 1/price. */
function pull(minute: Minute, seconds: CandleSeries, { rows, at, rest, turnoverScale }: PullQuery, kind: TurnoverKind): Pulled {
  const { priceScale, volumeScale } = seconds.scale;
  const isInverse = kind === 'inverse';
  // Twice a price, so that the middle of two is whole.
  const value = (price: number): bigint => (isInverse ? (2n * INVERSE_UNIT) / BigInt(price) : 2n * BigInt(price));
  const middle = (i: number): bigint => (value(seconds.high[at + i] as number) + value(seconds.low[at + i] as number)) / 2n;
  const finer = powerOfTen(priceScale - minute.priceGrid.scale);
  const [atLow, atHigh] = [value(minute.low * finer), value(minute.high * finer)];
  const [lowest, highest] = isInverse ? [atHigh, atLow] : [atLow, atHigh];

  const volumes = rows.map((i) => BigInt(seconds.volume[at + i] as number));
  const volume = volumes.reduce((sum, each) => sum + each, 0n);
  // The average as a fraction in the same unit: turnover / volume, from decimals to price units.
  const unit = isInverse ? 2n * INVERSE_UNIT : 2n * 10n ** BigInt(priceScale);
  const decimals = 10n ** BigInt(volumeScale);
  const exact = rest * unit * decimals;
  const denominator = volume * 10n ** BigInt(turnoverScale) * (isInverse ? 10n ** BigInt(priceScale) : 1n);
  // Of inverse contracts turnover × price is the volume, in the units of both.
  const worth = volume * 10n ** BigInt(turnoverScale + priceScale);
  const middles = rows.map(middle);
  const plain = middles.map((price, k) => price * (volumes[k] as bigint));
  const [bottom, top] = [lowest * denominator, highest * denominator];
  // 1/price is rounded down: an average at the very end of the range is taken as that end.
  const isInside = isInverse
    ? rest * BigInt(minute.low * finer) * decimals <= worth && rest * BigInt(minute.high * finer) * decimals >= worth
    : bottom <= exact && exact <= top;
  const numerator = !isInside || (bottom <= exact && exact <= top) ? exact : exact < bottom ? bottom : top;
  const sum = plain.reduce((total, weight) => total + weight, 0n);
  // Sign of average − middle average.
  const distance = numerator * volume - sum * denominator;
  if (!isInside || distance === 0n) return { weights: plain, isInside };
  const goal = distance > 0n ? highest : lowest;
  // Each middle moves by the same share of its way to the goal.
  const share = distance > 0n ? distance : -distance;
  const way = (distance > 0n ? goal * volume - sum : sum - goal * volume) * denominator;
  return { weights: middles.map((price, k) => (price * way + (goal - price) * share) * (volumes[k] as bigint)), isInside };
}

/** Whole parts of `amount` in proportion to weights that are not all 0: cumulative floors, so that the sum is exact. */
function inProportion(amount: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  let upTo = 0n;
  let given = 0n;
  return weights.map((weight) => {
    upTo += weight;
    const share = (amount * upTo) / total - given;
    given += share;
    return share;
  });
}

/** Half up at the last decimal. */
function toUnits(text: DecimalText, scale: number): bigint {
  const rounded = decimalPlaces(text) <= scale ? text : roundToStep(add(text, '0.0000000000005'), '0.000000000001', 'down');
  const [whole = '0', fraction = ''] = rounded.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
}
