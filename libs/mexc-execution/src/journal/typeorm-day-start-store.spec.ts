import { ManualClock } from '@prate/execution-interface/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from 'sqlite3';
import { DataSource } from 'typeorm';
import { JOURNAL_TABLES } from './data-source-options';
import { CreateJournalTables } from './migrations/0001-create-journal-tables';
import { TypeOrmOrderJournal } from './typeorm-order-journal';

const IDENTITY = { mode: 'live', account: 'a1b2' } as const;
const TODAY = Date.UTC(2026, 9, 7);
const TOMORROW = Date.UTC(2026, 9, 8);

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'day-start-'));
  path = join(folder, 'journal.db');
});

afterEach(() => rm(folder, { recursive: true }));

async function within<T>(work: (journal: TypeOrmOrderJournal) => Promise<T>): Promise<T> {
  const journal = await TypeOrmOrderJournal.open(path, { ...IDENTITY, clock: new ManualClock(TODAY) });
  try {
    return await work(journal);
  } finally {
    await journal.close();
  }
}

function change(sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = new Database(path);
    connection.exec(sql, (error) => connection.close(() => (error === null ? resolve() : reject(error))));
  });
}

test('default: what a day began with survives the process; of another day nothing is kept', async () => {
  expect(await within(({ dayStarts }) => dayStarts.read(TODAY))).toBeUndefined();
  await within(({ dayStarts }) => dayStarts.keep(TODAY, { USDT: '10000.50', BTC: '0.12345678901234567890' }));
  expect(await within(({ dayStarts }) => dayStarts.read(TODAY))).toEqual({ USDT: '10000.5', BTC: '0.1234567890123456789' });
  expect(await within(({ dayStarts }) => dayStarts.read(TOMORROW))).toBeUndefined();
});

test('behavior: what is kept stands, currencies that come later are added, and whoever was second is told so', async () => {
  await within(async ({ dayStarts }) => {
    await dayStarts.keep(TODAY, { USDT: '10000' });
    expect(await dayStarts.keep(TODAY, { USDT: '9000', BTC: '1' })).toEqual({ USDT: '10000', BTC: '1' });
    expect(await dayStarts.keep(TODAY, {})).toEqual({ USDT: '10000', BTC: '1' });
  });
  await expect(change(`UPDATE day_start SET equity = '9000'`)).rejects.toThrow('append-only');
  await expect(change('DELETE FROM day_start')).rejects.toThrow('append-only');
});

test('behavior: a journal of the version before has the table after it was opened, and keeps its kill switch', async () => {
  const before = new DataSource({ type: 'sqlite', database: path, ...JOURNAL_TABLES, migrations: [CreateJournalTables] });
  await before.initialize();
  await before.runMigrations({ transaction: 'all' });
  await before.query(`INSERT INTO journal_meta (key, value) VALUES ('schema_version', '1'), ('mode', 'live'), ('account', 'a1b2')`);
  await before.query(`INSERT INTO kill_switch (state, reason, changed_by, at_ms) VALUES ('halted', 'drill', 'anna', 1)`);
  await before.destroy();
  await within(async ({ dayStarts, killSwitch }) => {
    expect(await killSwitch.read()).toMatchObject({ state: 'halted', by: 'anna' });
    expect(await dayStarts.keep(TODAY, { USDT: '1' })).toEqual({ USDT: '1' });
  });
});

test('error: what is no amount is a broken journal, never a zero', async () => {
  await within(({ dayStarts }) => dayStarts.keep(TODAY, { USDT: '10000' }));
  await change(`DROP TRIGGER day_start_update; UPDATE day_start SET equity = 'much'`);
  await expect(within(({ dayStarts }) => dayStarts.read(TODAY))).rejects.toMatchObject({
    name: 'JournalError',
    code: 'corrupt',
    message: expect.stringContaining('found "much" as the USDT a day began with, expected decimal text'),
  });
});
