import { positionTypeCodes, stopStateCodes, zeroOneCodes } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import { changeStopsOfOrder } from '../exchange/order-stops';
import { Refusal } from '../exchange/refusal';
import { pageOf, readPage, readTimeWindow } from './paging';
import { RequestFields, readDigits, readList } from './request-fields';
import type { Route } from './routes';
import { readStopPrices, readStopRequest } from './stop-fields';
import { stopDetailView, stopView } from './stop-view';
import { bare } from './wire-text';

const MOST_CANCELS = 50;
const MOST_ROWS = 100;

/** Reference 5.11: take-profit / stop-loss orders. */
export const stopRoutes = {
  'create-stop-order': ({ exchange, body }) =>
    bare(exchange.stops.place(readStopRequest(RequestFields.ofBody(body)), exchange).stopOrderId),

  'change-stop-of-order': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const order = exchange.orders.get(readDigits('orderId', fields.text('orderId')));
    changeStopsOfOrder(exchange, order, readStopPrices(fields));
    return undefined;
  },

  'change-stop-order': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const stop = exchange.stops.find(readDigits('stopPlanOrderId', fields.text('stopPlanOrderId')));
    exchange.stops.changePrices(stop, readStopPrices(fields), exchange);
    return undefined;
  },

  // All are found before the first is cancelled: a list with one that does not wait changes nothing.
  'cancel-stop-orders': ({ exchange, body }) => {
    const items = readList(body).map((item) => RequestFields.of(item));
    if (items.length === 0) throw new Refusal(600, 'body: found an empty list, expected at least one stop order');
    if (items.length > MOST_CANCELS) throw new Refusal(2013, `stop orders: found ${items.length}, expected at most ${MOST_CANCELS}`);
    const stops = items.map((item) => exchange.stops.find(readDigits('stopPlanOrderId', item.text('stopPlanOrderId'))));
    for (const stop of new Set(stops)) exchange.stops.cancel(stop, exchange.nowMs);
    return undefined;
  },

  // The position alone is looked at where there is one.
  'cancel-all-stop-orders': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const positionId = fields.optionalText('positionId');
    const symbol = positionId === undefined ? readSymbol(fields, exchange) : undefined;
    for (const stop of exchange.stops.waiting()) {
      const isMeant = positionId === undefined ? symbol === undefined || stop.symbol === symbol : stop.positionId === positionId;
      if (isMeant) exchange.stops.cancel(stop, exchange.nowMs);
    }
    return undefined;
  },

  'list-stop-orders': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const page = readPage(query, MOST_ROWS);
    const isWithin = readTimeWindow(query, exchange.nowMs);
    const symbol = readSymbol(query, exchange);
    const finished = query.optionalWord('is_finished', zeroOneCodes, 600);
    const state = query.optionalWord('state', stopStateCodes, 600);
    const side = query.optionalWord('type', positionTypeCodes, 2022);
    const rows = exchange.stops
      .all()
      .filter((stop) => (symbol === undefined || stop.symbol === symbol) && (side === undefined || stop.positionSide === side))
      .filter((stop) => finished === undefined || (finished === 'yes') === (stop.state !== 'untriggered'))
      .filter((stop) => (state === undefined || stop.state === state) && isWithin(stop.createdAtMs));
    return pageOf(rows.reverse(), page).map(stopView);
  },

  'list-open-stop-orders': ({ exchange, rawQuery }) => {
    const symbol = readSymbol(RequestFields.ofQuery(rawQuery), exchange);
    const rows = exchange.stops.waiting().filter((stop) => symbol === undefined || stop.symbol === symbol);
    return rows.reverse().map(stopView);
  },

  'list-stop-order-details': ({ exchange, path }) => {
    const stopOrderId = readDigits('stop_order_id', path['stopOrderId'] ?? '');
    const stop = exchange.stops.get(stopOrderId);
    if (stop === undefined) throw new Refusal(5002, `stop order ${stopOrderId}: does not exist`);
    return [stopDetailView(stop)];
  },
} as const satisfies Record<string, Route>;

function readSymbol(fields: RequestFields, exchange: Exchange): string | undefined {
  const symbol = fields.optionalText('symbol');
  return symbol === undefined ? undefined : exchange.listing(symbol).contract.symbol;
}
