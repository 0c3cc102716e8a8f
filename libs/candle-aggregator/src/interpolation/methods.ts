import { createBridge } from './bridge-path';
import { fillLinear } from './linear-path';
import type { SeededNumbers } from './seeded-numbers';
import type { Window, WindowPath } from './window';

/**
 * Methods there are: `bridge`, the default, draws a random walk with the minute's own statistics; `linear` is smooth and readable, and
 * predictable from its own beginning: it must not feed back-tests.
 */
export type InterpolationMethod = 'linear' | 'bridge';

/** Fills `path` from a window and seeded numbers, and from nothing else. */
export type FillWindow = (window: Window, random: SeededNumbers, path: WindowPath) => void;

/** The version new minutes are made with, as recorded with each of them. */
export const METHOD_VERSIONS: Readonly<Record<InterpolationMethod, string>> = { linear: 'linear@1', bridge: 'bridge@2' };

/** Every version ever released: none of them changes one bit of its output. */
export const METHODS: ReadonlyMap<string, FillWindow> = new Map([
  ['linear@1', fillLinear],
  ['bridge@1', createBridge({ variance: 0.42, bounce: 0.045, candidates: 8, wick: 0.04 })],
  // Calibrated on recorded days (`npm run quality:candles`): less bounce, so that the next seconds are harder to guess from the last ones.
  ['bridge@2', createBridge({ variance: 0.38, bounce: 0.02, candidates: 8, wick: 0.04 })],
]);

/**
 * The method of a recorded profile.
 *
 * @throws {RangeError} there is no such method or version
 */
export function methodOf(version: string): FillWindow {
  const method = METHODS.get(version);
  if (method === undefined)
    throw new RangeError(`interpolation method: found ${version}, expected one of ${[...METHODS.keys()].join(', ')}`);
  return method;
}
