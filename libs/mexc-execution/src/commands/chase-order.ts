import type { AmendOrderOutcome, VenueOrderId } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { byVenueId, readOrder } from '../queries/read-orders';
import { type Amended, findSuccessor, orEnded, outcomeOf, settleAmended } from './amend-order';
import { carryOut } from './carry-out';
import { denial, show } from './denials';
import { denyWhileUnknown } from './deny-while-unknown';
import { findWorkingOrder } from './find-working-order';
import { ownId } from './own-id';

/**
 * Moves a working limit order to the best price of its side, once (reference 9.15). The venue says yes before it does it: what it meets then
 * is told by the stream, and until then the order reads as it was.
 */
export async function chaseOrder(context: ExecutionContext, symbol: string, orderId: string): Promise<AmendOrderOutcome> {
  if (typeof symbol !== 'string' || symbol === '') {
    return { status: 'denied', denial: denial('input-invalid', `symbol: found ${show(symbol)}, expected a contract such as BTC_USDT`) };
  }
  const found = await findWorkingOrder(context, 'chaseOrder', { symbol, orderId });
  if (found.status !== 'working') return found;
  const { order } = found;
  if (order.effect === 'open') {
    const stopped = await denyWhileUnknown(context, symbol);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
  }
  const id = ownId(context);
  // By its client id, where the answer names none: the order may have got another.
  const idOfNow = async (): Promise<VenueOrderId | undefined> => {
    const old = await readOrder(context, byVenueId(order.orderId));
    if (old === undefined) return undefined;
    return (await findSuccessor(context, old))?.orderId ?? (old.price === order.price ? undefined : old.orderId);
  };
  const result = await carryOut<Amended>(
    context,
    { kind: 'chase', clientOrderId: id, symbol, command: { symbol, orderId: order.orderId } },
    {
      send: async (_intent, last) => {
        const options = order.effect === 'close' ? ({ lane: 'urgent' } as const) : {};
        const amended = await orEnded(context, order, () =>
          context.rest.private.chaseLimitOrder({ orderId: order.orderId }, { ...options, ...last }),
        );
        if ('ended' in amended || amended.orderId !== order.orderId) return amended;
        return { orderId: (await idOfNow().catch(() => undefined)) ?? order.orderId };
      },
      isOpening: order.effect === 'open',
      outcomeOf,
      lookAgain: async () => {
        const orderId = await idOfNow();
        return orderId === undefined ? undefined : { orderId };
      },
    },
  );
  if (result.status === 'unknown') return { ...result, clientOrderId: id };
  if (result.status !== 'answered') return result;
  return settleAmended(context, order, { amended: result.answer, expected: {} });
}
