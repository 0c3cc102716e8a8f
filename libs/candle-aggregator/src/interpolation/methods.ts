import { fillLinear } from './linear-path';
import type { SeededNumbers } from './seeded-numbers';
import type { Window, WindowPath } from './window';

/** Methods there are. `linear` is predictable from its own beginning: it must not feed back-tests. */
export type InterpolationMethod = 'linear';

/** Fills `path` from a window and seeded numbers, and from nothing else. */
export type FillWindow = (window: Window, random: SeededNumbers, path: WindowPath) => void;

/** The version new minutes are made with, as recorded with each of them. */
export const METHOD_VERSIONS: Readonly<Record<InterpolationMethod, string>> = { linear: 'linear@1' };

/** Every version ever released: none of them changes one bit of its output. */
const METHODS: ReadonlyMap<string, FillWindow> = new Map([['linear@1', fillLinear]]);

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
