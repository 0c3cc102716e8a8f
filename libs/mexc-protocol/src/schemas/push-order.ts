import { z } from 'zod';
import {
  bboTypeCodes,
  openTypeCodes,
  orderCategoryCodes,
  orderReasonCodes,
  orderStateCodes,
  orderTypeCodes,
  sideCodes,
} from '../order-codes';
import { planStateCodes } from '../plan-codes';
import { positionTypeCodes, recordedPositionModeCodes } from '../position-codes';
import { stopExecutionCodes, stopStateCodes, triggerSideCodes, volTypeCodes } from '../stop-codes';
import { backTypeCodes, trackStateCodes } from '../track-codes';
import { trendCodes, triggerTypeCodes, zeroOneCodes } from '../trigger-codes';
import type {
  WirePushOrder,
  WirePushOrderChase,
  WirePushOrderDeal,
  WirePushPlanOrder,
  WirePushStopOrder,
  WirePushStopPlanOrder,
  WirePushTrackOrder,
} from '../wire/push-order';
import { objectPush, type PushShape, pushFlag, wireCode } from './push-shape';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

const symbol = z.string().min(1);
const trend = optional(wireCode(trendCodes));
const times = { createTime: wireInteger, updateTime: wireInteger };
const stopPrices = { lossTrend: trend, profitTrend: trend, stopLossPrice: optional(wireDecimal), takeProfitPrice: optional(wireDecimal) };

const order = z.object({
  orderId: wireId,
  symbol,
  positionId: optional(wireId),
  price: wireDecimal,
  vol: wireDecimal,
  leverage: optional(wireInteger),
  side: wireCode(sideCodes),
  sideType: optional(z.enum(['buy', 'sell'])),
  positionType: optional(z.enum(['long', 'short'])),
  category: wireCode(orderCategoryCodes),
  orderType: wireCode(orderTypeCodes),
  dealAvgPrice: wireDecimal,
  dealVol: wireDecimal,
  remainVol: optional(wireDecimal),
  orderMargin: optional(wireDecimal),
  usedMargin: optional(wireDecimal),
  takerFee: optional(wireDecimal),
  makerFee: optional(wireDecimal),
  takerFeeRate: optional(wireDecimal),
  makerFeeRate: optional(wireDecimal),
  profit: optional(wireDecimal),
  feeCurrency: optional(z.string()),
  openType: wireCode(openTypeCodes),
  state: wireCode(orderStateCodes),
  errorCode: wireCode(orderReasonCodes),
  externalOid: optional(z.string()),
  positionMode: optional(wireCode(recordedPositionModeCodes)),
  reduceOnly: optional(pushFlag),
  bboTypeNum: optional(wireCode(bboTypeCodes)),
  stopLossPrice: optional(wireDecimal),
  takeProfitPrice: optional(wireDecimal),
  version: optional(wireInteger),
  ...times,
}) satisfies z.ZodType<WirePushOrder>;

const orderUnread =
  'bizSource priceStr dealAvgPriceStr lossTrend profitTrend priceProtect showCancelReason showProfitRateShare totalFee pnlRate ' +
  'openAvgPrice zeroSaveTotalFeeBinance zeroTradeTotalFeeBinance';

/** Reads `taker` and `isTaker` alike (reference 8.8). */
const orderDealRow = z.object({
  id: wireId,
  symbol,
  side: wireCode(sideCodes),
  vol: wireDecimal,
  price: wireDecimal,
  fee: wireDecimal,
  feeCurrency: optional(z.string()),
  profit: optional(wireDecimal),
  taker: pushFlag,
  category: optional(wireCode(orderCategoryCodes)),
  orderId: wireId,
  externalOid: optional(z.string()),
  positionMode: optional(wireCode(recordedPositionModeCodes)),
  isSelf: optional(pushFlag),
  reduceOnly: optional(pushFlag),
  timestamp: wireInteger,
});

const orderDeal: PushShape<WirePushOrderDeal> = {
  schema: z.preprocess((data) => {
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
    const { isTaker, ...rest } = data as Readonly<Record<string, unknown>>;
    return 'taker' in rest || isTaker === undefined ? rest : { ...rest, taker: isTaker };
  }, orderDealRow) as z.ZodType<WirePushOrderDeal>,
  fields: new Set([...Object.keys(orderDealRow.shape), 'isTaker', 'opponentUid', 'opponentOrderId']),
};

const planOrder = z.object({
  id: wireId,
  symbol,
  leverage: optional(wireInteger),
  side: wireCode(sideCodes),
  triggerPrice: wireDecimal,
  price: optional(wireDecimal),
  vol: wireDecimal,
  openType: wireCode(openTypeCodes),
  triggerType: wireCode(triggerTypeCodes),
  state: wireCode(planStateCodes),
  executeCycle: optional(wireInteger),
  trend: wireCode(trendCodes),
  orderType: wireCode(orderTypeCodes),
  orderId: optional(wireId),
  errorCode: optional(wireInteger),
  positionMode: optional(wireCode(recordedPositionModeCodes)),
  ...stopPrices,
  reduceOnly: optional(pushFlag),
  ...times,
}) satisfies z.ZodType<WirePushPlanOrder>;

const stopPlanOrder = z.object({
  id: wireId,
  orderId: optional(wireId),
  symbol,
  positionId: wireId,
  ...stopPrices,
  state: wireCode(stopStateCodes),
  triggerSide: wireCode(triggerSideCodes),
  positionType: wireCode(positionTypeCodes),
  vol: wireDecimal,
  takeProfitVol: optional(wireDecimal),
  stopLossVol: optional(wireDecimal),
  realityVol: optional(wireDecimal),
  placeOrderId: optional(wireId),
  errorCode: optional(wireInteger),
  isFinished: optional(wireCode(zeroOneCodes)),
  version: optional(wireInteger),
  volType: optional(wireCode(volTypeCodes)),
  takeProfitType: optional(wireCode(stopExecutionCodes)),
  takeProfitOrderPrice: optional(wireDecimal),
  stopLossType: optional(wireCode(stopExecutionCodes)),
  stopLossOrderPrice: optional(wireDecimal),
  ...times,
}) satisfies z.ZodType<WirePushStopPlanOrder>;

const stopPlanUnread =
  'ensureStopLoss priceProtect profitLossVolType takeProfitReverse stopLossReverse closeTryTimes reverseTryTimes reverseErrorCode ' +
  'profit_LOSS_VOL_TYPE_SAME profit_LOSS_VOL_TYPE_DIFFERENT';

const stopOrder = z.object({ symbol, orderId: wireId, ...stopPrices }) satisfies z.ZodType<WirePushStopOrder>;

const trackOrder = z.object({
  id: wireId,
  symbol,
  leverage: optional(wireInteger),
  side: wireCode(sideCodes),
  vol: wireDecimal,
  openType: wireCode(openTypeCodes),
  trend: wireCode(trendCodes),
  activePrice: optional(wireDecimal),
  markPrice: optional(wireDecimal),
  backType: wireCode(backTypeCodes),
  backValue: wireDecimal,
  triggerPrice: optional(wireDecimal),
  triggerType: optional(wireCode(triggerTypeCodes)),
  orderId: optional(wireId),
  errorCode: optional(wireInteger),
  state: wireCode(trackStateCodes),
  positionMode: optional(wireCode(recordedPositionModeCodes)),
  reduceOnly: optional(pushFlag),
  ...times,
}) satisfies z.ZodType<WirePushTrackOrder>;

/** How to read `data` of the private pushes about orders (reference 8.6 to 8.8), as `parseWireJson` leaves it. */
export const orderPushShapes = {
  order: objectPush<WirePushOrder>(order, orderUnread.split(' ')),
  'order.deal': orderDeal,
  'plan.order': objectPush<WirePushPlanOrder>(planOrder, ['ensureStopLoss', 'extraTakerFeeRate', 'marketOrderLevel', 'priceProtect']),
  'stop.planorder': objectPush<WirePushStopPlanOrder>(stopPlanOrder, stopPlanUnread.split(' ')),
  'stop.order': objectPush<WirePushStopOrder>(stopOrder),
  'track.order': objectPush<WirePushTrackOrder>(trackOrder),
  'order.chase': objectPush<WirePushOrderChase>(z.object({ ec: wireInteger, s: symbol })),
};
