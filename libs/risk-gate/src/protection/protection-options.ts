import type { OrderJournal } from '@prate/execution-interface';
import type { GuardTimer } from './guard-timer';

/** How entries with a protection are guarded. All times in ms. */
export interface ProtectionOptions {
  /**
   * The engine's own journal: entries of an earlier process are found again in it. Without one, what a restart leaves behind is guarded by
   * nobody.
   */
  readonly journal?: Pick<OrderJournal, 'get' | 'list' | 'listUnsettled' | 'note' | 'story'>;
  /**
   * `alert`: tell and go on trying. `flatten`: cancel the entry's rest and close what it filled at the market, too. Default `alert`.
   */
  readonly onUnproven?: 'alert' | 'flatten';
  /** From a fill on: so long the venue's own stop is looked for before one is placed. Default 5,000; three looks at least. */
  readonly provenWithinMs?: number;
  /** After that: so long for placing and reading back, then the alarm. Default 5,000. */
  readonly repairedWithinMs?: number;
  /** Between two looks while something is not proven. Default 500. */
  readonly lookEveryMs?: number;
  /** Between two looks while all is proven. Default 30,000. */
  readonly checkEveryMs?: number;
  /** How far back {@link journal} is searched for entries whose position may still be open. Default 30 days. */
  readonly restoreMs?: number;
  readonly timer?: GuardTimer;
}

export type ProtectionSettings = Required<Omit<ProtectionOptions, 'journal' | 'timer'>>;

const DEFAULTS: ProtectionSettings = Object.freeze({
  onUnproven: 'alert',
  provenWithinMs: 5_000,
  repairedWithinMs: 5_000,
  lookEveryMs: 500,
  checkEveryMs: 30_000,
  restoreMs: 30 * 86_400_000,
});

/** Everything wrong with the options, for people; their settings. */
export function protectionSettings({ journal: _journal, timer: _timer, ...given }: ProtectionOptions = {}): {
  readonly settings: ProtectionSettings;
  readonly problems: readonly string[];
} {
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const settings: ProtectionSettings = { ...DEFAULTS, ...stated };
  const { onUnproven, ...times } = settings;
  const problems = Object.entries(times)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
    .map(([name, value]) => `protection.${name}: found ${String(value)}, expected a whole number of ms above 0`);
  if (onUnproven !== 'alert' && onUnproven !== 'flatten') {
    problems.push(`protection.onUnproven: found ${JSON.stringify(onUnproven)}, expected alert or flatten`);
  }
  return { settings, problems };
}
