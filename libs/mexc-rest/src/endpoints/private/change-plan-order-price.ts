import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { orderType, priceIssues, trend, triggerType } from '../order-rules';
import { optional, positiveDecimal, symbol, venueId } from '../parameter-rules';

export interface ChangePlanOrderPriceParameters {
  readonly symbol: string;
  readonly orderId: string;
  /** Decimal text. */
  readonly triggerPrice: string;
  /** Decimal text; of every type but market. */
  readonly price?: string;
  /** 1 limit, 2 post-only, 3 IOC, 4 FOK, 5 market. */
  readonly orderType: number;
  /** Fires when the price is: 1 at or above, 2 at or below. */
  readonly triggerType: number;
  /** The price it watches: 1 last, 2 fair, 3 index. */
  readonly trend: number;
}

/**
 * Gives a waiting plan order other prices. All of them are said, those too that stay. Never repeated.
 * Source: reference 5.10. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been changed
 */
export async function changePlanOrderPrice(
  send: SendRequest,
  parameters: ChangePlanOrderPriceParameters,
  options?: CallOptions,
): Promise<void> {
  const rules = {
    symbol,
    orderId: venueId,
    triggerPrice: positiveDecimal,
    price: optional(positiveDecimal),
    orderType,
    triggerType,
    trend,
  };
  checkParameters('change-plan-order-price', parameters, rules, (given) => priceIssues(given.orderType, given.price));
  const body = {
    symbol: parameters.symbol,
    orderId: bareNumber(parameters.orderId),
    triggerPrice: bareNumber(parameters.triggerPrice),
    price: bareIfGiven(parameters.price),
    orderType: parameters.orderType,
    triggerType: parameters.triggerType,
    trend: parameters.trend,
  };
  return send({ endpoint: 'change-plan-order-price', body, read: nothing }, options);
}
