import type { Clock } from '@prate/execution-interface';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import type { MexcFuturesStream, StreamTimer } from '@prate/mexc-ws';

export interface MexcFuturesMarketDataOptions {
  /** Public endpoints only: no keys are needed. */
  readonly rest: MexcFuturesRest;
  /** Public channels only: no keys are needed. Opens no socket before something is watched. */
  readonly stream: MexcFuturesStream;
  readonly clock?: Clock;
  /** Delays: the refresh of the contract list while it is watched, the re-reading of a book. The machine's by default. */
  readonly timer?: StreamTimer;
  /** How long the contract list is used before it is read again, ms; an hour by default. */
  readonly instrumentsMaxAgeMs?: number;
  /** Told what a watcher's handler threw where that watcher has no `onError`; without it that is an unhandled rejection. */
  readonly onHandlerError?: (error: unknown) => void;
}

/** Of a `MexcFuturesMarketData` that makes its own REST client and streams. */
export interface OwnWireOptions extends Omit<MexcFuturesMarketDataOptions, 'rest' | 'stream' | 'timer'> {
  /** The venue's, where left out. */
  readonly baseUrl?: string;
  readonly streamUrl?: string;
}
