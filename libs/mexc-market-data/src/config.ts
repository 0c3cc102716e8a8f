import type { Clock } from '@prate/execution-interface';
import type { MexcFuturesRest } from '@prate/mexc-rest';

export interface MexcFuturesMarketDataOptions {
  /** Public endpoints only: no keys are needed. */
  readonly rest: MexcFuturesRest;
  readonly clock?: Clock;
  /** How long the contract list is used before it is read again, ms; an hour by default. */
  readonly instrumentsMaxAgeMs?: number;
}
