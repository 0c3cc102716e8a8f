import fc from 'fast-check';
import { type DecimalText, add, compare, decimal, isMultipleOf, multiply, subtract } from './decimal';
import type { OrderType } from './enums';
import { type OrderSize, type SizeResult, readSize, toContracts, toTickPrice } from './order-size';
import { buildInstrument } from './testing/builders';

const instrument = buildInstrument();
const inverse = buildInstrument({ symbol: 'BTC_USD', kind: 'inverse', contractSize: '100', settleCurrency: 'BTC', quoteCurrency: 'USD' });

function size(given: OrderSize, type: OrderType = 'limit', price?: DecimalText): SizeResult {
  return toContracts({ size: given, instrument, type, ...(price === undefined ? {} : { price }) });
}

describe('toContracts', () => {
  it('default: 0.001 BTC at 0.0001 BTC a contract is 10 contracts', () => {
    expect(size({ quantity: '0.001' })).toEqual({ ok: true, size: { contracts: '10', quantity: '0.001' } });
    expect(size({ quantity: 0.001 })).toEqual({ ok: true, size: { contracts: '10', quantity: '0.001' } });
  });

  it('args: contracts and quoteQuantity reach the same size', () => {
    const expected = { ok: true, size: { contracts: '10', quantity: '0.001', quoteQuantity: '65' } };
    expect(size({ contracts: 10 }, 'limit', '65000')).toEqual(expected);
    expect(size({ quoteQuantity: '65' }, 'limit', '65000')).toEqual(expected);
  });

  it('behavior: 0.00015 BTC is denied and names both neighbours in both units', () => {
    const result = size({ quantity: '0.00015' });
    expect(result).toEqual({
      ok: false,
      denial: {
        code: 'size-off-grid',
        found: '0.00015',
        message:
          'quantity of BTC_USDT: found 0.00015, expected a multiple of 0.0001; nearest legal: 0.0001 (1 contracts) and 0.0002 (2 contracts)',
        nearest: { below: { contracts: '1', quantity: '0.0001' }, above: { contracts: '2', quantity: '0.0002' } },
      },
    });
  });

  it.each<[OrderSize, OrderType, string]>([
    [{ quantity: '0.00005' }, 'limit', 'size-below-minimum'],
    [{ contracts: '400001' }, 'market', 'size-above-maximum'],
    [{ contracts: '2500001' }, 'limit', 'size-above-maximum'],
    [{ contracts: '0' }, 'limit', 'size-not-positive'],
    [{ contracts: '-1' }, 'limit', 'size-not-positive'],
    [{ contracts: '1.5' }, 'limit', 'size-off-grid'],
    [{ quantity: 'much' as DecimalText }, 'limit', 'size-not-decimal'],
    [{ quantity: NaN }, 'limit', 'size-not-decimal'],
    [{ quoteQuantity: '100' }, 'market', 'size-needs-price'],
    [{} as OrderSize, 'limit', 'size-ambiguous'],
    [{ quantity: '1', contracts: '1' } as unknown as OrderSize, 'limit', 'size-ambiguous'],
  ])('error: %j as %s is denied with %s', (given, type, code) => {
    expect(size(given, type)).toMatchObject({ ok: false, denial: { code } });
  });

  it('behavior: an inverse contract takes contracts only', () => {
    expect(toContracts({ size: { contracts: 3 }, instrument: inverse, type: 'limit', price: '65000' })).toEqual({
      ok: true,
      size: { contracts: '3', quoteQuantity: '300' },
    });
    for (const given of [{ quantity: '0.1' }, { quoteQuantity: '300' }] as OrderSize[]) {
      expect(toContracts({ size: given, instrument: inverse, type: 'limit', price: '65000' })).toMatchObject({
        ok: false,
        denial: { code: 'size-unit-not-for-inverse' },
      });
    }
  });

  it('behavior: what is accepted equals what was asked for; neighbours of what is denied are legal and enclose it', () => {
    const steps = fc.constantFrom<DecimalText>('1', '5', '0.1');
    const sizes = fc.constantFrom<DecimalText>('0.0001', '0.01', '10', '0.00001');
    const amounts = fc.tuple(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 0, max: 7 }));
    fc.assert(
      fc.property(steps, sizes, amounts, fc.constantFrom('quantity', 'contracts'), (contractStep, contractSize, [units, scale], unit) => {
        const grid = buildInstrument({ contractStep, contractSize, minContracts: contractStep, maxLimitContracts: '1000000' });
        const amount = decimal(`${units}e-${scale}`);
        const result = toContracts({ size: { [unit]: amount } as unknown as OrderSize, instrument: grid, type: 'limit' });
        const read = (contracts: DecimalText) => (unit === 'contracts' ? contracts : multiply(contracts, contractSize));
        if (result.ok) {
          expect(read(result.size.contracts)).toBe(amount);
          expect(isMultipleOf(result.size.contracts, contractStep)).toBe(true);
          return;
        }
        const { below, above } = result.denial.nearest ?? {};
        expect(below ?? above).toBeDefined();
        if (below !== undefined) expect(compare(read(below.contracts), amount)).toBeLessThan(0);
        if (above !== undefined) expect(compare(read(above.contracts), amount)).toBeGreaterThan(0);
        if (below !== undefined && above !== undefined) expect(subtract(above.contracts, below.contracts)).toBe(contractStep);
        for (const side of [below, above]) {
          if (side === undefined) continue;
          expect(toContracts({ size: { contracts: side.contracts }, instrument: grid, type: 'limit' }).ok).toBe(true);
        }
      }),
    );
  });
});

describe('readSize', () => {
  it('default: three readings where a price is known, two where none is', () => {
    expect(readSize('10', instrument, '65000')).toEqual({ contracts: '10', quantity: '0.001', quoteQuantity: '65' });
    expect(readSize('10', instrument)).toEqual({ contracts: '10', quantity: '0.001' });
  });
});

describe('toTickPrice', () => {
  it('default: a price on the grid passes, in canonical form', () => {
    expect(toTickPrice('65000.50', instrument)).toEqual({ ok: true, price: '65000.5' });
  });

  it.each([
    ['65000.55', 'price-off-tick'],
    [-1, 'price-not-positive'],
    ['0', 'price-not-positive'],
    ['cheap', 'price-not-decimal'],
    [undefined, 'price-not-decimal'],
  ])('error: %p is denied with %s', (given, code) => {
    expect(toTickPrice(given as DecimalText, instrument)).toMatchObject({ ok: false, denial: { code } });
  });

  it('behavior: both neighbours are on the grid, one tick apart, and enclose the price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.constantFrom<DecimalText>('0.1', '0.5', '0.25', '0.00000001', '5'),
        (units, tickSize) => {
          const price = decimal(`${units}e-3`);
          const result = toTickPrice(price, buildInstrument({ tickSize }));
          if (result.ok) {
            expect(result.price).toBe(price);
            expect(isMultipleOf(price, tickSize)).toBe(true);
            return;
          }
          const { below = '0', above = '0' } = result.denial.nearest ?? {};
          expect(add(below, tickSize)).toBe(above);
          expect([compare(below, price), compare(above, price)]).toEqual([-1, 1]);
        },
      ),
    );
  });
});
