import type { PlanOrder } from '@prate/execution-interface';
import { BalanceBook } from './balance-book';
import { ConditionalBook } from './conditional-book';

describe('balances', () => {
  const asset = { currency: 'USDT', positionMargin: '10', frozenBalance: '5', availableBalance: '85', equity: '103', unrealized: '3' };
  const push = { currency: 'USDT', positionMargin: '20', frozenBalance: '0', availableBalance: '80' };

  test('behavior: a push has no equity: the sum with the profit last read stands in for it, and says so', () => {
    const book = new BalanceBook();
    expect(book.applyRead(asset, { asOfMs: 1, beganAtTick: 1, atTick: 1 })).toMatchObject({ total: '103' });
    expect(book.applyPush(push, { asOfMs: 2, atTick: 2 })).toMatchObject({ available: '80', total: '103', isTotalEstimated: true });
    expect(book.applyPush(push, { asOfMs: 3, atTick: 3 })).toBeUndefined();
    const read = { ...asset, ...push, equity: '104', unrealized: '4' };
    expect(book.applyRead(read, { asOfMs: 4, beganAtTick: 4, atTick: 4 })).not.toHaveProperty('isTotalEstimated');
  });

  test('behavior: a push that came while a read was under way is newer than the read; the profit is the read one', () => {
    const book = new BalanceBook();
    book.applyPush(push, { asOfMs: 2, atTick: 5 });
    expect(book.applyRead(asset, { asOfMs: 3, beganAtTick: 4, atTick: 6 })).toBeUndefined();
    expect(book.balances()).toMatchObject([{ available: '80', unrealizedPnl: '3', total: '103', isTotalEstimated: true }]);
  });
});

describe('conditional orders', () => {
  const plan = (overrides: Partial<PlanOrder> = {}) => ({
    order: { kind: 'plan', id: '1', status: 'waiting', expiresAtMs: 90, createdAtMs: 1, updatedAtMs: 1, ...overrides } as PlanOrder,
  });

  test('behavior: nothing leads out of an end, the older changes nothing, and the same is told once', () => {
    const book = new ConditionalBook();
    expect(book.apply(plan({ updatedAtMs: 5 }), 1)).toBeDefined();
    expect(book.apply(plan({ updatedAtMs: 5 }), 2)).toBeUndefined();
    expect(book.apply(plan({ updatedAtMs: 4, reason: 'older' }), 3)).toBeUndefined();
    expect(book.apply(plan({ status: 'cancelled', updatedAtMs: 2 }), 4)).toMatchObject({ status: 'cancelled' });
    expect(book.apply(plan({ updatedAtMs: 9 }), 5)).toBeUndefined();
    expect(book.apply(plan({ status: 'executed', updatedAtMs: 9 }), 6)).toBeUndefined();
    expect(book.waitingOrders()).toEqual([]);
  });

  test('behavior: a push that leaves out the end of its time does not make it endless', () => {
    const book = new ConditionalBook();
    book.apply(plan(), 1);
    const { expiresAtMs: _, ...endless } = plan({ updatedAtMs: 2, reason: 'x' }).order;
    expect(book.apply({ order: endless }, 2)).toMatchObject({ expiresAtMs: 90, reason: 'x' });
  });

  test('behavior: one id of two kinds are two orders', () => {
    const book = new ConditionalBook();
    book.apply(plan(), 1);
    book.apply({ order: { ...plan().order, kind: 'trailing' } as never }, 2);
    expect(book.untouchedSince(2).map(({ kind }) => kind)).toEqual(['plan']);
    expect(book.waitingOrders()).toHaveLength(2);
  });
});
