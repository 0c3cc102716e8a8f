export { assetSchema } from './asset';
export { contractSchema } from './contract';
export { envelopeSchema } from './envelope';
export { fairPriceSchema, klinesSchema } from './kline';
export { cancelResultSchema, orderCreatedSchema, orderSchema } from './order';
export { leverageSchema, positionModeSchema, positionSchema } from './position';
export { wireDecimal, wireId, wireInteger } from './scalars';
