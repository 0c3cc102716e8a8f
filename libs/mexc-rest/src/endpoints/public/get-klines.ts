import { type KlineInterval, klineIntervalSeconds, type WireKlines } from '@prate/mexc-protocol';
import { klinesSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { integerBetween, oneOf, optional, symbol } from '../parameter-rules';

export interface GetKlinesParameters {
  readonly symbol: string;
  readonly interval: KlineInterval;
  /** Window starts from here, **seconds** since the epoch. */
  readonly startSeconds?: number;
  /** Window starts up to here, **seconds** since the epoch. */
  readonly endSeconds?: number;
}

const seconds = integerBetween(0, 99_999_999_999);

/**
 * Klines as columns, at most 2,000 rows; which end of a wider range is dropped is not documented, so ask for narrower ones.
 * Source: reference 4.7.
 *
 * @throws {InvalidRequestError} for a symbol or interval that cannot be one, times in ms, or a reversed range
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getKlines(send: SendRequest, parameters: GetKlinesParameters, options?: CallOptions): Promise<WireKlines> {
  const interval = oneOf(...Object.keys(klineIntervalSeconds));
  const rules = { symbol, interval, startSeconds: optional(seconds), endSeconds: optional(seconds) };
  checkParameters('get-klines', parameters, rules, ({ startSeconds, endSeconds }) =>
    startSeconds !== undefined && endSeconds !== undefined && startSeconds > endSeconds
      ? [{ parameter: 'endSeconds', found: String(endSeconds), expected: `${startSeconds} or later` }]
      : [],
  );
  return send(
    {
      endpoint: 'get-klines',
      path: { symbol: parameters.symbol },
      query: { interval: parameters.interval, start: parameters.startSeconds, end: parameters.endSeconds },
      read: one(klinesSchema),
    },
    options,
  );
}
