import {
  type AmendProtection,
  type ClientOrderId,
  type CreateConditionalOutcome,
  type CreatePlanOrder,
  type ExecutionEvent,
  type ExecutionInterface,
  type PlanOrder,
} from '@prate/execution-interface';
import { messageOf } from '../message-of';
import { type GuardedPlan, entryOfPlan, guardedPlanOf } from './guarded-plan';
import { wantedLegs } from './leg-terms';
import type { ProtectedEntry } from './protected-entry';
import type { ProtectionOptions } from './protection-options';
import { type LeftPlan, leftPlans, planOf } from './restore-plans';

/** Plans that fired before whoever made them had the answer: few, and soon asked for. */
const FIRED_KEPT = 200;

/** Who is told of what plans become. */
export interface GuardedPlansHooks {
  /** A plan has fired: its order is an entry from now on. */
  readonly adopt: (entry: ProtectedEntry) => void;
  /** What became of a plan could not be read. */
  readonly onProblem: (problem: string) => void;
}

type Journal = NonNullable<ProtectionOptions['journal']>;

/** Plan orders that open with a stop: while one waits there is nothing to guard, and when it fires its order is an entry like any other. */
export class GuardedPlans {
  private readonly waiting = new Map<string, GuardedPlan>();
  /** Nobody knows whether there are any. */
  private readonly unknown = new Map<ClientOrderId, GuardedPlan>();
  private readonly fired = new Map<string, PlanOrder>();

  constructor(
    private readonly over: ExecutionInterface,
    private readonly journal: Pick<Journal, 'get'> | undefined,
    private readonly hooks: GuardedPlansHooks,
  ) {}

  /** What became of the command. */
  settle(command: CreatePlanOrder, outcome: CreateConditionalOutcome<PlanOrder>): void {
    if (outcome.status === 'denied' || outcome.status === 'rejected') return;
    const plan = guardedPlanOf(command, outcome.intentId);
    if (plan === undefined) return;
    if (outcome.status === 'accepted') this.wait(outcome.order.id, plan);
    else this.unknown.set(plan.intentId, plan);
  }

  /** Takes up what an earlier process left, and says what has fired meanwhile. @throws what the engine or the journal throws */
  async restore(journal: Journal, fromMs: number): Promise<readonly LeftPlan[]> {
    const plans = await leftPlans(this.over, journal, fromMs);
    for (const { plan, order } of plans) if (order.status === 'waiting') this.wait(order.id, plan);
    for (const { intent } of await journal.listUnsettled()) {
      const plan = planOf(intent);
      if (plan !== undefined) this.unknown.set(plan.intentId, plan);
    }
    return plans;
  }

  hear(event: ExecutionEvent): void {
    if (event.kind === 'intent-resolved') void this.resolved(event.clientOrderId, event.resolution);
    if (event.kind === 'conditional-order' && event.order.kind === 'plan') this.hearPlan(event.order);
  }

  /** The caller gave a waiting plan other legs; without a stop it is on its own. */
  amended({ of, id, stopLoss, takeProfit }: AmendProtection): void {
    const plan = of === 'plan' ? this.waiting.get(id) : undefined;
    if (plan === undefined) return;
    if (stopLoss === undefined) this.waiting.delete(id);
    else this.waiting.set(id, { ...plan, legs: wantedLegs({ stopLoss, ...(takeProfit === undefined ? {} : { takeProfit }) }) });
  }

  private wait(planId: string, plan: GuardedPlan): void {
    this.unknown.delete(plan.intentId);
    const fired = this.fired.get(planId);
    if (fired === undefined) this.waiting.set(planId, plan);
    else this.hooks.adopt(entryOfPlan(plan, fired));
    this.fired.delete(planId);
  }

  private hearPlan(order: PlanOrder): void {
    const { id, status, effect } = order;
    if (status === 'waiting' || status === 'active') return;
    const plan = this.waiting.get(id);
    this.waiting.delete(id);
    if (status !== 'executed' || effect !== 'open') return;
    if (plan !== undefined) return this.hooks.adopt(entryOfPlan(plan, order));
    this.fired.set(id, order);
    const [oldest] = this.fired.keys();
    if (this.fired.size > FIRED_KEPT && oldest !== undefined) this.fired.delete(oldest);
  }

  /** What an unknown plan is called stands in the journal; whether it has fired meanwhile, at the venue. */
  private async resolved(id: ClientOrderId, resolution: 'found' | 'never-arrived' | 'needs-operator'): Promise<void> {
    const plan = this.unknown.get(id);
    if (plan === undefined || resolution === 'needs-operator') return;
    if (resolution === 'never-arrived') return void this.unknown.delete(id);
    try {
      const outcome = (await this.journal?.get(id))?.outcome;
      if (outcome?.state !== 'accepted') return;
      const order = (await this.over.getPlanOrders({ symbol: plan.symbol })).find((one) => one.id === outcome.orderId);
      this.wait(outcome.orderId, plan);
      if (order !== undefined) this.hearPlan(order);
    } catch (error) {
      this.hooks.onProblem(messageOf(error));
    }
  }
}
