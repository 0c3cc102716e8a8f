import { type DecimalText, type StopOrder, positionId, venueOrderId } from '@prate/execution-interface';
import { add, compare, multiply } from '@prate/execution-interface/decimal';
import fc from 'fast-check';
import { type CoverClaim, coverOf, isCovered } from '../../src/protection/stop-cover';

const stop = (id: string, contracts: DecimalText, more: Partial<StopOrder> = {}): StopOrder => ({
  kind: 'stop',
  id,
  symbol: 'BTC_USDT',
  status: 'waiting',
  contracts,
  positionSide: 'long',
  positionId: positionId('1'),
  isWholePosition: false,
  stopLoss: { price: '100', reference: 'last' },
  createdAtMs: 0,
  updatedAtMs: 0,
  ...more,
});
const claim = (key: string, need: DecimalText, more: Partial<CoverClaim> = {}): CoverClaim => ({
  key,
  need,
  legs: { stopLoss: { price: '100', reference: 'last' } },
  orderIds: new Set(),
  stopIds: new Set(),
  movedIds: new Set(),
  ...more,
});
const covered = (claims: CoverClaim[], stops: StopOrder[]) =>
  Object.fromEntries([...coverOf(claims, stops, 'stopLoss')].map(([key, { contracts }]) => [key, contracts]));

test.each([
  ['the same terms', [stop('1', '10')], { a: '10' }],
  ['another price', [stop('1', '10', { stopLoss: { price: '101', reference: 'last' } })], { a: '0' }],
  ['watching another price', [stop('1', '10', { stopLoss: { price: '100', reference: 'mark' } })], { a: '0' }],
  [
    'a target only',
    [{ ...stop('1', '10', { takeProfit: { price: '100', reference: 'last' } }), stopLoss: undefined } as never],
    { a: '0' },
  ],
  ['too small', [stop('1', '4')], { a: '4' }],
  ['two that are enough together', [stop('1', '4'), stop('2', '6')], { a: '10' }],
  ['the whole position', [stop('1', '0', { isWholePosition: true })], { a: '10' }],
] as const)('default: %s', (_, stops, expected) => {
  expect(covered([claim('a', '10')], [...stops])).toEqual(expected);
});

test('behavior: an entry takes its own stop first, also when it was moved; what came at a wrong price is not its stop', () => {
  const moved = stop('7', '10', { stopLoss: { price: '120', reference: 'last' } });
  const wrong = stop('8', '10', { parentOrderId: venueOrderId('5'), stopLoss: { price: '1', reference: 'last' } });
  const own = claim('a', '10', { stopIds: new Set(['7']) });
  expect(covered([own, claim('b', '10')], [moved])).toEqual({ a: '10', b: '0' });
  expect(covered([claim('c', '10', { orderIds: new Set(['5']) })], [wrong])).toEqual({ c: '0' });
});

test('behavior: no contract of a stop counts twice, and nobody is given more than it wants', () => {
  const size = fc.integer({ min: 1, max: 20 }).map((count): DecimalText => `${count}`);
  const terms = fc.constantFrom<DecimalText>('100', '101');
  fc.assert(
    fc.property(
      fc.array(fc.record({ need: size, price: terms, owns: fc.subarray(['0', '1', '2']) }), { maxLength: 5 }),
      fc.array(fc.record({ contracts: size, price: terms }), { maxLength: 5 }),
      (wants, given) => {
        const claims = wants.map(({ need, price, owns }, index) =>
          claim(`${index}`, need, { legs: { stopLoss: { price, reference: 'last' } }, stopIds: new Set(owns) }),
        );
        const stops = given.map(({ contracts, price }, index) => stop(`${index}`, contracts, { stopLoss: { price, reference: 'last' } }));
        const covers = coverOf(claims, stops, 'stopLoss');
        const sum = (amounts: readonly DecimalText[]) => amounts.reduce<DecimalText>((total, one) => add(total, one), '0');
        expect(compare(sum([...covers.values()].map(({ contracts }) => contracts)), sum(stops.map(({ contracts }) => contracts)))).not.toBe(
          1,
        );
        for (const one of claims) {
          const cover = covers.get(one.key);
          expect(compare(cover?.contracts ?? '0', one.need)).not.toBe(1);
          expect(isCovered(one, cover)).toBe(compare(cover?.contracts ?? '0', one.need) === 0);
          expect(isCovered({ ...one, need: multiply(one.need, 2) }, cover)).toBe(false);
        }
      },
    ),
  );
});
