import type { Position } from './position';

/** Root of what an execution or market-data port throws. Commands do not throw; queries, start-up and misuse do. */
export class ExecutionError extends Error {
  override readonly name: string = 'ExecutionError';
}

/** The venue lists no such contract. Nothing was sent. */
export class UnknownSymbolError extends ExecutionError {
  override readonly name = 'UnknownSymbolError';
  constructor(
    readonly symbol: string,
    readonly known: readonly string[] = [],
  ) {
    const some = known.slice(0, 8).join(', ');
    super(
      `symbol: found ${JSON.stringify(symbol)}, expected a listed contract${
        known.length === 0 ? ' such as BTC_USDT' : ` (${some}${known.length > 8 ? `, … ${known.length} in all` : ''})`
      }`,
    );
  }
}

/** Both sides of a hedge are open and none was named; both are attached. Ask again with a side. */
export class AmbiguousPositionError extends ExecutionError {
  override readonly name = 'AmbiguousPositionError';
  constructor(
    readonly symbol: string,
    readonly positions: readonly Position[],
  ) {
    super(
      `position of ${symbol}: found ${positions.map((p) => `${p.side} ${p.contracts}`).join(' and ')}, expected a side to choose one (long or short)`,
    );
  }
}

/** A query was asked before `connect()`, or after `disconnect()`. */
export class NotConnectedError extends ExecutionError {
  override readonly name = 'NotConnectedError';
  constructor(operation: string) {
    super(`${operation}: found no connection, expected connect() to have answered ok first`);
  }
}
