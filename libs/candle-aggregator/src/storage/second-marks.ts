import { OriginCode } from '../candle-origin';

/**
 * Origin and flags of a second in one whole number: flags times four, and 0 for interpolated, 1 for carried, 2 for observed. The two that
 * nearly all stored seconds have take no byte of their own.
 */
export function marksOf(origin: number, flags: number): number {
  return flags * 4 + (origin === OriginCode.Interpolated ? 0 : origin === OriginCode.Carried ? 1 : 2);
}

const ORIGINS: readonly number[] = [OriginCode.Interpolated, OriginCode.Carried, OriginCode.Observed];

export function originOfMarks(marks: number): number {
  const origin = ORIGINS[marks & 3];
  if (origin === undefined) throw new RangeError(`marks: found ${marks}, expected 0, 1 or 2 in its last two bits`);
  return origin;
}
