import { setMaxListeners } from 'node:events';
import { type EndpointName, type EndpointRow, endpoints, type Lane } from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { VirtualTimer } from '../../test/virtual-timer';
import { createPriorityWindow } from './create-priority-window';
import { MemoryCountStore } from './memory-count-store';
import type { Departure, PriorityWindow } from './priority-window';

const names = Object.keys(endpoints) as EndpointName[];
const never = new AbortController().signal;
setMaxListeners(0, never);
const full = (waitedMs: number) => new Error(`full after ${waitedMs}`);

function windowWith(timer: VirtualTimer, settings: Partial<Parameters<typeof createPriorityWindow>[0]> = {}): PriorityWindow {
  const defaults = { baseUrl: 'https://api.mexc.com', limits: {}, urgentShare: 0.25, hostRequestsPerSecond: 8 };
  return createPriorityWindow({ ...defaults, ...settings }, timer);
}

/** As a call does: at once where that can be, else in the queue. */
async function enterAsCalls(window: PriorityWindow, endpoint: EndpointName, lane: Lane): Promise<Departure> {
  return window.enterNow(endpoint, lane) ?? window.enter(endpoint, lane, never, full);
}

/** Most that fall into any window of this length, wherever it begins; half-open. */
function mostWithin(timesMs: readonly number[], windowMs: number): number {
  const sorted = [...timesMs].sort((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + windowMs).length));
}

describe('PriorityWindow', () => {
  it('default: as many as the row says leave at once, the next one when the window is over', async () => {
    const timer = new VirtualTimer();
    const window = windowWith(timer, { urgentShare: 0 });
    const left: number[] = [];
    for (let i = 0; i < 5; i++) {
      void window.enter('create-order', 'order', never, full).then(({ leftAtMs, settle }) => {
        left.push(leftAtMs);
        settle();
      });
    }
    await timer.advanceTo(1_999);
    expect(left).toEqual([0, 0, 0, 0]);
    await timer.advanceTo(2_000);
    expect(left).toEqual([0, 0, 0, 0, 2_000]);
  });

  it('behavior: a place at once is the same place, and nobody who waits is passed', async () => {
    const timer = new VirtualTimer();
    const window = windowWith(timer, { urgentShare: 0, hostRequestsPerSecond: 20 });
    const places = Array.from({ length: 5 }, () => window.enterNow('create-order', 'order'));
    expect(places.map((place) => place !== undefined)).toEqual([true, true, true, true, false]);
    const second = window.enter('create-order', 'order', never, full);
    await timer.advanceTo(1);
    expect(window.enterNow('list-open-positions', 'read')).toBeUndefined();
    for (const place of places) place?.giveBack();
    await second;
    await timer.advanceTo(2);
    expect(window.enterNow('list-open-positions', 'read')).toMatchObject({ waitedMs: 0, leftAtMs: 2 });
  });

  it('behavior: no window is ever exceeded, on leaving and on arriving, whatever the load over all rows', async () => {
    const call = fc.record({
      atMs: fc.integer({ min: 0, max: 6_000 }),
      endpoint: fc.constantFrom(...names),
      lane: fc.constantFrom<Lane>('urgent', 'order', 'read'),
      thereMs: fc.integer({ min: 0, max: 500 }),
      backMs: fc.integer({ min: 0, max: 500 }),
      isTooFrequent: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 50, maxLength: 200 }),
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 30 }),
        async (calls, busy, hostRequestsPerSecond) => {
          const timer = new VirtualTimer();
          const window = windowWith(timer, { hostRequestsPerSecond });
          const left: Array<{ endpoint: EndpointName; leftAtMs: number; arrivedAtMs: number }> = [];
          for (const [index, { atMs, endpoint: any, lane, thereMs, backMs, isTooFrequent }] of calls.entries()) {
            const endpoint = index % 2 === 0 ? any : (busy[index % busy.length] as EndpointName);
            timer.after(atMs, () => {
              const entering = index % 3 === 0 ? window.enter(endpoint, lane, never, full) : enterAsCalls(window, endpoint, lane);
              void entering.then((departure) => {
                const { leftAtMs } = departure;
                left.push({ endpoint, leftAtMs, arrivedAtMs: leftAtMs + thereMs });
                timer.after(thereMs + backMs, () => {
                  if (isTooFrequent) departure.shrink('endpoint');
                  departure.settle();
                });
              });
            });
          }
          await timer.advanceTo(10 * 60_000);
          expect(left).toHaveLength(calls.length);
          for (const time of ['leftAtMs', 'arrivedAtMs'] as const) {
            const all = left.map((each) => each[time]);
            expect(mostWithin(all, 1_000)).toBeLessThanOrEqual(hostRequestsPerSecond);
            for (const endpoint of new Set(left.map((each) => each.endpoint))) {
              const { count, windowMs }: EndpointRow['limit'] = endpoints[endpoint].limit;
              const own = left.filter((each) => each.endpoint === endpoint).map((each) => each[time]);
              expect(mostWithin(own, windowMs)).toBeLessThanOrEqual(count);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it.each([
    ['cancel-orders', 'urgent'],
    ['get-order', 'urgent'],
    ['create-order', 'urgent'],
  ] as const)('behavior: 100 reads of the same row wait, one %s as %s leaves within one window', async (endpoint, lane) => {
    const timer = new VirtualTimer();
    const window = windowWith(timer);
    let reads = 0;
    for (let i = 0; i < 100; i++) {
      void window.enter(i % 2 === 0 ? 'get-order' : 'list-open-orders', 'read', never, full).then(({ settle }) => {
        reads += 1;
        timer.after(50, settle);
      });
    }
    for (let i = 0; i < 20; i++) void window.enter('create-order', 'order', never, full).then(({ settle }) => timer.after(50, settle));
    await timer.advanceTo(3_000);
    expect(reads).toBeLessThan(90);
    const departure = window.enter(endpoint, lane, never, full);
    await timer.advance(1_000);
    expect((await departure).waitedMs).toBeLessThanOrEqual(1_000);
  });

  it('behavior: first come, first served within a lane; urgent before order before read', async () => {
    const timer = new VirtualTimer();
    const window = windowWith(timer, { hostRequestsPerSecond: 1 });
    const left: string[] = [];
    const enter = (name: string, lane: Lane) =>
      void window.enter('get-order', lane, never, full).then(({ settle }) => {
        left.push(name);
        settle();
      });
    enter('first', 'read');
    await timer.advance(0);
    for (const name of ['a', 'b']) enter(`read ${name}`, 'read');
    for (const name of ['a', 'b']) enter(`order ${name}`, 'order');
    for (const name of ['a', 'b']) enter(`urgent ${name}`, 'urgent');
    await timer.advance(10_000);
    expect(left).toEqual(['first', 'urgent a', 'urgent b', 'order a', 'order b', 'read a', 'read b']);
  });

  it('behavior: a full endpoint holds back its own requests only', async () => {
    const timer = new VirtualTimer();
    const window = windowWith(timer, { hostRequestsPerSecond: 1_000, urgentShare: 0 });
    const left: EndpointName[] = [];
    const enter = (endpoint: EndpointName) => void window.enter(endpoint, 'read', never, full).then(() => left.push(endpoint));
    for (let i = 0; i < 6; i++) enter('create-order');
    enter('get-assets');
    await timer.advance(0);
    expect(left).toEqual([...Array<EndpointName>(4).fill('create-order'), 'get-assets']);
  });

  it('behavior: an abort takes a request out of the queue; its place goes to the next', async () => {
    const timer = new VirtualTimer();
    const window = windowWith(timer, { hostRequestsPerSecond: 1 });
    await window.enter('get-order', 'read', never, full);
    const caller = new AbortController();
    const gone = window.enter('get-order', 'read', caller.signal, full);
    const next = window.enter('get-order', 'read', never, full);
    await timer.advance(400);
    expect(window.waiting).toEqual({ urgent: 0, order: 0, read: 2 });
    caller.abort();
    await expect(gone).rejects.toThrow('full after 400');
    expect(window.waiting.read).toBe(1);
    await timer.advance(3_000);
    expect((await next).leftAtMs).toBe(2_000);
    await expect(window.enter('get-order', 'read', AbortSignal.abort(), full)).rejects.toThrow('full after 0');
  });

  it('behavior: a place that was given back is free at once', async () => {
    const timer = new VirtualTimer();
    const window = windowWith(timer, { hostRequestsPerSecond: 1 });
    const first = await window.enter('get-order', 'read', never, full);
    const second = window.enter('get-order', 'read', never, full);
    await timer.advance(100);
    first.giveBack();
    await timer.advance(0);
    expect((await second).leftAtMs).toBe(100);
  });

  it('behavior: dismissed, everybody gets an error of his own, and the next one finds no queue', async () => {
    const timer = new VirtualTimer();
    const window = windowWith(timer, { hostRequestsPerSecond: 1 });
    await window.enter('get-order', 'read', never, full);
    const waiting = [window.enter('get-order', 'read', never, full), window.enter('cancel-orders', 'urgent', never, full)];
    await timer.advance(300);
    window.dismiss((endpoint, waitedMs) => new Error(`${endpoint} sent away after ${waitedMs}`));
    const [read, cancel] = await Promise.allSettled(waiting);
    expect(read).toMatchObject({ reason: new Error('get-order sent away after 300') });
    expect(cancel).toMatchObject({ reason: new Error('cancel-orders sent away after 300') });
    expect(window.waiting).toEqual({ urgent: 0, order: 0, read: 0 });
  });

  it('behavior: a venue with half the published limit: refusals end, and the calls go on at its pace', async () => {
    const timer = new VirtualTimer();
    const { count, windowMs } = endpoints['get-order'].limit;
    const window = windowWith(timer, { hostRequestsPerSecond: 1_000, urgentShare: 0 });
    const taken: number[] = [];
    const refusedAtMs: number[] = [];
    const ask = async (): Promise<void> => {
      const departure: Departure = await window.enter('get-order', 'read', never, full);
      const nowMs = timer.nowMs();
      const isRefused = taken.filter((atMs) => atMs > nowMs - windowMs).length >= count / 2;
      if (isRefused) {
        refusedAtMs.push(nowMs);
        departure.shrink('endpoint');
      } else {
        taken.push(nowMs);
      }
      departure.settle();
    };
    for (let i = 0; i < 3_000; i++) void ask();
    await timer.advanceTo(9 * 60_000);
    expect(refusedAtMs.length).toBeGreaterThan(0);
    expect(refusedAtMs.filter((atMs) => atMs > 60_000)).toEqual([]);
    const perWindow = taken.filter((atMs) => atMs > 60_000 && atMs <= 120_000).length / (60_000 / windowMs);
    expect(perWindow).toBeGreaterThan((count / 2) * 0.9);
  });

  it('behavior: clients that share a store share the host, and the rows of one account', async () => {
    const timer = new VirtualTimer();
    const store = new MemoryCountStore(timer);
    const leftBy = async (...accounts: string[]) => {
      let left = 0;
      for (const account of accounts) {
        const window = windowWith(timer, { hostRequestsPerSecond: 20, urgentShare: 0, budget: { store, account } });
        for (let i = 0; i < 12; i++) void window.enter('create-order', 'order', never, full).then(() => (left += 1));
      }
      await timer.advance(0);
      const result = left;
      await timer.advance(60_000);
      return result;
    };
    expect(await leftBy('a', 'b')).toBe(8);
    expect(await leftBy('a', 'a')).toBe(4);
    expect(await leftBy('a', 'b', 'c', 'd', 'e', 'f')).toBe(20);
  });

  it('behavior: headroom by lane', async () => {
    const timer = new VirtualTimer();
    const window = windowWith(timer);
    expect(await window.headroom()).toEqual({ urgent: 8, order: 6, read: 6 });
    for (let i = 0; i < 7; i++) (await window.enter('get-order', 'urgent', never, full)).settle();
    expect(await window.headroom()).toEqual({ urgent: 1, order: 0, read: 0 });
    await timer.advance(1_000);
    expect(await window.headroom()).toEqual({ urgent: 8, order: 6, read: 6 });
  });

  it('error: a store that fails fails the call that asked', async () => {
    const store = { take: () => Promise.reject(new Error('store away')), held: () => Promise.resolve(0) };
    const window = windowWith(new VirtualTimer(), { budget: { store, account: 'a' } });
    await expect(window.enter('get-order', 'read', never, full)).rejects.toThrow('store away');
  });
});
