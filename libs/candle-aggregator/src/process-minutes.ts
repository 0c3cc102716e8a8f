import { type CandleGrid, readInstrumentGrid } from './candle-grid';
import { type CandleWarning, type CheckedMinutes, MinuteChecker } from './check-minutes';
import { CandleInputError, type CandleIssue } from './errors';
import { nextTurn } from './event-loop-timer';
import type { WriteFence } from './jobs/job-leases';
import type { InterpolationProfile, MinuteSource } from './minute';
import type { MinuteInput } from './minute-input';
import type { SeriesName } from './series-name';

const MINUTES_A_TURN = 500;

export interface ProcessOptions {
  /** Grid of the instrument; without it the grid is found in the prices. */
  readonly instrument?: CandleGrid;
  /** The venue's clock when it was asked, ms since 1970, where the caller knows it; else the aggregator's clock, and nobody knows how old it is. */
  readonly serverTimeMs?: number;
  /** `call` by default. What a stream says never corrects what was asked for; counts where `serverTimeMs` is given. */
  readonly source?: MinuteSource;
  /** Takes minutes before 2010, too. */
  readonly isOldAllowed?: boolean;
  /** `trade` by default. */
  readonly series?: SeriesName;
  /** `refuse` (default): one bad minute and nothing is stored. `skip`: the good ones are, and `issues` says what was wrong with the others. */
  readonly onInvalid?: 'refuse' | 'skip';
  /** One minute twice with different values: `refuse` (default) as any bad minute, or `last`: the later one in the list is taken, with a warning. */
  readonly onConflict?: 'refuse' | 'last';
  /** How the seconds are made, instead of the aggregator's own method and seed; of minutes that record it. */
  readonly profile?: InterpolationProfile;
  /** The lease this is written under. */
  readonly fence?: WriteFence;
}

/** What `processAndStore` did, after the commit. */
export interface StoreReport {
  /** Seconds of all minutes handed in: inserted + updated + unchanged. Minutes that are not over have none. */
  readonly count: number;
  /** Seconds of new minutes. */
  readonly inserted: number;
  /** Seconds of minutes that had other values. */
  readonly updated: number;
  /** Seconds of minutes that were there already, with the same values. */
  readonly unchanged: number;
  /** Minutes, not seconds, of which something of a higher rank is stored; see `PutReport`. */
  readonly refused: number;
  /** Minutes handed in and not skipped, each counted once. */
  readonly minutes: number;
  /** Minutes handed in a second time with the same values. */
  readonly duplicates: number;
  /** At most 100. */
  readonly warnings: readonly CandleWarning[];
  /** Minutes left out under `onInvalid: 'skip'`. */
  readonly skipped: number;
  /** Why, at most 100. */
  readonly issues: readonly CandleIssue[];
}

/**
 * Checks the minutes of one call, in slices.
 *
 * @throws {CandleInputError} everything that is wrong with them
 */
export async function checkMinutes(
  minutes: readonly MinuteInput[],
  symbol: string,
  { nowMs, instrument, isOldAllowed, series, onInvalid, onConflict }: ProcessOptions & { readonly nowMs: number },
): Promise<CheckedMinutes> {
  checkCall(minutes, symbol, { onInvalid, onConflict });
  const checker = new MinuteChecker({
    symbol,
    nowMs,
    ...(isOldAllowed === undefined ? {} : { isOldAllowed }),
    ...(series === undefined ? {} : { series }),
    ...(onInvalid === undefined ? {} : { onInvalid }),
    ...(onConflict === undefined ? {} : { onConflict }),
    ...(instrument === undefined ? {} : { instrument: readInstrumentGrid(instrument) }),
  });
  for (let index = 0; index < minutes.length && !checker.isFull; index += 1) {
    checker.add(minutes[index] as MinuteInput, index);
    if (index % MINUTES_A_TURN === MINUTES_A_TURN - 1) await nextTurn();
  }
  return checker.result();
}

/** @throws {CandleInputError} `symbol` */
export function checkSymbol(symbol: string, operation: string): void {
  if (typeof symbol === 'string' && /^\S{1,64}$/.test(symbol)) return;
  const found = JSON.stringify(symbol) ?? 'undefined';
  throw new CandleInputError(operation, [
    { code: 'symbol', found, expected: 'a name of 1 to 64 characters without blanks, such as BTC_USDT' },
  ]);
}

function checkCall(minutes: readonly MinuteInput[], symbol: string, choices: Pick<ProcessOptions, 'onInvalid' | 'onConflict'>): void {
  checkSymbol(symbol, 'processAndStore');
  const issues: CandleIssue[] = [];
  if (!Array.isArray(minutes)) issues.push({ code: 'option', found: typeof minutes, expected: 'a list of minutes' });
  const { onInvalid = 'refuse', onConflict = 'refuse' } = choices;
  if (onInvalid !== 'refuse' && onInvalid !== 'skip')
    issues.push({ code: 'option', found: `onInvalid ${String(onInvalid)}`, expected: 'refuse or skip' });
  if (onConflict !== 'refuse' && onConflict !== 'last')
    issues.push({ code: 'option', found: `onConflict ${String(onConflict)}`, expected: 'refuse or last' });
  if (issues.length > 0) throw new CandleInputError('processAndStore', issues);
}
