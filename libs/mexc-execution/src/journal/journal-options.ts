import type { Clock, JournalIdentity, Slots } from '@prate/execution-interface';

/** Whose journal it is, and what it works with. */
export interface JournalOptions extends JournalIdentity {
  /** Says when things were kept; the machine's clock by default. */
  readonly clock?: Clock;
  /** SQLite: turns at the engine; `Slots.shared`, two for the whole process, by default. */
  readonly slots?: Slots;
  /** PostgreSQL: the schema the tables lie in, one for each mode and account; `order_journal` by default. */
  readonly schema?: string;
  /** Whether one that is not there is refused (`invalid`) and not made: for whoever means the journal of another program. Default false. */
  readonly hasToExist?: boolean;
}
