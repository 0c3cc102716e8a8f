import { ExecutionError } from '@prate/execution-interface';

/** A candle query that makes no sense. Nothing was sent. */
export class CandleQueryError extends ExecutionError {
  override readonly name = 'CandleQueryError';
  constructor(
    readonly code: 'interval-unsupported' | 'time-invalid' | 'range-reversed',
    message: string,
  ) {
    super(message);
  }
}

/** The venue answered with rows that were not asked for. They are not used and not dropped in silence: nothing is returned. */
export class KlineRowError extends ExecutionError {
  override readonly name = 'KlineRowError';
}

/** A listed contract whose row cannot be understood, for example in a state that no table knows. The others are not affected. */
export class UnreadableContractError extends ExecutionError {
  override readonly name = 'UnreadableContractError';
  constructor(
    readonly symbol: string,
    cause: Error,
  ) {
    super(`contract ${symbol}: its row cannot be read: ${cause.message}`, { cause });
  }
}
