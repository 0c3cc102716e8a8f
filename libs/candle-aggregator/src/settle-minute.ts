import type { DecimalText } from '@prate/execution-interface';
import { add, compare, decimalPlaces, divide, multiply, subtract } from '@prate/execution-interface/decimal';
import { CandleFlag } from './candle-flag';
import { CandleSeries, type SeriesScale } from './candle-series';
import { type InterpolationContext, interpolateMinute } from './interpolation/interpolate-minute';
import { type Minute, isFlat } from './minute';
import type { ObservedSecond } from './observed/observed-second';
import { MAX_SCALE, type ScaledPrice, powerOfTen } from './scaled-number';
import { fitsScale, neededScale, notRepresentable } from './seconds-scale';
import { fillRuns } from './settlement/fill-runs';
import { type MinuteDifference, difference, differenceOfTexts } from './settlement/minute-difference';
import { Cover, type ObservedRows, placeObserved } from './settlement/observed-rows';
import { type Run, planRuns, summarize } from './settlement/plan-runs';

export type { DifferenceKind, MinuteDifference } from './settlement/minute-difference';

/**
 * What became of a final minute beside what was observed of it (candle rules, section 6): nothing was observed; all of it was and agrees; volume
 * or turnover was short by at most 1 % and was added; the seconds that were not covered were filled; or both contradict each other, and then the
 * official minute is interpolated.
 */
export type SettlementVerdict = 'interpolated' | 'agrees' | 'adjusted' | 'filled' | 'disputed';

export interface MinuteSettlement {
  /** The 60 seconds to serve. Revisions are not written. */
  readonly seconds: CandleSeries;
  readonly verdict: SettlementVerdict;
  /** Flags of the minute: all that its seconds have. */
  readonly flags: number;
  /** The first difference found; of verdicts `adjusted` and `disputed`. */
  readonly difference?: MinuteDifference;
}

/** The coarsest scales on which a minute, the previous close and what was observed are whole numbers. */
export function settlementScale(minute: Minute, observed: readonly ObservedSecond[], previousClose: ScaledPrice | undefined): SeriesScale {
  const scale = neededScale(minute, previousClose);
  let { priceScale, volumeScale } = scale;
  for (const { priceGrid, volumeGrid } of observed) {
    priceScale = Math.max(priceScale, priceGrid.scale);
    volumeScale = Math.max(volumeScale, volumeGrid.scale);
  }
  return { priceScale, volumeScale, ...(minute.contractSize === undefined ? {} : { contractSize: minute.contractSize }) };
}

/**
 * A final minute beside the seconds observed of it: the seconds to serve, and what became of the comparison (candle rules, sections 4.6 and 6).
 * A pure function; the same input gives the same bytes. Observed seconds that traded are served as they are, unless the verdict is `disputed`
 * or, for their volume, `adjusted`; covered ones without a trade stand at the last close there is now.
 *
 * @param observed seconds of this minute, in time order, each once
 * @param scale scales to answer on; at least those of {@link settlementScale}
 * @throws {RangeError} observed seconds of another minute or out of order; an unknown method
 * @throws {CandleInputError} `precision`: the numbers cannot stand side by side below 2^53
 */
export function settleMinute(
  minute: Minute,
  observed: readonly ObservedSecond[],
  previousClose: ScaledPrice | undefined,
  context: InterpolationContext,
  scale: SeriesScale = settlementScale(minute, observed, previousClose),
): MinuteSettlement {
  const official: Minute = { ...minute, flags: minute.flags & ~(CandleFlag.Adjusted | CandleFlag.Disputed | CandleFlag.ByPushes) };
  checkFits(official, observed, previousClose, scale);
  if (observed.length === 0) return interpolated(official, previousClose, context, scale);
  const own = settlementScale(official, observed, undefined);
  const rows = placeObserved(official, observed, context.series, { scale, own });
  const summary = summarize(rows);
  if (context.series === 'trade' && summary.first === -1 && isFlat(official)) {
    const verdict = observed.length === 60 ? 'agrees' : 'filled';
    return { ...interpolated(official, previousClose, context, scale), verdict };
  }

  const isVolumeKnown = context.series === 'trade';
  const plan = planRuns(rows, summary, isVolumeKnown);
  const turnover = compareTurnover(official, observed, rows);
  const missing = Number(BigInt(rows.volume) - summary.volume);
  const isShort = 'runs' in plan && plan.runs.length === 0 && missing > 0;
  const short = isShort ? difference('volume', summary.volume, rows.volume, scale.volumeScale) : undefined;
  const isFarShort = isShort && BigInt(missing) * 100n > BigInt(rows.volume);
  const contradiction = 'contradiction' in plan ? plan.contradiction : isFarShort ? short : turnover.contradiction;
  if (contradiction !== undefined || !('runs' in plan)) {
    const served = interpolated({ ...official, flags: official.flags | CandleFlag.Disputed }, previousClose, context, scale);
    return { ...served, verdict: 'disputed', ...(contradiction === undefined ? {} : { difference: contradiction }) };
  }
  return fill(official, rows, plan.runs, { previousClose, context, missing: isShort ? missing : 0, short: short ?? turnover.short });
}

interface FillParts {
  readonly previousClose: ScaledPrice | undefined;
  readonly context: InterpolationContext;
  /** Volume to add to the observed seconds, on the scale of the answer. */
  readonly missing: number;
  readonly short: MinuteDifference | undefined;
}

function fill(
  minute: Minute,
  rows: ObservedRows,
  runs: readonly Run[],
  { previousClose, context, missing, short }: FillParts,
): MinuteSettlement {
  const { seconds, cover } = rows;
  const made = minute.flags | (rows.isOffGrid ? CandleFlag.OffGrid : 0);
  const standing =
    previousClose === undefined ? rows.open : previousClose.value * powerOfTen(seconds.scale.priceScale - previousClose.scale);
  fillRuns(rows, { runs, standing, context, flags: made });
  if (missing > 0) addMissing(rows, missing);
  let flags = 0;
  for (let i = 0; i < 60; i += 1) {
    const isAdjusted = short !== undefined && cover[i] === Cover.Traded;
    seconds.flags[i] = (seconds.flags[i] as number) | made | (isAdjusted ? CandleFlag.Adjusted : 0);
    flags |= seconds.flags[i] as number;
  }
  if (short !== undefined) return { seconds, verdict: 'adjusted', flags, difference: short };
  return { seconds, verdict: runs.length === 0 ? 'agrees' : 'filled', flags };
}

/** In proportion to the observed volume; cumulative floors in whole units, so that the sum is exact. */
function addMissing({ seconds, cover, unit }: ObservedRows, missing: number): void {
  let total = 0n;
  for (let i = 0; i < 60; i += 1) total += cover[i] === Cover.Traded ? BigInt(seconds.volume[i] as number) : 0n;
  const units = BigInt(missing / unit);
  let upTo = 0n;
  let given = 0n;
  for (let i = 0; i < 60; i += 1) {
    if (cover[i] !== Cover.Traded) continue;
    upTo += BigInt(seconds.volume[i] as number);
    const due = (units * upTo) / total;
    seconds.volume[i] = (seconds.volume[i] as number) + Number(due - given) * unit;
    given = due;
  }
}

/**
 * Observed turnover beside the official one, where every trade was seen with its turnover: short by at most 1 % it is added when turnover is
 * shared; a venue that rounds each trade may be over by one of its last decimals a second.
 */
function compareTurnover(
  { turnover }: Minute,
  observed: readonly ObservedSecond[],
  { cover }: ObservedRows,
): { readonly short?: MinuteDifference; readonly contradiction?: MinuteDifference } {
  const traded = observed.filter((second) => second.volume > 0);
  if (turnover === undefined || traded.length === 0 || traded.some((second) => second.turnover === undefined)) return {};
  const sum = traded.reduce<DecimalText>((total, second) => add(total, second.turnover ?? '0'), '0');
  const step = divide(1, `1${'0'.repeat(decimalPlaces(turnover))}` as DecimalText, MAX_SCALE);
  const found = differenceOfTexts('turnover', sum, turnover);
  if (compare(sum, add(turnover, multiply(step, traded.length))) > 0) return { contradiction: found };
  // What was not covered has its own share.
  if (cover.includes(Cover.Unknown) || compare(sum, turnover) >= 0) return {};
  return compare(multiply(subtract(turnover, sum), 100), turnover) <= 0 ? { short: found } : { contradiction: found };
}

function interpolated(
  minute: Minute,
  previousClose: ScaledPrice | undefined,
  context: InterpolationContext,
  scale: SeriesScale,
): MinuteSettlement {
  const seconds = new CandleSeries(1, scale, 60);
  interpolateMinute(minute, previousClose, context, seconds, 0);
  seconds.length = 60;
  return { seconds, verdict: 'interpolated', flags: minute.flags };
}

function checkFits(minute: Minute, observed: readonly ObservedSecond[], previousClose: ScaledPrice | undefined, scale: SeriesScale): void {
  const isSafe = (value: number, from: number, to: number): boolean =>
    to >= from && value * powerOfTen(to - from) <= Number.MAX_SAFE_INTEGER;
  const fits = observed.every(
    ({ high, priceGrid, volume, volumeGrid }) =>
      isSafe(high, priceGrid.scale, scale.priceScale) && isSafe(volume, volumeGrid.scale, scale.volumeScale),
  );
  if (!fits || !fitsScale(minute, previousClose, scale)) throw notRepresentable(minute, previousClose);
}
