export { createClientOrderId } from './client-order-id';
export type { InputFinding } from './commands/input-check';
export type { CreateExecutionOptions, FreshnessLimits, MexcFuturesExecutionOptions, StateOptions } from './config';
export { HistoryNotKeptError, LeverageNotStatedError, OrderSymbolMissingError, RiskTiersUnknownError } from './errors';
export type { ExecutionTimer } from './execution-timer';
export { MexcFuturesExecution } from './mexc-futures-execution';
export type { OperatorVerdict } from './operator-verdict';
export type { OutcomeRecord } from './outcome-record';
