export type { InvariantName, InvariantViolation } from './candle-invariants';
export { checkMinuteInvariants } from './candle-invariants';
export type { CandleStoreCase } from './candle-store-contract';
export { CONTRACT_NOW_MS, candleStoreContract } from './candle-store-contract';
export type { ContractTime, JobLeasesCase } from './job-leases-contract';
export { jobLeasesContract } from './job-leases-contract';
