import type { WirePosition, WirePushPosition } from '@prate/mexc-protocol';
import fc from 'fast-check';
import { PositionBook } from './position-book';

const read = (overrides: Partial<WirePosition> = {}): WirePosition => ({
  positionId: '1',
  symbol: 'BTC_USDT',
  positionType: 1,
  openType: 1,
  state: 1,
  holdVol: '10',
  frozenVol: '0',
  closeVol: '0',
  holdAvgPrice: '60000',
  openAvgPrice: '60000',
  oim: '12',
  im: '12',
  realised: '0',
  leverage: 5,
  version: 1,
  createTime: 1,
  updateTime: 1,
  ...overrides,
});
const { createTime: _, updateTime: __, ...pushed } = read();
const push = (overrides: Partial<WirePushPosition> = {}): WirePushPosition =>
  ({ ...pushed, adlLevel: 1, ...overrides }) as WirePushPosition;

test('behavior: a push may leave out what was said before, and what was said stays', () => {
  const book = new PositionBook();
  book.applyRead(read({ holdAvgPriceFullyScale: '60000.000000000000000001' }), { beganAtTick: 1, atTick: 1 });
  const short = { positionId: '1', symbol: 'BTC_USDT', positionType: 1, openType: 1, state: 1, holdVol: '12', version: 2 };
  expect(book.applyPush(short, 2)).toMatchObject({
    kind: 'changed',
    wire: { holdVol: '12', im: '12', holdAvgPriceFullyScale: '60000.000000000000000001' },
  });
  // All digits of another average would be digits of another number.
  const change = book.applyPush({ ...short, holdAvgPrice: '60001', version: 3 }, 3);
  expect(change).toMatchObject({ kind: 'changed', wire: { holdAvgPrice: '60001' } });
  expect(change).not.toHaveProperty('wire.holdAvgPriceFullyScale');
});

test('behavior: a push of a position that nobody knows says too little', () => {
  const short = { positionId: '7', symbol: 'BTC_USDT', positionType: 1, openType: 1, state: 1, holdVol: '12' };
  expect(new PositionBook().applyPush(short, 1)).toEqual({ kind: 'incomplete' });
});

test('behavior: one that closed is told once and comes back by a later version only', () => {
  const book = new PositionBook();
  book.applyPush(push(), 1);
  expect(book.applyPush(push({ state: 3, holdVol: '0', version: 4 }), 2)).toMatchObject({ kind: 'closed' });
  expect(book.applyPush(push({ state: 3, holdVol: '0', version: 4 }), 3)).toEqual({ kind: 'same' });
  expect(book.applyPush(push({ version: 3 }), 4)).toEqual({ kind: 'same' });
  expect(book.positions()).toEqual([]);
  expect(book.applyPush(push({ version: 5 }), 5)).toMatchObject({ kind: 'changed' });
});

test('behavior: what working orders hold back has no version: a read tells it, unless a push came since the read began', () => {
  const book = new PositionBook();
  book.applyPush(push(), 5);
  expect(book.applyRead(read({ frozenVol: '4' }), { beganAtTick: 5, atTick: 6 })).toEqual({ kind: 'same' });
  expect(book.applyRead(read({ frozenVol: '4' }), { beganAtTick: 7, atTick: 7 })).toMatchObject({ kind: 'changed' });
});

test('behavior: what a read does not list is closed, unless it was heard of since the read began', () => {
  const book = new PositionBook();
  book.applyPush(push(), 1);
  book.applyPush(push({ positionId: '2' }), 5);
  expect(book.closeMissing(new Set(), 5).map(({ positionId }) => positionId)).toEqual(['1']);
  expect(book.positions().map(({ positionId }) => positionId)).toEqual(['2']);
});

test('behavior: what could not be told is told with the next statement, even if that says the same', () => {
  const book = new PositionBook();
  book.applyPush(push(), 1);
  book.tellAgain('1');
  expect(book.applyRead(read(), { beganAtTick: 2, atTick: 2 })).toMatchObject({ kind: 'changed' });
  expect(book.applyRead(read(), { beganAtTick: 3, atTick: 3 })).toEqual({ kind: 'same' });
});

test('behavior: pushes shuffled and doubled end in the newest', () => {
  const versions = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      versions.chain((all) => fc.record({ all: fc.constant(all), heard: fc.shuffledSubarray([...all, ...all], { minLength: 1 }) })),
      ({ heard }) => {
        const book = new PositionBook();
        heard.forEach((version, tick) => book.applyPush(push({ version, holdVol: String(version) }), tick));
        expect(book.positions()).toMatchObject([{ holdVol: String(Math.max(...heard)) }]);
      },
    ),
  );
});
