import type { Candle, CandleQuery } from '@prate/execution-interface';
import { ManualClock, buildInstrument } from '@prate/execution-interface/testing';
import { CandleAggregator } from '../candle-aggregator';
import { InMemoryCandleStore } from '../in-memory-candle-store';
import { ingestMinutes } from './ingest-minutes';
import type { SkippedMinute } from './store-candles';

const T = 1609459200000;

function candle(index: number, overrides: Partial<Candle> = {}): Candle {
  return {
    symbol: 'BTC_USDT',
    openTimeMs: T + index * 60_000,
    intervalSeconds: 60,
    stitched: { open: 28999.9, high: 29100, low: 28900, close: 29050 },
    traded: { open: 29000, high: 29100, low: 28900, close: 29050 },
    contracts: 1200,
    volume: 0.12,
    turnover: '3480.5',
    ...overrides,
  };
}

/** A venue with a clock and a list of candles. */
class Venue {
  readonly asked: CandleQuery[] = [];
  constructor(
    public serverTimeMs: number,
    public candles: readonly Candle[],
  ) {}
  getServerTimeMs = async () => this.serverTimeMs;
  getInstrument = async () => buildInstrument();
  getCandles = async (query: CandleQuery) => {
    this.asked.push(query);
    return this.candles.filter((one) => one.openTimeMs >= query.startMs && one.openTimeMs < query.endMs);
  };
}

function setUp(venue: Venue) {
  const clock = new ManualClock(T + 600_000);
  const store = new InMemoryCandleStore({ clock });
  const aggregator = new CandleAggregator(store, { clock });
  return {
    store,
    aggregator,
    run: (fromMs: number, toMs: number) =>
      ingestMinutes({ symbol: 'BTC_USDT', fromMs, toMs }, { marketData: venue, aggregator, store, clock }),
  };
}

describe('ingestMinutes', () => {
  it('default: closed minutes of the window, with what is missing between them', async () => {
    const venue = new Venue(T + 300_000, [candle(0), candle(1), candle(3)]);
    const { run, store } = setUp(venue);
    expect(await run(T - 120_000, T + 240_000)).toEqual({
      symbol: 'BTC_USDT',
      minutesIn: 3,
      rowsStored: 180,
      unchanged: 0,
      skipped: [],
      gaps: [{ from: T + 120_000, to: T + 180_000 }],
      durationMs: 0,
    });
    const [record] = await store.minuteRecords({ symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000 });
    expect(record).toMatchObject({
      open: 290000,
      contracts: '1200',
      turnover: '3480.5',
      stitched: { open: 289999 },
      receivedAtMs: T + 300_000,
    });
  });

  it('behavior: again changes nothing', async () => {
    const { run } = setUp(new Venue(T + 300_000, [candle(0), candle(1)]));
    await run(T, T + 120_000);
    expect(await run(T, T + 120_000)).toMatchObject({ minutesIn: 2, rowsStored: 0, unchanged: 120, gaps: [] });
  });

  it('behavior: a minute counts as closed 3 s after its end by the clock of the venue, whatever ours says', async () => {
    const venue = new Venue(T + 62_999, [candle(0), candle(1)]);
    const { run } = setUp(venue);
    expect(await run(T, T + 600_000)).toMatchObject({ minutesIn: 0, rowsStored: 0, gaps: [] });
    expect(venue.asked).toEqual([]);
    venue.serverTimeMs = T + 63_000;
    expect(await run(T, T + 600_000)).toMatchObject({ minutesIn: 1, rowsStored: 60, gaps: [] });
    expect(venue.asked).toEqual([{ symbol: 'BTC_USDT', intervalSeconds: 60, startMs: T, endMs: T + 1 }]);
  });

  it('behavior: without trades the continuous form is the base, and the minute is carried', async () => {
    const flat = { open: 29050, high: 29050, low: 29050, close: 29050 };
    const quiet = candle(0, { contracts: 0, volume: 0, turnover: '0', stitched: flat, traded: { open: 0, high: 0, low: 0, close: 0 } });
    const { run, aggregator } = setUp(new Venue(T + 300_000, [quiet]));
    await run(T, T + 60_000);
    const [bucket] = await aggregator.getAggregatedCandles({ symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000, intervalSeconds: 60 });
    expect(bucket).toMatchObject({ close: 29050, volume: 0, origin: 'carried', contracts: 0 });
  });

  it('behavior: a corrected minute is a revision', async () => {
    const venue = new Venue(T + 300_000, [candle(0)]);
    const { run, aggregator } = setUp(venue);
    await run(T, T + 60_000);
    venue.candles = [candle(0, { contracts: 1300, volume: 0.13 })];
    expect(await run(T, T + 60_000)).toMatchObject({ rowsStored: 60, unchanged: 0 });
    const [bucket] = await aggregator.getAggregatedCandles({ symbol: 'BTC_USDT', startTs: T, endTs: T + 60_000, intervalSeconds: 60 });
    expect(bucket).toMatchObject({ contracts: 1300, volume: 0.13, status: 'revised', revision: 1 });
  });

  it('behavior: a row that cannot be a candle is named and stays missing; all others are stored, also where only the store knows', async () => {
    const wrong = candle(1, { stitched: { open: 29060, high: 29050, low: 28900, close: 29050 } });
    // No scale holds both the close before and a tenth.
    const huge = { open: 9e15, high: 9e15, low: 9e15, close: 9e15 };
    const venue = new Venue(T + 600_000, [candle(0), wrong, candle(2), candle(3, { traded: huge, stitched: huge }), candle(4)]);
    const { store, aggregator } = setUp(venue);
    const told: string[] = [];
    const onSkipped = (skipped: readonly SkippedMinute[]) =>
      void told.push(...skipped.map(({ symbol, openTimeMs, issues }) => `${symbol} ${(openTimeMs - T) / 60_000} ${issues[0]?.code}`));
    const window = { symbol: 'BTC_USDT', fromMs: T, toMs: T + 300_000 };
    const report = await ingestMinutes(window, { marketData: venue, aggregator, store, onSkipped });
    expect(report).toMatchObject({ minutesIn: 5, rowsStored: 180, skipped: [{ openTimeMs: T + 60_000 }, { openTimeMs: T + 240_000 }] });
    expect(report.gaps).toEqual([
      { from: T + 60_000, to: T + 120_000 },
      { from: T + 240_000, to: T + 300_000 },
    ]);
    expect(told).toEqual(['BTC_USDT 1 shape', 'BTC_USDT 4 precision']);
  });

  it('behavior: after the contract size changed, minutes made before stay as they were, though the venue counts them in the new one', async () => {
    const venue = new Venue(T + 300_000, [candle(0)]);
    const { run, store } = setUp(venue);
    await run(T, T + 60_000);
    venue.getInstrument = async () => buildInstrument({ contractSize: '0.001' });
    venue.candles = [candle(0, { volume: 1.2 }), candle(1, { volume: 1.2 })];
    expect(await run(T, T + 120_000)).toMatchObject({ rowsStored: 60, unchanged: 60 });
    expect(await store.minuteRecords({ symbol: 'BTC_USDT', startTs: T, endTs: T + 120_000 })).toMatchObject([
      { contractSize: '0.0001', volume: 1_200, revision: 0 },
      { contractSize: '0.001', volume: 1_200, revision: 0 },
    ]);
  });

  it.each([
    ['another symbol', { symbol: 'ETH_USDT' }],
    ['another length', { intervalSeconds: 300 }],
    ['another window', { openTimeMs: T - 60_000 }],
  ])('error: %s in the answer is an error and no data', async (_, change) => {
    const venue = new Venue(T + 300_000, []);
    venue.getCandles = async () => [candle(0), candle(0, change)];
    const { run, store } = setUp(venue);
    await expect(run(T, T + 120_000)).rejects.toMatchObject({ issues: [{ index: 1, code: 'outside-window' }] });
    expect((await store.stats()).minutes).toBe(0);
  });

  it('error: a reversed window', async () => {
    await expect(setUp(new Venue(T, [])).run(T, T)).rejects.toMatchObject({ issues: [{ code: 'range' }] });
  });
});
