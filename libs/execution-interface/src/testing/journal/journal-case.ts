import { deepStrictEqual } from 'node:assert';
import type { KillSwitch } from '../../kill-switch';
import type { OrderJournal } from '../../order-journal';
import type { ManualClock } from '../manual-clock';

/** One thing every journal must hold. Throws where it does not; needs no test framework. */
export interface JournalCase {
  readonly name: string;
  /** `journal` is empty and asks `clock`, which stands at {@link JOURNAL_NOW_MS}. */
  run(journal: OrderJournal, clock: ManualClock): Promise<void>;
}

export interface KillSwitchPair {
  readonly killSwitch: KillSwitch;
  /** The same switch as another process sees it; the same object where there is none. */
  readonly replica: KillSwitch;
}

/** One thing every kill switch must hold. */
export interface KillSwitchCase {
  readonly name: string;
  /** Nobody touched the switch yet; both ask `clock`, which stands at {@link JOURNAL_NOW_MS}. */
  run(pair: KillSwitchPair, clock: ManualClock): Promise<void>;
}

/** Compared as plain data: what a native module answers may belong to another realm, whose lists are never strictly equal to ours. */
export function same(actual: unknown, expected: unknown): void {
  const plain = (value: unknown): unknown => (value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown));
  deepStrictEqual(plain(actual), plain(expected));
}
