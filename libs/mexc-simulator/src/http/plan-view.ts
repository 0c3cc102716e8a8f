import {
  openTypeCodes,
  orderReasonCodes,
  orderTypeCodes,
  planStateCodes,
  positionModeCodes,
  sideCodes,
  trendCodes,
  triggerTypeCodes,
  zeroOneCodes,
} from '@prate/mexc-protocol';
import type { SimulatedPlanOrder } from '../exchange/plan-order';
import { stopPricesView } from './stop-prices-view';
import { bare } from './wire-text';

/** A plan order as it is listed and pushed (reference 5.10, 8.6): ids quoted, the cycle in hours, no price on market ones. */
export function planView(plan: SimulatedPlanOrder): object {
  const { request, trigger } = plan;
  return {
    id: plan.planOrderId,
    symbol: request.symbol,
    leverage: request.leverage ?? 0,
    side: sideCodes.toCode(request.side),
    triggerPrice: bare(trigger.triggerPrice),
    ...(trigger.price === undefined ? {} : { price: bare(trigger.price) }),
    vol: bare(request.vol),
    openType: openTypeCodes.toCode(request.openType),
    triggerType: triggerTypeCodes.toCode(trigger.triggerType),
    state: planStateCodes.toCode(plan.state),
    executeCycle: request.cycleHours,
    trend: trendCodes.toCode(trigger.trend),
    orderType: orderTypeCodes.toCode(trigger.type),
    orderId: plan.orderId,
    errorCode: orderReasonCodes.toCode(plan.reason),
    priceProtect: zeroOneCodes.toCode(request.isPriceProtected === true ? 'yes' : 'no'),
    createTime: plan.createdAtMs,
    updateTime: plan.updatedAtMs,
    positionMode: positionModeCodes.toCode(plan.positionMode),
    ...stopPricesView(plan.stops ?? {}),
    reduceOnly: request.isReduceOnly,
  };
}
