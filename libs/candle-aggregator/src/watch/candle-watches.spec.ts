import { ManualClock } from '@prate/execution-interface/testing';
import type { AggregatedCandle } from '../aggregated-candle';
import { CandleAggregator } from '../candle-aggregator';
import { InMemoryCandleStore } from '../in-memory-candle-store';
import type { CandleChange } from './candle-change';

const START = 1609459200000;
const SYMBOL = 'BTC_USDT';
const minute = (index: number, changes: object = {}) => ({
  ...{ timestamp: START + index * 60_000, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 },
  ...changes,
});

/** Counts how often its rows are read. */
class CountingStore extends InMemoryCandleStore {
  reads = 0;
  isFailing = false;

  override seconds(range: Parameters<InMemoryCandleStore['seconds']>[0]) {
    this.reads += 1;
    if (this.isFailing) throw new Error('the disk is gone');
    return super.seconds(range);
  }
}

function setUp() {
  const clock = new ManualClock(START + 600_000);
  const store = new CountingStore({ clock });
  const errors: unknown[] = [];
  const aggregator = new CandleAggregator(store, { clock, onWatchError: (error) => void errors.push(error) });
  return { clock, store, aggregator, errors };
}

const QUERY = { symbol: SYMBOL, intervalSeconds: 60, fromTs: START };
const told = (candles: readonly AggregatedCandle[]) =>
  candles.map(({ timestamp, status, close }) => `${(timestamp - START) / 60_000} ${status} ${close}`);

describe('watchCandles', () => {
  it('default: history first, then what is stored, then what is revised', async () => {
    const { aggregator } = setUp();
    await aggregator.processAndStore([minute(0), minute(1)], SYMBOL);
    const heard: AggregatedCandle[] = [];
    const stop = aggregator.watchCandles(QUERY, (candle) => heard.push(candle));
    await aggregator.watchesSettled();
    await aggregator.processAndStore([minute(2)], SYMBOL);
    await aggregator.processAndStore([minute(1, { close: 29060 })], SYMBOL);
    await aggregator.watchesSettled();
    expect(told(heard)).toEqual(['0 final 29050', '1 final 29050', '2 final 29050', '1 revised 29060']);
    stop();
    await aggregator.processAndStore([minute(3)], SYMBOL);
    await aggregator.watchesSettled();
    expect(heard).toHaveLength(4);
  });

  it('behavior: a running price of which no second was ever stored is not looked for again once its time is over', async () => {
    const { aggregator, clock, store } = setUp();
    aggregator.watchCandles({ symbol: SYMBOL, intervalSeconds: 30, forming: true }, () => undefined);
    for (let index = 0; index < 20; index += 1) {
      aggregator.acceptForming({ symbol: SYMBOL, price: 29000, atMs: clock.nowMs() + 500 });
      await aggregator.watchesSettled();
      clock.advance(60_000);
    }
    clock.advance(60_000);
    aggregator.timePassed();
    await aggregator.watchesSettled();
    store.reads = 0;
    aggregator.timePassed();
    await aggregator.watchesSettled();
    expect(store.reads).toBe(0);
  });

  it('behavior: a bucket with a hole waits for its seconds; later ones do not wait for it', async () => {
    const { aggregator } = setUp();
    const heard: AggregatedCandle[] = [];
    aggregator.watchCandles({ ...QUERY, intervalSeconds: 120 }, (candle) => heard.push(candle));
    await aggregator.processAndStore([minute(0), minute(2), minute(3)], SYMBOL);
    await aggregator.watchesSettled();
    expect(told(heard)).toEqual(['2 final 29050']);
    await aggregator.processAndStore([minute(1)], SYMBOL);
    await aggregator.watchesSettled();
    expect(told(heard)).toEqual(['2 final 29050', '0 final 29050']);
  });

  it('behavior: however many listen, the store is read once; what one throws harms nobody and is told', async () => {
    const { aggregator, store, errors } = setUp();
    const query = { ...QUERY, intervalSeconds: 30, fromTs: START + 510_000 };
    const heard: number[] = [];
    aggregator.watchCandles(query, () => {
      throw new Error('no');
    });
    aggregator.watchCandles(query, () => Promise.reject(new Error('nor this')) as never);
    for (let index = 0; index < 10; index += 1) aggregator.watchCandles(query, () => void heard.push(index));
    await aggregator.watchesSettled();
    const before = store.reads;
    await aggregator.processAndStore([minute(8)], SYMBOL);
    await aggregator.watchesSettled();
    expect(heard).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(store.reads - before).toBe(1);
    expect(errors).toEqual([new Error('no'), new Error('nor this')]);
  });

  it('behavior: a store that fails is told, and read again with the next change', async () => {
    const { aggregator, store, errors } = setUp();
    const heard: AggregatedCandle[] = [];
    aggregator.watchCandles({ ...QUERY, intervalSeconds: 30 }, (candle) => heard.push(candle));
    await aggregator.watchesSettled();
    store.isFailing = true;
    await aggregator.processAndStore([minute(0)], SYMBOL);
    await aggregator.watchesSettled();
    expect([heard, errors]).toEqual([[], [new Error('the disk is gone')]]);
    store.isFailing = false;
    await aggregator.processAndStore([minute(1)], SYMBOL);
    await aggregator.watchesSettled();
    expect(heard.map(({ timestamp, status }) => [timestamp - START, status])).toEqual(
      [0, 30_000, 60_000, 90_000].map((ms) => [ms, 'final']),
    );
  });

  it('behavior: a forming bucket becomes final by time alone', async () => {
    const { aggregator, clock } = setUp();
    const heard: AggregatedCandle[] = [];
    const second = (at: number) => ({
      ...{ openTimeS: START / 1000 + 600 + at, open: 5, high: 5, low: 5, close: 5, volume: 1, flags: 0 },
      ...{ priceGrid: { step: 1, scale: 0 }, volumeGrid: { step: 1, scale: 0 } },
    });
    clock.advance(3_500);
    aggregator.watchCandles({ symbol: SYMBOL, intervalSeconds: 2, forming: true, fromTs: START }, (candle) => heard.push(candle));
    await aggregator.storeSeconds({ symbol: SYMBOL, seconds: [second(0), second(1)], receivedAtMs: clock.nowMs() });
    await aggregator.watchesSettled();
    expect(told(heard)).toEqual(['10 forming 5']);
    clock.advance(500);
    aggregator.timePassed();
    await aggregator.watchesSettled();
    expect(told(heard)).toEqual(['10 forming 5', '10 final 5']);
  });

  it('error: a length or a series that is none', () => {
    const { aggregator } = setUp();
    expect(() => aggregator.watchCandles({ ...QUERY, intervalSeconds: 601 }, () => undefined)).toThrow('interval-invalid');
    expect(() => aggregator.watchCandles({ ...QUERY, series: 'mark' as never }, () => undefined)).toThrow('series mark');
  });
});

describe('watchChanges', () => {
  it('default: first stored, then told: what was stored, and beside it what was revised', async () => {
    const { aggregator, store } = setUp();
    const changes: CandleChange[] = [];
    const stored: number[] = [];
    const stop = aggregator.watchChanges((change) => {
      changes.push(change);
      void store.minuteRecords({ symbol: SYMBOL, startTs: START, endTs: START + 600_000 }).then((records) => stored.push(records.length));
    });
    await aggregator.processAndStore([minute(0), minute(1), minute(4)], SYMBOL);
    await aggregator.processAndStore([minute(0)], SYMBOL);
    await aggregator.processAndStore([minute(0, { close: 29051 }), minute(1, { close: 29052 })], SYMBOL);
    stop();
    await aggregator.processAndStore([minute(5)], SYMBOL);
    const base = { symbol: SYMBOL, series: 'trade' };
    const at = (index: number) => START + index * 60_000;
    expect(changes).toEqual([
      { ...base, type: 'candle.stored', from: at(0), to: at(5), revision: 0 },
      // The minute after the hole opens at another close.
      { ...base, type: 'candle.stored', from: at(0), to: at(5), revision: 0 },
      { ...base, type: 'candle.revised', from: at(0), to: at(2), revision: 1 },
    ]);
    expect(stored).toEqual([3, 3, 3]);
  });

  it('behavior: a changed close is told up to the next real minute, past seconds that are only observed and minutes that are filled', async () => {
    const { aggregator, store, clock } = setUp();
    const changes: CandleChange[] = [];
    const heard: AggregatedCandle[] = [];
    aggregator.watchChanges((change) => void changes.push(change));
    aggregator.watchCandles({ ...QUERY, intervalSeconds: 5 }, (candle) => heard.push(candle));
    await aggregator.processAndStore([minute(0), minute(2, { open: 29050, volume: 0.01 }), minute(5)], SYMBOL);
    for (const waited of [1, 2, 3]) {
      const receivedAtMs = clock.nowMs() + waited * 600_000;
      await store.noteOmitted({ symbol: SYMBOL, minutes: [START + 60_000], profile: { method: 'bridge@2', seed: 0 }, receivedAtMs });
    }
    const values = { open: 29050, high: 29050, low: 29050, close: 29050, volume: 0, flags: 0 };
    const grids = { priceGrid: { step: 1, scale: 0 }, volumeGrid: { step: 1, scale: 0 } };
    await aggregator.storeSeconds({
      symbol: SYMBOL,
      seconds: [{ openTimeS: START / 1000 + 200, ...values, ...grids }],
      receivedAtMs: clock.nowMs(),
    });
    const now = async () =>
      (
        await aggregator.getAggregatedCandles({ ...QUERY, startTs: START, endTs: START + 600_000, intervalSeconds: 5, completeOnly: true })
      ).filter((candle) => candle.status !== 'incomplete');
    changes.length = 0;
    await aggregator.processAndStore([minute(0, { close: 29060 })], SYMBOL);
    await aggregator.processAndStore([minute(2, { open: 29050, close: 29070, volume: 0.01 })], SYMBOL);
    await aggregator.watchesSettled();
    expect(changes.filter(({ type }) => type === 'candle.stored').map(({ from, to }) => [from - START, to - START])).toEqual([
      [0, 180_000],
      [120_000, 360_000],
    ]);
    const last = new Map(heard.map((candle) => [candle.timestamp, candle]));
    expect([...last.values()].sort((a, b) => a.timestamp - b.timestamp)).toEqual(await now());
  });

  it('behavior: what is stored is told as stored, also where the store cannot be read right after', async () => {
    const clock = new ManualClock(START + 600_000);
    class BlindStore extends InMemoryCandleStore {
      override minutes(): never {
        throw new Error('the disk is gone');
      }
    }
    const errors: unknown[] = [];
    const aggregator = new CandleAggregator(new BlindStore({ clock }), { clock, onWatchError: (error) => void errors.push(error) });
    const changes: CandleChange[] = [];
    aggregator.watchChanges((change) => void changes.push(change));
    expect(await aggregator.processAndStore([minute(0)], SYMBOL)).toMatchObject({ inserted: 60 });
    expect(await aggregator.processAndStore([minute(0, { close: 29051 })], SYMBOL)).toMatchObject({ updated: 60 });
    expect(changes.map(({ type, from, to }) => [type, from - START, to - START])).toEqual([
      // Which minute follows could not be read.
      ['candle.stored', 0, 600_000],
      ['candle.stored', 0, 600_000],
      ['candle.revised', 0, 60_000],
    ]);
    expect(errors).toEqual([new Error('the disk is gone'), new Error('the disk is gone')]);
  });
});
