import { orderIdSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type PlainPlanOrder, plainPlanOrderBody, plainPlanOrderIssues, plainPlanOrderRules } from '../plain-plan-order';

/** The fields that the older address knows: it takes neither a position mode nor attached prices. */
export type CreatePlanOrderLegacyParameters = PlainPlanOrder;

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
  checkParameters('create-plan-order-legacy', parameters, plainPlanOrderRules, plainPlanOrderIssues);
  return send({ endpoint: 'create-plan-order-legacy', body: plainPlanOrderBody(parameters), read: one(orderIdSchema) }, options);
}
