export type { InputFinding } from './commands/input-check';
export type { CreateExecutionOptions, MexcFuturesExecutionOptions } from './config';
export { HistoryNotKeptError, LeverageNotStatedError, OrderSymbolMissingError, RiskTiersUnknownError } from './errors';
export { MexcFuturesExecution } from './mexc-futures-execution';
export type { OutcomeRecord } from './outcome-record';
