import { bareNumber } from '@prate/mexc-protocol';
import { orderIdSchema } from '@prate/mexc-protocol/schemas';
import type { Issue } from '../../errors';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { executeCycle, leverage, leverageIssues, openType, orderType, priceIssues, side, trend, triggerType } from '../order-rules';
import { optional, positiveDecimal, symbol } from '../parameter-rules';
import type { CreatePlanOrderParameters } from './create-plan-order';

/** The fields that the older address knows: it takes neither a position mode nor attached prices. */
export type CreatePlanOrderLegacyParameters = Pick<
  CreatePlanOrderParameters,
  'symbol' | 'side' | 'vol' | 'leverage' | 'openType' | 'triggerPrice' | 'triggerType' | 'executeCycle' | 'orderType' | 'trend' | 'price'
>;

const rules = {
  symbol,
  side,
  vol: positiveDecimal,
  leverage: optional(leverage),
  openType,
  triggerPrice: positiveDecimal,
  triggerType,
  executeCycle,
  orderType,
  trend,
  price: optional(positiveDecimal),
};

/**
 * Places a plan order by the older address: use `createPlanOrder`, which says the position mode. Never repeated.
 * Source: reference 5.10. Permission: Order Placing.
 *
 * @returns its id
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether there may be one
 */
export async function createPlanOrderLegacy(
  send: SendRequest,
  parameters: CreatePlanOrderLegacyParameters,
  options?: CallOptions,
): Promise<string> {
  checkParameters('create-plan-order-legacy', parameters, rules, combinations);
  const body = {
    symbol: parameters.symbol,
    side: parameters.side,
    vol: bareNumber(parameters.vol),
    leverage: parameters.leverage,
    openType: parameters.openType,
    triggerPrice: bareNumber(parameters.triggerPrice),
    triggerType: parameters.triggerType,
    executeCycle: parameters.executeCycle,
    orderType: parameters.orderType,
    trend: parameters.trend,
    price: bareIfGiven(parameters.price),
  };
  return send({ endpoint: 'create-plan-order-legacy', body, read: one(orderIdSchema) }, options);
}

function combinations(order: CreatePlanOrderLegacyParameters): readonly Issue[] {
  return [...priceIssues(order.orderType, order.price), ...leverageIssues(order.side, order.leverage, undefined)];
}
