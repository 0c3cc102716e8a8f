import { type KlineInterval, klineIntervalSeconds } from '@prate/mexc-protocol';
import type { Issue } from '../errors';
import { integerBetween, oneOf, optional, symbol } from './parameter-rules';

/** Months have no fixed length, so they are no `KlineInterval`; the venue gives them all the same. */
const MONTH = 'Month1';

/** Which klines: of trades, of the index or of the fair price. */
export interface KlineParameters {
  readonly symbol: string;
  readonly interval: KlineInterval | typeof MONTH;
  /** Window starts from here, **seconds** since the epoch. */
  readonly startSeconds?: number;
  /** Window starts up to here, **seconds** since the epoch. */
  readonly endSeconds?: number;
}

const seconds = integerBetween(0, 99_999_999_999);

export const klineRules = {
  symbol,
  interval: oneOf(...Object.keys(klineIntervalSeconds), MONTH),
  startSeconds: optional(seconds),
  endSeconds: optional(seconds),
};

export function klineIssues({ startSeconds, endSeconds }: KlineParameters): readonly Issue[] {
  if (startSeconds === undefined || endSeconds === undefined || startSeconds <= endSeconds) return [];
  return [{ parameter: 'endSeconds', found: String(endSeconds), expected: `${startSeconds} or later` }];
}

/** These members of a query. */
export function klineQuery({ interval, startSeconds: start, endSeconds: end }: KlineParameters) {
  return { interval, start, end };
}
