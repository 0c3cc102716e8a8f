import { bareNumber, profitLossVolTypeCodes } from '@prate/mexc-protocol';
import { orderIdSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { stopExecution, trend, volType, yesOrNo, zeroOrOne } from '../order-rules';
import { oneOf, optional, positiveDecimal, venueId } from '../parameter-rules';
import { stopOrderIssues } from '../stop-order-issues';

export interface CreateStopOrderParameters {
  readonly positionId: string;
  /** Contracts, decimal text. */
  readonly vol: string;
  /** The price that the stop-loss watches: 1 last, 2 fair, 3 index. */
  readonly lossTrend: number;
  /** The price that the take-profit watches: 1 last, 2 fair, 3 index. */
  readonly profitTrend: number;
  /** Decimal text; at least one of the two prices. */
  readonly stopLossPrice?: string;
  /** Decimal text; at least one of the two prices. */
  readonly takeProfitPrice?: string;
  /** `SAME`: `vol` for both. `SEPARATE`: one each, said below. */
  readonly profitLossVolType?: 'SAME' | 'SEPARATE';
  /** Contracts, decimal text; with `SEPARATE`. */
  readonly takeProfitVol?: string;
  /** Contracts, decimal text; with `SEPARATE`. */
  readonly stopLossVol?: string;
  /** 1 a part, 2 the whole position; always said, the venue's default is not documented. */
  readonly volType: number;
  /** Opens the other way after a take-profit: 1 yes, 2 no; always said. */
  readonly takeProfitReverse: number;
  /** Opens the other way after a stop-loss: 1 yes, 2 no; always said. */
  readonly stopLossReverse: number;
  /** Places: 0 a market order, 1 a limit order. */
  readonly takeProfitType?: number;
  /** Decimal text; with `takeProfitType` 1. */
  readonly takeProfitOrderPrice?: string;
  /** Places: 0 a market order, 1 a limit order. */
  readonly stopLossType?: number;
  /** Decimal text; with `stopLossType` 1. */
  readonly stopLossOrderPrice?: string;
  /** 1: does not fire while last and fair price are too far apart. */
  readonly priceProtect?: number;
}

const rules = {
  positionId: venueId,
  vol: positiveDecimal,
  lossTrend: trend,
  profitTrend: trend,
  stopLossPrice: optional(positiveDecimal),
  takeProfitPrice: optional(positiveDecimal),
  profitLossVolType: optional(oneOf(...profitLossVolTypeCodes.words.map((word) => profitLossVolTypeCodes.toCode(word)))),
  takeProfitVol: optional(positiveDecimal),
  stopLossVol: optional(positiveDecimal),
  volType,
  takeProfitReverse: yesOrNo,
  stopLossReverse: yesOrNo,
  takeProfitType: optional(stopExecution),
  takeProfitOrderPrice: optional(positiveDecimal),
  stopLossType: optional(stopExecution),
  stopLossOrderPrice: optional(positiveDecimal),
  priceProtect: optional(zeroOrOne),
};

/**
 * Hangs a take-profit, a stop-loss, or both on a position. With the same price as one that waits, the venue answers the id of that one and
 * changes its size later. It takes no client order id: after an error that proves nothing, look through `listOpenStopOrders`.
 * Never repeated. Source: reference 5.11. Permission: Order Placing.
 *
 * @returns its id
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether there may be one
 */
export async function createStopOrder(send: SendRequest, parameters: CreateStopOrderParameters, options?: CallOptions): Promise<string> {
  checkParameters('create-stop-order', parameters, rules, stopOrderIssues);
  const body = {
    positionId: bareNumber(parameters.positionId),
    vol: bareNumber(parameters.vol),
    lossTrend: parameters.lossTrend,
    profitTrend: parameters.profitTrend,
    stopLossPrice: bareIfGiven(parameters.stopLossPrice),
    takeProfitPrice: bareIfGiven(parameters.takeProfitPrice),
    profitLossVolType: parameters.profitLossVolType,
    takeProfitVol: bareIfGiven(parameters.takeProfitVol),
    stopLossVol: bareIfGiven(parameters.stopLossVol),
    volType: parameters.volType,
    takeProfitReverse: parameters.takeProfitReverse,
    stopLossReverse: parameters.stopLossReverse,
    takeProfitType: parameters.takeProfitType,
    takeProfitOrderPrice: bareIfGiven(parameters.takeProfitOrderPrice),
    stopLossType: parameters.stopLossType,
    stopLossOrderPrice: bareIfGiven(parameters.stopLossOrderPrice),
    priceProtect: parameters.priceProtect,
  };
  return send({ endpoint: 'create-stop-order', body, read: one(orderIdSchema) }, options);
}
