import { z } from 'zod';
import type { WireBatchOrderResult, WireCancelResult, WireOpenOrderCounts, WireOrder, WireOrderCreated } from '../wire/order';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const orderSchema: z.ZodType<WireOrder> = z.object({
  orderId: wireId,
  symbol: z.string().min(1),
  positionId: wireId,
  price: wireDecimal,
  priceStr: optional(wireDecimal),
  vol: wireDecimal,
  leverage: wireInteger,
  side: wireInteger,
  category: wireInteger,
  orderType: wireInteger,
  dealAvgPrice: wireDecimal,
  dealAvgPriceStr: optional(wireDecimal),
  dealVol: wireDecimal,
  orderMargin: optional(wireDecimal),
  usedMargin: optional(wireDecimal),
  takerFee: optional(wireDecimal),
  makerFee: optional(wireDecimal),
  profit: optional(wireDecimal),
  feeCurrency: optional(z.string()),
  openType: wireInteger,
  state: wireInteger,
  externalOid: optional(z.string()),
  errorCode: wireInteger,
  stopLossPrice: optional(wireDecimal),
  takeProfitPrice: optional(wireDecimal),
  lossTrend: optional(wireInteger),
  profitTrend: optional(wireInteger),
  priceProtect: optional(wireInteger),
  positionMode: optional(wireInteger),
  reduceOnly: optional(z.boolean()),
  bboTypeNum: optional(wireInteger),
  version: optional(wireInteger),
  showCancelReason: optional(wireInteger),
  showProfitRateShare: optional(wireInteger),
  totalFee: optional(wireDecimal),
  pnlRate: optional(wireDecimal),
  openAvgPrice: optional(wireDecimal),
  zeroSaveTotalFeeBinance: optional(wireDecimal),
  zeroTradeTotalFeeBinance: optional(wireDecimal),
  createTime: wireInteger,
  updateTime: wireInteger,
});

/** What was created must be findable again: a word where digits are due is no id. */
const idAlone = wireId.regex(/^\d+$/, 'expected the digits of an id');

/** The object of `order/create`, and the bare id that the legacy call answers. */
export const orderCreatedSchema: z.ZodType<WireOrderCreated> = z.union([
  z.object({ orderId: idAlone, ts: optional(wireInteger) }),
  idAlone.transform((orderId) => ({ orderId })),
]);

/** The id by itself, quoted or bare, and the object around it: as plan, stop and trailing orders, and changes, are answered. */
export const orderIdSchema: z.ZodType<string> = z.union([
  idAlone,
  z.object({ orderId: idAlone }).transform(({ orderId }) => orderId),
  z.object({ id: wireId }).transform(({ id }) => id),
]);

/** The same where the venue may also answer nothing. */
export const orderIdIfAnySchema: z.ZodType<string | undefined> = optional(orderIdSchema);

export const cancelResultSchema: z.ZodType<WireCancelResult> = z.object({
  orderId: wireId,
  errorCode: wireInteger,
  errorMsg: optional(z.string()),
});

export const batchOrderResultSchema: z.ZodType<WireBatchOrderResult> = z.object({
  orderId: optional(wireId),
  externalOid: optional(z.string()),
  errorCode: wireInteger,
  errorMsg: optional(z.string()),
});

export const openOrderCountsSchema: z.ZodType<WireOpenOrderCounts> = z.object({
  sumCount: wireInteger,
  limitOrderCount: wireInteger,
  stopOrderCount: wireInteger,
  planOrderCount: wireInteger,
  trackOrderCount: wireInteger,
});
