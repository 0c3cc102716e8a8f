import { isPostgresHere, type PostgresServer, startPostgresServer } from '@prate/test-support';
import { type LeaseStore, MemoryLeaseStore, PostgresLeaseStore, RedisLeaseStore } from '../src';
import { isRedisHere, type RedisServer, startRedisServer } from './redis-server';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const LONG_MS = 60_000;
const SHORT_MS = 200;

if (!isRedisHere) console.log('lease-stores: not run over Redis, because there is no redis-server here');
if (!isPostgresHere) console.log('lease-stores: not run over PostgreSQL, because no embedded server is installed for this platform');

/** What every store of leases keeps to. `make` gives one of two or more stores over the same leases. */
function describeContract(make: () => LeaseStore): void {
  let account: string;
  beforeEach(() => (account = `account ${Math.random()}`));
  const claim = (store: LeaseStore, holder: string, ttlMs: number) => store.claim({ account, holder, ttlMs });

  it('default: one holder; after its time the next one, with a larger token', async () => {
    const [here, there] = [make(), make()];
    expect(await claim(here, 'a', SHORT_MS)).toBe(1);
    expect(await claim(there, 'b', LONG_MS)).toBeUndefined();
    await wait(SHORT_MS + 100);
    expect(await claim(there, 'b', LONG_MS)).toBe(2);
    expect(await claim(here, 'a', LONG_MS)).toBeUndefined();
    expect(await here.extend({ account, holder: 'a', token: 1 }, LONG_MS)).toBe(false);
  });

  it('behavior: extended it goes on, and is never made shorter', async () => {
    const store = make();
    const token = (await claim(store, 'a', SHORT_MS)) as number;
    const grant = { account, holder: 'a', token };
    expect(await store.extend(grant, LONG_MS)).toBe(true);
    expect(await store.extend(grant, 1)).toBe(true);
    await wait(SHORT_MS + 100);
    expect(await claim(store, 'b', LONG_MS)).toBeUndefined();
    expect(await store.extend(grant, LONG_MS)).toBe(true);
  });

  it('behavior: what has ended cannot be extended, though nobody else has it', async () => {
    const store = make();
    const token = (await claim(store, 'a', SHORT_MS)) as number;
    await wait(SHORT_MS + 100);
    expect(await store.extend({ account, holder: 'a', token }, LONG_MS)).toBe(false);
  });

  it('behavior: whoever has it and asks again gets a new token, and the old one is worth nothing', async () => {
    const store = make();
    expect([await claim(store, 'a', LONG_MS), await claim(store, 'a', LONG_MS)]).toEqual([1, 2]);
    expect(await store.extend({ account, holder: 'a', token: 1 }, LONG_MS)).toBe(false);
    await store.release({ account, holder: 'a', token: 1 });
    expect(await claim(store, 'b', LONG_MS)).toBeUndefined();
  });

  it('behavior: released it is free at once, the token goes on, and a late release takes nothing from the next one', async () => {
    const store = make();
    await claim(store, 'a', LONG_MS);
    await store.release({ account, holder: 'a', token: 1 });
    expect(await claim(store, 'b', LONG_MS)).toBe(2);
    await store.release({ account, holder: 'a', token: 1 });
    expect(await claim(store, 'a', LONG_MS)).toBeUndefined();
  });

  it('behavior: of many at once one gets it, again and again', async () => {
    const stores = [make(), make(), make()];
    for (let round = 1; round <= 5; round += 1) {
      const tokens = await Promise.all(Array.from({ length: 30 }, (_, i) => claim(stores[i % 3] as LeaseStore, `holder ${i}`, LONG_MS)));
      const winners = tokens.flatMap((token, i) => (token === undefined ? [] : [{ token, holder: `holder ${i}` }]));
      expect(winners).toMatchObject([{ token: round }]);
      const [winner] = winners as [{ token: number; holder: string }];
      await stores[0]?.release({ account, ...winner });
    }
  });
}

describe('MemoryLeaseStore', () => {
  const store = new MemoryLeaseStore();
  describeContract(() => store);
});

(isRedisHere ? describe : describe.skip)('RedisLeaseStore', () => {
  let server: RedisServer;
  beforeAll(async () => (server = await startRedisServer()));
  afterAll(() => server.stop());
  describeContract(() => new RedisLeaseStore({ redis: server.connect() }));

  it('error: an answer in another form', async () => {
    const store = new RedisLeaseStore({ redis: { eval: async () => 'OK' } });
    await expect(store.claim({ account: 'main', holder: 'a', ttlMs: 1 })).rejects.toThrow('found "OK", expected a whole number');
  });
});

(isPostgresHere ? describe : describe.skip)('PostgresLeaseStore', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
    // Several processes may come up at once.
    await Promise.all([1, 2, 3, 4].map(() => new PostgresLeaseStore({ postgres: server.connect() }).migrate()));
  }, 60_000);
  afterAll(() => server.stop());
  describeContract(() => new PostgresLeaseStore({ postgres: server.connect() }));

  it('error: a table that is not there', async () => {
    const postgres = server.connect();
    await postgres.query('CREATE SCHEMA empty');
    const elsewhere = { query: (text: string, values?: unknown[]) => postgres.query(text.replace('INTO ', 'INTO empty.'), values) };
    const store = new PostgresLeaseStore({ postgres: elsewhere });
    await expect(store.claim({ account: 'main', holder: 'a', ttlMs: 1 })).rejects.toThrow('empty.prate_sender_lease');
  });
});
