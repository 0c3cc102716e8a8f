import { type DecimalText, add, compare, divide, multiply, negate, roundToStep, subtract } from '@prate/execution-interface/decimal';
import * as fc from 'fast-check';
import type { SimulatedContract } from '../simulated-contract';
import { simulatedContracts } from '../simulated-contracts';
import {
  averagePrice,
  chargedFeeRate,
  grossProfit,
  holdingMargin,
  liquidationPrice,
  marginRatio,
  neededMargin,
  orderMargin,
  positionValue,
  priceOfLoss,
  realFeeRate,
} from './margin';

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

  it('behavior: sample of November 2025, 80·(1 + 0.0002) = 80.016 with another reserve', () => {
    const contract = { ...btc, contractSize: '1', takerFeeRate: '0.0002', orderFeeReserve: '1' } as const;
    expect(orderMargin(contract, '1', '80', 1)).toBe('80.016');
  });

  it('behavior: sample of 2021, the opening fee 12.173·0.0006 = 0.0073 is what realised begins with', () => {
    const contract = { ...btc, contractSize: '0.01', takerFeeRate: '0.0006' } as const;
    const fee = multiply(positionValue(contract, '1', '1217.3'), chargedFeeRate(contract, 'taker'));
    expect(roundToStep(fee, '0.0001', 'down')).toBe('0.0073');
  });

  it('behavior: a real rate goes before the rate of the contract; a rebate reserves nothing', () => {
    const contract = { ...btc, realTakerFeeRate: '-0.0001', realMakerFeeRate: '0.0003', feeSurchargeRate: '0.0001' } as const;
    expect([realFeeRate(contract, 'taker'), realFeeRate(contract, 'maker')]).toEqual(['-0.0001', '0.0003']);
    expect([chargedFeeRate(contract, 'taker'), chargedFeeRate(contract, 'maker')]).toEqual(['0', '0.0004']);
    expect(orderMargin(contract, '10', '65000', 10)).toBe('6.5');
    expect(holdingMargin(contract, '10', '65000', 10)).toBe('6.5');
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

describe('another margin ratio than 1', () => {
  it.each([
    ['linear', btc],
    ['inverse', inverse],
  ] as const)('behavior: %s: at the price found the ratio is met, a tick before it is not', (_kind, contract) => {
    for (const side of ['long', 'short'] as const) {
      const holding = {
        side,
        vol: '1000',
        entryPrice: '65000',
        margin: holdingMargin(contract, '1000', '65000', 50),
        mmr: '0.004',
      } as const;
      const price = liquidationPrice(contract, holding, '0.8');
      const [at, before] = side === 'long' ? [price, add(price, '0.1')] : [add(price, '0.1'), price];
      expect(compare(marginRatio(contract, holding, at), '0.8')).toBeGreaterThanOrEqual(0);
      expect(compare(marginRatio(contract, holding, before), '0.8')).toBeLessThanOrEqual(0);
      expect(marginRatio(contract, holding, liquidationPrice(contract, holding)).slice(0, 4)).toMatch(/^(1|0\.99)/);
    }
  });
});

describe('priceOfLoss (reference 9.8, the bankruptcy price)', () => {
  it('behavior: linear long, E − im/q; short, E + im/q', () => {
    const of = (side: 'long' | 'short') => priceOfLoss(btc, { side, vol: '10', fromPrice: '65000', loss: '6.5' });
    expect([of('long'), of('short')]).toEqual(['58500', '71500']);
  });

  it('behavior: closing there costs the loss, less what one tick is worth; never more', () => {
    const price = fc.integer({ min: 100_000, max: 1_000_000 }).map((tenths) => divide(tenths, 10, 1));
    const side = fc.constantFrom('long' as const, 'short' as const);
    fc.assert(
      fc.property(price, side, fc.integer({ min: 2, max: 100 }), fc.constantFrom(btc, inverse), (fromPrice, of, times, contract) => {
        const loss = holdingMargin(contract, '700', fromPrice, times);
        const found = priceOfLoss(contract, { side: of, vol: '700', fromPrice, loss });
        const cost = (at: DecimalText): DecimalText =>
          negate(grossProfit(contract, { side: of, vol: '700', entryPrice: fromPrice, price: at }));
        const further = add(found ?? '0', of === 'long' ? '-0.1' : '0.1');
        expect(compare(subtract(cost(found ?? '0'), loss), '0.000000000000001')).toBe(-1);
        expect(compare(subtract(cost(further), loss), '-0.000000000000001')).toBe(1);
      }),
    );
  });

  it('behavior: an inverse short that is not levered cannot lose that much at any price', () => {
    expect(priceOfLoss(inverse, { side: 'short', vol: '10', fromPrice: '50000', loss: '0.02' })).toBeUndefined();
  });

  it('behavior: what must be left is maintenance on the entry and the fee on the fair value', () => {
    expect(neededMargin(btc, { side: 'long', vol: '10', entryPrice: '65000', mmr: '0.01' }, '60000')).toBe('0.674');
  });
});
