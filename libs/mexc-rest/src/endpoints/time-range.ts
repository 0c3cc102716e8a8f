import type { Issue } from '../errors';
import { integerBetween, optional } from './parameter-rules';

/** A time filter of a history. Without it the venue looks back 7 days (reference 5.9). */
export interface TimeRange {
  /** ms since the epoch. */
  readonly startTimeMs?: number;
  /** ms since the epoch; at most 90 days after the start. */
  readonly endTimeMs?: number;
}

const LONGEST_MS = 90 * 86_400_000;

/** 13 digits: seconds are refused. */
export const timeMs = integerBetween(1_000_000_000_000, 9_999_999_999_999);

export const timeRangeRules = { startTimeMs: optional(timeMs), endTimeMs: optional(timeMs) };

/** The right way round, and no longer than the venue takes. */
export function timeRangeIssues({ startTimeMs, endTimeMs }: TimeRange): readonly Issue[] {
  if (startTimeMs === undefined || endTimeMs === undefined) return [];
  const refuse = (expected: string) => [{ parameter: 'endTimeMs', found: String(endTimeMs), expected }];
  if (endTimeMs < startTimeMs) return refuse(`${startTimeMs} or later`);
  if (endTimeMs - startTimeMs > LONGEST_MS) return refuse(`${startTimeMs + LONGEST_MS} or earlier, 90 days after the start`);
  return [];
}

/** These members of a query. */
export function timeRangeQuery({ startTimeMs, endTimeMs }: TimeRange) {
  return { start_time: startTimeMs, end_time: endTimeMs };
}
