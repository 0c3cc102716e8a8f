/** `active`: everything. `reducing`: what reduces, and cancels. `halted`: cancels and closing positions. */
export type TradingState = 'active' | 'reducing' | 'halted';

/** Who changed the state, why and when. */
export interface TradingStateChange {
  readonly state: TradingState;
  /** Why, for people; required. */
  readonly reason: string;
  /** Who: a person's name, or the rule that tripped. */
  readonly by: string;
  /** ms since the epoch. */
  readonly atMs: number;
}

/**
 * Whether this account may trade. Abstract, so that the class itself is the injection token. It survives restarts wherever the
 * implementation says so, and is read again at dispatch.
 */
export abstract class KillSwitch {
  /** As kept; not older than one second where several processes share it. @throws {JournalError} when it cannot be read */
  abstract read(): Promise<TradingStateChange>;
  /** Kept before it returns. @throws {JournalError} when it cannot be kept */
  abstract set(change: Omit<TradingStateChange, 'atMs'>): Promise<TradingStateChange>;
  /** Newest first. */
  abstract history(limit?: number): Promise<readonly TradingStateChange[]>;
}
