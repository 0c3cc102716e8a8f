import { orderCategoryCodes, orderStateCodes, positionTypeCodes, sideCodes } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import type { SimulatedDeal } from '../exchange/exchange-event';
import { type SimulatedOrder, isFinal } from '../exchange/order';
import { Refusal } from '../exchange/refusal';
import { closedPositionView, dealView } from './history-view';
import { pageOf, readPage, readTimeWindow } from './paging';
import { RequestFields, readDigits, readList } from './request-fields';
import type { Route } from './routes';
import { orderView } from './wire-text';

const MOST_ROWS = 100;
const MOST_DEAL_ROWS = 1_000;
const MOST_CLOSE_ROWS = 1_000;
const MOST_ASKED = 50;

/** Reference 5.3 and 5.9: what was, newest first. Lists are bare arrays (reference 3.2). */
export const historyRoutes = {
  'get-order': ({ exchange, path }) => found(exchange, exchange.orders.get(readDigits('orderId', path['orderId'] ?? ''))),

  'get-order-by-external-oid': ({ exchange, path }) =>
    found(exchange, exchange.orders.getByExternalOid(path['symbol'] ?? '', path['externalOid'] ?? '')),

  // What is not known is not in the answer.
  'list-orders-by-id': ({ exchange, rawQuery }) => {
    const asked = RequestFields.ofQuery(rawQuery).text('order_ids').split(',');
    checkCount(asked.length);
    return asked.flatMap((orderId) => views(exchange, exchange.orders.get(readDigits('order_ids', orderId))));
  },

  'list-orders-by-external-oid': ({ exchange, body }) => {
    const asked = readList(body).map((item) => RequestFields.of(item));
    checkCount(asked.length);
    return asked.flatMap((item) => views(exchange, exchange.orders.getByExternalOid(item.text('symbol'), item.text('externalOid'))));
  },

  'list-open-orders': ({ exchange, rawQuery }) => openOrders(exchange, rawQuery),

  'list-open-orders-legacy': ({ exchange, rawQuery, path }) =>
    openOrders(exchange, rawQuery, exchange.listing(path['symbol'] ?? '').contract.symbol),

  'list-history-orders': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const page = readPage(query, MOST_ROWS);
    const isWithin = readTimeWindow(query, exchange.nowMs);
    const symbol = readSymbol(query, exchange);
    const states = query.optionalWords('states', orderStateCodes, 600);
    const side = query.optionalWord('side', sideCodes, 2001);
    const orderId = query.optionalText('orderId');
    const category = query.optionalInteger('category');
    const rows = exchange.orders
      .all()
      .filter((order) => (states === undefined ? isFinal(order) : states.has(order.state)))
      .filter((order) => symbol === undefined || order.symbol === symbol)
      .filter((order) => side === undefined || order.side === side)
      .filter((order) => orderId === undefined || order.orderId === orderId)
      .filter((order) => category === undefined || orderCategoryCodes.toCode(order.category) === category)
      .filter((order) => isWithin(order.createdAtMs));
    return pageOf(rows.reverse(), page).flatMap((order) => views(exchange, order));
  },

  'list-close-orders': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const symbol = exchange.listing(query.text('symbol')).contract.symbol;
    const page = readPage(query, MOST_CLOSE_ROWS);
    const isWithin = readTimeWindow(query, exchange.nowMs);
    const rows = exchange.orders.all().filter((order) => order.symbol === symbol && isFinal(order) && isWithin(order.createdAtMs));
    return pageOf(rows.reverse(), page).flatMap((order) => views(exchange, order));
  },

  'list-order-deals': ({ exchange, rawQuery }) => deals(exchange, rawQuery, MOST_DEAL_ROWS),

  'list-order-deals-legacy': ({ exchange, rawQuery }) => deals(exchange, rawQuery, MOST_ROWS),

  'list-deals-of-order': ({ exchange, path }) =>
    exchange.deals.ofOrder(readDigits('orderId', path['orderId'] ?? '')).map((deal) => viewOfDeal(exchange, deal)),

  'get-open-order-counts': ({ exchange }) => {
    const limitOrderCount = exchange.orders.working().length;
    const planOrderCount = exchange.plans.waiting().length;
    const stopOrderCount = exchange.stops.waitingCount;
    const trackOrderCount = exchange.tracks.live().length;
    const sumCount = limitOrderCount + stopOrderCount + planOrderCount + trackOrderCount;
    return { sumCount, limitOrderCount, stopOrderCount, planOrderCount, trackOrderCount };
  },

  'list-history-positions': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const page = readPage(query, MOST_ROWS);
    const isWithin = readTimeWindow(query, exchange.nowMs);
    const symbol = readSymbol(query, exchange);
    const side = query.optionalWord('type', positionTypeCodes, 2022) ?? query.optionalWord('position_type', positionTypeCodes, 2022);
    const rows = exchange.positions
      .closed()
      .filter((position) => symbol === undefined || position.symbol === symbol)
      .filter((position) => side === undefined || position.side === side)
      .filter((position) => isWithin(position.updatedAtMs));
    return pageOf(rows.reverse(), page).map(closedPositionView);
  },
} as const satisfies Record<string, Route>;

function openOrders(exchange: Exchange, rawQuery: string, symbol?: string): readonly object[] {
  const page = readPage(RequestFields.ofQuery(rawQuery), MOST_ROWS);
  const newestFirst = [...exchange.orders.working(symbol)].reverse();
  return pageOf(newestFirst, page).flatMap((order) => views(exchange, order));
}

function deals(exchange: Exchange, rawQuery: string, most: number): readonly object[] {
  const query = RequestFields.ofQuery(rawQuery);
  const symbol = exchange.listing(query.text('symbol')).contract.symbol;
  const page = readPage(query, most);
  const isWithin = readTimeWindow(query, exchange.nowMs);
  const rows = exchange.deals.all().filter(({ order, atMs }) => order.symbol === symbol && isWithin(atMs));
  return pageOf(rows.reverse(), page).map((deal) => viewOfDeal(exchange, deal));
}

function viewOfDeal(exchange: Exchange, deal: SimulatedDeal): object {
  return dealView(deal, exchange.listing(deal.order.symbol));
}

function views(exchange: Exchange, order: SimulatedOrder | undefined): readonly object[] {
  return order === undefined ? [] : [orderView(order, exchange.listing(order.symbol))];
}

function found(exchange: Exchange, order: SimulatedOrder | undefined): object {
  const [view] = views(exchange, order);
  if (view === undefined) throw new Refusal(2040, 'order not exist');
  return view;
}

function readSymbol(query: RequestFields, exchange: Exchange): string | undefined {
  const symbol = query.optionalText('symbol');
  return symbol === undefined ? undefined : exchange.listing(symbol).contract.symbol;
}

function checkCount(asked: number): void {
  if (asked < 1 || asked > MOST_ASKED) throw new Refusal(2034, `orders: found ${asked}, expected 1 to ${MOST_ASKED}`);
}
