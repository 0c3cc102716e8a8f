import { CandleInputError } from './errors';
import type { Minute } from './minute';
import { type ScaledPrice, powerOfTen } from './scaled-number';

/** Scales on which a minute, its seconds and the close before them are whole numbers. */
export interface ValueScale {
  readonly priceScale: number;
  readonly volumeScale: number;
}

/** The coarsest scales that hold a minute and the previous close. */
export function neededScale(minute: Minute, previousClose: ScaledPrice | undefined): ValueScale {
  return { priceScale: Math.max(minute.priceGrid.scale, previousClose?.scale ?? 0), volumeScale: minute.volumeGrid.scale };
}

/** Whether all numbers of the minute stay below 2^53 and whole on these scales. */
export function fitsScale(minute: Minute, previousClose: ScaledPrice | undefined, { priceScale, volumeScale }: ValueScale): boolean {
  const needed = neededScale(minute, previousClose);
  if (priceScale < needed.priceScale || volumeScale < needed.volumeScale) return false;
  const isSafe = (value: number, from: number, to: number): boolean => value * powerOfTen(to - from) <= Number.MAX_SAFE_INTEGER;
  return (
    isSafe(minute.high, minute.priceGrid.scale, priceScale) &&
    isSafe(minute.volume, minute.volumeGrid.scale, volumeScale) &&
    (previousClose === undefined || isSafe(previousClose.value, previousClose.scale, priceScale))
  );
}

/** The minute's prices and the close before it cannot stand side by side in whole numbers below 2^53. */
export function notRepresentable(minute: Minute, previousClose: ScaledPrice | undefined): CandleInputError {
  const close = previousClose === undefined ? 'none' : `${previousClose.value}e-${previousClose.scale}`;
  return new CandleInputError('processAndStore', [
    {
      code: 'precision',
      found: `minute ${minute.openTimeS * 1000} with high ${minute.high}e-${minute.priceGrid.scale} after a close of ${close}`,
      expected: 'prices that are whole numbers below 2^53 of one decimal step',
    },
  ]);
}
