import type { ConditionalOrderId, Denial, PlanOrder, StopOrder, TrailingOrder } from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { findConditionalOrder } from '../../queries/read-conditional-orders';
import { denial, messageOf } from '../denials';
import { denyUnconnected } from '../not-connected';

type Found = { readonly plan: PlanOrder; readonly stop: StopOrder; readonly trailing: TrailingOrder };

/** The conditional order that is to be changed, as it stands now; one that does not wait any more is denied with what it is. */
export async function findWaiting<Kind extends ConditionalOrderId['kind']>(
  context: ExecutionContext,
  operation: string,
  id: ConditionalOrderId & { readonly kind: Kind },
): Promise<{ readonly order: Found[Kind] } | { readonly denial: Denial }> {
  const what = `${operation} of ${id.kind} order ${id.id}`;
  const unconnected = denyUnconnected(context, what);
  if (unconnected !== undefined) return { denial: unconnected };
  let order: PlanOrder | StopOrder | TrailingOrder | undefined;
  try {
    order = await findConditionalOrder(context, id);
  } catch (error) {
    return { denial: denial('not-sent', `${what}: nothing was sent, because it could not be read: ${messageOf(error)}`) };
  }
  if (order !== undefined && (order.status === 'waiting' || order.status === 'active')) return { order: order as Found[Kind] };
  const found = order === undefined ? 'none' : `one that is ${order.status}`;
  return { denial: denial('input-invalid', `${what}: found ${found}, expected one that waits`, { found: order?.status ?? 'none' }) };
}
