import { Pool } from 'pg';
import { isPostgresHere, type PostgresServer, startPostgresServer } from '@prate/test-support';
import { type CountStore, MemoryCountStore, MexcFuturesRest, PostgresCountStore, RedisCountStore } from '../src';
import { ok, startRawServer } from './raw-server';
import { isRedisHere, type RedisServer, startRedisServer } from './redis-server';

const window = { key: 'a', count: 2, windowMs: 200 };
const other = { key: 'b', count: 1, windowMs: 5_000 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers to the store come when they come; only that they never come would be wrong. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(10);
}

if (!isRedisHere) console.log('count-stores: not run over Redis, because there is no redis-server here');
if (!isPostgresHere) console.log('count-stores: not run over PostgreSQL, because no embedded server is installed for this platform');

/** What every store of counts keeps to. `make` gives one of two or more stores over the same count. */
function describeContract(make: () => CountStore): void {
  it('default: a place is held until the window after its answer is over', async () => {
    const store = make();
    const places = [await store.take([window]), await store.take([window])];
    const full = await store.take([window]);
    expect(full).toMatchObject({ isTaken: false, fullKey: 'a' });
    if (full.isTaken) throw new Error('unreachable');
    expect(full.freeInMs).toBeGreaterThan(window.windowMs);
    for (const place of places) if (place.isTaken) place.place.settle();
    await until(async () => (await store.held(window)) === 0);
    expect(await store.take([window])).toMatchObject({ isTaken: true });
  });

  it('behavior: a request without answer holds its place for a second and the window, no longer', async () => {
    const store = make();
    for (let i = 0; i < 2; i += 1) await store.take([window]);
    await wait(window.windowMs + 100);
    expect(await store.held(window)).toBe(2);
    await until(async () => (await store.held(window)) === 0);
  });

  it('behavior: a place in every window or in none, and given back in all', async () => {
    const store = make();
    await store.take([other]);
    expect(await store.take([window, other])).toMatchObject({ isTaken: false, fullKey: 'b' });
    expect(await store.held(window)).toBe(0);
    const both = await store.take([window, { ...other, count: 2 }]);
    expect([await store.held(window), await store.held(other)]).toEqual([1, 2]);
    if (both.isTaken) both.place.giveBack();
    await until(async () => (await store.held(window)) === 0);
    expect(await store.held(other)).toBe(1);
  });

  it('behavior: two clients over two stores keep one limit', async () => {
    const venue = await startRawServer();
    venue.answer = ok('1767225600000');
    const arrivedAtMs: number[] = [];
    const answer = venue.answer;
    venue.answer = (...given) => {
      arrivedAtMs.push(performance.now());
      answer(...given);
    };
    const limit = { count: 5, windowMs: 300 };
    const clients = [1, 2].map(
      () =>
        new MexcFuturesRest({
          baseUrl: venue.url,
          limits: { 'get-server-time': limit },
          urgentShare: 0,
          budget: { store: make(), account: 'shared' },
        }),
    );
    await Promise.all(clients.flatMap((client) => Array.from({ length: 15 }, () => client.public.getServerTime())));
    for (const client of clients) client.close();
    await venue.stop();
    expect(arrivedAtMs).toHaveLength(30);
    arrivedAtMs.forEach((atMs, index) => {
      const later = arrivedAtMs[index + limit.count];
      if (later !== undefined) expect(later - atMs).toBeGreaterThan(limit.windowMs - 5);
    });
  });
}

describe('MemoryCountStore', () => {
  let store: MemoryCountStore;
  beforeEach(() => (store = new MemoryCountStore()));
  describeContract(() => store);
});

(isRedisHere ? describe : describe.skip)('RedisCountStore', () => {
  let server: RedisServer;
  beforeEach(async () => (server = await startRedisServer()));
  afterEach(() => server.stop());

  describeContract(() => new RedisCountStore({ redis: server.connect() }));

  it('behavior: without Redis each process counts by itself, and says so', async () => {
    const failures: unknown[] = [];
    const store = new RedisCountStore({ redis: server.connect(), onFailure: (error) => failures.push(error) });
    await goesOnAlone(store, () => server.stop());
    expect(failures.length).toBeGreaterThan(0);
  });
});

(isPostgresHere ? describe : describe.skip)('PostgresCountStore', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
    const stores = [1, 2, 3, 4].map(() => new PostgresCountStore({ postgres: server.connect() }));
    // Several processes may come up at once.
    await Promise.all(stores.map((store) => store.migrate()));
  }, 60_000);
  beforeEach(async () => void (await server.connect().query('TRUNCATE prate_request_place')));
  afterAll(() => server.stop());

  describeContract(() => new PostgresCountStore({ postgres: server.connect() }));

  it('behavior: many takers at once get as many places as there are, in whatever order they name their windows', async () => {
    const stores = [1, 2, 3].map(() => new PostgresCountStore({ postgres: server.connect() }));
    const windows = [
      { key: 'x', count: 7, windowMs: 60_000 },
      { key: 'y', count: 100, windowMs: 60_000 },
    ];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => (stores[i % 3] as CountStore).take(i % 2 === 0 ? windows : [...windows].reverse())),
    );
    expect(answers.filter(({ isTaken }) => isTaken)).toHaveLength(7);
    expect(await stores[0]?.held({ key: 'y', windowMs: 60_000 })).toBe(7);
  });

  it('behavior: without PostgreSQL each process counts by itself, and says so', async () => {
    const failures: unknown[] = [];
    const pool = server.connect();
    let isThere = true;
    const postgres = { query: (text: string, values?: unknown[]) => (isThere ? pool.query(text, values) : gone.query(text, values)) };
    const gone = new Pool({ host: '127.0.0.1', port: 1 });
    const store = new PostgresCountStore({ postgres, onFailure: (error) => failures.push(error) });
    await goesOnAlone(store, async () => void (isThere = false));
    expect(failures).toMatchObject([
      { code: 'ECONNREFUSED' },
      { code: 'ECONNREFUSED' },
      { code: 'ECONNREFUSED' },
      { code: 'ECONNREFUSED' },
    ]);
  });

  it('behavior: no table, no shared count: it says so', async () => {
    const failures: unknown[] = [];
    const postgres = server.connect();
    await postgres.query('CREATE SCHEMA IF NOT EXISTS empty');
    const elsewhere = {
      query: (text: string, values?: unknown[]) => postgres.query(text.replace('prate_take_place', 'empty.prate_take_place'), values),
    };
    const store = new PostgresCountStore({ postgres: elsewhere, onFailure: (error) => failures.push(error) });
    expect(await store.take([window])).toMatchObject({ isTaken: true });
    expect(failures).toEqual([expect.objectContaining({ message: expect.stringContaining('prate_take_place') as string })]);
  });
});

/** A store that counts with others, then loses them. */
async function goesOnAlone(store: CountStore, loseServer: () => Promise<void>): Promise<void> {
  expect(await store.take([window])).toMatchObject({ isTaken: true });
  await loseServer();
  expect(await store.take([window])).toMatchObject({ isTaken: true });
  expect(await store.take([window])).toMatchObject({ isTaken: true });
  expect(await store.take([window])).toMatchObject({ isTaken: false });
  expect(await store.held(window)).toBe(2);
}
