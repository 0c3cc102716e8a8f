import type { Issue } from '../errors';
import { boolean, oneOf, optional } from './parameter-rules';
import { timeMs } from './time-range';

/** What a profit report counts. */
export interface ReportFilter {
  /** 0 all, 1 USDT-M, 2 coin-M, 3 USDC-M. */
  readonly reverse?: number;
  readonly includeUnrealisedPnl?: boolean;
}

/** From when to when; unlike a history, a report may be long. */
export interface ReportSpan {
  /** ms since the epoch. */
  readonly startTimeMs: number;
  /** ms since the epoch. */
  readonly endTimeMs: number;
}

export const reportFilterRules = { reverse: optional(oneOf(0, 1, 2, 3)), includeUnrealisedPnl: optional(boolean) };
export const reportSpanRules = { startTimeMs: timeMs, endTimeMs: timeMs };

export function reportSpanIssues({ startTimeMs, endTimeMs }: Partial<ReportSpan>): readonly Issue[] {
  if (startTimeMs === undefined || endTimeMs === undefined || startTimeMs <= endTimeMs) return [];
  return [{ parameter: 'endTimeMs', found: String(endTimeMs), expected: `${startTimeMs} or later` }];
}

/** These members of a query or a body. */
export function reportFilterFields({ reverse, includeUnrealisedPnl }: ReportFilter) {
  return { reverse, includeUnrealisedPnl: includeUnrealisedPnl === undefined ? undefined : Number(includeUnrealisedPnl) };
}

/** These members of a query or a body. */
export function reportSpanFields({ startTimeMs: startTime, endTimeMs: endTime }: Partial<ReportSpan>) {
  return { startTime, endTime };
}
