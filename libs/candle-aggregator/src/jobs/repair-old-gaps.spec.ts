import type { Candle, CandleQuery } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { MinuteVenue, T, candleAt } from '../../test/support/minute-venue';
import { CandleAggregator } from '../candle-aggregator';
import { InMemoryCandleStore } from '../in-memory-candle-store';
import type { JobProgress } from './job-control';
import { repairOldGaps } from './repair-old-gaps';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const PAGE = 1_997;
const END = 40 * DAY;

/** Of each symbol only the minutes at these places are known, and a day that is over. */
async function setUp(known: Readonly<Record<string, readonly number[]>>, given: (query: CandleQuery) => readonly Candle[] = () => []) {
  const venue = new MinuteVenue(T + END);
  venue.getCandles = async (query) => {
    venue.asked.push(query);
    return given(query);
  };
  const clock = new ManualClock(venue.serverTimeMs);
  const store = new InMemoryCandleStore({ clock });
  const aggregator = new CandleAggregator(store, { clock });
  for (const [symbol, places] of Object.entries(known)) {
    const minutes = places.map((index) => ({ ...candleAt(index), symbol }));
    await aggregator.processAndStore(
      minutes.map(({ openTimeMs, traded, volume }) => ({
        symbol,
        timestamp: openTimeMs,
        volume,
        ...(traded as { open: number; high: number; low: number; close: number }),
      })),
      symbol,
      { serverTimeMs: T + END },
    );
  }
  return { venue, store, clock, sources: { marketData: venue, aggregator, store, clock } };
}

const all = ({ symbol, startMs, endMs }: CandleQuery): Candle[] => {
  const candles: Candle[] = [];
  for (let at = startMs; at < endMs; at += MINUTE) candles.push({ ...candleAt((at - T) / MINUTE), symbol });
  return candles;
};

const round = (turn: number, symbols: readonly string[] = ['A_USDT']) => ({ symbols, beforeMs: T + 10 * DAY, turn });

test('default: holes from the first known minute on to that moment are closed, and nothing later is asked for', async () => {
  const { venue, store, sources } = await setUp({ A_USDT: [0, 3, 50] }, all);
  const progress: JobProgress[] = [];
  const report = await repairOldGaps({ ...round(0), beforeMs: T + 51 * MINUTE }, sources, { onProgress: (one) => void progress.push(one) });
  expect(report).toEqual({ missingMinutes: new Map([['A_USDT', 0]]), windows: 1, place: 0, asked: 1, closed: 48, filled: 0, failed: [] });
  expect(venue.asked.map(({ endMs }) => endMs)).toEqual([T + 50 * MINUTE + 1]);
  expect((await store.missing('A_USDT', 0, T + END))[0]).toEqual({ from: T + 51 * MINUTE, to: T + END - MINUTE });
  expect(progress).toEqual([{ symbol: 'A_USDT', done: 1, total: 1, atMs: T + 50 * MINUTE }]);
  expect(await repairOldGaps({ ...round(1), beforeMs: T + 51 * MINUTE }, sources)).toMatchObject({ windows: 0, asked: 0 });
});

test('behavior: holes that cannot be closed keep nobody from the others: in a round every stretch of every contract is asked once', async () => {
  const known = { A_USDT: [0], B_USDT: [0], C_USDT: [0], D_USDT: [14_390] };
  const { venue, sources } = await setUp(known);
  const symbols = Object.keys(known);
  const options = { mostSymbols: 3, mostWindows: 5 };
  const stretches = Math.ceil((10 * 1_440 - 1) / PAGE);
  const runs = 2 * Math.ceil((3 * stretches) / 5);
  const asked: number[] = [];
  for (let turn = 0; turn < runs; turn += 1) {
    // Another process, which knows the number of the run only.
    const report = await repairOldGaps(round(1_000 * runs + turn, symbols), sources, {}, options);
    asked.push(report.asked);
    expect(report.asked).toBeLessThanOrEqual(5);
  }
  const distinct = new Set(venue.asked.map(({ symbol, startMs }) => `${symbol} ${startMs}`));
  expect(distinct.size).toBe(3 * stretches + 1);
  expect(venue.asked.length).toBe(asked.reduce((sum, count) => sum + count, 0));
});

test('behavior: what the venue leaves out in three rounds is filled', async () => {
  const { clock, venue, store, sources } = await setUp({ A_USDT: [0, 1, 3, 4] }, (query) =>
    all(query).filter(({ openTimeMs }) => openTimeMs !== T + 2 * MINUTE),
  );
  const filled: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    filled.push((await repairOldGaps({ ...round(turn), beforeMs: T + 5 * MINUTE }, sources)).filled);
    venue.serverTimeMs += 11 * MINUTE;
    clock.set(venue.serverTimeMs);
  }
  expect(filled).toEqual([0, 0, 1]);
  expect(await store.missing('A_USDT', 0, T + 5 * MINUTE)).toEqual([]);
});

test('error: one contract that cannot be asked for holds up no other; an abort ends all', async () => {
  const { sources } = await setUp({ A_USDT: [0, 2], B_USDT: [0, 2] }, (query) => {
    if (query.symbol === 'A_USDT') throw new Error('away');
    return all(query);
  });
  const report = await repairOldGaps({ ...round(0, ['A_USDT', 'B_USDT']), beforeMs: T + 3 * MINUTE }, sources);
  expect(report).toMatchObject({ closed: 1, failed: [{ symbol: 'A_USDT' }] });
  expect([...report.missingMinutes]).toEqual([
    ['A_USDT', 1],
    ['B_USDT', 0],
  ]);
  const signal = AbortSignal.abort(new Error('deadline'));
  await expect(repairOldGaps(round(0), sources, { signal })).rejects.toThrow('deadline');
});
