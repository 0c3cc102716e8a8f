import { bareNumber } from '@prate/mexc-protocol';
import { orderIdSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { backType, isHedge, leverage, openType, positionMode, reduceOnlyIssues, side, trend } from '../order-rules';
import { boolean, optional, positiveDecimal, symbol } from '../parameter-rules';

export interface CreateTrackOrderParameters {
  readonly symbol: string;
  /** Whole times; the venue wants it on closing ones, too. */
  readonly leverage: number;
  /** 1 open long, 2 close short, 3 open short, 4 close long. */
  readonly side: number;
  /** Contracts, decimal text. */
  readonly vol: string;
  /** 1 isolated, 2 cross. */
  readonly openType: number;
  /** The price it follows: 1 last, 2 fair, 3 index. */
  readonly trend: number;
  /** `backValue` is: 1 a share, 2 a difference of prices. */
  readonly backType: number;
  /** Decimal text: `"0.02"` is 2 % with `backType` 1, and 0.02 in price with 2. */
  readonly backValue: string;
  /** 1 hedge, 2 one-way. */
  readonly positionMode: number;
  /** Decimal text; follows at once when left out. */
  readonly activePrice?: string;
  /** One-way mode only. */
  readonly reduceOnly?: boolean;
}

const rules = {
  symbol,
  leverage,
  side,
  vol: positiveDecimal,
  openType,
  trend,
  backType,
  backValue: positiveDecimal,
  positionMode,
  activePrice: optional(positiveDecimal),
  reduceOnly: optional(boolean),
};

/**
 * Places a trailing order. It takes no client order id: after an error that proves nothing, look through `listTrackOrders`.
 * Never repeated. Source: reference 5.12. Permission: Order Placing.
 *
 * @returns its id
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether there may be one
 */
export async function createTrackOrder(send: SendRequest, parameters: CreateTrackOrderParameters, options?: CallOptions): Promise<string> {
  checkParameters('create-track-order', parameters, rules, (given) => reduceOnlyIssues(given.positionMode, given.reduceOnly));
  const body = {
    symbol: parameters.symbol,
    leverage: parameters.leverage,
    side: parameters.side,
    vol: bareNumber(parameters.vol),
    openType: parameters.openType,
    trend: parameters.trend,
    backType: parameters.backType,
    backValue: bareNumber(parameters.backValue),
    positionMode: parameters.positionMode,
    activePrice: bareIfGiven(parameters.activePrice),
    reduceOnly: isHedge(parameters.positionMode) ? undefined : parameters.reduceOnly,
  };
  return send({ endpoint: 'create-track-order', body, read: one(orderIdSchema) }, options);
}
