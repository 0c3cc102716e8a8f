import {
  type Clock,
  type DayStartStore,
  type KillSwitch,
  MemoryDayStartStore,
  MemoryKillSwitch,
  MemoryOrderJournal,
  type OrderJournal,
} from '@prate/execution-interface';
import { TypeOrmOrderJournal } from '@prate/mexc-execution/journal';
import type { Environment } from './environment';

/** What is kept of orders, of the trading state and of what each day began with. */
export interface OpenJournal {
  readonly journal: OrderJournal;
  readonly killSwitch: KillSwitch;
  readonly dayStarts: DayStartStore;
  /** When nothing can send any more; may be called twice. */
  close(): Promise<void>;
}

/**
 * In live mode journal, kill switch and day starts are on disk (a file, or PostgreSQL where replicas share it) and belong to one account for ever.
 *
 * In simulated and paper mode they forget with this process on purpose, as the exchange there does: a journal that outlives it would hold
 * intents of an exchange that nobody can ask any more, and deny everything for their sake.
 *
 * @throws {JournalError} for a journal of another mode or account, one that somebody else has open, or one that cannot be had
 */
export async function openJournal({ live }: Environment, clock: Clock): Promise<OpenJournal> {
  if (live === undefined) {
    return {
      journal: new MemoryOrderJournal(clock),
      killSwitch: new MemoryKillSwitch(clock),
      dayStarts: new MemoryDayStartStore(),
      close: async () => undefined,
    };
  }
  const { journalDatabase, journalSchema, account } = live;
  const bySchema = journalSchema === undefined ? {} : { schema: journalSchema };
  const journal = await TypeOrmOrderJournal.open(journalDatabase, { mode: 'live', account, clock, ...bySchema });
  return { journal, killSwitch: journal.killSwitch, dayStarts: journal.dayStarts, close: () => journal.close() };
}
