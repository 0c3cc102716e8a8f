import type { InstrumentChange } from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';
import type { WirePushContract } from '@prate/mexc-protocol';
import type { StreamHandlers } from '@prate/mexc-ws';
import { ManualTimer } from '@prate/mexc-ws/testing';
import { InstrumentFeed } from './instrument-feed';
import { GuardedHandlers } from './telling/guarded-handlers';

const HOUR = 3_600_000;

/** A feed between a stream and a list that are moved by hand. */
function setUp({ maxAgeMs = HOUR } = {}) {
  const timer = new ManualTimer();
  const applied: WirePushContract[] = [];
  let stream: StreamHandlers<WirePushContract> | undefined;
  let reads = 0;
  let failures = 0;
  let known = true;
  const feed = new InstrumentFeed({
    timer,
    catalog: {
      maxAgeMs,
      apply: (push) => {
        applied.push(push);
        return known;
      },
      refresh: async () => {
        reads += 1;
        if (failures > 0) {
          failures -= 1;
          throw new Error('the venue is away');
        }
      },
    },
    feed: {
      watchContracts: (handlers) => {
        stream = handlers;
        return () => void (stream = undefined);
      },
    },
  });
  const watch = () => {
    const told: string[] = [];
    const stop = feed.watch(
      new GuardedHandlers<InstrumentChange>(
        {
          onData: ({ kind, symbol }) => void told.push(`${kind} ${symbol}`),
          onGap: ({ reason }) => void told.push(reason),
          onReady: () => void told.push('ready'),
          onError: ({ message }) => void told.push(message),
        },
        { operation: 'watchInstruments' },
      ),
    );
    return { told, stop };
  };
  return {
    feed,
    timer,
    applied,
    watch,
    reads: () => reads,
    isSubscribed: () => stream !== undefined,
    failNext: (count: number) => void (failures = count),
    forget: () => void (known = false),
    flow: () => void stream?.onReady?.({ epoch: 1 }),
    cut: () => void stream?.onGap?.({ epoch: 1, reason: 'cut', sinceMs: 1 }),
    push: (data: WirePushContract, tsMs: number, epoch = 1) => void stream?.onEvent({ epoch, tsMs, receivedAtMs: 0, data }),
  };
}

test('default: subscribed while somebody watches; ready when the list was read after pushes began to flow', async () => {
  const { watch, flow, timer, reads, isSubscribed } = setUp();
  const first = watch();
  expect([isSubscribed(), reads()]).toEqual([true, 0]);
  flow();
  await timer.advance(0);
  const second = watch();
  expect([first.told, second.told, reads()]).toEqual([['ready'], ['ready'], 1]);
  first.stop();
  expect(isSubscribed()).toBe(true);
  second.stop();
  second.stop();
  expect([isSubscribed(), timer.waiting]).toEqual([false, 0]);
});

test('behavior: each push is applied, but none that is older than the last of its contract and connection', () => {
  const { watch, push, applied } = setUp();
  watch();
  push({ symbol: 'A', state: 0 }, 10);
  push({ symbol: 'A', state: 4 }, 9);
  push({ symbol: 'B', state: 4 }, 9);
  push({ symbol: 'A', state: 3 }, 8, 2);
  expect(applied.map(({ symbol, state }) => `${symbol} ${state}`)).toEqual(['A 0', 'B 4', 'A 3']);
});

test('behavior: a contract that is not listed makes the list be read', async () => {
  const { watch, push, forget, reads, timer } = setUp();
  watch();
  forget();
  push({ symbol: 'NEW_USDT' }, 1);
  await timer.advance(0);
  expect(reads()).toBe(1);
});

test('behavior: read once an age while watched, and not after', async () => {
  const { watch, reads, timer, flow } = setUp();
  const { stop, told } = watch();
  flow();
  await timer.advance(HOUR - 1);
  expect(reads()).toBe(1);
  await timer.advance(1);
  expect(reads()).toBe(2);
  await timer.advance(HOUR);
  expect([reads(), told]).toEqual([3, ['ready']]);
  stop();
  await timer.advance(10 * HOUR);
  expect([reads(), timer.waiting]).toEqual([3, 0]);
});

test.each([
  [0, 60_000],
  [Infinity, 2 ** 31 - 1],
])('behavior: an age of %d ms is read every %d ms', async (maxAgeMs, everyMs) => {
  const { watch, reads, timer } = setUp({ maxAgeMs });
  watch();
  await timer.advance(everyMs - 1);
  expect(reads()).toBe(0);
  await timer.advance(1);
  expect(reads()).toBe(1);
});

test('error: a list that cannot be read is told and asked for again, and only then is anybody ready', async () => {
  const { watch, flow, failNext, timer, reads } = setUp();
  const { told } = watch();
  failNext(2);
  flow();
  await timer.advance(9_999);
  expect([told, reads()]).toEqual([['watchInstruments: the venue is away'], 1]);
  await timer.advance(10_001);
  expect([told.slice(1), reads()]).toEqual([['watchInstruments: the venue is away', 'ready'], 3]);
});

test('behavior: a list asked for before a gap is not the end of it; while nothing flows, an hourly reading is none either', async () => {
  const { watch, flow, cut, timer } = setUp();
  const { told } = watch();
  flow();
  cut();
  await timer.advance(0);
  expect(told).toEqual(['cut']);
  await timer.advance(HOUR);
  expect(told).toEqual(['cut']);
  flow();
  await timer.advance(0);
  expect(told).toEqual(['cut', 'ready']);
});

test('behavior: a change is told to all who watch', () => {
  const { feed, watch } = setUp();
  const [first, second] = [watch(), watch()];
  feed.tell({ kind: 'added', symbol: 'BTC_USDT', instrument: buildInstrument() });
  expect([first.told, second.told]).toEqual([['added BTC_USDT'], ['added BTC_USDT']]);
});
