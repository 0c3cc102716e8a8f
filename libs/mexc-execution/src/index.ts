export type { InputFinding } from './commands/check-create-order';
export type { CreateExecutionOptions, MexcFuturesExecutionOptions } from './config';
export { HistoryNotKeptError, LeverageNotStatedError, OrderSymbolMissingError } from './errors';
export { MexcFuturesExecution } from './mexc-futures-execution';
export type { OutcomeRecord } from './outcome-record';
