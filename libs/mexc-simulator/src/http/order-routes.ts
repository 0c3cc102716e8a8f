import {
  type WireValue,
  bboTypeCodes,
  openTypeCodes,
  orderTypeCodes,
  positionModeCodes,
  sideCodes,
  stpModeCodes,
} from '@prate/mexc-protocol';
import { sweepsAtMarket } from '../exchange/book-reach';
import { chaseLimitOrder } from '../exchange/chase';
import type { Exchange } from '../exchange/exchange';
import type { OrderRequest, SimulatedOrder } from '../exchange/order';
import { Refusal } from '../exchange/refusal';
import { sideMeanings } from '../exchange/sides';
import { RequestFields, readDigits, readList, readObject } from './request-fields';
import type { Route } from './routes';
import { readAttachedStops } from './stop-fields';
import { bare } from './wire-text';

const MOST_CANCELS = 50;
const MOST_IN_BATCH = 50;

const cancelMessages = { 0: 'success', 2040: 'order not exist', 2041: 'order state cannot be cancelled' } as const;

/** Reference 5.7 to 5.9: orders. */
export const orderRoutes = {
  'create-order': ({ exchange, body }) => {
    const order = exchange.createOrder(readOrderRequest(RequestFields.ofBody(body)));
    return { orderId: order.orderId, ts: exchange.nowMs };
  },

  // An answer per item: one that is refused stops no other (reference 5.8).
  'submit-batch': ({ exchange, body }) => {
    const items = readList(body);
    if (items.length === 0) throw new Refusal(600, 'body: found an empty list, expected at least one order');
    if (items.length > MOST_IN_BATCH) throw new Refusal(2014, `orders: found ${items.length}, expected at most ${MOST_IN_BATCH}`);
    return items.map((item) => submitOne(RequestFields.of(item), exchange));
  },

  'change-limit-order': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const order = exchange.orders.get(readDigits('orderId', fields.text('orderId')));
    return exchange.amendOrder(order, { price: fields.decimal('price'), vol: fields.decimal('vol') }).orderId;
  },

  // A failed chase is told on the stream alone (reference 5.8).
  'chase-limit-order': ({ exchange, body }) => {
    const order = exchange.orders.get(readDigits('orderId', RequestFields.ofBody(body).text('orderId')));
    return chaseLimitOrder(exchange, order)?.orderId;
  },

  'cancel-orders': ({ exchange, body }) =>
    cancelEach(
      body,
      (item) => {
        const orderId = readDigits('orderId', item);
        return { orderId, order: exchange.orders.get(orderId) };
      },
      exchange,
    ),

  'cancel-by-external-oid': ({ exchange, body }) => cancelEach(body, (item) => findByExternalOid(item, exchange), exchange),

  // One object instead of a list is answered by one object (reference 10.11).
  'cancel-with-external': ({ exchange, body }) =>
    body.trimStart().startsWith('[')
      ? cancelEach(body, (item) => findByExternalOid(item, exchange), exchange)
      : cancelOne(findByExternalOid(readObject(body), exchange), exchange),

  'cancel-all-orders': ({ exchange, body }) => {
    const symbol = RequestFields.ofBody(body).optionalText('symbol');
    if (symbol !== undefined) exchange.listing(symbol);
    exchange.cancelAllOrders(symbol);
    return undefined;
  },
} as const satisfies Record<string, Route>;

/** An externalOid that is known is answered by the order that has it (reference 9.14). */
function submitOne(fields: RequestFields, exchange: Exchange): object {
  try {
    const request = readOrderRequest(fields);
    if (request.stops !== undefined) throw new Refusal(600, 'stopLossPrice, takeProfitPrice: expected none in a batch');
    const known = exchange.orders.getByExternalOid(request.symbol, request.externalOid);
    return { orderId: bare((known ?? exchange.createOrder(request)).orderId), errorCode: 0 };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { externalOid: fields.optionalText('externalOid'), orderId: null, errorCode: error.code, errorMsg: error.message };
  }
}

/**
 * Fields that make sense on some orders only; the venue does not say what they do on others, so there they are refused. `flashClose`
 * ("quick close") changes nothing: what closes at once closes at once here.
 *
 * @throws {Refusal} 600
 */
function checkFlags(fields: RequestFields, { type, side, bboType }: Pick<OrderRequest, 'type' | 'side' | 'bboType'>): void {
  const isAtMarket = sweepsAtMarket({ type });
  const { effect } = sideMeanings[side];
  if (fields.isTrue('marketCeiling') && (effect !== 'open' || !isAtMarket)) {
    throw new Refusal(600, 'marketCeiling: found true, expected it on orders that open at market only');
  }
  if (fields.isTrue('flashClose') && effect !== 'close')
    throw new Refusal(600, 'flashClose: found true, expected it on orders that close only');
  if (bboType !== 'none' && isAtMarket) throw new Refusal(600, `bboTypeNum: found ${bboType}, expected it on orders with a limit only`);
}

function readOrderRequest(fields: RequestFields): OrderRequest {
  const price = fields.optionalDecimal('price');
  const leverage = fields.optionalInteger('leverage');
  const positionMode = fields.optionalWord('positionMode', positionModeCodes, 600);
  const positionId = fields.optionalText('positionId');
  const symbol = fields.text('symbol');
  const side = fields.word('side', sideCodes, 2001);
  const type = fields.word('type', orderTypeCodes, 2029);
  const bboType = fields.optionalWord('bboTypeNum', bboTypeCodes, 600) ?? 'none';
  checkFlags(fields, { type, side, bboType });
  return {
    symbol,
    side,
    type,
    bboType,
    stpMode: fields.optionalWord('stpMode', stpModeCodes, 600) ?? 'none',
    isMarketCeiling: fields.isTrue('marketCeiling'),
    vol: fields.decimal('vol'),
    openType: fields.word('openType', openTypeCodes, 2002),
    isReduceOnly: fields.isTrue('reduceOnly'),
    externalOid: fields.optionalText('externalOid') ?? '',
    stops: readAttachedStops(fields),
    ...(price === undefined ? {} : { price }),
    ...(leverage === undefined ? {} : { leverage }),
    ...(positionMode === undefined ? {} : { positionMode }),
    ...(positionId === undefined || positionId === '0' ? {} : { positionId }),
  };
}

function cancelEach(body: string, find: (item: WireValue) => FoundOrder, exchange: Exchange): readonly object[] {
  const items = readList(body);
  if (items.length === 0) throw new Refusal(600, 'body: found an empty list, expected at least one order');
  if (items.length > MOST_CANCELS) throw new Refusal(2013, `orders: found ${items.length}, expected at most ${MOST_CANCELS}`);
  // All are read before the first is cancelled: a list that cannot be read changes nothing.
  return items.map(find).map((found) => cancelOne(found, exchange));
}

interface FoundOrder {
  readonly orderId: string;
  readonly order: SimulatedOrder | undefined;
}

function cancelOne({ orderId, order }: FoundOrder, exchange: Exchange): object {
  const errorCode = exchange.cancelOrder(order);
  return { orderId: bare(orderId), errorCode, errorMsg: cancelMessages[errorCode] };
}

function findByExternalOid(item: WireValue, exchange: Exchange): FoundOrder {
  const fields = RequestFields.of(item);
  const order = exchange.orders.getByExternalOid(fields.text('symbol'), fields.text('externalOid'));
  return { orderId: order?.orderId ?? '0', order };
}
