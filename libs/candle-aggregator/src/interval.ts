import { CandleInputError } from './errors';

export const MIN_INTERVAL_SECONDS = 2;
export const MAX_INTERVAL_SECONDS = 600;

/**
 * A bucket length that can be asked for: a whole number of seconds from 2 to 600.
 *
 * @throws {CandleInputError} `interval-invalid`, naming the allowed range
 */
export function checkInterval(intervalSeconds: number): number {
  if (Number.isInteger(intervalSeconds) && intervalSeconds >= MIN_INTERVAL_SECONDS && intervalSeconds <= MAX_INTERVAL_SECONDS) {
    return intervalSeconds;
  }
  throw new CandleInputError('intervalSeconds', [
    {
      code: 'interval-invalid',
      found: String(intervalSeconds),
      expected: `a whole number of seconds from ${MIN_INTERVAL_SECONDS} to ${MAX_INTERVAL_SECONDS}`,
    },
  ]);
}

/** Label of the bucket that holds a moment; both in whole seconds. Buckets start at multiples of their length since 1970. */
export function bucketLabel(timeS: number, intervalSeconds: number): number {
  return timeS - (timeS % intervalSeconds);
}

/** First label at or after a moment; `startMs` in ms, the label in whole seconds. */
export function firstLabelFrom(startMs: number, intervalSeconds: number): number {
  return Math.ceil(startMs / (intervalSeconds * 1000)) * intervalSeconds;
}

/**
 * A half-open range of labels, ms.
 *
 * @throws {CandleInputError} `range` when it is empty, reversed, or not of whole milliseconds from 1970 on
 */
export function checkRange({ startTs, endTs }: { readonly startTs: number; readonly endTs: number }): void {
  const areTimes = Number.isSafeInteger(startTs) && Number.isSafeInteger(endTs) && startTs >= 0;
  if (areTimes && endTs > startTs) return;
  throw new CandleInputError('range', [
    {
      code: 'range',
      found: `startTs ${startTs}, endTs ${endTs}`,
      expected: 'whole milliseconds since 1970 with endTs after startTs',
    },
  ]);
}
