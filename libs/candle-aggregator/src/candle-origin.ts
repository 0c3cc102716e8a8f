/** How a second came to be. The codes are what is stored. */
export const OriginCode = Object.freeze({
  /** Built from trades of that second. */
  Observed: 1,
  /** Invented inside a minute, also where it got no volume. */
  Interpolated: 2,
  /** It is known that nothing traded; flat. */
  Carried: 3,
});

export type SecondOrigin = 'observed' | 'interpolated' | 'carried';
export type BucketOrigin = SecondOrigin | 'mixed';

const NAMES: Readonly<Record<number, SecondOrigin>> = { 1: 'observed', 2: 'interpolated', 3: 'carried' };

/** The name of a stored code. */
export function originName(code: number): SecondOrigin {
  const name = NAMES[code];
  if (name === undefined) throw new RangeError(`origin: found code ${code}, expected 1, 2 or 3`);
  return name;
}

/** Origin of a bucket from the counts of its seconds. */
export function bucketOrigin({ observed, interpolated }: { readonly observed: number; readonly interpolated: number }): BucketOrigin {
  if (interpolated > 0) return observed > 0 ? 'mixed' : 'interpolated';
  return observed > 0 ? 'observed' : 'carried';
}
