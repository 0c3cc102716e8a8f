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

/** Where buckets are counted from: 1970, or 00:00 UTC of each day, whose last bucket is then shorter where N does not divide a day. */
export type IntervalOrigin = 'epoch' | 'day';

const DAY_S = 86_400;

/** Where the buckets of one length begin and end. All times in whole seconds since 1970. */
export class BucketGrid {
  /** Whether each day begins anew; where N divides a day both origins are the same. */
  readonly isDaily: boolean;

  /** @throws {CandleInputError} `interval-invalid` or `option` */
  constructor(
    readonly intervalSeconds: number,
    origin: IntervalOrigin = 'epoch',
  ) {
    checkInterval(intervalSeconds);
    if (origin !== 'epoch' && origin !== 'day') {
      throw new CandleInputError('origin', [{ code: 'option', found: `origin ${String(origin)}`, expected: 'epoch or day' }]);
    }
    this.isDaily = origin === 'day' && DAY_S % intervalSeconds !== 0;
  }

  /** Label of the bucket that holds a moment. */
  labelOf(timeS: number): number {
    const { intervalSeconds } = this;
    if (!this.isDaily) return timeS - (timeS % intervalSeconds);
    const sinceMidnightS = timeS % DAY_S;
    return timeS - (sinceMidnightS % intervalSeconds);
  }

  /** End of the bucket, exclusive. */
  endOf(labelS: number): number {
    const endS = labelS + this.intervalSeconds;
    if (!this.isDaily) return endS;
    return Math.min(endS, labelS - (labelS % DAY_S) + DAY_S);
  }

  /** First label at or after a moment. */
  firstLabelFrom(timeS: number): number {
    const wholeS = Math.ceil(timeS);
    const labelS = this.labelOf(wholeS);
    return labelS === wholeS ? labelS : this.endOf(labelS);
  }
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
