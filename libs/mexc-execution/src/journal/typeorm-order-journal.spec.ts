import { JournalError, type OrderIntent, Slots, venueOrderId } from '@prate/execution-interface';
import { buildIntent, buildTrade } from '@prate/execution-interface/testing';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Database } from 'sqlite3';
import { DataSource } from 'typeorm';
import { JOURNAL_TABLES } from './data-source-options';
import { SCHEMA_VERSION } from './journal-meta';
import type { JournalOptions } from './journal-options';
import { SqliteJournalDatabase } from './sqlite-journal-database';
import { TypeOrmOrderJournal } from './typeorm-order-journal';

const IDENTITY = { mode: 'live', account: 'a1b2' } as const;

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'order-journal-'));
});

afterAll(() => rm(folder, { recursive: true }));

function newPath(): string {
  count += 1;
  return join(folder, `${count}.db`);
}

/** A closed journal with some orders. */
async function filled(): Promise<string> {
  const path = newPath();
  const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
  for (let index = 0; index < 100; index += 1) {
    const { clientOrderId } = await journal.record(buildIntent(`f-${index}`));
    await journal.settle(clientOrderId, { state: 'accepted', orderId: venueOrderId(String(index + 1)) });
  }
  await journal.archiveTrades([buildTrade('t-1')]);
  await journal.close();
  return path;
}

/** Statements of somebody who opens the file with another program. */
function query(path: string, sql: string): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const connection = new Database(path);
    connection.all<Record<string, unknown>>(sql, (error, rows) => connection.close(() => (error === null ? resolve(rows) : reject(error))));
  });
}

async function refusal(path: string, options: JournalOptions = IDENTITY): Promise<JournalError> {
  const outcome = await TypeOrmOrderJournal.open(path, options).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(JournalError);
  return outcome as JournalError;
}

describe('TypeOrmOrderJournal.open', () => {
  it('default: makes the file with its folders, in WAL mode, every commit on disk, and finds everything again', async () => {
    const path = join(folder, 'a', 'b', 'journal.db');
    const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
    const intent = buildIntent('first');
    await journal.record(intent);
    await journal.close();
    const again = await TypeOrmOrderJournal.open(path, IDENTITY);
    expect(again.identity).toEqual(IDENTITY);
    expect(await again.listUnsettled()).toMatchObject([{ intent, outcome: { state: 'sent' }, attempts: 1 }]);
    expect(await query(path, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    await again.close();
  });

  it('error: other-mode and other-account name what was found and expected, and nothing of the file is changed', async () => {
    const path = await filled();
    const before = await readFile(path);
    expect(await refusal(path, { ...IDENTITY, mode: 'paper' })).toMatchObject({
      code: 'other-mode',
      name: 'JournalIdentityError',
      found: 'live',
      expected: 'paper',
      message: expect.stringContaining('found a journal of mode live, expected paper'),
    });
    expect(await refusal(path, { ...IDENTITY, account: 'c3d4' })).toMatchObject({
      code: 'other-account',
      found: 'a1b2',
      expected: 'c3d4',
      message: expect.stringContaining(path),
    });
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it.each([
    ['text', async (path: string) => writeFile(path, 'id,symbol\n'.repeat(1_000))],
    ['a file cut off', async (path: string) => truncate(path, 20_000)],
    ['a file with pages overwritten', (path: string) => overwrite(path, 8_000, 30_000)],
    ['a file with a broken catalogue', (path: string) => overwrite(path, 100, 3_000)],
  ])('error: corrupt for %s, and nothing of it is changed', async (_, damage) => {
    const path = await filled();
    await damage(path);
    const before = await readFile(path);
    const error = await refusal(path);
    expect(error).toMatchObject({ code: 'corrupt', message: expect.stringContaining(path) });
    expect(error.message).toMatch(/found .* expected .*; restore it from a copy, then reconcile/s);
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it('error: corrupt for the database of another program, which stays as it is', async () => {
    const path = newPath();
    await query(path, 'CREATE TABLE candle_1m (id TEXT)');
    const before = await readFile(path);
    expect(await refusal(path)).toMatchObject({ code: 'corrupt', message: expect.stringContaining('another program (tables candle_1m)') });
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it('error: newer-version, and nothing of it is changed', async () => {
    const path = await filled();
    await query(path, `UPDATE journal_meta SET value = '${SCHEMA_VERSION + 1}' WHERE key = 'schema_version'`);
    const before = await readFile(path);
    expect(await refusal(path)).toMatchObject({
      code: 'newer-version',
      message: expect.stringContaining(`found schema version ${SCHEMA_VERSION + 1}, expected at most ${SCHEMA_VERSION}`),
    });
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it('error: not-writable for a folder, for a folder that is a file, and for no path', async () => {
    const asFolder = newPath();
    await mkdir(asFolder);
    expect(await refusal(asFolder)).toMatchObject({ code: 'not-writable', message: expect.stringContaining('found a folder') });
    const asFile = newPath();
    await writeFile(asFile, 'text');
    expect(await refusal(join(asFile, 'journal.db'))).toMatchObject({ code: 'not-writable', message: expect.stringContaining(asFile) });
    expect((await refusal('')).code).toBe('not-writable');
    expect((await refusal(':memory:')).message).toContain('MemoryOrderJournal');
  });

  it.each([
    ['nothing but the list of migrations', 'CREATE TABLE schema_migration (id integer)'],
    ['nothing at all', 'VACUUM'],
  ])('behavior: a file that was being made when its process was killed is made to its end: %s', async (_, sql) => {
    const path = newPath();
    await query(
      path,
      sql.replace('(id integer)', '(id integer PRIMARY KEY AUTOINCREMENT NOT NULL, timestamp bigint NOT NULL, name varchar NOT NULL)'),
    );
    const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
    await journal.record(buildIntent('first'));
    await journal.close();
    expect(await refusal(path, { ...IDENTITY, mode: 'paper' })).toMatchObject({ code: 'other-mode' });
  });

  it('error: in-use while this process has it open already, by any name', async () => {
    const path = newPath();
    const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
    const link = newPath();
    await symlink(path, link);
    expect(await refusal(path)).toMatchObject({ code: 'in-use', message: expect.stringContaining('expected to be the only one') });
    expect(await refusal(link)).toMatchObject({ code: 'in-use', message: expect.stringContaining(path) });
    await journal.close();
    await (await TypeOrmOrderJournal.open(link, IDENTITY)).close();
  });

  it('error: a mode that does not exist, no account, a schema that is no name', async () => {
    expect(await refusal(newPath(), { mode: 'real' as never, account: 'x' })).toMatchObject({ code: 'invalid' });
    expect(await refusal(newPath(), { mode: 'live', account: ' ' })).toMatchObject({ code: 'invalid' });
    expect(await refusal('postgres://127.0.0.1:9/x', { ...IDENTITY, schema: 'a; drop' })).toMatchObject({ code: 'invalid' });
  });

  it('error: unreachable names the server, never its password', async () => {
    const error = await refusal('postgres://user:sentinel@127.0.0.1:9/trading', IDENTITY);
    expect(error).toMatchObject({ code: 'unreachable', message: expect.stringContaining('127.0.0.1:9/trading') });
    expect(inspect(error, { depth: 10 })).not.toContain('sentinel');
  });
});

describe('TypeOrmOrderJournal', () => {
  it('behavior: a commit is on disk before it is told, also through a loss of power', async () => {
    const database = await SqliteJournalDatabase.open(newPath(), IDENTITY);
    const writer = Reflect.get(database, 'writer') as DataSource;
    // 2 is FULL: the log is synchronised at every commit.
    expect(await writer.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
    await database.close();
  });

  it('behavior: whoever asks after a settlement was handed in is told of it, before it was waited for', async () => {
    const journal = await TypeOrmOrderJournal.open(newPath(), IDENTITY);
    const outcome = { state: 'accepted', orderId: venueOrderId('7') } as const;
    const ids: OrderIntent['clientOrderId'][] = [];
    for (const name of ['get', 'story', 'list', 'unsettled']) ids.push((await journal.record(buildIntent(name))).clientOrderId);
    const [first, second, third, fourth] = ids as [(typeof ids)[0], (typeof ids)[0], (typeof ids)[0], (typeof ids)[0]];
    const handedIn: Promise<void>[] = [];
    const settle = (id: (typeof ids)[0]) => void handedIn.push(journal.settle(id, outcome));
    settle(first);
    expect((await journal.get(first))?.outcome).toEqual(outcome);
    settle(second);
    expect((await journal.story(second)).at(-1)).toMatchObject({ what: 'settled', outcome });
    settle(third);
    const accepted: string[] = [];
    for await (const { intent } of journal.list({ state: 'accepted' })) accepted.push(intent.clientOrderId);
    expect(accepted).toContain(third);
    settle(fourth);
    expect(await journal.listUnsettled()).toEqual([]);
    await Promise.all(handedIn);
    await journal.close();
  });

  it('behavior: close waits for what was handed in, later calls fail with closed', async () => {
    const path = newPath();
    const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
    const intents: OrderIntent[] = Array.from({ length: 50 }, (_, index) => buildIntent(`c-${index}`));
    const recording = Promise.all(intents.map((intent) => journal.record(intent)));
    await Promise.all([journal.close(), journal.close()]);
    await expect(recording).resolves.toHaveLength(50);
    await expect(journal.record(buildIntent('late'))).rejects.toMatchObject({ code: 'closed' });
    await expect(journal.listUnsettled()).rejects.toMatchObject({ code: 'closed' });
    await expect(journal.killSwitch.read()).rejects.toMatchObject({ code: 'closed' });
    expect(await journal.isWritable()).toBe(false);
    const again = await TypeOrmOrderJournal.open(path, IDENTITY);
    expect(await again.listUnsettled()).toHaveLength(50);
    await again.close();
  });

  it('behavior: goes ahead of what waits for a slot, and waits for what is at work there', async () => {
    const path = newPath();
    const slots = new Slots(1);
    const journal = await TypeOrmOrderJournal.open(path, { ...IDENTITY, slots });
    const countNow = () => query(path, 'SELECT count(*) AS n FROM order_intent');
    let release: () => void = () => undefined;
    const atWork = slots.run(() => new Promise<void>((resolve) => (release = resolve)).then(countNow));
    const waiting = slots.run(countNow);
    const order = journal.record(buildIntent('urgent'));
    // The record has been handed in before what is at work ends.
    await new Promise((resolve) => setImmediate(resolve));
    release();
    expect(await atWork).toEqual([{ n: 0 }]);
    expect(await waiting).toEqual([{ n: 1 }]);
    await order;
    await journal.close();
  });

  it('behavior: is not writable when the file was taken away', async () => {
    const path = newPath();
    const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
    expect(await journal.isWritable()).toBe(true);
    await rename(path, `${path}.moved`);
    expect(await journal.isWritable()).toBe(false);
    await journal.close();
  });

  it('behavior: events and trips cannot be rewritten, intents not deleted, not even by another program', async () => {
    const path = await filled();
    for (const sql of [
      `UPDATE order_event SET detail = '{}'`,
      'DELETE FROM order_event',
      `UPDATE kill_switch SET state = 'active'`,
      'DELETE FROM kill_switch',
      'DELETE FROM order_intent',
    ]) {
      await expect(query(path, sql)).rejects.toThrow(/append-only|for ever/);
    }
    expect(await query(path, 'SELECT count(*) AS n FROM order_event')).toEqual([{ n: 200 }]);
  });

  it('error: a failing write is a JournalError, nothing of it is kept, and the next one succeeds', async () => {
    const path = newPath();
    const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
    await query(path, `CREATE TRIGGER stop BEFORE INSERT ON order_event BEGIN SELECT RAISE(ABORT, 'stopped'); END`);
    const error = await journal.record(buildIntent('first')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'JournalError', code: 'io', message: expect.stringContaining('record first') });
    expect(await journal.listUnsettled()).toEqual([]);
    await query(path, 'DROP TRIGGER stop');
    await journal.record(buildIntent('first'));
    expect(await journal.story(buildIntent('first').clientOrderId)).toHaveLength(1);
    await journal.close();
  });

  it('behavior: the migrations make exactly the tables the entities describe', async () => {
    const source = new DataSource({ type: 'sqlite', database: await filled(), ...JOURNAL_TABLES });
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map((one) => one.query)).toEqual([]);
    await source.destroy();
  });
});

test('error: one that has to exist is not made; one that does is opened', async () => {
  const path = newPath();
  const options = { ...IDENTITY, hasToExist: true };
  await expect(TypeOrmOrderJournal.open(path, options)).rejects.toMatchObject({ code: 'invalid' });
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  await (await TypeOrmOrderJournal.open(path, IDENTITY)).close();
  await (await TypeOrmOrderJournal.open(path, options)).close();
});

async function overwrite(path: string, from: number, to: number): Promise<void> {
  const bytes = await readFile(path);
  bytes.fill(0xa5, from, to);
  await writeFile(path, bytes);
}
