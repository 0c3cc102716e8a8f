import { JournalError } from './journal-errors';

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
  /**
   * Kept before it returns. Every change says who and why, the way back to `active` too.
   *
   * @throws {JournalError} `invalid` without reason or name; otherwise when it cannot be kept
   */
  abstract set(change: Omit<TradingStateChange, 'atMs'>): Promise<TradingStateChange>;
  /**
   * What this object has seen or decided last, without asking anybody: for whoever is about to let a byte go and cannot wait. A halt that was
   * begun here counts from its first moment. `undefined`: nothing is known at once.
   */
  lastKnown(): TradingState | undefined {
    return undefined;
  }
  /** Newest first. */
  abstract history(limit?: number): Promise<readonly TradingStateChange[]>;
}

/** What a switch says before anybody touched it. */
export const FIRST_TRADING_STATE: Omit<TradingStateChange, 'atMs'> = Object.freeze({
  state: 'active',
  reason: 'nothing happened yet',
  by: 'start',
});

const LONGEST_TEXT = 1_000;

/** The change with its own fields only. @throws {JournalError} `invalid` for another state, or without reason or name */
export function checkTradingStateChange({ state, reason, by }: Omit<TradingStateChange, 'atMs'>): Omit<TradingStateChange, 'atMs'> {
  if (state !== 'active' && state !== 'reducing' && state !== 'halted') {
    throw new JournalError(`kill switch: found state ${JSON.stringify(state)}, expected active, reducing or halted`, { code: 'invalid' });
  }
  return { state, reason: textOf('reason', reason), by: textOf('by', by) };
}

function textOf(name: string, text: unknown): string {
  if (typeof text === 'string' && text.trim() !== '') return text.trim().slice(0, LONGEST_TEXT);
  throw new JournalError(`kill switch: found no ${name}, expected who changes it (by) and why (reason)`, { code: 'invalid' });
}
