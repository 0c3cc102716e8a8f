import { type DecimalText, ExecutionError } from '@prate/execution-interface';

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

/** Another query that makes no sense: a number of levels or trades that cannot be had. Nothing was sent. */
export class MarketQueryError extends ExecutionError {
  override readonly name = 'MarketQueryError';
  constructor(
    readonly operation: string,
    readonly symbol: string,
    readonly parameter: string,
    found: unknown,
    expected: string,
  ) {
    super(`${operation} of ${symbol}: ${parameter}: found ${String(found)}, expected ${expected}`);
  }
}

/** The venue answered with rows that were not asked for. They are not used and not dropped in silence: nothing is returned. */
export class KlineRowError extends ExecutionError {
  override readonly name = 'KlineRowError';
}

/** The venue answered with a book whose best bid is not below its best ask. It is not handed on; asking again is safe. */
export class CrossedBookError extends ExecutionError {
  override readonly name = 'CrossedBookError';
  constructor(
    readonly symbol: string,
    bid: DecimalText,
    ask: DecimalText,
  ) {
    super(`getOrderBook of ${symbol}: found the best bid ${bid} not below the best ask ${ask}, expected a book that is not crossed`);
  }
}

/** The venue answered a ticker question with other contracts than the one that was asked about. */
export class TickerMissingError extends ExecutionError {
  override readonly name = 'TickerMissingError';
  constructor(
    readonly symbol: string,
    found: readonly string[],
  ) {
    super(`getTicker of ${symbol}: found tickers of ${found.slice(0, 8).join(', ') || 'nothing'}, expected one of ${symbol}`);
  }
}

/** The venue answered with a contract list of nothing. It is not believed: every position would become impossible to close. */
export class ContractListEmptyError extends ExecutionError {
  override readonly name = 'ContractListEmptyError';
  constructor() {
    super('contract list: found no contract, expected at least one');
  }
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

/** What went wrong while something was watched; told to `onError`, never thrown. The watch goes on. The cause says what it was. */
export class WatchError extends ExecutionError {
  override readonly name = 'WatchError';
  constructor(
    /** For example `watchTicker`. */
    readonly operation: string,
    /** Absent where all contracts are watched. */
    readonly symbol: string | undefined,
    cause: unknown,
    what = '',
  ) {
    const about = symbol === undefined ? operation : `${operation} of ${symbol}`;
    super(`${about}: ${what}${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Asked to watch after `close()`. Nothing was subscribed. */
export class MarketDataClosedError extends ExecutionError {
  override readonly name = 'MarketDataClosedError';
  constructor(
    readonly operation: string,
    readonly symbol?: string,
  ) {
    super(`${operation}${symbol === undefined ? '' : ` of ${symbol}`}: the market data is closed, nothing is watched any more`);
  }
}
