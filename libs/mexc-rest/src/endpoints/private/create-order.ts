import { bareNumber, orderTypeCodes, positionModeCodes, type WireOrderCreated } from '@prate/mexc-protocol';
import { orderCreatedSchema } from '@prate/mexc-protocol/schemas';
import type { Issue } from '../../errors';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { boolean, externalOid, integerBetween, oneOf, optional, positiveDecimal, symbol, venueId } from '../parameter-rules';

export interface CreateOrderParameters {
  readonly symbol: string;
  /** 1 open long, 2 close short, 3 open short, 4 close long. */
  readonly side: number;
  /** 1 limit, 2 post-only, 3 IOC, 4 FOK, 5 market. 6 is never sent. */
  readonly type: number;
  /** Contracts, decimal text. */
  readonly vol: string;
  /** Decimal text; of every type but market. */
  readonly price?: string;
  /** 1 isolated, 2 cross. */
  readonly openType: number;
  /** Whole times; the venue wants it on every opening order. */
  readonly leverage?: number;
  /** 1 hedge, 2 one-way; always said, never left to the venue's default. */
  readonly positionMode: number;
  /** One-way mode only. */
  readonly reduceOnly?: boolean;
  /** The position that a close is for. */
  readonly positionId?: string;
  /** Client order id: what the order is found by when no answer comes. */
  readonly externalOid: string;
}

const MARKET = orderTypeCodes.toCode('market');
const HEDGE = positionModeCodes.toCode('hedge');

const rules = {
  symbol,
  side: oneOf(1, 2, 3, 4),
  type: oneOf(1, 2, 3, 4, 5),
  vol: positiveDecimal,
  price: optional(positiveDecimal),
  openType: oneOf(1, 2),
  leverage: optional(integerBetween(1, 1_000)),
  positionMode: oneOf(1, 2),
  reduceOnly: optional(boolean),
  positionId: optional(venueId),
  externalOid,
};

/**
 * Places one order. Never repeated, at any level. An answer means *accepted*, not filled. Source: reference 5.7. Permission: Order Placing.
 *
 * @returns the venue's id as text, and its time in ms where given
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError} `proves: 'refused'`: there is no such order; `'nothing'`: there may be one
 * @throws {TransportError} `proves: 'not-sent'` or `'refused'`: there is none; `'nothing'`: there may be one
 * @throws {UnreadableResponseError} there may be one: ask by `externalOid`
 */
export async function createOrder(send: SendRequest, parameters: CreateOrderParameters, options?: CallOptions): Promise<WireOrderCreated> {
  checkParameters('create-order', parameters, rules, combinations);
  const { vol, price, positionId, reduceOnly, positionMode } = parameters;
  const body = {
    symbol: parameters.symbol,
    side: parameters.side,
    type: parameters.type,
    vol: bareNumber(vol),
    price: price === undefined ? undefined : bareNumber(price),
    leverage: parameters.leverage,
    openType: parameters.openType,
    positionMode,
    externalOid: parameters.externalOid,
    reduceOnly: positionMode === HEDGE ? undefined : reduceOnly,
    positionId: positionId === undefined ? undefined : bareNumber(positionId),
  };
  return send({ endpoint: 'create-order', body, read: one(orderCreatedSchema) }, options);
}

function combinations({ type, price, positionMode, reduceOnly }: CreateOrderParameters): readonly Issue[] {
  const issues: Issue[] = [];
  if (type === MARKET && price !== undefined) issues.push({ parameter: 'price', found: price, expected: 'none on a market order' });
  if (type !== MARKET && price === undefined) issues.push({ parameter: 'price', found: 'nothing', expected: `a price on type ${type}` });
  if (positionMode === HEDGE && reduceOnly === true) {
    issues.push({ parameter: 'reduceOnly', found: 'true', expected: 'no reduceOnly in hedge mode, where the side says it' });
  }
  return issues;
}
