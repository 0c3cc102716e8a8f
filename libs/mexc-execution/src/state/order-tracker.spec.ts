import {
  type DecimalText,
  type Order,
  type OrderStatus,
  type Trade,
  clientOrderId,
  decimal,
  isFinalStatus,
  tradeId,
  venueOrderId,
} from '@prate/execution-interface';
import { add } from '@prate/execution-interface/decimal';
import fc from 'fast-check';
import { type OrderRecord, OrderTracker } from './order-tracker';

const orderOf = (overrides: Partial<Order> = {}): Order => ({
  orderId: venueOrderId('860000000000000001'),
  clientOrderId: clientOrderId('c-1'),
  symbol: 'BTC_USDT',
  side: 'buy',
  effect: 'open',
  positionSide: 'long',
  type: 'limit',
  status: 'open',
  contracts: '10',
  filledContracts: '0',
  leverage: 5,
  marginMode: 'isolated',
  category: 'normal',
  createdAtMs: 1_000,
  updatedAtMs: 1_000,
  ...overrides,
});

const tradeOf = (order: Order, id: string, contracts: DecimalText): Trade => ({
  tradeId: tradeId(id),
  orderId: order.orderId,
  symbol: order.symbol,
  side: order.side,
  effect: order.effect,
  positionSide: order.positionSide,
  price: '1',
  contracts,
  fee: '0',
  feeCurrency: 'USDT',
  closingPnl: '0',
  liquidity: 'taker',
  isSelfTrade: false,
  category: 'normal',
  atMs: 1,
});

/** The true life of an order: versions 1 to n, and the fills on the way. */
const life = fc
  .record({
    index: fc.integer({ min: 1, max: 5 }),
    fills: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }),
    end: fc.constantFrom<OrderStatus>('filled', 'cancelled', 'open'),
    isVersioned: fc.boolean(),
  })
  .map(({ index, fills, end, isVersioned }) => {
    const sum = fills.reduce((total, fill) => total + fill, 0);
    const isFilled = end === 'filled' && sum > 0;
    const base = orderOf({
      orderId: venueOrderId(`86000000000000000${index}`),
      clientOrderId: clientOrderId(`c-${index}`),
      contracts: decimal(isFilled ? sum : sum + 1),
    });
    const steps: Partial<Order>[] = [{ status: 'pending' }, { status: 'open' }];
    let filled = decimal(0);
    const trades = fills.map((fill, at) => {
      filled = add(filled, decimal(fill));
      steps.push({ status: isFilled && at === fills.length - 1 ? 'filled' : 'partially-filled', filledContracts: filled });
      return tradeOf(base, `${base.orderId}-${at}`, decimal(fill));
    });
    if (end === 'cancelled') steps.push({ status: 'cancelled', filledContracts: filled });
    const records: OrderRecord[] = steps.map((step, at) => ({
      order: { ...base, ...step, updatedAtMs: 1_000 + at },
      ...(isVersioned ? { version: at + 1 } : {}),
    }));
    return { records, trades, last: records.at(-1) as OrderRecord };
  });

const lives = fc.uniqueArray(life, { selector: ({ last }) => last.order.orderId, minLength: 1, maxLength: 4 });
type Statement = { readonly record: OrderRecord } | { readonly trade: Trade };

test('behavior: shuffled, doubled and dropped statements, then one reading: what is known is the truth, and each fill was new once', () => {
  fc.assert(
    fc.property(
      lives.chain((all) => {
        const statements: Statement[] = all.flatMap(({ records, trades }) => [
          ...records.map((record) => ({ record })),
          ...trades.map((trade) => ({ trade })),
        ]);
        const heard = fc.shuffledSubarray([...statements, ...statements]);
        return fc.record({ all: fc.constant(all), heard });
      }),
      ({ all, heard }) => {
        const tracker = new OrderTracker();
        const ends = new Map<string, OrderStatus>();
        const newTrades: string[] = [];
        const apply = (statement: Statement) => {
          if ('trade' in statement) {
            if (tracker.applyTrade(statement.trade)) newTrades.push(statement.trade.tradeId);
            return;
          }
          tracker.apply(statement.record);
          for (const order of tracker.orders()) {
            const end = ends.get(order.orderId);
            if (end !== undefined) expect(order.status).toBe(end);
            if (isFinalStatus(order.status)) ends.set(order.orderId, order.status);
          }
        };
        heard.forEach(apply);
        // The reading: the last statement of each order, and all fills.
        for (const { last, trades } of all) {
          // The venue's lists round the times of what has ended.
          const order = isFinalStatus(last.order.status) ? { ...last.order, createdAtMs: 0, updatedAtMs: 0 } : last.order;
          apply({ record: { ...last, order } });
          for (const trade of trades) apply({ trade });
        }
        for (const { last } of all) {
          const { createdAtMs: _, updatedAtMs: __, ...truth } = last.order;
          expect(tracker.get(last.order.orderId)).toMatchObject(truth);
          expect(tracker.byClientId(last.order.clientOrderId as never)?.orderId).toBe(last.order.orderId);
        }
        expect([...newTrades].sort()).toEqual(all.flatMap(({ trades }) => trades.map((trade) => trade.tradeId)).sort());
        expect(tracker.unevenOrders().size).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
});

test('behavior: the same statement, or an older one, changes nothing; a newer one that shows the same neither', () => {
  const tracker = new OrderTracker();
  const second = { order: orderOf({ status: 'partially-filled', filledContracts: '4', updatedAtMs: 2_000 }), version: 2 };
  expect(tracker.apply(second)).toBe('new');
  expect(tracker.apply(second)).toBe('same');
  expect(tracker.apply({ order: orderOf(), version: 1 })).toBe('same');
  expect(tracker.apply({ order: { ...second.order, updatedAtMs: 3_000 }, version: 3 })).toBe('same');
  expect(tracker.apply({ order: { ...second.order, filledContracts: '5' }, version: 4 })).toBe('changed');
});

test('behavior: another end of an order that has ended is a contradiction, and the first end stays', () => {
  const tracker = new OrderTracker();
  tracker.apply({ order: orderOf({ status: 'cancelled' }), version: 2 });
  expect(tracker.apply({ order: orderOf({ status: 'filled', filledContracts: '10' }), version: 3 })).toBe('contradiction');
  expect(tracker.apply({ order: orderOf({ status: 'open' }), version: 9 })).toBe('same');
  expect(tracker.get(orderOf().orderId)?.status).toBe('cancelled');
});

test('behavior: a fill before its order, and an order before its fills, show as uneven until both are there', () => {
  const tracker = new OrderTracker();
  const order = orderOf({ status: 'filled', filledContracts: '10' });
  tracker.applyTrade(tradeOf(order, 't-1', '4'));
  expect([...tracker.unevenOrders().keys()]).toEqual([order.orderId]);
  tracker.apply({ order });
  expect(tracker.unevenOrders().size).toBe(1);
  tracker.applyTrade(tradeOf(order, 't-2', '6'));
  expect(tracker.unevenOrders().size).toBe(0);
});

test('behavior: what had filled before the first look is not waited for', () => {
  const tracker = new OrderTracker();
  tracker.apply({ order: orderOf({ status: 'partially-filled', filledContracts: '4' }), version: 2 }, { isFirstLook: true });
  expect(tracker.unevenOrders().size).toBe(0);
  tracker.apply({ order: orderOf({ status: 'filled', filledContracts: '10' }), version: 3 });
  expect(tracker.unevenOrders().size).toBe(1);
  tracker.applyTrade(tradeOf(orderOf(), 't-9', '6'));
  expect(tracker.unevenOrders().size).toBe(0);
});

test('behavior: of two orders with one client id (an amendment) the working one is meant', () => {
  const tracker = new OrderTracker();
  const next = orderOf({ orderId: venueOrderId('860000000000000009'), createdAtMs: 2_000 });
  tracker.apply({ order: next });
  tracker.apply({ order: orderOf({ status: 'cancelled' }) });
  expect(tracker.byClientId(clientOrderId('c-1'))?.orderId).toBe(next.orderId);
});
