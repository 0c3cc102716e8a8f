/** One push of a public subscription. */
export interface FeedPush {
  /** Absent on `tickers`. */
  readonly symbol?: string;
  readonly data: unknown;
}

/**
 * What has changed since it was last asked. The first time, feeds of a state tell it as it is; feeds of events (deals, book changes) tell
 * what came after the subscription. Asked after the exchange was brought up to the present.
 */
export type Feed = () => readonly FeedPush[];
