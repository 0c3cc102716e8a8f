import type { DecimalText, MarketDataHandlers } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { WatchedPrices } from './watched-prices';

interface Price {
  readonly price: DecimalText;
  readonly atMs: number;
}

const NOW = 1_767_225_600_000;
const SYMBOL = 'BTC_USDT';

/** A venue whose price is 100 when asked, and what it pushes is up to the test. */
function openVenue({ isWatchable = true }: { readonly isWatchable?: boolean } = {}) {
  const clock = new ManualClock(NOW);
  const told: MarketDataHandlers<Price>[] = [];
  const counts = { asked: 0, stopped: 0 };
  const prices = new WatchedPrices({
    clock,
    maxAgeMs: 2_000,
    ask: async () => {
      counts.asked += 1;
      return { price: '100', atMs: clock.nowMs() };
    },
    watch: async (_symbol, handlers) => {
      told.push(handlers);
      if (!isWatchable) throw new Error('the stream is away');
      return () => void (counts.stopped += 1);
    },
  });
  const read = async () => (await prices.read(SYMBOL)).price;
  return { clock, told, counts, prices, read };
}

it('default: asked once, then told; asked again when the last push is older than allowed', async () => {
  const { clock, told, counts, prices, read } = openVenue();
  expect(await read()).toBe('100');
  void told[0]?.onData({ price: '101', atMs: NOW });
  expect(await prices.read(SYMBOL)).toEqual({ price: '101', atMs: NOW });
  clock.advance(2_000);
  expect(await read()).toBe('101');
  clock.advance(1);
  expect(await read()).toBe('100');
  expect([told.length, counts.asked]).toEqual([1, 2]);
});

it('args: a push counts from when it was stated, and from when it came where that is earlier', async () => {
  const { clock, told, read } = openVenue();
  await read();
  void told[0]?.onData({ price: '101', atMs: NOW - 2_001 });
  expect(await read()).toBe('100');
  // A venue whose clock is ahead makes nothing younger than its arrival.
  void told[0]?.onData({ price: '102', atMs: NOW + 60_000 });
  expect(await read()).toBe('102');
  clock.advance(2_001);
  expect(await read()).toBe('100');
});

it('error: maxAgeMs that is no ms', () => {
  const watch = async () => () => undefined;
  const ask = async () => ({ price: '1', atMs: 1 }) as const;
  expect(() => new WatchedPrices({ ask, watch, maxAgeMs: Number.NaN })).toThrow('found maxAgeMs NaN');
});

it('behavior: after a gap, an error or a clock that was set back nothing that was pushed before counts', async () => {
  const { clock, told, read } = openVenue();
  await read();
  void told[0]?.onData({ price: '101', atMs: NOW });
  void told[0]?.onGap?.({ sinceMs: NOW, reason: 'connection lost' });
  expect(await read()).toBe('100');
  void told[0]?.onData({ price: '101', atMs: NOW });
  void told[0]?.onError?.(new Error('unreadable'));
  expect(await read()).toBe('100');
  void told[0]?.onData({ price: '101', atMs: NOW });
  clock.set(NOW - 1);
  expect(await read()).toBe('100');
});

it('behavior: what cannot be watched is asked for, each time, and tried again', async () => {
  const { told, counts, read } = openVenue({ isWatchable: false });
  expect([await read(), await read(), await read()]).toEqual(['100', '100', '100']);
  expect(counts.asked).toBe(3);
  expect(told.length).toBeGreaterThan(1);
});

it('behavior: stopped, also while a watch begins, nothing is watched any more', async () => {
  const { told, counts, prices, read } = openVenue();
  const reading = read();
  prices.stop();
  expect(await reading).toBe('100');
  await new Promise(setImmediate);
  expect(counts.stopped).toBe(1);
  expect([await read(), told.length, counts.asked]).toEqual(['100', 1, 2]);
});
