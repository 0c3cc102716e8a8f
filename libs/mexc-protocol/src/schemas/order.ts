import { z } from 'zod';
import type { WireCancelResult, WireOrder, WireOrderCreated } from '../wire/order';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const orderSchema: z.ZodType<WireOrder> = z.object({
  orderId: wireId,
  symbol: z.string().min(1),
  positionId: wireId,
  price: wireDecimal,
  vol: wireDecimal,
  leverage: wireInteger,
  side: wireInteger,
  category: wireInteger,
  orderType: wireInteger,
  dealAvgPrice: wireDecimal,
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
  positionMode: optional(wireInteger),
  reduceOnly: optional(z.boolean()),
  version: optional(wireInteger),
  createTime: wireInteger,
  updateTime: wireInteger,
});

/** The object of `order/create`, and the bare id that the legacy call answers. */
export const orderCreatedSchema: z.ZodType<WireOrderCreated> = z.union([
  z.object({ orderId: wireId, ts: optional(wireInteger) }),
  wireId.transform((orderId) => ({ orderId })),
]);

export const cancelResultSchema: z.ZodType<WireCancelResult> = z.object({
  orderId: wireId,
  errorCode: wireInteger,
  errorMsg: optional(z.string()),
});
