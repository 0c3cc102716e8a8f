export type { InvariantName, InvariantViolation } from './candle-invariants';
export { checkMinuteInvariants } from './candle-invariants';
export type { CandleStoreCase } from './candle-store-contract';
export { CONTRACT_NOW_MS, candleStoreContract } from './candle-store-contract';
