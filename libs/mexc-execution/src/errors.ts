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
