import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { backType, trend } from '../order-rules';
import { optional, positiveDecimal, symbol, venueId } from '../parameter-rules';

export interface ChangeTrackOrderParameters {
  readonly symbol: string;
  readonly trackOrderId: string;
  /** The price it follows: 1 last, 2 fair, 3 index. */
  readonly trend: number;
  /** `backValue` is: 1 a share, 2 a difference of prices. */
  readonly backType: number;
  /** Decimal text: `"0.02"` is 2 % with `backType` 1, and 0.02 in price with 2. */
  readonly backValue: string;
  /** Contracts, decimal text. */
  readonly vol: string;
  /** Decimal text. */
  readonly activePrice?: string;
}

/**
 * Changes a trailing order that has not fired. Never repeated. Source: reference 5.12. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been changed
 */
export async function changeTrackOrder(send: SendRequest, parameters: ChangeTrackOrderParameters, options?: CallOptions): Promise<void> {
  const rules = {
    symbol,
    trackOrderId: venueId,
    trend,
    backType,
    backValue: positiveDecimal,
    vol: positiveDecimal,
    activePrice: optional(positiveDecimal),
  };
  checkParameters('change-track-order', parameters, rules);
  const body = {
    symbol: parameters.symbol,
    trackOrderId: bareNumber(parameters.trackOrderId),
    trend: parameters.trend,
    backType: parameters.backType,
    backValue: bareNumber(parameters.backValue),
    vol: bareNumber(parameters.vol),
    activePrice: bareIfGiven(parameters.activePrice),
  };
  return send({ endpoint: 'change-track-order', body, read: nothing }, options);
}
