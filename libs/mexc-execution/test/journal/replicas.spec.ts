import { DuplicateIntentError } from '@prate/execution-interface';
import { JOURNAL_NOW_MS, ManualClock, buildIntent } from '@prate/execution-interface/testing';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { type PostgresServer, isPostgresHere, startPostgresServer } from '@prate/test-support';
import { SCHEMA_VERSION, TypeOrmOrderJournal } from '../../src/journal';
import { JOURNAL_TABLES } from '../../src/journal/data-source-options';
import { PostgresJournalDatabase } from '../../src/journal/postgres-journal-database';

const LIVE = { mode: 'live', account: 'a1b2' } as const;

(isPostgresHere ? describe : describe.skip)('several processes on one PostgreSQL', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);

  afterAll(() => server.stop());

  async function query<Row>(sql: string): Promise<Row[]> {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  it('R-201: of two that record one id, one is let through; what one records the other sees', async () => {
    const [one, other] = await Promise.all([TypeOrmOrderJournal.open(server.url, LIVE), TypeOrmOrderJournal.open(server.url, LIVE)]);
    for (let round = 0; round < 20; round += 1) {
      const intent = buildIntent(`race-${round}`);
      const results = await Promise.allSettled([one.record(intent), other.record(intent)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = results.find((result) => result.status === 'rejected');
      expect(refused?.reason).toBeInstanceOf(DuplicateIntentError);
    }
    expect(await other.listUnsettled()).toHaveLength(20);
    await one.settle(buildIntent('race-0').clientOrderId, { state: 'not-sent' });
    expect(await other.listUnsettled()).toHaveLength(19);
    await Promise.all([one.close(), other.close()]);
  });

  it('R-221: a trip on one is known on the other within a second, also when that one had just asked', async () => {
    const clock = new ManualClock(JOURNAL_NOW_MS);
    const options = { ...LIVE, clock, schema: 'tripped' };
    const one = await TypeOrmOrderJournal.open(server.url, options);
    const other = await TypeOrmOrderJournal.open(server.url, options);
    expect((await other.killSwitch.read()).state).toBe('active');
    await one.killSwitch.set({ state: 'halted', reason: 'drift', by: 'rule: drift' });
    clock.advance(999);
    expect((await other.killSwitch.read()).state).toBe('halted');
    // A clock that was set back does not keep an old answer alive.
    await one.killSwitch.set({ state: 'active', reason: 'checked', by: 'Ada' });
    clock.set(JOURNAL_NOW_MS - 3_600_000);
    expect((await other.killSwitch.read()).state).toBe('active');
    await Promise.all([one.close(), other.close()]);
  });

  it('behavior: a commit is on disk before it is told, whatever the default of the database', async () => {
    await query('ALTER DATABASE postgres SET synchronous_commit = off');
    const database = await PostgresJournalDatabase.open(server.url, { ...LIVE, schema: 'durable' });
    expect(await database.read('show', 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    await database.close();
    await query('ALTER DATABASE postgres RESET synchronous_commit');
  });

  it('R-235: a schema of another mode or account refuses, and nothing of it is changed', async () => {
    const options = { ...LIVE, schema: 'mine' };
    await (await TypeOrmOrderJournal.open(server.url, options)).close();
    const before = await query('SELECT key, value FROM mine.journal_meta ORDER BY key');
    await expect(TypeOrmOrderJournal.open(server.url, { ...options, mode: 'paper' })).rejects.toMatchObject({
      code: 'other-mode',
      found: 'live',
      expected: 'paper',
    });
    await expect(TypeOrmOrderJournal.open(server.url, { ...options, account: 'zz' })).rejects.toMatchObject({ code: 'other-account' });
    expect(await query('SELECT key, value FROM mine.journal_meta ORDER BY key')).toEqual(before);
    await query(`UPDATE mine.journal_meta SET value = '${SCHEMA_VERSION + 1}' WHERE key = 'schema_version'`);
    await expect(TypeOrmOrderJournal.open(server.url, options)).rejects.toMatchObject({ code: 'newer-version' });
  });

  it('R-233: events and trips cannot be rewritten, intents not deleted', async () => {
    const journal = await TypeOrmOrderJournal.open(server.url, { ...LIVE, schema: 'audit' });
    await journal.record(buildIntent('audited'));
    await journal.close();
    for (const sql of [
      `UPDATE audit.order_event SET detail = '{}'`,
      'DELETE FROM audit.order_event',
      'TRUNCATE audit.order_event',
      'DELETE FROM audit.kill_switch',
      'DELETE FROM audit.order_intent',
    ]) {
      await expect(query(sql)).rejects.toThrow('append-only');
    }
    expect(await query('SELECT count(*)::int AS n FROM audit.order_event')).toEqual([{ n: 1 }]);
  });

  it('behavior: of two that begin a day the first one is right, and both know it', async () => {
    const options = { ...LIVE, schema: 'day_starts' };
    const [one, other] = await Promise.all([TypeOrmOrderJournal.open(server.url, options), TypeOrmOrderJournal.open(server.url, options)]);
    const [first, second] = await Promise.all([
      one.dayStarts.keep(0, { USDT: '10000' }),
      other.dayStarts.keep(0, { USDT: '9990', BTC: '1' }),
    ]);
    expect(['10000', '9990']).toContain(first['USDT']);
    expect(second['USDT']).toBe(first['USDT']);
    expect(await one.dayStarts.read(0)).toEqual({ USDT: first['USDT'], BTC: '1' });
    await Promise.all([one.close(), other.close()]);
    await expect(query(`UPDATE day_starts.day_start SET equity = '1'`)).rejects.toThrow('append-only');
  });

  it('behavior: the migrations make exactly the tables the entities describe', async () => {
    await (await TypeOrmOrderJournal.open(server.url, { ...LIVE, schema: 'described' })).close();
    const source = new DataSource({ type: 'postgres', url: server.url, schema: 'described', ...JOURNAL_TABLES });
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map((one) => one.query)).toEqual([]);
    await source.destroy();
  });

  it('error: a server that goes away is unreachable, nothing is recorded, and it goes on when it is back', async () => {
    const journal = await TypeOrmOrderJournal.open(server.url, { ...LIVE, schema: 'cut' });
    await query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'`);
    const results = await Promise.allSettled([journal.record(buildIntent('cut-1')), journal.record(buildIntent('cut-2'))]);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'unreachable' });
    const kept = results.filter(({ status }) => status === 'fulfilled').length;
    expect((await journal.listUnsettled()).length).toBeGreaterThanOrEqual(kept);
    await journal.record(buildIntent('cut-3'));
    await journal.close();
    expect(await journal.isWritable()).toBe(false);
  });
});
