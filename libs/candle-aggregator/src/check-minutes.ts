import { CandleFlag } from './candle-flag';
import type { InstrumentGrid } from './candle-grid';
import { CandleInputError, type CandleIssue, MAX_ISSUES } from './errors';
import type { Minute } from './minute';
import { isSameMinute } from './minute';
import type { MinuteInput } from './minute-input';
import { readMinute } from './read-minute';
import type { SeriesName } from './series-name';

/** After a minute's close its venue may still settle it for this long. */
export const MINUTE_SETTLE_MS = 3_000;

const MINUTE_MS = 60_000;
const LARGEST_SECONDS = 1e11;
const EARLIEST_MS = Date.UTC(2010, 0, 1);
const FUTURE_TOLERANCE_MS = 60_000;

/** End of the last minute that is over and settled at a moment; both ms since 1970. */
export function lastSettledMs(nowMs: number): number {
  return Math.floor((nowMs - MINUTE_SETTLE_MS) / MINUTE_MS) * MINUTE_MS;
}

export interface CheckMinutesOptions {
  readonly symbol: string;
  /** The venue's clock, ms since 1970. */
  readonly nowMs: number;
  readonly instrument?: InstrumentGrid;
  /** Takes minutes before 2010, too. */
  readonly isOldAllowed?: boolean;
  /** `trade` by default; in the others there is no volume. */
  readonly series?: SeriesName;
  /** `refuse` (default): one bad minute and none is taken. `skip`: the good ones are. */
  readonly onInvalid?: 'refuse' | 'skip';
  /** A minute given twice with different values: `refuse` (default), or `last`: the one further back in the list is taken. */
  readonly onConflict?: 'refuse' | 'last';
}

/** What came of a list of minutes. */
export interface CheckedMinutes {
  /** Sorted, each once. */
  readonly minutes: readonly Minute[];
  readonly duplicates: number;
  /** At most 100. */
  readonly warnings: readonly CandleWarning[];
  /** Why minutes were skipped, at most 100; empty unless `onInvalid` is `skip`. */
  readonly issues: readonly CandleIssue[];
  /** How many were. */
  readonly skipped: number;
}

/** Something that was stored all the same and is worth a look. */
export interface CandleWarning {
  readonly code: 'off-grid' | 'volumeless' | 'not-over' | 'conflict';
  /** Start of the minute, ms since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** Gathers checked minutes; {@link MinuteChecker.result} answers all of them or throws all issues at once. */
export class MinuteChecker {
  private readonly issues: CandleIssue[] = [];
  private readonly byTime = new Map<number, { readonly minute: Minute; readonly input: MinuteInput; count: number }>();
  /** Given twice with different values, and skipped: none of them is better than the other. */
  private readonly conflicts = new Set<number>();
  private readonly warnings: CandleWarning[] = [];
  private duplicates = 0;
  private skipped = 0;

  constructor(private readonly options: CheckMinutesOptions) {}

  /** Whether so much is wrong already that reading on tells nothing new. */
  get isFull(): boolean {
    return this.options.onInvalid !== 'skip' && this.issues.length >= MAX_ISSUES;
  }

  add(input: MinuteInput, index: number): void {
    const found: CandleIssue[] = [];
    const minute = this.read(input, index, found);
    if (minute === undefined || found.length > 0) return this.refuse(found);
    const { openTimeS } = minute;
    if (this.conflicts.has(openTimeS)) {
      this.skipped += 1;
      return;
    }
    const earlier = this.byTime.get(openTimeS);
    if (earlier === undefined) this.byTime.set(openTimeS, { minute, input, count: 1 });
    else if (isSameMinute(earlier.minute, minute)) {
      earlier.count += 1;
      this.duplicates += 1;
    } else if (this.options.onConflict === 'last') {
      this.warnAt(openTimeS, 'conflict', `given twice; ${describe(input)} is taken instead of ${describe(earlier.input)}`);
      this.byTime.set(openTimeS, { minute, input, count: 1 });
    } else {
      const expected = `the same as given before: ${describe(earlier.input)}`;
      this.refuse([{ index, code: 'conflict', found: describe(input), expected }]);
      if (this.options.onInvalid !== 'skip') return;
      this.conflicts.add(openTimeS);
      this.byTime.delete(openTimeS);
      this.skipped += earlier.count;
      this.duplicates -= earlier.count - 1;
    }
  }

  /**
   * The minutes, sorted, each once.
   *
   * @throws {CandleInputError} when anything was wrong with any of them, unless those are skipped
   */
  result(): CheckedMinutes {
    const { issues, duplicates, skipped } = this;
    if (issues.length > 0 && this.options.onInvalid !== 'skip') throw new CandleInputError('processAndStore', issues);
    const minutes = [...this.byTime.values()].map((entry) => entry.minute).sort((a, b) => a.openTimeS - b.openTimeS);
    for (const minute of minutes) this.warn(minute);
    return { minutes, duplicates, warnings: this.warnings, issues, skipped };
  }

  private refuse(found: readonly CandleIssue[]): void {
    this.skipped += 1;
    for (const issue of found) if (this.issues.length < MAX_ISSUES) this.issues.push(issue);
  }

  private read(input: MinuteInput, index: number, issues: CandleIssue[]): Minute | undefined {
    if (typeof input !== 'object' || input === null) {
      issues.push({ index, code: 'number', found: String(input), expected: 'a minute: { timestamp, open, high, low, close, volume }' });
      return undefined;
    }
    issues.push(...this.symbolIssues(input, index), ...this.timeIssues(input.timestamp, index));
    const { nowMs, instrument, series } = this.options;
    return readMinute(input, {
      index,
      ...(instrument === undefined ? {} : { instrument }),
      ...(series === undefined ? {} : { series }),
      isFinal: input.timestamp + MINUTE_MS <= lastSettledMs(nowMs),
      issues,
    });
  }

  private symbolIssues(input: MinuteInput, index: number): CandleIssue[] {
    const { symbol } = this.options;
    if (input.symbol === undefined || input.symbol === symbol) return [];
    return [{ index, code: 'symbol-mismatch', found: String(input.symbol), expected: `${symbol}, the symbol of the call` }];
  }

  private timeIssues(timestamp: number, index: number): CandleIssue[] {
    const { nowMs, isOldAllowed } = this.options;
    const issue = (code: CandleIssue['code'], expected: string): CandleIssue[] => [
      { index, code, found: `timestamp ${timestamp}`, expected },
    ];
    if (typeof timestamp !== 'number' || !Number.isSafeInteger(timestamp) || timestamp < 0)
      return issue('number', 'whole milliseconds since 1970');
    if (timestamp < LARGEST_SECONDS) return issue('timestamp-in-seconds', `milliseconds: ${timestamp * 1000}`);
    if (timestamp % MINUTE_MS !== 0)
      return issue('unaligned', `a multiple of ${MINUTE_MS}, such as ${timestamp - (timestamp % MINUTE_MS)}`);
    if (timestamp > nowMs + FUTURE_TOLERANCE_MS) return issue('future', `at most 60 s after the server time ${nowMs}`);
    if (timestamp < EARLIEST_MS && isOldAllowed !== true) return issue('too-old', `2010-01-01 or later, or the option isOldAllowed`);
    return [];
  }

  private warn({ openTimeS, flags, isFinal }: Minute): void {
    if ((flags & CandleFlag.OffGrid) !== 0)
      this.warnAt(openTimeS, 'off-grid', 'a price or the volume is off the grid of the instrument; a decimal grid was used');
    if ((flags & CandleFlag.Volumeless) !== 0)
      this.warnAt(openTimeS, 'volumeless', 'the price moved and the volume is 0; the whole move stands in second 0');
    if (!isFinal) this.warnAt(openTimeS, 'not-over', 'the minute is not over or not settled yet; it is kept as forming and has no seconds');
  }

  private warnAt(openTimeS: number, code: CandleWarning['code'], message: string): void {
    if (this.warnings.length < MAX_ISSUES) this.warnings.push({ code, timestamp: openTimeS * 1000, message });
  }
}

function describe(input: MinuteInput): string {
  const { timestamp, open, high, low, close, volume, contracts, turnover, stitched } = input;
  return JSON.stringify({ timestamp, open, high, low, close, volume, contracts, turnover, stitched });
}
