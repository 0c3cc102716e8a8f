import type { ExecutionInterface, OrderIntent, PlanOrder } from '@prate/execution-interface';
import { type GuardedPlan, guardedPlanOf } from './guarded-plan';
import { wantedLegs } from './leg-terms';
import type { ProtectionOptions } from './protection-options';

/** A plan of ours, and how it stands at the venue. */
export interface LeftPlan {
  readonly plan: GuardedPlan;
  readonly order: PlanOrder;
}

/**
 * Plan orders with a stop that an earlier process made, as far as the venue still lists them.
 *
 * @throws what the engine or the journal throws: nothing is known then
 */
export async function leftPlans(
  over: Pick<ExecutionInterface, 'getPlanOrders'>,
  journal: Pick<NonNullable<ProtectionOptions['journal']>, 'list'>,
  fromMs: number,
): Promise<readonly LeftPlan[]> {
  const plans = new Map<string, GuardedPlan>();
  for await (const { intent, outcome } of journal.list({ state: 'accepted', fromMs: Math.max(0, fromMs) })) {
    const plan = planOf(intent);
    if (plan !== undefined && outcome.state === 'accepted') plans.set(outcome.orderId, plan);
  }
  if (plans.size === 0) return [];
  for await (const { intent } of journal.list({ state: 'done', fromMs: Math.max(0, fromMs) })) {
    if (intent.kind !== 'amend-protection' || intent.command.of !== 'plan') continue;
    const { id, stopLoss, takeProfit } = intent.command;
    const plan = plans.get(id);
    if (plan === undefined) continue;
    if (stopLoss === undefined) plans.delete(id);
    else plans.set(id, { ...plan, legs: wantedLegs({ stopLoss, ...(takeProfit === undefined ? {} : { takeProfit }) }) });
  }
  const left: LeftPlan[] = [];
  for (const symbol of new Set([...plans.values()].map((plan) => plan.symbol))) {
    for (const order of await over.getPlanOrders({ symbol })) {
      const plan = plans.get(order.id);
      if (plan !== undefined) left.push({ plan, order });
    }
  }
  return left;
}

/** The plan with a stop that an intent is; `undefined` for every other. */
export function planOf(intent: OrderIntent): GuardedPlan | undefined {
  return intent.kind === 'plan' ? guardedPlanOf(intent.command, intent.clientOrderId) : undefined;
}
