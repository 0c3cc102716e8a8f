import type { WireOrderCreated } from '@prate/mexc-protocol';
import { orderCreatedSchema } from '@prate/mexc-protocol/schemas';
import { InvalidRequestError } from '../../errors';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import type { AttachedStops } from '../attached-stops';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { optional, positiveDecimal } from '../parameter-rules';
import { type PlainOrder, plainOrderBody, plainOrderIssues, plainOrderRules } from '../plain-order';

/** Of the client's configuration. */
export interface LegacySwitch {
  readonly legacySubmit?: 'i-know-it-is-undocumented';
}

/** A plain order with attached prices; their trends, and the rest of `createOrder`, came after this address. */
export type SubmitOrderLegacyParameters = PlainOrder & Pick<AttachedStops, 'stopLossPrice' | 'takeProfitPrice'>;

const rules = {
  ...plainOrderRules,
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
  checkParameters('submit-order-legacy', parameters, rules, plainOrderIssues);
  const body = {
    ...plainOrderBody(parameters),
    stopLossPrice: bareIfGiven(parameters.stopLossPrice),
    takeProfitPrice: bareIfGiven(parameters.takeProfitPrice),
  };
  return send({ endpoint: 'submit-order-legacy', body, read: one(orderCreatedSchema) }, options);
}
