import {
  executeCycleCodes,
  openTypeCodes,
  orderTypeCodes,
  planStateCodes,
  positionModeCodes,
  sideCodes,
  trendCodes,
  triggerTypeCodes,
} from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import type { PlanRequest, PlanTrigger, SimulatedPlanOrder } from '../exchange/plan-order';
import { Refusal } from '../exchange/refusal';
import { pageOf, readPage, readTimeWindow } from './paging';
import { planView } from './plan-view';
import { RequestFields, readDigits, readList } from './request-fields';
import type { Route } from './routes';
import { readAttachedStops, readPriceProtect, readStopPrices } from './stop-fields';
import { bare } from './wire-text';

const MOST_CANCELS = 50;
const MOST_ROWS = 100;
const cycleHours = { 'one-day': 24, 'seven-days': 168 } as const;

/** Reference 5.10: plan (trigger) orders. */
export const planRoutes = {
  'create-plan-order': ({ exchange, body }) => place(body, exchange).planOrderId,

  'create-plan-order-legacy': ({ exchange, body }) => bare(place(body, exchange).planOrderId),

  'change-plan-order-price': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    exchange.plans.change(findPlan(fields, exchange), readTrigger(fields), exchange.nowMs);
    return undefined;
  },

  'change-plan-order-stop': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    exchange.plans.changeStops(findPlan(fields, exchange), readStopPrices(fields), exchange.nowMs);
    return undefined;
  },

  // All are found before the first is cancelled: a list with one that does not wait changes nothing.
  'cancel-plan-orders': ({ exchange, body }) => {
    const items = readList(body);
    if (items.length === 0) throw new Refusal(600, 'body: found an empty list, expected at least one plan order');
    if (items.length > MOST_CANCELS) throw new Refusal(2013, `plan orders: found ${items.length}, expected at most ${MOST_CANCELS}`);
    const plans = new Set(items.map((item) => findPlan(RequestFields.of(item), exchange)));
    for (const plan of plans) exchange.plans.cancel(plan, exchange.nowMs);
    return undefined;
  },

  'cancel-all-plan-orders': ({ exchange, body }) => {
    const symbol = RequestFields.ofBody(body).optionalText('symbol');
    if (symbol !== undefined) exchange.listing(symbol);
    const plans = exchange.plans.waiting().filter(({ request }) => symbol === undefined || request.symbol === symbol);
    for (const plan of plans) exchange.plans.cancel(plan, exchange.nowMs);
    return undefined;
  },

  'list-plan-orders': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const page = readPage(query, MOST_ROWS);
    const isWithin = readTimeWindow(query, exchange.nowMs);
    const symbol = query.optionalText('symbol');
    if (symbol !== undefined) exchange.listing(symbol);
    const side = query.optionalWord('side', sideCodes, 2001);
    const states = query.optionalWords('states', planStateCodes, 600);
    const rows = exchange.plans
      .all()
      .filter(({ request }) => (symbol === undefined || request.symbol === symbol) && (side === undefined || request.side === side))
      .filter(({ state, createdAtMs }) => (states === undefined || states.has(state)) && isWithin(createdAtMs));
    return pageOf(rows.reverse(), page).map(planView);
  },
} as const satisfies Record<string, Route>;

function place(body: string, exchange: Exchange): SimulatedPlanOrder {
  const fields = RequestFields.ofBody(body);
  const leverage = fields.optionalInteger('leverage');
  const positionMode = fields.optionalWord('positionMode', positionModeCodes, 600);
  const request: PlanRequest = {
    symbol: fields.text('symbol'),
    side: fields.word('side', sideCodes, 2001),
    vol: fields.decimal('vol'),
    openType: fields.word('openType', openTypeCodes, 2002),
    isReduceOnly: fields.isTrue('reduceOnly'),
    cycleHours: cycleHours[fields.word('executeCycle', executeCycleCodes, 3003)],
    stops: readAttachedStops(fields),
    isPriceProtected: readPriceProtect(fields),
    ...readTrigger(fields),
    ...(leverage === undefined ? {} : { leverage }),
    ...(positionMode === undefined ? {} : { positionMode }),
  };
  return exchange.plans.place(request, exchange);
}

function readTrigger(fields: RequestFields): PlanTrigger {
  const type = fields.word('orderType', orderTypeCodes, 2029);
  const price = type === 'market' ? undefined : fields.optionalDecimal('price');
  return {
    type,
    triggerPrice: fields.decimal('triggerPrice'),
    triggerType: fields.word('triggerType', triggerTypeCodes, 3002),
    trend: fields.word('trend', trendCodes, 3001),
    ...(price === undefined ? {} : { price }),
  };
}

function findPlan(fields: RequestFields, exchange: Exchange): SimulatedPlanOrder {
  return exchange.plans.find(fields.text('symbol'), readDigits('orderId', fields.text('orderId')));
}
