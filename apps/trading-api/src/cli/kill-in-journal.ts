import { existsSync } from 'node:fs';
import type { TradingStateChange } from '@prate/execution-interface';
import { TypeOrmOrderJournal } from '@prate/mexc-execution/journal';
import type { KillEnvironment } from './kill-environment';
import type { KillAsked } from './kill-flags';

/** The switch cannot be reached in the journal; says what to do. */
export class NoJournalError extends Error {
  override readonly name = 'NoJournalError';
}

/**
 * Reads or changes the switch where it is kept. A file that a running API holds is not touched; PostgreSQL is shared.
 *
 * @returns the states as kept, newest first
 * @throws {NoJournalError} where there is none that could be opened; {JournalError} where it does not open or cannot be written
 */
export async function changeInJournal(
  { tradingMode, journalDatabase, journalSchema, account }: KillEnvironment,
  { act, reason, by }: Extract<KillAsked, { kind: 'act' }>,
): Promise<readonly TradingStateChange[]> {
  if (tradingMode !== 'live') {
    throw new NoJournalError(
      `in ${tradingMode} mode the switch ends with the API, as its exchange does: nothing trades, nothing is to be halted`,
    );
  }
  const isServer = /^postgres(ql)?:\/\//.test(journalDatabase);
  if (!isServer && !existsSync(journalDatabase)) {
    throw new NoJournalError(`JOURNAL_DATABASE: found no file ${journalDatabase}, expected the journal of the API`);
  }
  if (account === undefined) {
    throw new NoJournalError(
      'found neither ACCOUNT_NAME nor MEXC_API_KEY, expected the one that the API has: it tells whose journal it is',
    );
  }
  const bySchema = journalSchema === undefined ? {} : { schema: journalSchema };
  // A journal made here would be halted, and nobody would trade by it.
  const journal = await TypeOrmOrderJournal.open(journalDatabase, { mode: 'live', account, hasToExist: true, ...bySchema });
  try {
    const { killSwitch } = journal;
    if (act !== 'status') await killSwitch.set({ state: act === 'trip' ? 'halted' : 'active', reason, by });
    return await killSwitch.history(20);
  } finally {
    await journal.close();
  }
}
