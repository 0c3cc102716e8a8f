import { type CountStore, MexcFuturesRest, RedisCountStore } from '../src';
import { MemoryCountStore } from '../src/windows/memory-count-store';
import { ok, startRawServer } from './raw-server';
import { isRedisHere, type RedisServer, startRedisServer } from './redis-server';

const window = { key: 'a', count: 2, windowMs: 200 };
const other = { key: 'b', count: 1, windowMs: 5_000 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

if (!isRedisHere) console.log('redis-count-store: not run, because there is no redis-server here');
const describeWithRedis = isRedisHere ? describe : describe.skip;

describeWithRedis('over a real Redis', () => {
  let server: RedisServer;
  beforeEach(async () => (server = await startRedisServer()));
  afterEach(() => server.stop());

  describe.each<[string, () => CountStore]>([
    ['MemoryCountStore', () => new MemoryCountStore()],
    ['RedisCountStore', () => new RedisCountStore({ redis: server.connect() })],
  ])('%s', (_name, make) => {
    it('default: a place is held until the window after its answer is over', async () => {
      const store = make();
      const places = [await store.take([window]), await store.take([window])];
      const full = await store.take([window]);
      expect(full).toMatchObject({ isTaken: false, fullKey: 'a' });
      if (full.isTaken) throw new Error('unreachable');
      expect(full.freeInMs).toBeGreaterThan(window.windowMs);
      for (const place of places) if (place.isTaken) place.place.settle();
      await wait(window.windowMs + 50);
      expect(await store.held(window)).toBe(0);
      expect(await store.take([window])).toMatchObject({ isTaken: true });
    });

    it('behavior: a request without answer holds its place for a second and the window, no longer', async () => {
      const store = make();
      for (let i = 0; i < 2; i += 1) await store.take([window]);
      await wait(window.windowMs + 100);
      expect(await store.held(window)).toBe(2);
      await wait(1_000);
      expect(await store.held(window)).toBe(0);
    });

    it('behavior: a place in every window or in none, and given back in all', async () => {
      const store = make();
      await store.take([other]);
      expect(await store.take([window, other])).toMatchObject({ isTaken: false, fullKey: 'b' });
      expect(await store.held(window)).toBe(0);
      const both = await store.take([window, { ...other, count: 2 }]);
      expect([await store.held(window), await store.held(other)]).toEqual([1, 2]);
      if (both.isTaken) both.place.giveBack();
      await wait(20);
      expect([await store.held(window), await store.held(other)]).toEqual([0, 1]);
    });
  });

  it('behavior: two clients over two connections keep one limit', async () => {
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
          budget: { store: new RedisCountStore({ redis: server.connect() }), account: 'shared' },
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

  it('behavior: without Redis each process counts by itself, and says so', async () => {
    const failures: unknown[] = [];
    const store = new RedisCountStore({ redis: server.connect(), onFailure: (error) => failures.push(error) });
    expect(await store.take([window])).toMatchObject({ isTaken: true });
    await server.stop();
    expect(await store.take([window])).toMatchObject({ isTaken: true });
    expect(await store.take([window])).toMatchObject({ isTaken: true });
    expect(await store.take([window])).toMatchObject({ isTaken: false });
    expect(await store.held(window)).toBe(2);
    expect(failures.length).toBeGreaterThan(0);
  });
});
