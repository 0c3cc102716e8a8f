import {
  type DecimalText,
  type OrderIntent,
  type Protection,
  type StopOrder,
  type VenueOrderId,
  positionSideOf,
} from '@prate/execution-interface';
import { add, compare } from '@prate/execution-interface/decimal';
import type { ExecutionContext } from '../../execution-context';
import { readPlanOrders } from '../../queries/read-conditional-orders';
import { hasLegsOf } from '../../resolve/fingerprint';

/** The venue's two clocks, that of its stops and that of its fills. */
const EARLY_MS = 1_000;
/** It hangs a stop on what has filled within moments. */
const LATE_MS = 5_000;

export interface StopsByOrigin {
  readonly ours: readonly StopOrder[];
  /** More of them fit an order of ours than that has filled: whose is whose nobody can say. */
  readonly doubtful: readonly StopOrder[];
}

interface Brought {
  readonly orderId: VenueOrderId;
  readonly intent: OrderIntent<'order'> | OrderIntent<'plan'>;
}

/**
 * Of stops that name no order: those that came with an order of ours. Symbol, side, both legs, and the moment of one of its fills, as they stand
 * in the journal, all have to fit, and together they are no larger than what it has filled.
 *
 * @throws {JournalError | MexcError} when it cannot be read: nothing is known then
 */
export async function stopsOfOurOrders(context: ExecutionContext, stops: readonly StopOrder[]): Promise<StopsByOrigin> {
  const ours: StopOrder[] = [];
  const doubtful: StopOrder[] = [];
  let left = [...stops];
  for (const brought of stops.length === 0 ? [] : await ordersWithLegs(context, stops)) {
    const alike = left.filter((stop) => isAskedBy(stop, brought));
    if (alike.length === 0) continue;
    const fills: { readonly atMs: number; readonly contracts: DecimalText }[] = [];
    for await (const { atMs, contracts } of context.journal.listTrades({ orderId: brought.orderId })) fills.push({ atMs, contracts });
    const came = alike.filter(({ createdAtMs }) =>
      fills.some(({ atMs }) => createdAtMs >= atMs - EARLY_MS && createdAtMs <= atMs + LATE_MS),
    );
    const isTooMuch = compare(sum(came), sum(fills)) > 0;
    (isTooMuch ? doubtful : ours).push(...came);
    left = left.filter((stop) => !came.includes(stop));
  }
  return { ours, doubtful };
}

/** Ids of the orders that plans of ours have become, by the ids of those plans. */
export async function ordersOfPlans(context: ExecutionContext, planIds: ReadonlySet<string>): Promise<ReadonlyMap<string, VenueOrderId>> {
  const orders = new Map<string, VenueOrderId>();
  if (planIds.size === 0) return orders;
  for (const { id, orderId } of await readPlanOrders(context, { isWaiting: false })) {
    if (orderId !== undefined && planIds.has(id)) orders.set(id, orderId);
  }
  return orders;
}

/** Orders of ours that opened with legs, in the symbols of these stops; of a plan, the order that it has become. */
async function ordersWithLegs(context: ExecutionContext, stops: readonly StopOrder[]): Promise<readonly Brought[]> {
  const symbols = new Set(stops.map(({ symbol }) => symbol));
  const found: Brought[] = [];
  const plans = new Map<string, OrderIntent<'plan'>>();
  for await (const { intent, outcome } of context.journal.list({ state: 'accepted' })) {
    if (outcome.state !== 'accepted' || !symbols.has(intent.symbol)) continue;
    if (intent.kind === 'order' && intent.command.protection !== undefined) found.push({ orderId: outcome.orderId, intent });
    if (intent.kind === 'plan' && intent.command.protection !== undefined) plans.set(outcome.orderId, intent);
  }
  for (const [planId, orderId] of await ordersOfPlans(context, new Set(plans.keys()))) {
    const intent = plans.get(planId);
    if (intent !== undefined) found.push({ orderId, intent });
  }
  return found;
}

function isAskedBy(stop: StopOrder, { intent: { command } }: Brought): boolean {
  const { symbol, side, protection } = command;
  return stop.symbol === symbol && stop.positionSide === positionSideOf(side, 'open') && hasLegsOf(stop, protection as Protection);
}

function sum(rows: readonly { readonly contracts: DecimalText }[]): DecimalText {
  return rows.reduce<DecimalText>((total, { contracts }) => add(total, contracts), '0');
}
