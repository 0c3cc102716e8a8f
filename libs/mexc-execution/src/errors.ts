import { ExecutionError } from '@prate/execution-interface';

/** An order was asked for by a client id that the journal does not know, without its symbol: the venue finds client ids by symbol only. */
export class OrderSymbolMissingError extends ExecutionError {
  override readonly name = 'OrderSymbolMissingError';
  constructor(readonly orderId: string) {
    super(`order ${orderId}: found a client order id that is not in the journal, expected its symbol beside it`);
  }
}

/** The venue did not state a leverage for that side of the contract. */
export class LeverageNotStatedError extends ExecutionError {
  override readonly name = 'LeverageNotStatedError';
}

/** The venue does not look back so far. Ask from {@link keptFromMs} on; older fills are in the journal, as far as it archived them. */
export class HistoryNotKeptError extends ExecutionError {
  override readonly name = 'HistoryNotKeptError';
  readonly fromMs: number;
  /** The oldest moment that can be asked for, ms. */
  readonly keptFromMs: number;
  constructor({ fromMs, keptFromMs }: { readonly fromMs: number; readonly keptFromMs: number }, cause: unknown) {
    super(`history: found a beginning at ${new Date(fromMs).toISOString()}, expected ${new Date(keptFromMs).toISOString()} or later`, {
      cause,
    });
    this.fromMs = fromMs;
    this.keptFromMs = keptFromMs;
  }
}

/** The venue's statement of the risk tiers is missing or cannot be understood. Unknown does not mean unlimited. */
export class RiskTiersUnknownError extends ExecutionError {
  override readonly name = 'RiskTiersUnknownError';
  constructor(readonly symbol: string) {
    super(`risk tiers of ${symbol}: found none that can be counted in contracts, expected at least one`);
  }
}
