import type { Instrument } from '../../instrument';
import type { MarketDataInterface } from '../../market-data-interface';

/** What can be watched. */
export type WatchKind = 'candles' | 'ticker' | 'order-book' | 'trades' | 'mark-price' | 'index-price' | 'funding-rate' | 'instruments';

/** A port, and the venue behind it as a test can move it. Time stands still unless it is passed. */
export interface MarketDataVenue {
  readonly marketData: MarketDataInterface;
  /** A linear contract in which somebody trades every few seconds. */
  readonly symbol: string;
  /** An inverse contract, where the venue has one. */
  readonly inverseSymbol?: string;
  /** Of the venue, ms since the epoch. */
  nowMs(): number;
  /** Lets the venue's time pass and what it tells arrive, until it is so. Rejects when it never is, saying what was waited for. */
  until(isSo: () => boolean, waitedFor: string): Promise<void>;
  /** How often the venue was asked to tell something since the start (connections that come back ask again), and how many of these stand now. */
  subscriptions(kind: WatchKind): { readonly begun: number; readonly standing: number };
  /** Questions about this symbol by name that reached the venue, by call or by stream. */
  asked(symbol: string): number;
  /** All stream connections of this moment are gone. */
  cut(): void;
  /** The next thing told of this kind comes twice. */
  repeatNext(kind: WatchKind): void;
  /** The next two things told of this kind come in reverse order. */
  swapNext(kind: WatchKind): void;
  /** The venue changes a contract, and tells. */
  changeInstrument(symbol: string, change: Partial<Pick<Instrument, 'state' | 'isApiAllowed'>>): void;
  /** What handlers threw and no `onError` heard. */
  readonly handlerErrors: readonly unknown[];
}

/** One thing every port must hold. Throws where it does not; needs no test framework. */
export interface MarketDataCase {
  readonly name: string;
  /** On a fresh venue, nothing watched. */
  run(venue: MarketDataVenue): Promise<void>;
}
