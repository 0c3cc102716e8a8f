export { instrumentGrid } from './checks/instrument-grid';
export { maxOrderNotional } from './checks/max-order-notional';
export type { RiskGateOptions, RiskLimits } from './config';
export type { GateDenialCode } from './denied-reasons';
export { RiskLimitsError } from './errors';
export type { RiskCheck, RiskCheckInput } from './risk-check';
export { RiskGate } from './risk-gate';
