import { compare, isPositive } from '@prate/execution-interface/decimal';
import type { PositionModeWord } from '@prate/mexc-protocol';
import { type AttachedStops, checkStopPrices } from './attached-stops';
import { checkLeverage, checkTradable, checkVol } from './contract-rules';
import type { ExchangeListener } from './exchange-event';
import type { Listing } from './listing';
import { type OrderRequest, type SimulatedOrder, onlyCloses } from './order';
import type { OrderIds } from './order-ids';
import type { PlanRequest, PlanTrigger, SimulatedPlanOrder } from './plan-order';
import { isHeldBack } from './price-protection';
import { Refusal } from './refusal';
import { reasonOf } from './refusal-reason';
import type { SecondWatcher } from './second-watcher';
import { sideMeanings } from './sides';
import { type StopPriceChanges, changedStop } from './stop-order';

const HOUR_MS = 3_600_000;
const REMEMBERED_PLANS = 10_000;

export interface PlanParts {
  readonly listing: (symbol: string) => Listing;
  readonly ids: OrderIds;
  readonly tell: ExchangeListener;
  /** Places the order that a plan becomes. @throws {Refusal} */
  readonly create: (request: OrderRequest) => SimulatedOrder;
}

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

  /** @throws {Refusal} 600, 1001, 1002, 2006, 2007, 2011, 2015, 2028, 2029, 3004, 5003 */
  place(
    request: PlanRequest,
    { positionMode, nowMs }: { readonly positionMode: PositionModeWord; readonly nowMs: number },
  ): SimulatedPlanOrder {
    const listing = this.parts.listing(request.symbol);
    checkTradable(listing);
    checkVol(listing, request);
    if (!onlyCloses(request)) checkLeverage(listing, request.leverage);
    checkTrigger(listing, request);
    checkStops(listing, request, request, request.stops);
    const plan: SimulatedPlanOrder = {
      planOrderId: this.parts.ids.nextOrderId(nowMs),
      request,
      positionMode: request.positionMode ?? positionMode,
      createdAtMs: nowMs,
      trigger: request,
      stops: request.stops,
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

  /** What travels with it from now on; a price that is left out is taken away (reference 5.10). @throws {Refusal} 600, 2015, 5003 */
  changeStops(plan: SimulatedPlanOrder, changes: StopPriceChanges, nowMs: number): void {
    const takeProfit = changedStop(plan.stops?.takeProfit, changes.takeProfit, {});
    const stopLoss = changedStop(plan.stops?.stopLoss, changes.stopLoss, {});
    const isNone = takeProfit === undefined && stopLoss === undefined;
    const stops = isNone ? undefined : { takeProfit, stopLoss, isPriceProtected: plan.request.isPriceProtected ?? false };
    checkStops(this.parts.listing(plan.request.symbol), plan.request, plan.trigger, stops);
    plan.stops = stops;
    plan.updatedAtMs = nowMs;
    this.parts.tell({ kind: 'plan-order', plan });
  }

  cancel(plan: SimulatedPlanOrder, nowMs: number): void {
    this.end(plan, 'cancelled', nowMs);
  }

  /** Triggers and expires what this second triggers and expires, first come first. */
  look(second: number): void {
    for (const plan of this.waiting()) {
      const { cycleHours } = plan.request;
      if (second * 1000 >= plan.createdAtMs + cycleHours * HOUR_MS) this.end(plan, 'invalid', second * 1000);
      else if (this.isDue(plan, second)) this.fire(plan, second * 1000);
    }
  }

  private isDue({ request, trigger }: SimulatedPlanOrder, second: number): boolean {
    const listing = this.parts.listing(request.symbol);
    return isReached(trigger, listing, second) && !(request.isPriceProtected === true && isHeldBack(listing, second));
  }

  private fire(plan: SimulatedPlanOrder, atMs: number): void {
    const { symbol, side, vol, openType, leverage, positionMode, isReduceOnly } = plan.request;
    const { type, price } = plan.trigger;
    const order = { symbol, side, type, vol, openType, isReduceOnly, externalOid: '', stops: plan.stops };
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
      plan.reason = reasonOf(error);
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

/** Measured by the price the plan is placed at, or triggers at. */
function checkStops(
  listing: Listing,
  request: Pick<PlanRequest, 'side' | 'isReduceOnly'>,
  { type, price, triggerPrice }: PlanTrigger,
  stops: AttachedStops | undefined,
): void {
  if (stops === undefined) return;
  if (onlyCloses(request)) throw new Refusal(600, 'stopLossPrice, takeProfitPrice: expected none on a plan order that only closes');
  const measure = type === 'market' ? triggerPrice : (price ?? triggerPrice);
  checkStopPrices(listing, sideMeanings[request.side].position, stops, () => measure);
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
