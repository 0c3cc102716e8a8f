import { type Order, type VenueOrderId, venueOrderId } from '@prate/execution-interface';
import { MexcApiError, type WireOrder } from '@prate/mexc-protocol';
import { OrderSymbolMissingError } from '../errors';
import type { ExecutionContext } from '../execution-context';
import { orderFromWire } from '../from-wire';
import { findInstrumentIfAny } from './find-instrument-if-any';
import type { OrderTarget } from './resolve-order-id';

/** The venue's largest page (reference 5.9). */
const PAGE_SIZE = 100;
const MOST_IDS = 50;
const ORDER_UNKNOWN = 2040;

/**
 * One order, working or finished; `undefined` when the venue knows none. An order of an unknown intent settles that intent.
 *
 * @throws {MexcError} when the answer cannot be had
 * @throws {OrderSymbolMissingError} for a client id without a symbol
 */
export async function readOrder(
  { rest, session, intents, instruments }: ExecutionContext,
  target: OrderTarget,
): Promise<Order | undefined> {
  try {
    const order = await fromWire(instruments, await session.heard(ask(rest, target)));
    await intents.adopt(order);
    return order;
  } catch (error) {
    if (error instanceof MexcApiError && error.code === ORDER_UNKNOWN) return undefined;
    throw error;
  }
}

/** All working orders, of one symbol or of all: pages are read until one is short. The venue has no filter by symbol. */
export async function readOpenOrders(
  { rest, session, intents, instruments }: ExecutionContext,
  symbol?: string,
): Promise<readonly Order[]> {
  const rows = new Map<string, WireOrder>();
  for (let pageNum = 1; ; pageNum += 1) {
    const page = await session.heard(rest.private.listOpenOrders({ pageNum, pageSize: PAGE_SIZE }));
    const before = rows.size;
    for (const row of page) rows.set(row.orderId, row);
    // A full page without anything new is a venue that does not turn pages: reading on would never end.
    if (page.length < PAGE_SIZE || rows.size === before) break;
  }
  const wanted = [...rows.values()].filter((row) => symbol === undefined || row.symbol === symbol);
  const orders = await Promise.all(wanted.map((row) => fromWire(instruments, row)));
  await Promise.all(orders.map((order) => intents.adopt(order)));
  return orders;
}

/** Many at once by the venue's ids, at most 50 a question; what the venue does not know is left out. */
export async function readOrdersById(
  { rest, session, intents, instruments }: ExecutionContext,
  orderIds: readonly VenueOrderId[],
): Promise<ReadonlyMap<string, Order>> {
  const orders = new Map<string, Order>();
  for (let start = 0; start < orderIds.length; start += MOST_IDS) {
    const rows = await session.heard(rest.private.listOrdersById({ orderIds: orderIds.slice(start, start + MOST_IDS) }));
    for (const row of rows) {
      const order = await fromWire(instruments, row);
      orders.set(order.orderId, order);
    }
    await Promise.all([...orders.values()].map((order) => intents.adopt(order)));
  }
  return orders;
}

function ask(rest: ExecutionContext['rest'], target: OrderTarget): Promise<WireOrder> {
  if (target.by === 'venue-id') return rest.private.getOrder({ orderId: target.orderId });
  if (target.symbol === undefined) throw new OrderSymbolMissingError(target.clientOrderId);
  return rest.private.getOrderByExternalOid({ symbol: target.symbol, externalOid: target.clientOrderId });
}

async function fromWire(instruments: ExecutionContext['instruments'], wire: WireOrder): Promise<Order> {
  return orderFromWire(wire, await findInstrumentIfAny({ instruments }, wire.symbol));
}

export function byVenueId(orderId: string): { readonly by: 'venue-id'; readonly orderId: VenueOrderId } {
  return { by: 'venue-id', orderId: venueOrderId(orderId) };
}
