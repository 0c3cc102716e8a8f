import { JOURNAL_NOW_MS, ManualClock, killSwitchContract, orderJournalContract } from '@prate/execution-interface/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, isPostgresHere, startPostgresServer } from '@prate/test-support';
import { TypeOrmOrderJournal } from '../../src/journal';

const IDENTITY = { mode: 'simulated', account: 'test' } as const;
const journalCases = orderJournalContract.map((one, index) => [one.name, one, index] as const);
const switchCases = killSwitchContract.map((one, index) => [one.name, one, index] as const);

describe('SQLite', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-contract-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it.each(journalCases)('%s', async (_, one, index) => {
    const clock = new ManualClock(JOURNAL_NOW_MS);
    const journal = await TypeOrmOrderJournal.open(join(folder, `${index}.db`), { ...IDENTITY, clock });
    try {
      await one.run(journal, clock);
    } finally {
      await journal.close();
    }
  });

  it.each(switchCases)('%s', async (_, one, index) => {
    const clock = new ManualClock(JOURNAL_NOW_MS);
    const journal = await TypeOrmOrderJournal.open(join(folder, `switch-${index}.db`), { ...IDENTITY, clock });
    try {
      // A file has one owner, so there is no other process that could see it.
      await one.run({ killSwitch: journal.killSwitch, replica: journal.killSwitch }, clock);
    } finally {
      await journal.close();
    }
  });
});

(isPostgresHere ? describe : describe.skip)('PostgreSQL', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);

  afterAll(() => server.stop());

  it.each(journalCases)('%s', async (_, one, index) => {
    const clock = new ManualClock(JOURNAL_NOW_MS);
    const journal = await TypeOrmOrderJournal.open(server.url, { ...IDENTITY, clock, schema: `journal_${index}` });
    try {
      await one.run(journal, clock);
    } finally {
      await journal.close();
    }
  });

  it.each(switchCases)('%s', async (_, one, index) => {
    const clock = new ManualClock(JOURNAL_NOW_MS);
    const options = { ...IDENTITY, clock, schema: `switch_${index}` };
    // Two replicas that start at once.
    const [journal, replica] = await Promise.all([
      TypeOrmOrderJournal.open(server.url, options),
      TypeOrmOrderJournal.open(server.url, options),
    ]);
    try {
      await one.run({ killSwitch: journal.killSwitch, replica: replica.killSwitch }, clock);
    } finally {
      await Promise.all([journal.close(), replica.close()]);
    }
  });
});
