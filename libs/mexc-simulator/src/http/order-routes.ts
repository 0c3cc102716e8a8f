import { isZero } from '@prate/execution-interface/decimal';
import { type WireValue, openTypeCodes, orderTypeCodes, positionModeCodes, sideCodes } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import type { OrderRequest, SimulatedOrder } from '../exchange/order';
import { Refusal } from '../exchange/refusal';
import { RequestFields, readList } from './request-fields';
import type { Route } from './routes';
import { bare, orderView } from './wire-text';

const MOST_CANCELS = 50;
const MOST_ROWS = 100;

const cancelMessages = { 0: 'success', 2040: 'order not exist', 2041: 'order state cannot be cancelled' } as const;

/** Reference 5.7 to 5.9: orders. */
export const orderRoutes = {
  'create-order': ({ exchange, body }) => {
    const order = exchange.createOrder(readOrderRequest(RequestFields.ofBody(body)));
    return { orderId: order.orderId, ts: exchange.nowMs };
  },

  'cancel-orders': ({ exchange, body }) =>
    cancelEach(
      body,
      (item) => {
        const orderId = readOrderId(item);
        return { orderId, order: exchange.orders.get(orderId) };
      },
      exchange,
    ),

  'cancel-by-external-oid': ({ exchange, body }) =>
    cancelEach(
      body,
      (item) => {
        const fields = RequestFields.of(item);
        const order = exchange.orders.getByExternalOid(fields.text('symbol'), fields.text('externalOid'));
        return { orderId: order?.orderId ?? '0', order };
      },
      exchange,
    ),

  'cancel-all-orders': ({ exchange, body }) => {
    const symbol = RequestFields.ofBody(body).optionalText('symbol');
    if (symbol !== undefined) exchange.listing(symbol);
    exchange.cancelAllOrders(symbol);
    return undefined;
  },

  'get-order': ({ exchange, path }) => view(exchange, exchange.orders.get(readOrderId(path['orderId'] ?? ''))),

  'get-order-by-external-oid': ({ exchange, path }) =>
    view(exchange, exchange.orders.getByExternalOid(path['symbol'] ?? '', path['externalOid'] ?? '')),

  'list-open-orders': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const pageNum = query.optionalInteger('page_num') ?? 1;
    const pageSize = query.optionalInteger('page_size') ?? 20;
    if (pageNum < 1) throw new Refusal(600, `page_num: found ${pageNum}, expected 1 or more`);
    if (pageSize < 1 || pageSize > MOST_ROWS) throw new Refusal(600, `page_size: found ${pageSize}, expected 1 to ${MOST_ROWS}`);
    const newestFirst = [...exchange.orders.working()].reverse();
    return newestFirst.slice((pageNum - 1) * pageSize, pageNum * pageSize).map((order) => view(exchange, order));
  },
} as const satisfies Record<string, Route>;

/** Venue fields that are not modelled. A protective stop that is quietly dropped would be worse than a no. */
const notModelledNumbers = ['stopLossPrice', 'takeProfitPrice', 'bboTypeNum', 'stpMode', 'priceProtect'] as const;
const notModelledFlags = ['marketCeiling', 'flashClose'] as const;

function checkNotModelled(fields: RequestFields): void {
  const asked = [
    ...notModelledNumbers.filter((name) => !isZero(fields.optionalDecimal(name) ?? '0')),
    ...notModelledFlags.filter((name) => fields.isTrue(name)),
  ];
  if (asked.length > 0) throw new Refusal(600, `the simulator does not have ${asked.join(', ')}; its README lists what it has`);
}

function readOrderRequest(fields: RequestFields): OrderRequest {
  checkNotModelled(fields);
  const price = fields.optionalDecimal('price');
  const leverage = fields.optionalInteger('leverage');
  const positionMode = fields.optionalWord('positionMode', positionModeCodes, 600);
  const positionId = fields.optionalText('positionId');
  return {
    symbol: fields.text('symbol'),
    side: fields.word('side', sideCodes, 2001),
    type: fields.word('type', orderTypeCodes, 2029),
    vol: fields.decimal('vol'),
    openType: fields.word('openType', openTypeCodes, 2002),
    isReduceOnly: fields.isTrue('reduceOnly'),
    externalOid: fields.optionalText('externalOid') ?? '',
    ...(price === undefined ? {} : { price }),
    ...(leverage === undefined ? {} : { leverage }),
    ...(positionMode === undefined ? {} : { positionMode }),
    ...(positionId === undefined || positionId === '0' ? {} : { positionId }),
  };
}

function cancelEach(
  body: string,
  find: (item: WireValue) => { readonly orderId: string; readonly order: SimulatedOrder | undefined },
  exchange: Exchange,
): readonly object[] {
  const items = readList(body);
  if (items.length === 0) throw new Refusal(600, 'body: found an empty list, expected at least one order');
  if (items.length > MOST_CANCELS) throw new Refusal(2013, `orders: found ${items.length}, expected at most ${MOST_CANCELS}`);
  // All are read before the first is cancelled: a list that cannot be read changes nothing.
  return items.map(find).map(({ orderId, order }) => {
    const errorCode = exchange.cancelOrder(order);
    return { orderId: bare(orderId), errorCode, errorMsg: cancelMessages[errorCode] };
  });
}

function readOrderId(item: WireValue): string {
  if (typeof item !== 'string' || !/^\d{1,20}$/.test(item))
    throw new Refusal(600, `orderId: found ${JSON.stringify(item)}, expected digits`);
  return item.replace(/^0+(?=\d)/, '');
}

function view(exchange: Exchange, order: SimulatedOrder | undefined): object {
  if (order === undefined) throw new Refusal(2040, 'order not exist');
  return orderView(order, exchange.listing(order.symbol));
}
