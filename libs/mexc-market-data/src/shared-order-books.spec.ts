import type { OrderBook } from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import type { WirePushDepth } from '@prate/mexc-protocol';
import type { DepthSnapshot, StreamHandlers } from '@prate/mexc-ws';
import { ManualTimer } from '@prate/mexc-ws/testing';
import fc from 'fast-check';
import { SharedOrderBooks } from './shared-order-books';
import { GuardedHandlers } from './telling/guarded-handlers';

/** A venue's book of one contract, changed by hand. */
class VenueBook {
  readonly bids = new Map<number, number>([[99, 5]]);
  readonly asks = new Map<number, number>([[101, 5]]);
  version = 1;

  snapshot = async (): Promise<DepthSnapshot> => ({ bids: [...this.bids], asks: [...this.asks], version: this.version });

  /** One change, which never crosses: a price that would is taken off the other side first. */
  change(side: 'bids' | 'asks', price: number, contracts: number): WirePushDepth {
    const push: { bids: [number, number][]; asks: [number, number][] } = { bids: [], asks: [] };
    const other = side === 'bids' ? 'asks' : 'bids';
    for (const resting of [...this[other].keys()]) {
      const crosses = side === 'bids' ? resting <= price : resting >= price;
      if (contracts === 0 || !crosses) continue;
      this[other].delete(resting);
      push[other].push([resting, 0]);
    }
    push[side].push([price, contracts]);
    if (contracts === 0) this[side].delete(price);
    else this[side].set(price, contracts);
    this.version += 1;
    return { ...push, begin: this.version, end: this.version, version: this.version };
  }
}

function setUp({ failures = 0 } = {}) {
  const timer = new ManualTimer();
  const venue = new VenueBook();
  let stream: StreamHandlers<WirePushDepth> | undefined;
  let subscriptions = 0;
  const books = new SharedOrderBooks({
    timer,
    getSnapshot: async () => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('the venue is away');
      }
      return venue.snapshot();
    },
    feed: {
      watchDepth: (_parameters, handlers) => {
        subscriptions += 1;
        stream = handlers;
        return () => void (stream = undefined);
      },
    },
  });
  const watch = (levels: number) => {
    const told: OrderBook[] = [];
    const marks: string[] = [];
    const stop = books.watch(
      { symbol: 'BTC_USDT', levels },
      new GuardedHandlers<OrderBook>(
        {
          onData: (book) => void told.push(book),
          onReady: () => void marks.push('ready'),
          onGap: ({ reason, sinceMs }) => void marks.push(`${reason} ${sinceMs}`),
          onError: ({ message }) => void marks.push(message),
        },
        { operation: 'watchOrderBook', symbol: 'BTC_USDT' },
      ),
    );
    return { told, marks, stop };
  };
  const push = async (data: WirePushDepth, receivedAtMs = timer.nowMs()) => {
    void stream?.onEvent({ epoch: 1, receivedAtMs, data });
    await timer.advance(0);
  };
  return { timer, venue, watch, push, subscriptions: () => subscriptions, isWatched: () => stream !== undefined };
}

test('default: one book for all, each with the levels asked for; it ends with the last', async () => {
  const { venue, watch, push, subscriptions, isWatched, timer } = setUp();
  const [wide, narrow] = [watch(10), watch(1)];
  await push(venue.change('bids', 98, 2));
  const late = watch(10);
  expect(subscriptions()).toBe(1);
  expect(wide.told).toEqual([
    {
      symbol: 'BTC_USDT',
      bids: [
        { price: '99', contracts: '5' },
        { price: '98', contracts: '2' },
      ],
      asks: [{ price: '101', contracts: '5' }],
      version: 2,
      atMs: timer.nowMs(),
    },
  ]);
  expect(narrow.told[0]?.bids).toEqual([{ price: '99', contracts: '5' }]);
  expect([late.told, late.marks]).toEqual([wide.told, ['ready']]);
  for (const { stop } of [wide, narrow]) stop();
  expect(isWatched()).toBe(true);
  late.stop();
  late.stop();
  expect([isWatched(), timer.waiting]).toEqual([false, 0]);
  watch(1);
  expect(subscriptions()).toBe(2);
});

test('behavior: a hole is a gap since the last change before it; the book is told again when it is whole', async () => {
  const { venue, watch, push, timer } = setUp();
  const { told, marks } = watch(10);
  await push(venue.change('bids', 98, 2), 500);
  venue.change('bids', 97, 3);
  await push(venue.change('asks', 102, 4), 700);
  await timer.advance(1_000);
  expect(marks).toEqual(['ready', 'changes missing 500', 'ready']);
  expect(told.at(-1)?.bids.map(({ price }) => price)).toEqual(['99', '98', '97']);
});

test('error: a snapshot that cannot be read is told with its operation and symbol, and asked for again', async () => {
  const { venue, watch, push, timer } = setUp({ failures: 1 });
  const { told, marks } = watch(10);
  await push(venue.change('bids', 98, 2));
  expect([told, marks]).toEqual([[], ['watchOrderBook of BTC_USDT: the venue is away']]);
  await timer.advance(1_000);
  expect([told.length, marks.slice(1)]).toEqual([1, ['ready']]);
});

test('behavior: whatever is lost, repeated or swapped, each book told is one that the venue had', async () => {
  const change = fc.record({
    side: fc.constantFrom('bids' as const, 'asks' as const),
    price: fc.integer({ min: 90, max: 110 }),
    contracts: fc.integer({ min: 0, max: 3 }),
    fate: fc.constantFrom('sent', 'sent', 'sent', 'lost', 'twice', 'late'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 40 }), async (changes) => {
      const { venue, watch, push, timer } = setUp();
      const had = new Map<number, string>();
      const keep = () => {
        const side = (rows: ReadonlyMap<number, number>, sign: number) =>
          [...rows].sort(([one], [other]) => sign * (one - other)).map(([price, contracts]) => `${contracts}@${price}`);
        had.set(venue.version, JSON.stringify([side(venue.bids, -1), side(venue.asks, 1)]));
      };
      keep();
      const { told, stop } = watch(100);
      let held: WirePushDepth | undefined;
      for (const { side, price, contracts, fate } of changes) {
        const pushed = venue.change(side, price, contracts);
        keep();
        if (fate === 'late') {
          held ??= pushed;
          continue;
        }
        if (fate !== 'lost') await push(pushed);
        if (fate === 'twice') await push(pushed);
        if (held !== undefined) await push(held);
        held = undefined;
        await timer.advance(300);
      }
      await push(venue.change('bids', 1, 1));
      keep();
      await timer.advance(20_000);
      let version = 0;
      for (const book of told) {
        const side = (rows: OrderBook['bids']) => rows.map(({ price, contracts }) => `${contracts}@${price}`);
        expect(JSON.stringify([side(book.bids), side(book.asks)])).toBe(had.get(book.version as number));
        expect(book.version).toBeGreaterThan(version);
        version = book.version as number;
        const [bid] = book.bids;
        const [ask] = book.asks;
        if (bid && ask) expect(compare(bid.price, ask.price)).toBe(-1);
      }
      // In the end it is whole again, and up to date.
      expect(told.at(-1)?.version).toBe(venue.version);
      stop();
      expect(timer.waiting).toBe(0);
    }),
    { numRuns: 150 },
  );
});
