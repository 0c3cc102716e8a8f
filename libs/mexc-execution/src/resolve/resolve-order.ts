import type { EventEvidence, JournalNote, OrderIntent } from '@prate/execution-interface';
import { MexcApiError, type WireOrder } from '@prate/mexc-protocol';
import type { Looked, ResolverContext } from './resolver-context';

const ORDER_UNKNOWN = 2040;
/** Clocks differ. */
const EARLY_MS = 60_000;

/**
 * One look for the order of an intent (reference 9.14): by client id, then among working orders, in the history, and in the fills of its
 * symbol. What is found is applied to the account's state, which settles the intent.
 *
 * @throws {MexcError} when something could not be read: that look proves nothing
 */
export async function lookForOrder(
  { context, state, reader }: ResolverContext,
  { clientOrderId, symbol, createdAtMs }: Pick<OrderIntent, 'clientOrderId' | 'symbol' | 'createdAtMs'>,
): Promise<Looked> {
  const tracked = state.orders.byClientId(clientOrderId);
  if (tracked !== undefined)
    return { outcome: { state: 'accepted', orderId: tracked.orderId }, evidence: 'stream', found: [tracked.orderId] };

  const isIt = ({ externalOid, symbol: its }: Pick<WireOrder, 'externalOid' | 'symbol'>): boolean =>
    externalOid === clientOrderId && its === symbol;
  const found = async (wire: WireOrder, evidence: Extract<JournalNote, { what: 'resolution' }>['evidence']): Promise<Looked> => {
    await state.inTurn(() => state.applyOrder(wire, readEvidence(context)));
    const order = state.orders.byClientId(clientOrderId);
    if (order === undefined) return { evidence, found: [] };
    return { outcome: { state: 'accepted', orderId: order.orderId }, evidence, found: [order.orderId] };
  };

  const byId = await read2040(() =>
    context.session.heard(context.rest.private.getOrderByExternalOid({ symbol, externalOid: clientOrderId })),
  );
  if (byId !== undefined) return found(byId, 'client-id');
  const working = (await reader.openOrders()).find(isIt);
  if (working !== undefined) return found(working, 'open-orders');
  const sinceMs = createdAtMs - EARLY_MS;
  const made = (await reader.ordersSince({ symbol, sinceMs })).find(isIt);
  if (made !== undefined) return found(made, 'order-history');

  const deals = await reader.dealsSince({ symbol, sinceMs });
  // Fills that name no client id may be its fills all the same: their orders tell.
  const nameless = deals.filter(
    ({ externalOid, orderId }) => externalOid === undefined && state.orders.get(orderId as never) === undefined,
  );
  const [owner] = [
    ...new Set([...deals.filter(isIt).map(({ orderId }) => orderId)]),
    ...(await reader.ordersById([...new Set(nameless.map(({ orderId }) => orderId))])).filter(isIt).map(({ orderId }) => orderId),
  ];
  if (owner !== undefined) {
    const [wire] = await reader.ordersById([owner]);
    // Its fills are there and it is not yet: that is no proof that there is none.
    return wire === undefined ? { evidence: 'trades', found: [], isInconclusive: true } : found(wire, 'trades');
  }
  await reader.positions(symbol);
  return { evidence: 'positions', found: [] };
}

async function read2040(call: () => Promise<WireOrder>): Promise<WireOrder | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof MexcApiError && error.code === ORDER_UNKNOWN) return undefined;
    throw error;
  }
}

function readEvidence({ clock }: ResolverContext['context']): EventEvidence {
  return { source: 'read', receivedAtMs: clock.nowMs() };
}
