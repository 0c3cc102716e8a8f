import * as fc from 'fast-check';
import { contractForTape } from '../contract-for-tape';
import { TapeError } from '../errors';
import type { SimulatedContract } from '../simulated-contract';
import { simulatedContracts } from '../simulated-contracts';
import { buildKlines } from './klines';
import { type Tape, marketOfTape, rowsOf } from './tape';
import type { TapeSecond } from './tape-second';
import type { TapeTrade } from './tape-trade';
import { TradeTape } from './trade-tape';

const OPEN_SECOND = 1_475_798_400;
const served = (tape: Tape) => {
  const contract = contractForTape(tape.symbol, rowsOf(tape));
  const market = marketOfTape(contract, tape);
  return { contract, market, trades: new TradeTape(contract, market, 1) };
};
const secondAt = (index: number, over: Partial<TapeSecond> = {}): TapeSecond => ({
  openTimeMs: (OPEN_SECOND + index) * 1000,
  open: '611.78',
  high: '612.91',
  low: '611.5',
  close: '611.9',
  volume: '1.13872',
  ...over,
});
const tradeAt = (atMs: number, over: Partial<TapeTrade> = {}): TapeTrade => ({
  atMs: OPEN_SECOND * 1000 + atMs,
  price: '611.78',
  volume: '0.5',
  takerSide: 'buy',
  ...over,
});
const cents = (value: number): string => (value / 100).toFixed(2);

const recordedSeconds = fc.uniqueArray(fc.nat(300), { minLength: 1, maxLength: 60 }).chain((indexes) =>
  fc.tuple(
    ...indexes
      .sort((one, other) => one - other)
      .map((index) =>
        fc
          .record({
            prices: fc.array(fc.integer({ min: 60_000, max: 60_100 }), { minLength: 4, maxLength: 4 }),
            volume: fc.nat(5_000),
          })
          .map(({ prices, volume }) =>
            secondAt(index, {
              open: cents(prices[0] ?? 0),
              close: cents(prices[1] ?? 0),
              high: cents(Math.max(...prices)),
              low: cents(Math.min(...prices)),
              volume: (volume / 1_000).toFixed(3),
            }),
          ),
      ),
  ),
);

const recordedTrades = fc
  .array(
    fc.record({
      gapMs: fc.nat(40_000),
      price: fc.integer({ min: 60_000, max: 60_100 }),
      volume: fc.integer({ min: 1, max: 5_000 }),
      isBuy: fc.boolean(),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .map((rows) => {
    let atMs = 0;
    return rows.map(({ gapMs, price, volume, isBuy }) =>
      tradeAt((atMs += gapMs), { price: cents(price), volume: (volume / 1_000).toFixed(3), takerSide: isBuy ? 'buy' : 'sell' }),
    );
  });

const minuteOf = (second: number): number => second - (second % 60);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('tapes of seconds', () => {
  it('behavior: every second stands at its close, sums to its volume, and each minute shows its seconds to the last digit', () => {
    fc.assert(
      fc.property(recordedSeconds, fc.constantFrom('BTC_USDT', 'BTC_USD'), (seconds, symbol) => {
        const { contract, market, trades } = served({ symbol, seconds });
        const size = Number(contract.contractSize);
        const tick = Number(contract.priceUnit);
        for (const { openTimeMs, close, volume } of seconds) {
          const second = openTimeMs / 1000;
          expect((market.priceTicks(second) * tick).toFixed(2)).toBe(close);
          expect((market.tradedLots(second) * size).toFixed(3)).toBe(volume);
          const told = trades.ofSecond(second);
          expect(sum(told.map(({ lots }) => lots))).toBe(market.tradedLots(second));
          if (told.length > 0) expect(told.at(-1)?.ticks).toBe(market.priceTicks(second));
          expect(told.every(({ lots }) => lots > 0)).toBe(true);
        }
        const rows = buildKlines(market, contract, { interval: 'Min1', startSecond: 0, nowSecond: OPEN_SECOND + 86_400 });
        const minutes = [...new Set(seconds.map(({ openTimeMs }) => minuteOf(openTimeMs / 1000)))];
        expect(rows.map(({ time }) => time)).toEqual(minutes);
        rows.forEach((row) => {
          const inside = seconds.filter(({ openTimeMs }) => minuteOf(openTimeMs / 1000) === row.time);
          expect([row.realOpen, row.realHigh, row.realLow, row.realClose].map(Number)).toEqual([
            Number(inside[0]?.open),
            Math.max(...inside.map(({ high }) => Number(high))),
            Math.min(...inside.map(({ low }) => Number(low))),
            Number(inside.at(-1)?.close),
          ]);
          expect((Number(row.vol) * size).toFixed(3)).toBe(sum(inside.map(({ volume }) => Number(volume))).toFixed(3));
        });
      }),
    );
  });

  it('behavior: where there are lots enough the trades of a second visit its open, extremes and close', () => {
    const { market, trades } = served({ symbol: 'BTC_USDT', seconds: [secondAt(0)] });
    expect(trades.ofSecond(OPEN_SECOND).map(({ ticks, lots }) => [ticks, lots])).toEqual([
      [61_178, 28_468],
      [61_150, 28_468],
      [61_291, 28_468],
      [61_190, 28_468],
    ]);
    expect(market.tradedLots(OPEN_SECOND)).toBe(113_872);
  });

  it.each([
    ['1', [[61_190, 1]]],
    [
      '2',
      [
        [61_178, 1],
        [61_190, 1],
      ],
    ],
    ['0', []],
  ])('behavior: fewer lots than prices: %s', (volume, expected) => {
    const seconds = [secondAt(0, { volume }), secondAt(1, { volume: '1' })];
    expect(
      served({ symbol: 'BTC_USDT', seconds })
        .trades.ofSecond(OPEN_SECOND)
        .map(({ ticks, lots }) => [ticks, lots]),
    ).toEqual(expected);
  });

  it('behavior: a second that is missing is quiet, a minute without any has no bar, and the price stands', () => {
    const { market } = served({ symbol: 'BTC_USDT', seconds: [secondAt(0), secondAt(130, { close: '612' })] });
    expect([market.tradedLots(OPEN_SECOND + 1), market.priceTicks(OPEN_SECOND + 1)]).toEqual([0, 61_190]);
    expect(market.minute(OPEN_SECOND + 60, OPEN_SECOND + 119)).toBeUndefined();
    expect(market.span(OPEN_SECOND + 500)).toEqual({ first: OPEN_SECOND, last: OPEN_SECOND + 130 });
    expect([market.span(OPEN_SECOND - 1), market.lastTradeTicks(OPEN_SECOND - 1)]).toEqual([undefined, undefined]);
    expect(market.priceTicks(OPEN_SECOND - 1)).toBe(61_178);
  });
});

describe('tapes of trades', () => {
  it('behavior: every trade is told as recorded, and the minutes sum them up', () => {
    fc.assert(
      fc.property(recordedTrades, fc.constantFrom('BTC_USDT', 'BTC_USD'), (recorded, symbol) => {
        const { contract, market, trades } = served({ symbol, trades: recorded });
        const seconds = [...new Set(recorded.map(({ atMs }) => Math.floor(atMs / 1000)))];
        const told = seconds.flatMap((second) => trades.ofSecond(second));
        expect(
          told.map(({ ticks, lots, takerSide, atMs }) => ({
            atMs,
            price: (ticks * Number(contract.priceUnit)).toFixed(2),
            volume: (lots * Number(contract.contractSize)).toFixed(3),
            takerSide,
          })),
        ).toEqual(recorded);
        expect(told.every(({ id }, index) => index === 0 || BigInt(id) > BigInt(told[index - 1]?.id ?? 0))).toBe(true);
        const rows = buildKlines(market, contract, { interval: 'Min1', startSecond: 0, nowSecond: OPEN_SECOND + 86_400_000 });
        rows.forEach((row) => {
          const inside = recorded.filter(({ atMs }) => minuteOf(Math.floor(atMs / 1000)) === row.time);
          const prices = inside.map(({ price }) => Number(price));
          expect([row.realOpen, row.realHigh, row.realLow, row.realClose].map(Number)).toEqual([
            prices[0],
            Math.max(...prices),
            Math.min(...prices),
            prices.at(-1),
          ]);
        });
        expect(sum(rows.map(({ vol }) => Number(vol)))).toBe(sum(told.map(({ lots }) => lots)));
      }),
    );
  });

  it('behavior: several trades of one second keep their order; the second stands at the last', () => {
    const { market, trades } = served({
      symbol: 'BTC_USDT',
      trades: [tradeAt(100, { price: '612' }), tradeAt(100, { price: '611', takerSide: 'sell' }), tradeAt(900, { price: '611.5' })],
    });
    expect(trades.ofSecond(OPEN_SECOND).map(({ id, ticks, atMs }) => [id, ticks, atMs - OPEN_SECOND * 1000])).toEqual([
      ['10000000000', 6_120, 100],
      ['10000000001', 6_110, 100],
      ['10000000002', 6_115, 900],
    ]);
    expect([market.priceTicks(OPEN_SECOND), market.tradedLots(OPEN_SECOND)]).toEqual([6_115, 15]);
  });
});

const contract: SimulatedContract = { ...(simulatedContracts[0] as SimulatedContract), priceUnit: '0.01', contractSize: '0.00001' };
const symbol = contract.symbol;
it.each<[string, Tape, RegExp]>([
  ['no second', { symbol, seconds: [] }, /found no second/],
  [
    'a time off the second',
    { symbol, seconds: [secondAt(0, { openTimeMs: 1_475_798_400_001 })] },
    /row 0: found openTimeMs 1475798400001.*whole second/,
  ],
  ['seconds that fall', { symbol, seconds: [secondAt(1), secondAt(0)] }, /row 1: .*expected rising times/],
  ['a second twice', { symbol, seconds: [secondAt(1), secondAt(1)] }, /row 1: .*expected rising times/],
  [
    'a price off the tick',
    { symbol, seconds: [secondAt(0, { low: '611.005' })] },
    /row 0: found low 611.005, expected a multiple of the tick 0.01/,
  ],
  ['a negative volume', { symbol, seconds: [secondAt(0, { volume: '-1' })] }, /row 0: found volume -1, expected 0 or more/],
  ['more lots than can be counted', { symbol, seconds: [secondAt(0, { volume: '100000000000' })] }, /row 0: .*at most 9007199254740991/],
  ['no trade', { symbol, trades: [] }, /found no trade/],
  ['a time that is none', { symbol, trades: [tradeAt(0.5)] }, /row 0: found atMs 1475798400000.5, expected whole milliseconds/],
  ['trades that fall', { symbol, trades: [tradeAt(5), tradeAt(4)] }, /row 1: found atMs 1475798400004 after 1475798400005/],
  ['a price of nothing', { symbol, trades: [tradeAt(0, { price: '0' })] }, /row 0: found price 0, expected more than 0/],
  ['a trade of nothing', { symbol, trades: [tradeAt(0, { volume: '0' })] }, /row 0: found a volume of 0 lots/],
  ['a volume off the contracts', { symbol, trades: [tradeAt(0, { volume: '0.000001' })] }, /expected a multiple of 0.00001/],
  [
    'a side that is none',
    { symbol, trades: [tradeAt(0, { takerSide: 'both' as never })] },
    /row 0: found takerSide "both", expected buy or sell/,
  ],
  ['words', { symbol, trades: [tradeAt(0, { price: 'high' })] }, /row 0: price: found "high", expected decimal text/],
])('error: %s', (_case, tape, message) => {
  expect(() => marketOfTape(contract, tape)).toThrow(TapeError);
  expect(() => marketOfTape(contract, tape)).toThrow(message);
});
