import { simulatedContracts } from '../simulated-contracts';
import type { SimulatedContract } from '../simulated-contract';
import { type Kline, type KlineQuery, buildKlines } from './klines';
import { SeededMarket } from './seeded-market';

const btc = simulatedContracts[0] as SimulatedContract;
const market = new SeededMarket(btc, 1);
const NOW = 1_790_000_000; // 20 s into its minute
const MINUTE = 1_789_999_980;
const klines = (query: Omit<KlineQuery, 'nowSecond'>): readonly Kline[] => buildKlines(market, btc, { ...query, nowSecond: NOW });
const times = (rows: readonly Kline[]): [number, number | undefined, number | undefined] => [
  rows.length,
  rows[0]?.time,
  rows[rows.length - 1]?.time,
];

describe('which rows (reference 4.7)', () => {
  it.each<[string, Omit<KlineQuery, 'nowSecond'>, [number, number | undefined, number | undefined]]>([
    ['neither start nor end: the last 2000, the running one included', { interval: 'Min1' }, [2_000, MINUTE - 1_999 * 60, MINUTE]],
    ['only start: from it until now', { interval: 'Min1', startSecond: MINUTE - 600 }, [11, MINUTE - 600, MINUTE]],
    [
      'only start, far back: the first 2000',
      { interval: 'Min1', startSecond: MINUTE - 300_000 },
      [2_000, MINUTE - 300_000, MINUTE - 300_000 + 1_999 * 60],
    ],
    ['only end: the 2000 up to it', { interval: 'Min1', endSecond: MINUTE - 600 }, [2_000, MINUTE - 600 - 1_999 * 60, MINUTE - 600]],
    [
      'both: both edges belong to it',
      { interval: 'Min1', startSecond: MINUTE - 600, endSecond: MINUTE - 300 },
      [6, MINUTE - 600, MINUTE - 300],
    ],
    [
      'a start inside a minute skips that minute',
      { interval: 'Min1', startSecond: MINUTE - 599, endSecond: MINUTE - 301 },
      [4, MINUTE - 540, MINUTE - 360],
    ],
    ['the future is empty', { interval: 'Min1', startSecond: NOW + 1 }, [0, undefined, undefined]],
    ['before history begins is empty', { interval: 'Min1', endSecond: NOW - 40 * 86_400 }, [0, undefined, undefined]],
    ['hours', { interval: 'Min60', startSecond: NOW - 7_200 }, [2, 1_789_995_600, 1_789_999_200]],
  ])('behavior: %s', (_case, query, expected) => {
    expect(times(klines(query))).toEqual(expected);
  });

  it('behavior: history reaches back to the start of the day thirty days ago', () => {
    const first = klines({ interval: 'Day1', startSecond: 0 })[0]?.time;
    expect(first).toBe((Math.floor(NOW / 86_400) - 30) * 86_400);
  });

  it('behavior: weeks begin on Monday, months on the first, UTC', () => {
    const days = klines({ interval: 'Week1' }).map(({ time }) => new Date(time * 1000).toUTCString().slice(0, 3));
    expect(new Set(days)).toEqual(new Set(['Mon']));
    expect(klines({ interval: 'Month1' }).map(({ time }) => new Date(time * 1000).getUTCDate())).toEqual([1, 1]);
  });
});

describe('what stands in a row', () => {
  const rows = klines({ interval: 'Min1', startSecond: MINUTE - 120 * 60 });

  it('behavior: the open is the previous close, real prices are trades; the two differ at times', () => {
    rows.slice(1).forEach((row, index) => expect(row.open).toBe((rows[index] as Kline).close));
    for (const row of rows) {
      expect(row.close).toBe(row.realClose);
      expect(Number(row.high)).toBe(Math.max(Number(row.realHigh), Number(row.open)));
      expect(Number(row.low)).toBe(Math.min(Number(row.realLow), Number(row.open)));
    }
    expect(rows.filter((row) => row.open !== row.realOpen).length).toBeGreaterThan(100);
  });

  it('behavior: turnover is the sum of its seconds’ contracts × size × price', () => {
    const row = rows[3] as Kline;
    const seconds = Array.from({ length: 60 }, (_, at) => row.time + at);
    const lotTicks = seconds.reduce((sum, second) => sum + BigInt(market.tradedLots(second)) * BigInt(market.priceTicks(second)), 0n);
    expect(BigInt(Math.round(Number(row.amount) * 100_000))).toBe(lotTicks);
    expect(row.vol).toBe(String(seconds.reduce((sum, second) => sum + market.tradedLots(second), 0)));
  });

  it('behavior: the running minute covers its seconds so far and grows', () => {
    const running = (nowSecond: number): Kline =>
      buildKlines(market, btc, { interval: 'Min1', startSecond: MINUTE, nowSecond })[0] as Kline;
    const volumes = [MINUTE, MINUTE + 20, MINUTE + 59, MINUTE + 120].map((now) => Number(running(now).vol));
    expect(volumes[0]).toBe(market.tradedLots(MINUTE));
    expect(volumes[1]).toBeGreaterThan(volumes[0] as number);
    expect(volumes[2]).toBeGreaterThan(volumes[1] as number);
    expect(volumes[3]).toBe(volumes[2]);
    expect(running(MINUTE + 20).close).toBe(String(market.priceTicks(MINUTE + 20) / 10));
  });

  it.each(['Min5', 'Min60', 'Hour4'] as const)('behavior: %s is its minutes put together', (interval) => {
    for (const row of klines({ interval, startSecond: NOW - 100_000 })) {
      const length = { Min5: 300, Min60: 3_600, Hour4: 14_400 }[interval];
      const minutes = klines({ interval: 'Min1', startSecond: row.time, endSecond: row.time + length - 1 });
      const numbers = (name: keyof Kline): number[] => minutes.map((minute) => Number(minute[name]));
      expect(row).toMatchObject({ open: minutes[0]?.open, realOpen: minutes[0]?.realOpen, close: minutes[minutes.length - 1]?.close });
      expect([Number(row.realHigh), Number(row.realLow)]).toEqual([Math.max(...numbers('realHigh')), Math.min(...numbers('realLow'))]);
      expect(Number(row.vol)).toBe(numbers('vol').reduce((sum, vol) => sum + vol, 0));
    }
  });

  it('behavior: a window nobody traded in stands flat at the last price', () => {
    const silent = { ...btc, symbol: 'QUIET_USDT', liveliness: { ...btc.liveliness, quietShare: 0.9 } };
    const rowsOfSilent = Array.from({ length: 400 }, (_, at) =>
      buildKlines(new SeededMarket(silent, 2), silent, { interval: 'Min1', startSecond: MINUTE - at * 60, nowSecond: MINUTE - at * 60 }),
    ).map(([row]) => row as Kline);
    const flat = rowsOfSilent.filter(({ vol }) => vol === '0');
    expect(flat.length).toBeGreaterThan(300);
    for (const row of flat)
      expect([row.realOpen, row.realClose, row.high, row.low, row.amount]).toEqual([row.open, row.open, row.open, row.open, '0']);
  });
});
