import type { DifferenceRecord } from './candle-store';
import type { MinuteSettlement } from './settle-minute';

/**
 * Brings the records of one store up to date with a settlement: at most one difference of a minute is open. It stays open, with what was found
 * last, until both agree.
 */
export function keepDifference(
  records: DifferenceRecord[],
  timestamp: number,
  { verdict, difference }: Pick<MinuteSettlement, 'verdict' | 'difference'>,
  nowMs: number,
): void {
  const at = records.findIndex((record) => record.timestamp === timestamp && record.resolvedAtMs === undefined);
  const open = records[at];
  if (difference !== undefined && (verdict === 'adjusted' || verdict === 'disputed')) {
    const record = { timestamp, verdict, difference, foundAtMs: open?.foundAtMs ?? nowMs };
    if (open === undefined) records.push(record);
    else records[at] = record;
  } else if (open !== undefined) records[at] = { ...open, resolvedAtMs: nowMs };
}
