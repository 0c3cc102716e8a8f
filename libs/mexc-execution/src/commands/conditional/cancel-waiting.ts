import type { AnyConditionalOrder, CancelledConditionals, ConditionalOrderId, StopOrder, VenueOrderId } from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { readPlanOrders, readStopOrders, readTrailingOrders } from '../../queries/read-conditional-orders';
import { byVenueId, readOrder } from '../../queries/read-orders';
import { messageOf } from '../denials';
import { cancelAllConditionalOrders, cancelConditionalOrder } from './cancel-conditional-orders';
import { ordersOfPlans, stopsOfOurOrders } from './stops-of-our-orders';

type Kind = ConditionalOrderId['kind'];
type Tally = { -readonly [Field in Exclude<keyof CancelledConditionals, 'count'>]: CancelledConditionals[Field][number][] };

const READS = { plan: readPlanOrders, stop: readStopOrders, trailing: readTrailingOrders };

export interface WaitingToCancel {
  readonly kinds: readonly Kind[];
  readonly symbol?: string;
  readonly onlyOurs: boolean;
}

/** Cancels what waits of these kinds, read before and after; a kind that fails does not stop the others. */
export async function cancelWaiting(context: ExecutionContext, asked: WaitingToCancel): Promise<CancelledConditionals> {
  const tally: Tally = { cancelled: [], stillOpen: [], firedMeanwhile: [], unresolved: [], problems: [] };
  for (const kind of asked.kinds) {
    try {
      await cancelKind(context, kind, asked, tally);
    } catch (error) {
      tally.problems.push({ kind, message: messageOf(error) });
    }
  }
  return { count: tally.cancelled.length, ...tally };
}

async function cancelKind(context: ExecutionContext, kind: Kind, { symbol, onlyOurs }: WaitingToCancel, tally: Tally): Promise<void> {
  const bySymbol = symbol === undefined ? {} : { symbol };
  const read = async (isWaiting: boolean): Promise<readonly AnyConditionalOrder[]> => READS[kind](context, { ...bySymbol, isWaiting });
  let meant: readonly AnyConditionalOrder[] | undefined;
  try {
    meant = await read(true);
    if (onlyOurs) meant = await oursAmong(context, kind, { orders: meant, tally });
  } catch (error) {
    // What is ours cannot be said then; all of them are cancelled without a list.
    if (onlyOurs) throw error;
    tally.problems.push({ kind, message: `what waited before could not be read: ${messageOf(error)}` });
  }
  const outcomes = onlyOurs ? await oneByOne(context, meant ?? []) : [await cancelAllConditionalOrders(context, { kind, ...bySymbol })];
  for (const outcome of outcomes) {
    if (outcome.status === 'denied') tally.problems.push({ kind, message: outcome.denial.message });
    else if (outcome.status === 'rejected')
      tally.problems.push({ kind, message: `${outcome.rejection.code} ${outcome.rejection.message}` });
    else if (outcome.status === 'unknown') tally.problems.push({ kind, message: outcome.unknown.message });
  }
  const ids = new Set(meant?.map(({ id }) => id));
  const left = (await read(true)).filter(({ id }) => !onlyOurs || ids.has(id));
  const leftIds = new Set(left.map(({ id }) => id));
  tally.stillOpen.push(...left);
  const gone = (meant ?? []).filter(({ id }) => !leftIds.has(id));
  if (gone.length === 0) return;
  const done = new Map((await read(false)).map((order) => [order.id, order]));
  for (const order of gone) {
    const now = done.get(order.id);
    if (now?.status === 'cancelled') tally.cancelled.push(now);
    else if (now?.status === 'executed' || now?.status === 'failed') tally.firedMeanwhile.push(now);
    else tally.unresolved.push(now ?? order);
  }
}

async function oneByOne(context: ExecutionContext, orders: readonly AnyConditionalOrder[]) {
  const outcomes = [];
  for (const { kind, symbol, id } of orders) outcomes.push(await cancelConditionalOrder(context, { kind, symbol, id }));
  return outcomes;
}

/** By the ids that intents have come to; a stop also by the order that brought it. */
async function oursAmong(
  context: ExecutionContext,
  kind: Kind,
  { orders, tally }: { readonly orders: readonly AnyConditionalOrder[]; readonly tally: Tally },
): Promise<readonly AnyConditionalOrder[]> {
  if (orders.length === 0) return [];
  const ids = { [kind]: new Set<string>(), plan: new Set<string>() };
  for await (const { intent, outcome } of context.journal.list({ state: 'accepted' })) {
    if (outcome.state === 'accepted' && Object.hasOwn(ids, intent.kind)) ids[intent.kind as Kind]?.add(outcome.orderId);
  }
  const known = orders.filter(({ id }) => ids[kind]?.has(id));
  const stops = orders.filter((order): order is StopOrder => order.kind === 'stop' && !known.includes(order));
  if (stops.length === 0) return known;
  const ofPlans = new Set((await ordersOfPlans(context, ids.plan)).values());
  const ofParents: StopOrder[] = [];
  for (const stop of stops) if (await isParentOurs(context, stop, ofPlans)) ofParents.push(stop);
  const nameless = stops.filter(({ parentOrderId }) => parentOrderId === undefined);
  const { ours, doubtful } = await stopsOfOurOrders(context, nameless);
  if (doubtful.length > 0) {
    const which = doubtful.map(({ id }) => id).join(', ');
    tally.problems.push({
      kind,
      message: `${which}: more of them fit orders of ours than those have filled, so none of them was cancelled`,
    });
  }
  return [...known, ...ofParents, ...ours];
}

async function isParentOurs(
  context: ExecutionContext,
  { parentOrderId, symbol }: StopOrder,
  ofPlans: ReadonlySet<VenueOrderId>,
): Promise<boolean> {
  if (parentOrderId === undefined) return false;
  if (ofPlans.has(parentOrderId)) return true;
  const parent = await readOrder(context, byVenueId(parentOrderId));
  if (parent?.clientOrderId === undefined) return false;
  return context.intents.recognise({ clientOrderId: parent.clientOrderId, orderId: parent.orderId, symbol });
}
