import { ManualClock } from '@prate/execution-interface/testing';
import type { PostgresServer } from '@prate/test-support';
import { inspect } from 'node:util';
import { CandleAggregator, type CandleStoreError } from '../src';
import { CandleDatabase } from '../src/storage';
import { CONTRACT_NOW_MS, candleStoreContract } from '../src/testing';
import { addressOf, describeOnPostgres } from './support/each-postgres';
import { fenceCases } from './support/fence-cases';
import { secondsOf } from './support/store-story';

const START = 1_609_459_200_000;
const SYMBOL = 'BTC_USDT';
const HOURS = { symbol: SYMBOL, startTs: START, endTs: START + 7_200_000 };
const minute = (index: number) => ({ timestamp: START + index * 60_000, open: 29000, high: 29100, low: 28900, close: 29050.5, volume: 3 });

describeOnPostgres('the candle store', ({ name, start }) => {
  const clock = new ManualClock(CONTRACT_NOW_MS);
  const opened: CandleDatabase[] = [];
  let server: PostgresServer;
  let schemas = 0;

  beforeAll(async () => {
    server = await start();
  }, 60_000);

  afterEach(() => Promise.all(opened.splice(0).map((database) => database.close())));

  afterAll(() => server.stop());

  const open = async (schema = `schema_${(schemas += 1)}`): Promise<CandleDatabase> => {
    const database = await CandleDatabase.open(server.url, { clock, schema });
    opened.push(database);
    expect((await database.stats()).timescale).toMatchObject({ isUsed: name === 'TimescaleDB' });
    return database;
  };
  const refusal = (target: string, options: Parameters<typeof CandleDatabase.open>[1] = {}): Promise<CandleStoreError> =>
    CandleDatabase.open(target, options).then(
      () => Promise.reject(new Error('found an open database, expected a refusal')),
      (error: unknown) => error as CandleStoreError,
    );

  it.each(candleStoreContract.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    await one.run(await open(), clock);
  });

  it.each(fenceCases)('%s', async (_, run) => run(await open(), clock));

  it('behavior: two that open a new schema at once both have it, and see what the other stored', async () => {
    const [one, other] = await Promise.all([open('twice'), open('twice')]);
    await Promise.all([one, other].map((database) => new CandleAggregator(database, { clock }).processAndStore([minute(0)], SYMBOL)));
    expect([await one.stats(), await other.stats()]).toMatchObject([
      { minutes: 1, seconds: 60 },
      { minutes: 1, seconds: 60 },
    ]);
    expect((await one.minuteRecords(HOURS))[0]?.revision).toBe(0);
  });

  it('behavior: what a person changes is served, and the stamps of its hour and of the next one grow', async () => {
    const database = await open('edited');
    const later = new ManualClock(START + 86_400_000);
    await new CandleAggregator(database, { clock: later }).processAndStore([minute(59), minute(60)], SYMBOL);
    const before = await database.hourStamps(HOURS);
    await server.connect().query(`UPDATE edited.candle_1m SET close = close - 5 WHERE open_time = ${START / 1000 + 59 * 60}`);
    const after = await database.hourStamps(HOURS);
    for (const [hourS, stamp] of before) expect(after.get(hourS)).toBeGreaterThan(stamp);
    const seconds = await secondsOf(database, HOURS);
    expect(seconds).toHaveLength(120);
    // The last second of the edited minute, and the first, untraded one of the next.
    expect([seconds[59]?.close, seconds[60]?.open]).toEqual([29050, 29050]);
    expect((await database.verify(HOURS)).faultCount).toBe(0);
  });

  it('error: what cannot be a candle is refused by the table, whoever writes it', async () => {
    const database = await open('checked');
    await new CandleAggregator(database, { clock }).processAndStore([minute(0)], SYMBOL);
    await expect(server.connect().query('UPDATE checked.candle_1m SET high = low - 1')).rejects.toThrow('check constraint');
    await expect(server.connect().query('UPDATE checked.candle_1m SET open_time = open_time + 1')).rejects.toThrow('check constraint');
  });

  it('behavior: the view shows symbol, series, time, exact decimal prices and origin', async () => {
    const database = await open('viewed');
    await new CandleAggregator(database, { clock }).processAndStore([minute(0)], SYMBOL);
    const { rows } = await server.connect().query('SELECT * FROM viewed.candle_1m_readable');
    expect(rows).toMatchObject([
      {
        symbol: SYMBOL,
        series: 'trade',
        time: new Date(START),
        open: '29000',
        close: '29050.5',
        volume: '3',
        origin: 'interpolated',
        final: true,
      },
    ]);
  });

  it('error: other-mode, newer-version and a name that is none: nothing is changed', async () => {
    await (await CandleDatabase.open(server.url, { schema: 'modes', mode: 'paper' })).close();
    expect(await refusal(server.url, { schema: 'modes', mode: 'live' })).toMatchObject({
      code: 'other-mode',
      message: expect.stringContaining('found data of mode paper, expected live'),
    });
    expect(await refusal(`${server.url}?schema=modes`, { mode: 'live' })).toMatchObject({ code: 'other-mode' });
    await server.connect().query(`UPDATE modes.store_meta SET value = '99' WHERE key = 'schema_version'`);
    expect(await refusal(server.url, { schema: 'modes' })).toMatchObject({ code: 'newer-version' });
    expect(await refusal(server.url, { schema: 'a; DROP' })).toMatchObject({
      code: 'not-writable',
      message: expect.stringContaining('a; DROP'),
    });
  });

  it('error: a wrong password, an unknown database, no server: one clear error without the password', async () => {
    const wrong = addressOf(server.url, { password: 'sentinel' });
    const away = 'postgres://postgres:sentinel@127.0.0.1:1/postgres';
    const found = [await refusal(addressOf(server.url, { database: 'nowhere' })), await refusal(wrong), await refusal(away)];
    expect(found.map(({ code }) => code)).toEqual(['not-writable', 'not-writable', 'io']);
    for (const error of found) expect(inspect(error, { depth: 10 })).not.toContain('sentinel');
    for (const { message } of found) expect(message).toMatch(/^open of postgres:\/\/127\.0\.0\.1:.* found .* expected .*; check/);
  });

  it('error: a user that may only read is told so, and so does isWritable', async () => {
    const database = await open('guarded');
    await new CandleAggregator(database, { clock }).processAndStore([minute(0)], SYMBOL);
    expect(await database.isWritable()).toBe(true);
    const pool = server.connect();
    const user = `reader_${process.pid}`;
    await pool.query(
      `CREATE USER ${user} PASSWORD 'reader'; GRANT USAGE ON SCHEMA guarded TO ${user}; GRANT SELECT ON ALL TABLES IN SCHEMA guarded TO ${user}`,
    );
    try {
      const url = addressOf(server.url, { user, password: 'reader' });
      expect(await refusal(url, { schema: 'guarded' })).toMatchObject({ code: 'not-writable' });
    } finally {
      await pool.query(`DROP OWNED BY ${user}; DROP USER ${user}`);
    }
  });

  it('behavior: eight ranges being read leave connections to writes, leases and short reads; the ninth range says so', async () => {
    const database = await open();
    const aggregator = new CandleAggregator(database, { clock: new ManualClock(START + 86_400_000) });
    await aggregator.processAndStore([minute(0)], SYMBOL);
    const readers = Array.from({ length: 8 }, () => database.seconds(HOURS)[Symbol.asyncIterator]());
    await Promise.all(readers.map((reader) => reader.next()));
    expect(await aggregator.processAndStore([minute(1)], SYMBOL)).toMatchObject({ inserted: 60 });
    expect(await database.leases.acquire('job', 'somebody', 60_000)).toMatchObject({ token: 1 });
    expect(await database.watermark(SYMBOL)).toBe(START + 120_000);
    await expect(secondsOf(database, HOURS)).rejects.toMatchObject({ code: 'io' });
    await Promise.all(readers.map(async (reader) => reader.return?.()));
    expect(await secondsOf(database, HOURS)).toHaveLength(120);
  });

  it('behavior: a lease is had while all writers wait for another process', async () => {
    const database = await open('waiting');
    const pool = server.connect();
    const symbols = ['A', 'B', 'C', 'D'];
    const other = await pool.connect();
    for (const symbol of symbols) await other.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`waiting trade ${symbol}`]);
    const writes = symbols.map((symbol) => new CandleAggregator(database, { clock }).processAndStore([minute(0)], symbol));
    expect(await database.leases.acquire('job', 'somebody', 60_000)).toMatchObject({ token: 1 });
    expect(await database.minuteRecords(HOURS)).toEqual([]);
    await other.query('SELECT pg_advisory_unlock_all()');
    other.release();
    expect(await Promise.all(writes)).toMatchObject(symbols.map(() => ({ inserted: 60 })));
  });

  it('error: a range that is being read when it is closed ends with that, and does not hold it up', async () => {
    const database = await open();
    const hours = Array.from({ length: 200 }, (_, index) => minute(index));
    await new CandleAggregator(database, { clock: new ManualClock(START + 86_400_000) }).processAndStore(hours, SYMBOL);
    const range = { ...HOURS, endTs: START + 200 * 60_000 };
    const abandoned = database.seconds(range)[Symbol.asyncIterator]();
    expect((await abandoned.next()).done).toBe(false);
    const readAndClose = async (): Promise<void> => {
      for await (const _ of database.seconds(range)) await database.close();
    };
    await expect(readAndClose()).rejects.toMatchObject({ code: 'closed' });
  });

  it('error: closed; closing waits for what was handed in', async () => {
    const database = await open();
    const put = new CandleAggregator(database, { clock }).processAndStore([minute(0)], SYMBOL);
    await new Promise((resolve) => setImmediate(resolve));
    const closed = database.close();
    expect(await put).toMatchObject({ inserted: 60 });
    await closed;
    await expect(database.stats()).rejects.toMatchObject({ code: 'closed' });
    await expect(secondsOf(database, HOURS)).rejects.toMatchObject({ code: 'closed' });
    expect(await database.isWritable()).toBe(false);
  });
});
