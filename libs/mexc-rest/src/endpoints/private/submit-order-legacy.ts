import { bareNumber, type WireOrderCreated } from '@prate/mexc-protocol';
import { orderCreatedSchema } from '@prate/mexc-protocol/schemas';
import { InvalidRequestError, type Issue } from '../../errors';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { isHedge, leverage, leverageIssues, openType, orderType, positionMode, priceIssues, reduceOnlyIssues, side } from '../order-rules';
import { boolean, externalOid, optional, positiveDecimal, symbol, venueId } from '../parameter-rules';
import type { CreateOrderParameters } from './create-order';

/** Of the client's configuration. */
export interface LegacySwitch {
  readonly legacySubmit?: 'i-know-it-is-undocumented';
}

/** As of `createOrder`, less what came with it; trends of attached prices among that. */
export type SubmitOrderLegacyParameters = Omit<
  CreateOrderParameters,
  'lossTrend' | 'profitTrend' | 'priceProtect' | 'marketCeiling' | 'flashClose' | 'bboTypeNum' | 'stpMode'
>;

const rules = {
  symbol,
  side,
  type: orderType,
  vol: positiveDecimal,
  price: optional(positiveDecimal),
  openType,
  leverage: optional(leverage),
  positionMode,
  reduceOnly: optional(boolean),
  positionId: optional(venueId),
  externalOid,
  stopLossPrice: optional(positiveDecimal),
  takeProfitPrice: optional(positiveDecimal),
};

/**
 * Places one order by the older address, which the venue documents no longer and may close any day: use `createOrder`. Refused unless the
 * client was made with `legacySubmit: 'i-know-it-is-undocumented'`. Never repeated. Source: reference 1.3. Permission: Order Placing.
 *
 * @returns the venue's id as text
 * @throws {InvalidRequestError} without the switch, or for parameters that make no sense; nothing was sent
 * @throws {CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether there may be an order: ask by `externalOid`
 */
export async function submitOrderLegacy(
  send: SendRequest,
  legacySubmit: LegacySwitch['legacySubmit'],
  parameters: SubmitOrderLegacyParameters,
  options?: CallOptions,
): Promise<WireOrderCreated> {
  if (legacySubmit !== 'i-know-it-is-undocumented') {
    const expected = "'i-know-it-is-undocumented' in the configuration of the client";
    throw new InvalidRequestError('submit-order-legacy', [{ parameter: 'legacySubmit', found: 'nothing', expected }]);
  }
  checkParameters('submit-order-legacy', parameters, rules, combinations);
  const body = {
    symbol: parameters.symbol,
    side: parameters.side,
    type: parameters.type,
    vol: bareNumber(parameters.vol),
    price: bareIfGiven(parameters.price),
    leverage: parameters.leverage,
    openType: parameters.openType,
    positionMode: parameters.positionMode,
    externalOid: parameters.externalOid,
    reduceOnly: isHedge(parameters.positionMode) ? undefined : parameters.reduceOnly,
    positionId: bareIfGiven(parameters.positionId),
    stopLossPrice: bareIfGiven(parameters.stopLossPrice),
    takeProfitPrice: bareIfGiven(parameters.takeProfitPrice),
  };
  return send({ endpoint: 'submit-order-legacy', body, read: one(orderCreatedSchema) }, options);
}

function combinations({
  type,
  price,
  positionMode: mode,
  reduceOnly,
  side: code,
  leverage: times,
}: SubmitOrderLegacyParameters): readonly Issue[] {
  return [...priceIssues(type, price), ...reduceOnlyIssues(mode, reduceOnly), ...leverageIssues(code, times, reduceOnly)];
}
