import * as fc from 'fast-check';
import { contractForTape } from '../contract-for-tape';
import { TapeError } from '../errors';
import { simulatedContracts } from '../simulated-contracts';
import type { SimulatedContract } from '../simulated-contract';
import { buildKlines } from './klines';
import { TapeMarket } from './tape-market';
import type { TapeMinute } from './tape-minute';

const OPEN_SECOND = 1_475_798_400;
const minuteAt = (index: number, over: Partial<TapeMinute> = {}): TapeMinute => ({
  openTimeMs: (OPEN_SECOND + index * 60) * 1000,
  open: '611.78',
  high: '612.91',
  low: '611.5',
  close: '611.9',
  volume: '1.13872',
  ...over,
});

/** Cents between 600.00 and 640.00, and a volume with up to five decimals. */
const recorded = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }).chain((indexes) =>
  fc.tuple(
    ...indexes
      .sort((one, other) => one - other)
      .map((index) =>
        fc
          .record({
            prices: fc.array(fc.integer({ min: 60_000, max: 64_000 }), { minLength: 4, maxLength: 4 }),
            volume: fc.nat(500_000_000),
          })
          .map(({ prices, volume }) => {
            const text = (cents: number): string => (cents / 100).toFixed(2);
            const [open = 0, close = 0] = prices;
            return minuteAt(index, {
              open: text(open),
              close: text(close),
              high: text(Math.max(...prices)),
              low: text(Math.min(...prices)),
              volume: (volume / 100_000).toFixed(5),
            });
          }),
      ),
  ),
);

describe('TapeMarket', () => {
  it('behavior: every recorded minute comes back exactly, missing ones stay missing, linear and inverse', () => {
    fc.assert(
      fc.property(recorded, fc.constantFrom('BTC_USDT', 'BTC_USD'), (minutes, symbol) => {
        const contract = contractForTape(symbol, minutes);
        const market = new TapeMarket(contract, minutes);
        const rows = buildKlines(market, contract, { interval: 'Min1', startSecond: 0, nowSecond: OPEN_SECOND + 86_400 });
        expect(
          rows.map(({ time, realOpen, realHigh, realLow, realClose, vol }) => ({
            time: time * 1000,
            prices: [realOpen, realHigh, realLow, realClose].map(Number),
            volume: (Number(vol) * Number(contract.contractSize)).toFixed(5),
          })),
        ).toEqual(
          minutes.map(({ openTimeMs, open, high, low, close, volume }) => ({
            time: openTimeMs,
            prices: [open, high, low, close].map(Number),
            volume: Number(volume).toFixed(5),
          })),
        );
      }),
    );
  });

  it('behavior: volumes of eleven decimals are whole contracts beyond 2^53, and come back to the last digit', () => {
    const minutes = [minuteAt(0, { volume: '2300413.7295' }), minuteAt(1, { volume: '0.10000000001' })];
    const contract = contractForTape('BTC_USD', minutes);
    expect(contract.contractSize).toBe('0.00000000001');
    const rows = buildKlines(new TapeMarket(contract, minutes), contract, { interval: 'Min1', nowSecond: OPEN_SECOND + 120 });
    expect(rows.map(({ vol }) => vol)).toEqual(['230041372950000000', '10000000001']);
  });

  it('behavior: the path runs open, nearer extreme, other extreme, close, and its seconds sum to the volume', () => {
    const contract = contractForTape('BTC_USDT', [minuteAt(0)]);
    const market = new TapeMarket(contract, [minuteAt(0)]);
    const at = (part: number): number => market.priceTicks(OPEN_SECOND + part);
    expect([at(0), at(20), at(40), at(59)]).toEqual([61_178, 61_150, 61_291, 61_190]);
    const lots = Array.from({ length: 60 }, (_, part) => market.tradedLots(OPEN_SECOND + part));
    expect(lots.reduce((sum, size) => sum + size, 0)).toBe(113_872);
    expect(Math.max(...lots) - Math.min(...lots)).toBeLessThanOrEqual(1);
  });

  it('behavior: a running minute shows its first seconds only', () => {
    const contract = contractForTape('BTC_USDT', [minuteAt(0)]);
    const market = new TapeMarket(contract, [minuteAt(0)]);
    expect(market.minute(OPEN_SECOND, OPEN_SECOND + 29)).toMatchObject({
      traded: { open: 61_178, low: 61_150, high: 61_213, close: 61_213 },
      lots: 56_936n,
    });
    expect(market.minute(OPEN_SECOND, OPEN_SECOND - 1)).toBeUndefined();
    expect(market.span(OPEN_SECOND - 1)).toBeUndefined();
  });

  it('behavior: in a hole nobody trades and the price stands at the last close; before the tape at the first open', () => {
    const minutes = [minuteAt(0), minuteAt(5, { open: '620', high: '620', low: '620', close: '620' })];
    const market = new TapeMarket(contractForTape('BTC_USDT', minutes), minutes);
    expect([market.priceTicks(OPEN_SECOND + 150), market.tradedLots(OPEN_SECOND + 150)]).toEqual([61_190, 0]);
    expect(market.minute(OPEN_SECOND + 120, OPEN_SECOND + 179)).toBeUndefined();
    expect(market.priceTicks(OPEN_SECOND - 60)).toBe(61_178);
    expect(market.lastTradeTicks(OPEN_SECOND - 60)).toBeUndefined();
    expect(market.priceTicks(OPEN_SECOND + 86_400)).toBe(62_000);
  });

  const contract: SimulatedContract = { ...(simulatedContracts[0] as SimulatedContract), priceUnit: '0.01', contractSize: '0.00001' };
  it.each([
    ['no minute', [], /found no minute/],
    ['a time off the minute', [minuteAt(0, { openTimeMs: OPEN_SECOND * 1000 + 1 })], /row 0: found openTimeMs 1475798400001/],
    ['times that fall', [minuteAt(1), minuteAt(0)], /row 1: found openTimeMs 1475798400000 after 1475798460000/],
    ['a minute twice', [minuteAt(1), minuteAt(1)], /row 1: .*expected rising times/],
    ['a price off the tick', [minuteAt(0, { open: '611.785' })], /row 0: found open 611.785, expected a multiple of the tick 0.01/],
    ['a price of nothing', [minuteAt(0, { low: '0' })], /row 0: found low 0, expected more than 0/],
    ['a low above the open', [minuteAt(0, { low: '611.8' })], /expected open and close between low and high/],
    ['words', [minuteAt(0, { close: 'high' })], /row 0: close: found "high", expected decimal text/],
    ['a negative volume', [minuteAt(0, { volume: '-1' })], /found volume -1, expected 0 or more/],
    ['a volume off the contracts', [minuteAt(0, { volume: '0.000001' })], /found volume 0.000001, expected a multiple of 0.00001/],
  ])('error: %s', (_case, minutes, message) => {
    expect(() => new TapeMarket(contract, minutes)).toThrow(TapeError);
    expect(() => new TapeMarket(contract, minutes)).toThrow(message);
  });
});
