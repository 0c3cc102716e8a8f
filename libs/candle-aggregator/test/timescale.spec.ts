import { ManualClock } from '@prate/execution-interface/testing';
import type { PostgresServer } from '@prate/test-support';
import { Pool } from 'pg';
import { CandleAggregator, type CandleStoreError, type StoreStats } from '../src';
import { CandleDatabase, type TimescaleChoice } from '../src/storage';
import { addressOf, describeOnPostgres } from './support/each-postgres';
import { TAPE_SYMBOL, playTape } from './support/play-tape';
import { secondsOf } from './support/store-story';
import { tapeOfMinutes } from './support/tape-of-minutes';

const START = 1_609_459_200_000;
const DAY_MS = 86_400_000;
const clock = new ManualClock(START + 400 * DAY_MS);
const RANGE = { symbol: TAPE_SYMBOL, startTs: START - DAY_MS, endTs: START + 400 * DAY_MS };
const ABSENT = { isUsed: false, reason: 'found no extension timescaledb in this database' };

/** Databases of one server, closed after each case. */
function openerOf(server: () => PostgresServer): {
  open(schema: string, timescale?: TimescaleChoice, url?: string): Promise<CandleDatabase>;
  refusal(schema: string, timescale: TimescaleChoice, url?: string): Promise<CandleStoreError>;
} {
  const opened: CandleDatabase[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((database) => database.close())));
  const open = async (schema: string, timescale?: TimescaleChoice, url = server().url): Promise<CandleDatabase> => {
    const database = await CandleDatabase.open(url, { clock, schema, ...(timescale === undefined ? {} : { timescale }) });
    opened.push(database);
    return database;
  };
  const refusal = (schema: string, timescale: TimescaleChoice, url?: string): Promise<CandleStoreError> =>
    open(schema, timescale, url).then(
      () => Promise.reject(new Error('found an open database, expected a refusal')),
      (error: unknown) => error as CandleStoreError,
    );
  return { open, refusal };
}

describeOnPostgres(
  'a server without the extension',
  ({ start }) => {
    let server: PostgresServer;
    beforeAll(async () => (server = await start()), 60_000);
    afterAll(() => server.stop());
    const { open, refusal } = openerOf(() => server);

    it('default: the tables are plain, and the store says why', async () => {
      expect((await (await open('plain')).stats()).timescale).toEqual(ABSENT);
      expect((await (await open('plain', 'never')).stats()).timescale).toEqual(ABSENT);
    });

    it('error: required, and not there: nothing is made', async () => {
      expect(await refusal('strict', 'required')).toMatchObject({
        code: 'not-writable',
        message: expect.stringMatching(
          /^open postgres:.*\(schema strict\): found no extension timescaledb in this database, expected hypertables/,
        ),
      });
      expect((await server.connect().query(`SELECT to_regnamespace('strict') AS found`)).rows).toEqual([{ found: null }]);
    });
  },
  ['PostgreSQL'],
);

describeOnPostgres(
  'a server with the extension',
  ({ start }) => {
    let server: PostgresServer;
    let pool: Pool;
    beforeAll(async () => {
      server = await start();
      pool = server.connect();
    }, 60_000);
    afterAll(() => server.stop());
    const { open, refusal } = openerOf(() => server);

    const timescaleOf = async (database: CandleDatabase): Promise<StoreStats['timescale']> => (await database.stats()).timescale;
    const rowsOf = async (sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await pool.query(sql, [...values])).rows as Record<string, unknown>[];
    const chunksOf = async (schema: string, table: string): Promise<number[]> =>
      (
        await rowsOf(
          'SELECT range_start_integer AS start FROM timescaledb_information.chunks WHERE hypertable_schema = $1 AND hypertable_name = $2 ORDER BY 1',
          [schema, table],
        )
      ).map((row) => Number(row['start']));
    /** What is there of the schema's large tables beside columns and checks. */
    const shapeOf = (schema: string): Promise<Record<string, unknown>[]> =>
      rowsOf(
        'SELECT d.hypertable_name AS name, d.integer_interval AS interval, d.integer_now_func AS now, ' +
          '(SELECT count(*)::int FROM pg_indexes i WHERE i.schemaname = $1 AND i.tablename = d.hypertable_name) AS indexes, ' +
          "(SELECT count(*)::int FROM pg_constraint c WHERE c.conrelid = to_regclass($1 || '.' || d.hypertable_name) AND c.contype = 'f') AS keys " +
          'FROM timescaledb_information.dimensions d WHERE d.hypertable_schema = $1 ORDER BY 1',
        [schema],
      );
    const SHAPE = [
      { name: 'candle_1m', interval: '7257600', now: 'candle_now_s', indexes: 1, keys: 0 },
      { name: 'observed_1s', interval: '86400', now: 'candle_now_s', indexes: 1, keys: 0 },
      { name: 'observed_minute', interval: '604800', now: 'candle_now_s', indexes: 1, keys: 0 },
    ];
    const fill = async (database: CandleDatabase, count = 300): Promise<void> => {
      await playTape(database, new CandleAggregator(database, { clock }), tapeOfMinutes(count, 5));
    };
    /** All that is answered, the logs and stamps with it. */
    const answersOf = async (store: CandleDatabase): Promise<unknown> => {
      const { minutes, seconds, symbols } = await store.stats();
      return {
        counts: [minutes, seconds, symbols],
        seconds: await secondsOf(store, RANGE),
        records: await store.minuteRecords(RANGE),
        observed: await store.observedSeconds(RANGE),
        revisions: await store.revisions(RANGE),
        differences: await store.differences(RANGE),
        stamps: [...(await store.hourStamps(RANGE))],
        faults: (await store.verify(RANGE)).faults,
      };
    };
    const observe = (database: CandleDatabase, symbol: string, openTimeMs: number): Promise<unknown> => {
      const prices = { open: 10, high: 10, low: 10, close: 10, priceGrid: { step: 1, scale: 0 } };
      const second = { openTimeS: openTimeMs / 1000, ...prices, volume: 0, volumeGrid: { step: 1, scale: 0 }, flags: 0 };
      return database.putSeconds({ symbol, seconds: [second], receivedAtMs: openTimeMs });
    };

    it('default: a new store, and one that is opened again, by two at once', async () => {
      const stores = [...(await Promise.all([open('fresh'), open('fresh')])), await open('fresh'), await open('fresh', 'required')];
      for (const store of stores) expect(await timescaleOf(store)).toEqual({ isUsed: true, version: expect.stringMatching(/^2\./) });
      expect(await shapeOf('fresh')).toEqual(SHAPE);
      await fill(stores[0] as CandleDatabase, 10);
      expect(await rowsOf('SELECT FROM ONLY fresh.candle_1m')).toEqual([]);
      expect(((await stores[0]?.stats())?.bytes ?? 0) > 300_000).toBe(true);
    });

    it('args: never leaves plain tables plain, and hypertables what they are', async () => {
      expect(await timescaleOf(await open('refused', 'never'))).toEqual({ isUsed: false, reason: `found timescale 'never'` });
      expect(await shapeOf('refused')).toEqual([]);
      await open('kept');
      expect(await timescaleOf(await open('kept', 'never'))).toMatchObject({ isUsed: true });
    });

    it('behavior: what was stored before is moved, and every answer stays the same', async () => {
      const before = await open('moved', 'never');
      await fill(before);
      const known = await answersOf(before);
      expect(await timescaleOf(await open('moved'))).toMatchObject({ isUsed: true });
      expect(await shapeOf('moved')).toEqual(SHAPE);
      expect(await rowsOf('SELECT FROM ONLY moved.candle_1m UNION ALL SELECT FROM ONLY moved.observed_1s')).toEqual([]);
      // Who has had it open all the time goes on with it.
      expect(await answersOf(before)).toEqual(known);
      await fill(before, 400);
      expect((await before.stats()).minutes).toBe(400);
    });

    it('behavior: who reads while it is moved sees all of it every time, who writes loses nothing', async () => {
      const other = await open('busy', 'never');
      await fill(other, 2_000);
      const known = (await other.minuteRecords(RANGE)).length;
      let isMoved = false;
      const found: number[] = [];
      const read = async (): Promise<void> => {
        while (!isMoved) found.push((await other.minuteRecords(RANGE)).length);
      };
      const written: number[] = [];
      const write = async (): Promise<void> => {
        const aggregator = new CandleAggregator(other, { clock });
        for (let index = 0; !isMoved; index += 1) {
          const minute = { timestamp: START + index * 60_000, open: 5, high: 5, low: 5, close: 5, volume: 1 };
          written.push((await aggregator.processAndStore([minute], 'ETH_USDT')).inserted);
        }
      };
      const working = Promise.all([read(), read(), read(), write(), write()]);
      const mover = await open('busy', 'required');
      isMoved = true;
      await working;
      expect(await timescaleOf(mover)).toMatchObject({ isUsed: true });
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found)).toEqual(new Set([known]));
      const distinct = written.filter((inserted) => inserted > 0).length;
      expect((await mover.minuteRecords({ ...RANGE, symbol: 'ETH_USDT' })).length).toBe(distinct);
    });

    it('behavior: much is moved only when that is asked for', async () => {
      const database = await open('large', 'never');
      await fill(database, 10);
      const [columns] = await rowsOf(
        "SELECT string_agg(CASE attname WHEN 'open_time' THEN 'open_time + i * 600' ELSE attname END, ', ' ORDER BY attnum) AS list " +
          "FROM pg_attribute WHERE attrelid = 'large.candle_1m'::regclass AND attnum > 0",
      );
      const copies = 200_000;
      const sql = `INSERT INTO large.candle_1m SELECT ${String(columns?.['list'])} FROM large.candle_1m, generate_series(1, ${copies}) AS i`;
      await pool.query(`BEGIN; SET LOCAL prate.candle_writer = 'on'; ${sql}; COMMIT`);
      const { minutes } = await database.stats();
      expect(minutes).toBe(10 * (copies + 1));
      expect(await timescaleOf(await open('large'))).toEqual({
        isUsed: false,
        reason: expect.stringMatching(
          /^found \d+ MiB in candle_1m, observed_minute, observed_1s, expected at most 256 MiB; moving that takes an opening with timescale 'required'$/,
        ),
      });
      const moved = await open('large', 'required');
      expect(await moved.stats()).toMatchObject({ minutes, timescale: { isUsed: true } });
    }, 600_000);

    it('behavior: without the right to make them the tables stay plain, and the store works', async () => {
      const owned = await open('foreigner', 'never');
      await fill(owned, 10);
      const user = `writer_${process.pid}`;
      await pool.query(
        `CREATE USER ${user} PASSWORD 'writer'; GRANT ALL ON SCHEMA foreigner TO ${user}; GRANT ALL ON ALL TABLES IN SCHEMA foreigner TO ${user}; ` +
          `GRANT CREATE ON DATABASE ${new URL(server.url).pathname.slice(1)} TO ${user}`,
      );
      try {
        const url = addressOf(server.url, { user, password: 'writer' });
        const database = await open('foreigner', 'when-there', url);
        expect(await timescaleOf(database)).toEqual({ isUsed: false, reason: expect.stringMatching(/^found 42501 \(must be owner/) });
        await fill(database, 20);
        expect((await owned.stats()).minutes).toBe(20);
        expect(await refusal('foreigner', 'required', url)).toMatchObject({
          code: 'not-writable',
          message: expect.stringContaining(`must be owner`),
        });
        await database.close();
        expect(await shapeOf('foreigner')).toEqual([]);
      } finally {
        await pool.query(`DROP OWNED BY ${user}; DROP USER ${user}`);
      }
    });

    it('behavior: tables that others do not let go of stay plain for now', async () => {
      const database = await open('taken', 'never');
      await fill(database, 10);
      const reader = await pool.connect();
      try {
        await reader.query('BEGIN; SELECT FROM taken.observed_1s');
        expect(await timescaleOf(await open('taken'))).toEqual({ isUsed: false, reason: 'found the tables in use by others' });
        expect(await refusal('taken', 'required')).toMatchObject({ code: 'in-use' });
        await fill(database, 20);
        await reader.query('COMMIT');
      } finally {
        reader.release();
      }
      expect(await timescaleOf(await open('taken'))).toMatchObject({ isUsed: true });
    }, 60_000);

    it('error: hypertables on a server that has not loaded the extension: nothing is opened, and nothing written beside them', async () => {
      const database = await open('asleep');
      await fill(database, 10);
      const known = await answersOf(database);
      const user = `sleeper_${process.pid}`;
      await pool.query(`CREATE USER ${user} SUPERUSER PASSWORD 'sleeper'; ALTER USER ${user} SET timescaledb.disable_load = on`);
      const url = addressOf(server.url, { user, password: 'sleeper' });
      const asleep = new Pool({ connectionString: url });
      try {
        for (const choice of ['when-there', 'required', 'never'] as const) {
          expect(await refusal('asleep', choice, url)).toMatchObject({
            code: 'not-writable',
            message: expect.stringMatching(/found timescaledb 2\..* not loaded by the server \(shared_preload_libraries\), expected/),
          });
        }
        expect(await timescaleOf(await open('awake', 'when-there', url))).toMatchObject({
          isUsed: false,
          reason: expect.stringContaining('not loaded'),
        });
        for (const statement of [
          'INSERT INTO asleep.candle_1m SELECT * FROM asleep.candle_1m',
          'UPDATE asleep.observed_1s SET flags = 0',
        ]) {
          await expect(asleep.query(statement)).rejects.toThrow('expected the server to have loaded timescaledb');
        }
      } finally {
        await asleep.end();
        await pool.query(`REASSIGN OWNED BY ${user} TO CURRENT_USER; DROP OWNED BY ${user}; DROP USER ${user}`);
      }
      expect(await answersOf(database)).toEqual(known);
    });

    it('behavior: many that each begin new chunks do not wait for each other in a circle', async () => {
      const stores = await Promise.all(Array.from({ length: 3 }, () => open('crowd')));
      for (let round = 0; round < 8; round += 1) {
        const atMs = START + round * 40 * DAY_MS;
        await Promise.all(
          Array.from({ length: 24 }, async (_, index) => {
            const store = stores[index % stores.length] as CandleDatabase;
            const symbol = `S${round % 2 === 0 ? index : round * 100 + index}_USDT`;
            const minute = { timestamp: atMs, open: 10, high: 11, low: 9, close: 10, volume: 4 };
            const put = () => new CandleAggregator(store, { clock }).processAndStore([minute], symbol);
            const see = () => observe(store, symbol, atMs);
            for (const act of index % 2 === 0 ? [put, see] : [see, put]) await act();
          }),
        );
      }
      const [store] = stores as [CandleDatabase];
      expect((await store.stats()).minutes).toBe(8 * 24);
      expect(await chunksOf('crowd', 'observed_1s')).toHaveLength(8);
    }, 60_000);

    it('behavior: a symbol that is not there is refused, whoever names it, and one with candles cannot be taken away', async () => {
      await fill(await open('named'), 10);
      for (const statement of [
        'UPDATE named.candle_1m SET symbol_id = 99',
        'INSERT INTO named.observed_1s SELECT 99, open_time, open, high, low, close, price_step, price_scale, volume, volume_step, volume_scale, contract_size, turnover, flags FROM named.observed_1s LIMIT 1',
        'DELETE FROM named.market_symbol',
      ]) {
        await expect(pool.query(statement)).rejects.toThrow('violates foreign key constraint');
      }
    });

    it('behavior: chunks that pruning has left empty are removed, those between older ones, too', async () => {
      const database = await open('pruned');
      // The newest day of a symbol is kept for ever: here the first and the last.
      await observe(database, 'GONE_USDT', START);
      for (const day of [1, 2, 3, 40]) await observe(database, TAPE_SYMBOL, START + day * DAY_MS);
      const days = async (): Promise<number[]> =>
        (await chunksOf('pruned', 'observed_1s')).map((startS) => (startS * 1000 - START) / DAY_MS);
      expect(await days()).toEqual([0, 1, 2, 3, 40]);
      const late = { nowMs: START + 50 * DAY_MS };
      // Whoever reads goes on to see what was there when it began: one that has been at these seconds, and one that has not yet.
      const reading = database.seconds(RANGE)[Symbol.asyncIterator]();
      expect((await reading.next()).done).toBe(false);
      const other = await pool.connect();
      await other.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; LOCK TABLE pruned.market_symbol IN ACCESS SHARE MODE');
      await other.query('SELECT FROM pruned.market_symbol');
      expect((await database.prune(late)).observedSeconds).toBe(3);
      let read = 1;
      while ((await reading.next()).done !== true) read += 1;
      expect(read).toBe(4);
      expect((await database.prune(late)).observedSeconds).toBe(0);
      expect(await days()).toEqual([0, 1, 2, 3, 40]);
      expect((await other.query('SELECT FROM pruned.observed_1s')).rowCount).toBe(5);
      await other.query('COMMIT');
      other.release();
      expect((await database.prune(late)).observedSeconds).toBe(0);
      expect(await days()).toEqual([0, 40]);
      expect(await database.observedSeconds(RANGE)).toHaveLength(1);
      expect(await database.observedSeconds({ ...RANGE, symbol: 'GONE_USDT' })).toHaveLength(1);
      expect((await chunksOf('pruned', 'observed_minute')).length).toBe(2);
      await observe(database, TAPE_SYMBOL, START + 2 * DAY_MS);
      expect(await database.observedSeconds(RANGE)).toHaveLength(2);
    });
  },
  ['TimescaleDB'],
);
