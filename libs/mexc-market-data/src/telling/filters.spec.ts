import type { Candle } from '@prate/execution-interface';
import fc from 'fast-check';
import { CandleFilter } from './candle-filter';
import { NewestFilter } from './newest-filter';
import { TradeFilter } from './trade-filter';

const MINUTE = 60_000;

const candle = (minute: number, contracts: number, close = 100): Candle => ({
  symbol: 'BTC_USDT',
  openTimeMs: minute * MINUTE,
  intervalSeconds: 60,
  stitched: { open: 100, high: 200, low: 50, close },
  contracts,
  volume: contracts,
  turnover: '0',
});

describe('NewestFilter', () => {
  test('default: newer is news; older and the same again are not; of one moment another reading is', () => {
    const filter = new NewestFilter<{ atMs: number; price: string }>();
    const told = [
      [1, 10, 'a'],
      [1, 10, 'a'],
      [1, 9, 'b'],
      [1, 10, 'c'],
      [1, 11, 'c'],
    ] as const;
    expect(told.map(([epoch, atMs, price]) => filter.isNews(epoch, { atMs, price }))).toEqual([true, false, false, true, true]);
  });

  test('behavior: another connection may have another clock, and still says nothing twice', () => {
    const filter = new NewestFilter<{ atMs: number; price: string }>();
    filter.isNews(1, { atMs: 10, price: 'a' });
    expect(filter.isNews(2, { atMs: 10, price: 'a' })).toBe(false);
    expect(filter.isNews(2, { atMs: 9, price: 'b' })).toBe(true);
  });
});

describe('TradeFilter', () => {
  const trade = (id?: string) =>
    ({
      symbol: 'A_USDT',
      price: '1',
      contracts: '1',
      takerSide: 'buy',
      atMs: 1,
      ...(id === undefined ? {} : { id }),
    }) as const;

  test('default: each id once; without one nothing is told from another', () => {
    const filter = new TradeFilter();
    expect(['1', '2', '1', undefined, undefined].map((id) => filter.isNews(trade(id)))).toEqual([true, true, false, true, true]);
  });

  test('behavior: the last 10,000 ids are remembered, no more', () => {
    const filter = new TradeFilter();
    for (let id = 0; id <= 10_000; id += 1) filter.isNews(trade(String(id)));
    expect([filter.isNews(trade('1')), filter.isNews(trade('10000')), filter.isNews(trade('0'))]).toEqual([false, false, true]);
  });
});

describe('CandleFilter', () => {
  const at = (atMs: number) => ({ epoch: 1, atMs });

  test('default: the running window grows, the one before it may still end', () => {
    const filter = new CandleFilter();
    const told = [candle(1, 5), candle(1, 7), candle(2, 1), candle(1, 9), candle(2, 3), candle(3, 1)];
    expect(told.map((one, index) => filter.isNews(one, at(index)))).toEqual(told.map(() => true));
  });

  test.each([
    ['the same again', candle(2, 5)],
    ['an earlier state of the running window', candle(2, 4)],
    ['an earlier state of the window before', candle(1, 8)],
    ['the last state of the window before, again', candle(1, 9)],
    ['a window long gone', candle(0, 99)],
  ])('behavior: %s is no news', (_name, late) => {
    const filter = new CandleFilter();
    [candle(1, 9), candle(2, 5)].forEach((one, index) => filter.isNews(one, at(index)));
    expect(filter.isNews(late, at(2))).toBe(false);
  });

  test('behavior: with the same contracts the later push stands, on its connection', () => {
    const filter = new CandleFilter();
    expect(filter.isNews(candle(2, 5, 100), at(10))).toBe(true);
    expect(filter.isNews(candle(2, 5, 101), at(9))).toBe(false);
    expect(filter.isNews(candle(2, 5, 101), at(11))).toBe(true);
    expect(filter.isNews(candle(2, 5, 102), { epoch: 2, atMs: 1 })).toBe(true);
  });

  test('behavior: whatever is late, lost or repeated, no window goes back, and each ends as its best push says', () => {
    const pushes = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(pushes, (rows) => {
        const filter = new CandleFilter();
        const told = rows.map(([minute, contracts]) => candle(minute, contracts)).filter((one) => filter.isNews(one, at(0)));
        const last = new Map<number, number>();
        for (const { openTimeMs, contracts } of told) {
          expect(contracts).toBeGreaterThan(last.get(openTimeMs) ?? -1);
          last.set(openTimeMs, contracts);
        }
        const newest = Math.max(...rows.map(([minute]) => minute));
        expect(last.get(newest * MINUTE)).toBe(Math.max(...rows.filter(([minute]) => minute === newest).map(([, contracts]) => contracts)));
      }),
    );
  });
});
