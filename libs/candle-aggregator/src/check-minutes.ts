import { CandleFlag } from './candle-flag';
import type { InstrumentGrid } from './candle-grid';
import { CandleInputError, type CandleIssue, MAX_ISSUES } from './errors';
import type { Minute } from './minute';
import { isSameMinute } from './minute';
import type { MinuteInput } from './minute-input';
import { readMinute } from './read-minute';

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
}

/** Something that was stored all the same and is worth a look. */
export interface CandleWarning {
  readonly code: 'off-grid' | 'volumeless' | 'not-over';
  /** Start of the minute, ms since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** Gathers checked minutes; {@link MinuteChecker.result} answers all of them or throws all issues at once. */
export class MinuteChecker {
  private readonly issues: CandleIssue[] = [];
  private readonly byTime = new Map<number, { readonly minute: Minute; readonly input: MinuteInput }>();
  private readonly warnings: CandleWarning[] = [];
  private duplicates = 0;

  constructor(private readonly options: CheckMinutesOptions) {}

  /** Whether so much is wrong already that reading on tells nothing new. */
  get isFull(): boolean {
    return this.issues.length >= MAX_ISSUES;
  }

  add(input: MinuteInput, index: number): void {
    if (typeof input !== 'object' || input === null) {
      this.issues.push({
        index,
        code: 'number',
        found: String(input),
        expected: 'a minute: { timestamp, open, high, low, close, volume }',
      });
      return;
    }
    const found = [...this.symbolIssues(input, index), ...this.timeIssues(input.timestamp, index)];
    const { nowMs, instrument } = this.options;
    const minute = readMinute(input, {
      index,
      ...(instrument === undefined ? {} : { instrument }),
      isFinal: input.timestamp + MINUTE_MS <= lastSettledMs(nowMs),
      issues: found,
    });
    this.issues.push(...found);
    if (minute === undefined || found.length > 0) return;
    const earlier = this.byTime.get(minute.openTimeS);
    if (earlier === undefined) {
      this.byTime.set(minute.openTimeS, { minute, input });
      this.warn(minute);
    } else if (isSameMinute(earlier.minute, minute)) this.duplicates += 1;
    else
      this.issues.push({
        index,
        code: 'conflict',
        found: describe(input),
        expected: `the same as given before: ${describe(earlier.input)}`,
      });
  }

  /**
   * The minutes, sorted, each once.
   *
   * @throws {CandleInputError} when anything was wrong with any of them
   */
  result(): { readonly minutes: readonly Minute[]; readonly duplicates: number; readonly warnings: readonly CandleWarning[] } {
    if (this.issues.length > 0) throw new CandleInputError('processAndStore', this.issues);
    const minutes = [...this.byTime.values()].map((entry) => entry.minute).sort((a, b) => a.openTimeS - b.openTimeS);
    return { minutes, duplicates: this.duplicates, warnings: this.warnings };
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

  private warn(minute: Minute): void {
    if (this.warnings.length >= MAX_ISSUES) return;
    const timestamp = minute.openTimeS * 1000;
    const add = (code: CandleWarning['code'], message: string): void => void this.warnings.push({ code, timestamp, message });
    if ((minute.flags & CandleFlag.OffGrid) !== 0)
      add('off-grid', 'a price or the volume is off the grid of the instrument; a decimal grid was used');
    if ((minute.flags & CandleFlag.Volumeless) !== 0)
      add('volumeless', 'the price moved and the volume is 0; the whole move stands in second 0');
    if (!minute.isFinal) add('not-over', 'the minute is not over or not settled yet; it is kept as forming and has no seconds');
  }
}

function describe(input: MinuteInput): string {
  const { timestamp, open, high, low, close, volume, contracts, turnover, stitched } = input;
  return JSON.stringify({ timestamp, open, high, low, close, volume, contracts, turnover, stitched });
}
