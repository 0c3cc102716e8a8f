import fc from 'fast-check';
import { type DecimalText, compare, decimal, isMultipleOf, multiply, subtract } from './decimal';
import { roundBuyPrice, roundContracts, roundSellPrice } from './round-order';

const grid = { tickSize: '0.1', contractStep: '5' } as const;

test('default: buys down, sells up, sizes down; what is legal stays', () => {
  expect([roundBuyPrice('60000.19', grid), roundSellPrice('60000.11', grid), roundContracts('19.9', grid)]).toEqual([
    '60000.1',
    '60000.2',
    '15',
  ]);
  expect([roundBuyPrice('60000.1', grid), roundSellPrice('60000.1', grid), roundContracts('15', grid)]).toEqual([
    '60000.1',
    '60000.1',
    '15',
  ]);
  expect(roundContracts('4.9', grid)).toBe('0');
});

test('error: what is no decimal', () => {
  for (const round of [roundBuyPrice, roundSellPrice, roundContracts]) expect(() => round('a lot' as DecimalText, grid)).toThrow(/a lot/);
});

test('behavior: rounding never raises exposure, never leaves the grid and never goes a whole step away (R-209)', () => {
  const amount = fc
    .tuple(fc.bigInt({ min: 1n, max: 10n ** 18n }), fc.integer({ min: 0, max: 9 }))
    .map(([units, places]) => textOf(units, places));
  const step = fc.tuple(fc.constantFrom(1n, 2n, 5n, 25n), fc.integer({ min: 0, max: 6 })).map(([units, places]) => textOf(units, places));
  fc.assert(
    fc.property(amount, amount, step, step, (price, contracts, tickSize, contractStep) => {
      const rules = { tickSize, contractStep };
      const [buy, sell, size] = [roundBuyPrice(price, rules), roundSellPrice(price, rules), roundContracts(contracts, rules)];
      expect([compare(buy, price) <= 0, compare(sell, price) >= 0, compare(size, contracts) <= 0]).toEqual([true, true, true]);
      expect(compare(multiply(size, buy), multiply(contracts, price))).toBeLessThanOrEqual(0);
      expect([isMultipleOf(buy, tickSize), isMultipleOf(sell, tickSize), isMultipleOf(size, contractStep)]).toEqual([true, true, true]);
      expect(compare(subtract(price, buy), tickSize)).toBe(-1);
      expect(compare(subtract(sell, price), tickSize)).toBe(-1);
      expect(compare(subtract(contracts, size), contractStep)).toBe(-1);
    }),
  );
});

function textOf(units: bigint, places: number): DecimalText {
  const digits = String(units).padStart(places + 1, '0');
  return decimal(places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`);
}
