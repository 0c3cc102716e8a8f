export { assetSchema, transferRecordSchema } from './asset';
export { contractSchema } from './contract';
export { dealSchema, feeDetailSchema } from './deal';
export { depthCommitSchema, depthRowSchema, depthSchema } from './depth';
export { envelopeSchema } from './envelope';
export { discountTypeSchema, feeDeductConfigSchema, feeDiscountConfigSchema, orderDealFeeTotalSchema } from './fee-discount';
export { contractFeeRateSchema, tieredFeeRateSchema, tieredFeeRateV1Schema, zeroFeeRateSchema } from './fee-rate';
export { fundingRateSchema, fundingRecordSchema, fundingSettlementSchema } from './funding-rate';
export { indexPriceSchema } from './index-price';
export { fairPriceSchema, klinesSchema } from './kline';
export {
  batchOrderResultSchema,
  cancelResultSchema,
  openOrderCountsSchema,
  orderCreatedSchema,
  orderIdIfAnySchema,
  orderIdSchema,
  orderSchema,
} from './order';
export { marketDealSchema } from './market-deal';
export { pnlReportSchema, profitRateSchema, undescribedSchema } from './pnl-report';
export { planOrderSchema } from './plan-order';
export { leverageSchema, positionModeSchema, positionSchema } from './position';
export { personalPushShapes } from './push-account';
export { publicPushShapes } from './push-market';
export type { PushShape } from './push-shape';
export { riskLimitsSchema } from './risk-limit';
export { riskReverseSchema, riskReverseSnapshotSchema } from './risk-reverse';
export { wireDecimal, wireId, wireInteger } from './scalars';
export { selfTradeGroupSchema } from './self-trade-group';
export { stopOrderDetailSchema, stopOrderSchema } from './stop-order';
export { tickerSchema } from './ticker';
export { trackOrderSchema } from './track-order';
