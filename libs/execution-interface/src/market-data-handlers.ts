/** From `sinceMs` on, something may have been missed. It ends with the next `onReady`. */
export interface MarketDataGap {
  /** Last moment up to which nothing is missing, ms since the epoch. */
  readonly sinceMs: number;
  /** For people and counters. */
  readonly reason: string;
}

/** Everything that the venue sent for this watch until then has been told. */
export interface MarketDataHeard {
  /** The venue's clock when it sent what was heard last, ms since the epoch. */
  readonly serverTimeMs: number;
  /** Our clock when it arrived, ms since the epoch. */
  readonly receivedAtMs: number;
}

/**
 * What a watcher is told, one thing after the other: a handler that returns a promise is awaited before the next. What states how things
 * are (prices, books, candles) is then told in its newest form only; trades wait, and are a gap when too many do.
 *
 * What a handler throws does not end the watch and reaches no other watcher: it is told to the same watcher's `onError`.
 */
export interface MarketDataHandlers<Data> {
  /** `sentAtMs`: when the venue sent it, by its clock where it says so, else when it arrived; ms since the epoch. */
  onData(data: Data, sentAtMs?: number): void | Promise<void>;
  onGap?(gap: MarketDataGap): void | Promise<void>;
  /** Data flows (again). Nothing is told twice; what was missed before is to be asked for by call. */
  onReady?(): void | Promise<void>;
  /** About once a second while data flows, of a quiet connection rarer, where the venue tells its time: silence until then was silence. */
  onHeard?(heard: MarketDataHeard): void | Promise<void>;
  /** Something could not be read, or a handler threw; names what was watched and the symbol. The watch goes on by itself. */
  onError?(error: Error): void | Promise<void>;
}

/** Ends a watch. May be called twice, and from inside a handler; nothing is told afterwards. */
export type StopWatching = () => void;
