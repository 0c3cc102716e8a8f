import { type Clock, SystemClock } from '@prate/execution-interface';
import { CandleInputError, type CandleIssue } from './errors';
import type { InterpolationProfile } from './minute';
import { type InterpolationMethod, METHOD_VERSIONS } from './interpolation/methods';

export interface CandleAggregatorOptions {
  /** How minutes become seconds; `bridge` by default. `linear` is smooth and predictable: it must not feed back-tests. */
  readonly method?: InterpolationMethod;
  /** What `bridge` draws from; recorded with every minute; 0 to 2^32 − 1, default 0. `linear` draws nothing from it. */
  readonly seed?: number;
  /** The machine's clock by default. */
  readonly clock?: Clock;
  /** How much memory closed chunks of buckets may take, about; 32 MiB by default, 0 keeps nothing. */
  readonly cacheBytes?: number;
  /** Told what a handler of `watchCandles` or `watchChanges` threw, and why a watch could not read (it reads again with the next change). */
  readonly onWatchError?: (error: unknown) => void;
}

const CACHE_BYTES = 32 * 1024 * 1024;

export interface CandleAggregatorConfig {
  readonly profile: InterpolationProfile;
  readonly clock: Clock;
  readonly cacheBytes: number;
  readonly onWatchError: (error: unknown) => void;
}

/**
 * Options with their defaults.
 *
 * @throws {CandleInputError} `option`, all violations at once
 */
export function readAggregatorOptions(options: CandleAggregatorOptions): CandleAggregatorConfig {
  const { method = 'bridge', seed = 0, clock = new SystemClock(), cacheBytes = CACHE_BYTES, onWatchError = () => undefined } = options;
  const issues: CandleIssue[] = [];
  const known = Object.keys(METHOD_VERSIONS);
  if (!known.includes(method)) issues.push({ code: 'option', found: `method ${String(method)}`, expected: known.join(', ') });
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    issues.push({ code: 'option', found: `seed ${String(seed)}`, expected: 'a whole number from 0 to 4294967295' });
  }
  if (!Number.isSafeInteger(cacheBytes) || cacheBytes < 0) {
    issues.push({ code: 'option', found: `cacheBytes ${String(cacheBytes)}`, expected: 'a whole number of bytes, 0 to keep nothing' });
  }
  if (issues.length > 0) throw new CandleInputError('CandleAggregator', issues);
  return { profile: { method: METHOD_VERSIONS[method], seed }, clock, cacheBytes, onWatchError };
}
