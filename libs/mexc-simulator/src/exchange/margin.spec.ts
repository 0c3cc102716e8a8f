import { type DecimalText, add, compare, divide, multiply, negate, subtract } from '@prate/execution-interface/decimal';
import * as fc from 'fast-check';
import type { SimulatedContract } from '../simulated-contract';
import { simulatedContracts } from '../simulated-contracts';
import { averagePrice, grossProfit, holdingMargin, liquidationPrice, marginRatio, orderMargin, positionValue } from './margin';

const btc = simulatedContracts.find(({ symbol }) => symbol === 'BTC_USDT') as SimulatedContract;
const inverse = simulatedContracts.find(({ symbol }) => symbol === 'BTC_USD') as SimulatedContract;
const free = { ...btc, takerFeeRate: '0', makerFeeRate: '0' } as const;

describe('margin (reference 9.6)', () => {
  it.each([
    ['zero-fee sample 27.444375', { ...free, contractSize: '0.0001' }, '5', '109777.5', 2, '27.444375'],
    ['zero-fee sample 0.93475', { ...free, contractSize: '100' }, '1', '0.18695', 20, '0.93475'],
    ['zero-fee sample 250', { ...free, contractSize: '0.01' }, '10', '2500', 1, '250'],
  ] as const)('behavior: %s', (_case, contract, vol, price, leverage, expected) => {
    expect(orderMargin(contract, vol, price, leverage)).toBe(expected);
    expect(holdingMargin(contract, vol, price, leverage)).toBe(expected);
  });

  it('behavior: sample of 2022, N·(1/20 + 2·0.0006) = 10.96704', () => {
    const contract = { ...btc, takerFeeRate: '0.0006' } as const;
    const value = divide('10.96704', '0.0512', 18);
    expect(multiply(value, '0.0512')).toBe('10.96704');
    expect(orderMargin({ ...contract, contractSize: '1' }, '1', value, 20)).toBe('10.96704');
  });

  it('behavior: sample of 2021, 12.173/100 + 12.173·0.0006 = 0.1290338', () => {
    const contract = { ...btc, contractSize: '0.01', takerFeeRate: '0.0006' } as const;
    expect(holdingMargin(contract, '1', '1217.3', 100)).toBe('0.1290338');
  });

  it('behavior: inverse value is vol·size/price, in the base coin', () => {
    expect(positionValue(inverse, '10', '50000')).toBe('0.02');
    expect(holdingMargin(inverse, '10', '50000', 10)).toBe('0.002008');
    expect(orderMargin(inverse, '10', '50000', 10)).toBe('0.002016');
  });
});

describe('grossProfit (reference 9.7)', () => {
  it.each([
    ['linear long', btc, 'long', '65000', '66000', '1'],
    ['linear short', btc, 'short', '65000', '66000', '-1'],
    ['inverse long', inverse, 'long', '50000', '62500', '0.004'],
    ['inverse short', inverse, 'short', '50000', '62500', '-0.004'],
    ['inverse long that fell', inverse, 'long', '50000', '40000', '-0.005'],
  ] as const)('behavior: %s', (_case, contract, side, entryPrice, price, expected) => {
    expect(grossProfit(contract, { side, vol: '10', entryPrice, price })).toBe(expected);
  });

  it('behavior: a long gains what a short loses', () => {
    const price = fc.integer({ min: 1, max: 2_000_000 }).map((tenths) => divide(tenths, 10, 1));
    fc.assert(
      fc.property(price, price, fc.constantFrom(btc, inverse), (entryPrice, exit, contract) => {
        const profit = (side: 'long' | 'short'): DecimalText => grossProfit(contract, { side, vol: '7', entryPrice, price: exit });
        expect(add(profit('long'), profit('short'))).toBe('0');
      }),
    );
  });
});

describe('averagePrice', () => {
  it('behavior: by quantity for linear, by value for inverse contracts', () => {
    expect(averagePrice(btc, { vol: '10', price: '60000' }, { vol: '30', price: '64000' })).toBe('63000');
    expect(averagePrice(inverse, { vol: '10', price: '40000' }, { vol: '10', price: '60000' })).toBe('48000');
    expect(averagePrice(btc, { vol: '0', price: '0' }, { vol: '3', price: '61000.5' })).toBe('61000.5');
  });
});

describe('liquidationPrice (reference 9.8, the published samples to the tick)', () => {
  const sample = (
    entry: DecimalText,
    quantity: DecimalText,
    over: Partial<SimulatedContract>,
    margin: (value: DecimalText) => DecimalText,
  ) => {
    const contract = { ...btc, contractSize: quantity, liquidationFeeRate: '0.0004', maintenanceMarginRate: '0.001', ...over } as const;
    return liquidationPrice(contract, { side: 'long', vol: '1', entryPrice: entry, margin: margin(multiply(entry, quantity)) });
  };
  const withReserve =
    (leverage: number) =>
    (value: DecimalText): DecimalText =>
      add(divide(value, leverage, 18), multiply(value, '0.0004'));

  it.each([
    ['BTC_USDT open, 2025-10', sample('109777.5', '0.0005', {}, () => '27.444375'), '55020.5'],
    ['BTC_USDT closed, 2025-09', sample('112449.5', '0.0002', {}, withReserve(2)), '56314.7'],
    ['BTC_USDT closed, 2025-08', sample('118272.2', '0.0005', {}, withReserve(20)), '112474.5'],
    [
      'ETH_USDT open, 2021-01',
      sample('1217.3', '0.01', { maintenanceMarginRate: '0.005', liquidationFeeRate: '0.0006' }, () => '0.1290338'),
      '1211.2',
    ],
  ])('behavior: %s', (_case, computed, published) => {
    expect(computed).toBe(published);
  });

  it('behavior: at the price found, margin and result are down to maintenance and liquidation fee, both kinds and sides', () => {
    const leverage = fc.integer({ min: 2, max: 100 });
    const entry = fc.integer({ min: 100_000, max: 1_000_000 }).map((tenths) => divide(tenths, 10, 1));
    fc.assert(
      fc.property(
        leverage,
        entry,
        fc.constantFrom(btc, inverse),
        fc.constantFrom('long' as const, 'short' as const),
        (times, entryPrice, contract, side) => {
          const vol = '1000';
          const margin = holdingMargin(contract, vol, entryPrice, times);
          const liquidation = liquidationPrice(contract, { side, vol, entryPrice, margin });
          if (compare(liquidation, 0) === 0) return;
          const left = (price: DecimalText): DecimalText =>
            subtract(
              add(margin, grossProfit(contract, { side, vol, entryPrice, price })),
              add(
                multiply(contract.maintenanceMarginRate, positionValue(contract, vol, entryPrice)),
                multiply(contract.liquidationFeeRate, positionValue(contract, vol, price)),
              ),
            );
          // Floored to the tick, the exact price lies between it and the next tick.
          const below = left(liquidation);
          const above = left(add(liquidation, contract.priceUnit));
          const isLong = side === 'long';
          expect(compare(isLong ? below : negate(below), '0.000000000000001')).not.toBe(1);
          expect(compare(isLong ? above : negate(above), '-0.000000000000001')).not.toBe(-1);
        },
      ),
    );
  });

  it('behavior: an unlevered long has no liquidation price', () => {
    const margin = holdingMargin(btc, '10', '65000', 1);
    expect(liquidationPrice(btc, { side: 'long', vol: '10', entryPrice: '65000', margin: multiply(margin, '1.1') })).toBe('0');
  });
});

describe('marginRatio (reference 9.8)', () => {
  it('behavior: the first published row at fair = entry is 0.0028', () => {
    const contract = { ...btc, contractSize: '0.0005' } as const;
    const holding = { side: 'long', vol: '1', entryPrice: '109777.5', margin: '27.444375' } as const;
    expect(marginRatio(contract, holding, '109777.5')).toBe('0.0028');
    expect(marginRatio(contract, holding, '10000')).toBe('1');
  });
});
