import type { Clock, ExecutionInterface, ProtectionFinding } from '@prate/execution-interface';
import type { ProtectedEntry } from './protected-entry';
import type { ProtectionOptions, ProtectionSettings } from './protection-options';

/** A position may be shown this much later than the fill that made it, ms. */
export const POSITION_LAG_MS = 2_000;
/** Readings that have to miss a stop before another is placed. */
export const LOOKS_BEFORE_PLACING = 3;

/** What everything about one side of one symbol works with. */
export interface GuardParts {
  readonly over: ExecutionInterface;
  readonly clock: Clock;
  readonly settings: ProtectionSettings;
  readonly journal?: ProtectionOptions['journal'];
  /** Whether the caller is taking this stop away at this moment: that it ends is no loss. */
  readonly isLeaving: (stopId: string) => boolean;
  /** Events; `unproven` is an alarm, too. */
  readonly tell: (finding: ProtectionFinding, entry: ProtectedEntry, message: string) => void;
}
