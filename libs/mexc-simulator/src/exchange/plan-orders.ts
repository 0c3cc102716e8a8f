import { compare, isPositive } from '@prate/execution-interface/decimal';
import type { OrderReasonWord, PositionModeWord } from '@prate/mexc-protocol';
import { checkLeverage, checkTradable, checkVol } from './contract-rules';
import type { ExchangeListener } from './exchange-event';
import type { Listing } from './listing';
import { type OrderRequest, type SimulatedOrder, onlyCloses } from './order';
import type { OrderIds } from './order-ids';
import type { PlanRequest, PlanTrigger, SimulatedPlanOrder } from './plan-order';
import { Refusal } from './refusal';
import type { SecondWatcher } from './second-watcher';

const HOUR_MS = 3_600_000;
const REMEMBERED_PLANS = 10_000;

export interface PlanParts {
  readonly listing: (symbol: string) => Listing;
  readonly ids: OrderIds;
  readonly tell: ExchangeListener;
  /** Places the order that a plan becomes. @throws {Refusal} */
  readonly create: (request: OrderRequest) => SimulatedOrder;
}

/** What the refusal of a triggered order looks like in `errorCode` of its plan. */
const refusalReasons: Readonly<Record<number, OrderReasonWord>> = {
  1002: 'contract-not-enabled',
  2005: 'insufficient-balance',
  2008: 'position-not-enough',
  2009: 'position-not-exists',
};

/** Plan orders: they wait for a price, become an order, or expire (reference 5.10, 9.16). The newest 10,000 are remembered. */
export class PlanOrders implements SecondWatcher {
  private readonly byId = new Map<string, SimulatedPlanOrder>();
  private readonly waitingById = new Map<string, SimulatedPlanOrder>();

  constructor(private readonly parts: PlanParts) {}

  all(): readonly SimulatedPlanOrder[] {
    return [...this.byId.values()];
  }

  waiting(): readonly SimulatedPlanOrder[] {
    return [...this.waitingById.values()];
  }

  isWatching(): boolean {
    return this.waitingById.size > 0;
  }

  /** @throws {Refusal} 1001, 1002, 2006, 2007, 2011, 2015, 2028, 2029, 3004 */
  place(
    request: PlanRequest,
    { positionMode, nowMs }: { readonly positionMode: PositionModeWord; readonly nowMs: number },
  ): SimulatedPlanOrder {
    const listing = this.parts.listing(request.symbol);
    checkTradable(listing);
    checkVol(listing, request);
    if (!onlyCloses(request)) checkLeverage(listing, request.leverage);
    checkTrigger(listing, request);
    const plan: SimulatedPlanOrder = {
      planOrderId: this.parts.ids.nextOrderId(nowMs),
      request,
      positionMode: request.positionMode ?? positionMode,
      createdAtMs: nowMs,
      trigger: request,
      state: 'untriggered',
      reason: 'normal',
      orderId: '0',
      updatedAtMs: nowMs,
    };
    this.byId.set(plan.planOrderId, plan);
    this.waitingById.set(plan.planOrderId, plan);
    this.forgetOldest();
    this.parts.tell({ kind: 'plan-order', plan });
    return plan;
  }

  /** @throws {Refusal} 2040 unknown, 2041 no longer waiting */
  find(symbol: string, planOrderId: string): SimulatedPlanOrder {
    const plan = this.byId.get(planOrderId);
    if (plan === undefined || plan.request.symbol !== symbol) throw new Refusal(2040, `plan order ${planOrderId} of ${symbol} not exist`);
    if (plan.state !== 'untriggered') throw new Refusal(2041, `plan order ${planOrderId}: found ${plan.state}, expected untriggered`);
    return plan;
  }

  /** @throws {Refusal} 2007, 2015, 2029, 3004 */
  change(plan: SimulatedPlanOrder, trigger: PlanTrigger, nowMs: number): void {
    checkTrigger(this.parts.listing(plan.request.symbol), trigger);
    plan.trigger = trigger;
    plan.updatedAtMs = nowMs;
    this.parts.tell({ kind: 'plan-order', plan });
  }

  cancel(plan: SimulatedPlanOrder, nowMs: number): void {
    this.end(plan, 'cancelled', nowMs);
  }

  /** Triggers and expires what this second triggers and expires, first come first. */
  look(second: number): void {
    for (const plan of this.waiting()) {
      const { cycleHours, symbol } = plan.request;
      if (second * 1000 >= plan.createdAtMs + cycleHours * HOUR_MS) this.end(plan, 'invalid', second * 1000);
      else if (isReached(plan.trigger, this.parts.listing(symbol), second)) this.fire(plan, second * 1000);
    }
  }

  private fire(plan: SimulatedPlanOrder, atMs: number): void {
    const { symbol, side, vol, openType, leverage, positionMode, isReduceOnly } = plan.request;
    const { type, price } = plan.trigger;
    const order = { symbol, side, type, vol, openType, isReduceOnly, externalOid: '' };
    try {
      const placed = this.parts.create({
        ...order,
        ...(price === undefined ? {} : { price }),
        ...(leverage === undefined ? {} : { leverage }),
        ...(positionMode === undefined ? {} : { positionMode }),
      });
      plan.orderId = placed.orderId;
      this.end(plan, 'executed', atMs);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      plan.reason = refusalReasons[error.code] ?? 'other';
      this.end(plan, 'failed', atMs);
    }
  }

  private end(plan: SimulatedPlanOrder, state: 'cancelled' | 'executed' | 'invalid' | 'failed', atMs: number): void {
    plan.state = state;
    plan.updatedAtMs = atMs;
    this.waitingById.delete(plan.planOrderId);
    this.parts.tell({ kind: 'plan-order', plan });
  }

  private forgetOldest(): void {
    if (this.byId.size <= REMEMBERED_PLANS) return;
    const oldest = this.all().find(({ state }) => state !== 'untriggered');
    if (oldest !== undefined) this.byId.delete(oldest.planOrderId);
  }
}

function isReached({ triggerPrice, triggerType, trend }: PlanTrigger, listing: Listing, second: number): boolean {
  const difference = compare(listing.watchedPrice(trend, second), triggerPrice);
  return triggerType === 'at-or-above' ? difference >= 0 : difference <= 0;
}

function checkTrigger(listing: Listing, { triggerPrice, type, price }: PlanTrigger): void {
  const { symbol, priceUnit } = listing.contract;
  if (!isPositive(triggerPrice)) throw new Refusal(3004, `triggerPrice of ${symbol}: found ${triggerPrice}, expected more than 0`);
  if (type === 'market-to-limit') throw new Refusal(2029, 'order type error: found 6, expected 1 to 5');
  if (type !== 'market' && (price === undefined || !isPositive(price))) {
    throw new Refusal(2007, `price of ${symbol}: found ${price ?? 'none'}, expected more than 0`);
  }
  for (const [name, text] of Object.entries({ triggerPrice, price })) {
    if (text !== undefined && !listing.prices.holds(text)) {
      throw new Refusal(2015, `${name} of ${symbol}: found ${text}, expected a multiple of ${priceUnit}`);
    }
  }
}
