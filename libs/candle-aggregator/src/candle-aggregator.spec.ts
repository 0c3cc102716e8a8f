import type { Clock } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { CandleAggregator, MAX_CANDLES } from './candle-aggregator';
import { CandleInputError } from './errors';
import { InMemoryCandleStore } from './in-memory-candle-store';

const T = 1609459200000;
const EXAMPLE = { timestamp: T, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };

function aggregator(nowMs = T + 86_400_000): CandleAggregator {
  const clock = new ManualClock(nowMs);
  return new CandleAggregator(new InMemoryCandleStore({ clock }), { clock, method: 'linear' });
}

jest.setTimeout(30_000);

describe('CandleAggregator', () => {
  it('default: the example gives 60 seconds and 12 five-second candles, to the digit', async () => {
    const candles = aggregator();
    const stored = await candles.processAndStore([EXAMPLE], 'BTC_USDT');
    const none = { updated: 0, unchanged: 0, refused: 0, duplicates: 0, warnings: [], skipped: 0, issues: [] };
    expect(stored).toEqual({ count: 60, inserted: 60, minutes: 1, ...none });
    const five = await candles.getAggregatedCandles({ symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000, intervalSeconds: 5 });
    expect(five).toHaveLength(12);
    const rows = new Map(five.map(({ timestamp, open, high, low, close, volume }) => [timestamp, [open, high, low, close, volume]]));
    expect(rows.get(1609459200000)).toEqual([29000, 29000, 28970.6, 28970.6, 10]);
    expect(rows.get(1609459215000)).toEqual([28911.8, 28917.6, 28900, 28917.6, 10]);
    expect(rows.get(1609459250000)).toEqual([29094.1, 29100, 29077.8, 29077.8, 10]);
    expect(rows.get(1609459255000)).toEqual([29077.8, 29077.8, 29050, 29050, 10]);
    expect(five[0]).toEqual({
      symbol: 'BTC_USDT',
      series: 'trade',
      timestamp: T,
      intervalSeconds: 5,
      open: 29000,
      high: 29000,
      low: 28970.6,
      close: 28970.6,
      volume: 10,
      origin: 'interpolated',
      observedSeconds: 0,
      interpolatedSeconds: 5,
      carriedSeconds: 0,
      coverage: 1,
      status: 'final',
      revision: 0,
      flags: [],
    });
  });

  it('behavior: buckets of 7 s reach over the ends of the minute and say what is missing', async () => {
    const candles = aggregator();
    await candles.processAndStore([EXAMPLE], 'BTC_USDT');
    const seven = await candles.getAggregatedCandles({ symbol: 'BTC_USDT', startTs: T - 6_000, endTs: T + 60_000, intervalSeconds: 7 });
    expect(seven.map((candle) => candle.timestamp)[0]).toBe(1609459194000);
    expect(seven[0]).toMatchObject({ interpolatedSeconds: 1, coverage: 1 / 7, status: 'incomplete' });
    expect(seven[1]).toMatchObject({ timestamp: 1609459201000, coverage: 1, status: 'final' });
    expect(seven.at(-1)).toMatchObject({ timestamp: 1609459257000, coverage: 3 / 7, status: 'incomplete' });
  });

  it('behavior: a bucket whose time is not over is left out unless asked for', async () => {
    const candles = aggregator(T + 64_000);
    await candles.processAndStore([EXAMPLE], 'BTC_USDT');
    const query = { symbol: 'BTC_USDT', startTs: T, endTs: T + 90_000, intervalSeconds: 45 };
    expect((await candles.getAggregatedCandles(query)).map((candle) => candle.status)).toEqual(['final']);
    const forming = await candles.getAggregatedCandles({ ...query, forming: true });
    expect(forming.map((candle) => [candle.status, candle.coverage])).toEqual([
      ['final', 1],
      ['forming', 15 / 45],
    ]);
  });

  it('behavior: a correction shows as revised, with its revision', async () => {
    const candles = aggregator();
    await candles.processAndStore([EXAMPLE], 'BTC_USDT');
    const report = await candles.processAndStore([{ ...EXAMPLE, close: 29060 }], 'BTC_USDT');
    expect([report.updated, report.count]).toEqual([60, 60]);
    const [minute] = await candles.getAggregatedCandles({ symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000, intervalSeconds: 60 });
    expect(minute).toMatchObject({ close: 29060, status: 'revised', revision: 1 });
    const [second] = await candles.getSecondCandles({ symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000 });
    expect(second).toMatchObject({ timestamp: T, status: 'revised', revision: 1, origin: 'interpolated' });
  });

  it('behavior: seconds tell contracts and turnover, where they are known and asked for', async () => {
    const candles = aggregator();
    const instrument = { tickSize: '0.1', contractSize: '0.0001' } as const;
    const given = { ...EXAMPLE, volume: 0.012, contracts: 120, turnover: '348.0001' };
    await candles.processAndStore([given], 'BTC_USDT', { instrument });
    const range = { symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000 };
    const seconds = await candles.getSecondCandles({ ...range, turnover: true });
    expect(seconds[0]).toMatchObject({ volume: 0.0002, contracts: 2 });
    const tenThousandths = seconds.reduce((sum, second) => sum + BigInt(Math.round(Number(second.turnover) * 10_000)), 0n);
    expect(tenThousandths).toBe(3_480_001n);
    expect((await candles.getSecondCandles(range))[0]).not.toHaveProperty('turnover');
  });

  it('behavior: answers are frozen: what one caller does harms no other', async () => {
    const candles = aggregator();
    await candles.processAndStore([EXAMPLE], 'BTC_USDT');
    const query = { symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000, intervalSeconds: 5 };
    const first = await candles.getAggregatedCandles(query);
    expect(() => Object.assign(first[0] as object, { close: 1 })).toThrow(TypeError);
    first.length = 0;
    expect(await candles.getAggregatedCandles(query)).toHaveLength(12);
  });

  it('behavior: a range from 1970 to the end of time is answered at once', async () => {
    const candles = aggregator();
    await candles.processAndStore([EXAMPLE], 'BTC_USDT');
    const query = { symbol: 'BTC_USDT', startTs: 0, endTs: Number.MAX_SAFE_INTEGER, intervalSeconds: 7 };
    expect(await candles.getAggregatedCandles(query)).toHaveLength(10);
  });

  it('behavior: an empty list stores nothing, an unknown symbol has nothing', async () => {
    const candles = aggregator();
    expect((await candles.processAndStore([], 'BTC_USDT')).count).toBe(0);
    expect(await candles.getAggregatedCandles({ symbol: 'NIX_USDT', startTs: 0, endTs: T, intervalSeconds: 5 })).toEqual([]);
  });

  it('behavior: one bad minute and nothing is stored', async () => {
    const candles = aggregator();
    const bad = { ...EXAMPLE, timestamp: T + 60_000, high: 1 };
    await expect(candles.processAndStore([EXAMPLE, bad], 'BTC_USDT')).rejects.toThrow(/processAndStore: \[1\] shape/);
    expect(await candles.getSecondCandles({ symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000 })).toEqual([]);
  });

  it('behavior: flags of a minute reach its buckets', async () => {
    const candles = aggregator();
    await candles.processAndStore([{ ...EXAMPLE, volume: 0 }], 'BTC_USDT');
    const query = { symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000 };
    const five = await candles.getAggregatedCandles({ ...query, intervalSeconds: 5 });
    expect(five.map((candle) => [candle.origin, candle.flags.join()]).slice(0, 2)).toEqual([
      ['interpolated', 'volumeless'],
      ['carried', ''],
    ]);
    const [minute] = await candles.getAggregatedCandles({ ...query, intervalSeconds: 60 });
    expect(minute).toMatchObject({
      open: 29000,
      high: 29100,
      low: 28900,
      close: 29050,
      interpolatedSeconds: 1,
      carriedSeconds: 59,
      flags: ['volumeless'],
    });
  });

  it.each([1, 601, 2.5])('error: an interval of %p', async (intervalSeconds) => {
    const asked = aggregator().getAggregatedCandles({ symbol: 'BTC_USDT', startTs: T, endTs: T + 1, intervalSeconds });
    await expect(asked).rejects.toMatchObject({ issues: [{ code: 'interval-invalid', expected: expect.stringContaining('2 to 600') }] });
  });

  it('error: a reversed range', async () => {
    await expect(aggregator().getAggregatedCandles({ symbol: 'BTC_USDT', startTs: T, endTs: T, intervalSeconds: 5 })).rejects.toMatchObject(
      {
        issues: [{ code: 'range' }],
      },
    );
  });

  it(`error: more than ${MAX_CANDLES} candles in one answer; the iterator gives them all`, async () => {
    const candles = aggregator(T + 200_000_000);
    const minutes = Array.from({ length: 1_700 }, (_, index) => ({ ...EXAMPLE, timestamp: T + index * 60_000 }));
    await candles.processAndStore(minutes, 'BTC_USDT');
    const range = { symbol: 'BTC_USDT', startTs: T, endTs: T + 1_700 * 60_000 };
    await expect(candles.getSecondCandles(range)).rejects.toMatchObject({ issues: [{ code: 'range-too-large' }] });
    await expect(candles.getSecondCandles({ ...range, endTs: T + 60_000_000 })).resolves.toHaveLength(60_000);
    let count = 0;
    for await (const candle of candles.iterateAggregatedCandles({ ...range, intervalSeconds: 2 })) count += candle.volume > 0 ? 1 : 0;
    expect(count).toBe(51_000);
  });

  it('behavior: a host whose clock is behind, or steps back, hides nothing that is over, from askers or from watchers', async () => {
    let hostMs = T - 600_000;
    const clock: Clock = { nowMs: () => hostMs };
    const candles = new CandleAggregator(new InMemoryCandleStore({ clock }), { clock });
    const grids = { priceGrid: { step: 1, scale: 1 }, volumeGrid: { step: 1, scale: 0 } };
    const second = (index: number) => ({
      openTimeS: T / 1000 + index,
      open: 290_000,
      high: 290_000,
      low: 290_000,
      close: 290_000,
      ...grids,
    });
    const put = (from: number, to: number) =>
      candles.storeSeconds({
        symbol: 'BTC_USDT',
        seconds: Array.from({ length: to - from }, (_, index) => ({ ...second(from + index), volume: 1, flags: 0 })),
        receivedAtMs: T + to * 1000 + 2_000,
      });
    await put(0, 20);
    const heard: string[] = [];
    const tell = ({ timestamp, status }: { timestamp: number; status: string }) => void heard.push(`${(timestamp - T) / 1000} ${status}`);
    const stop = candles.watchCandles({ symbol: 'BTC_USDT', intervalSeconds: 5, fromTs: T }, tell);
    await candles.watchesSettled();
    hostMs -= 3_600_000;
    await put(20, 30);
    await candles.watchesSettled();
    stop();
    const finals = [0, 5, 10, 15, 20, 25].map((at) => `${at} final`);
    expect(heard).toEqual(finals);
    const query = { symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000 };
    expect((await candles.getAggregatedCandles({ ...query, intervalSeconds: 5 })).map(({ status }) => status)).toEqual(
      finals.map(() => 'final'),
    );
    expect(new Set((await candles.getSecondCandles(query)).map(({ status }) => status))).toEqual(new Set(['final']));
    const [running] = await candles.getAggregatedCandles({ ...query, intervalSeconds: 60, forming: true });
    expect(running).toMatchObject({ status: 'forming', coverage: 0.5 });
  });

  it('error: options and calls that make no sense', async () => {
    const store = new InMemoryCandleStore();
    expect(() => new CandleAggregator(store, { method: 'spline' as never, seed: -1, cacheBytes: 0.5 })).toThrow(
      /method spline.*seed -1.*cacheBytes 0.5/s,
    );
    await expect(aggregator().processAndStore([EXAMPLE], 'BTC USDT')).rejects.toBeInstanceOf(CandleInputError);
    await expect(aggregator().processAndStore(EXAMPLE as never, 'BTC_USDT')).rejects.toThrow('a list of minutes');
  });
});
