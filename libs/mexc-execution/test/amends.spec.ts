import { type CreateOrder, MemoryOrderJournal } from '@prate/execution-interface';
import { endpoints } from '@prate/mexc-protocol';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { type Desk, accepted, marketBuy, openDesk, restingBuy } from './desk';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ balances: { USDT: '1000000' } });
});

const AMEND = endpoints['change-limit-order'].path;
const CANCEL = endpoints['cancel-orders'].path;
const amend = (orderId: string, overrides: object = {}) =>
  desk.execution.amendOrder({ symbol: 'BTC_USDT', orderId, price: '41000.5', size: { contracts: 20 }, ...overrides });

describe('amendOrder', () => {
  test('default: another price and size; the id before and the one of now both lead to the order, also after a restart', async () => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy({ clientOrderId: 'mine-1' })));
    const outcome = await amend(order.orderId);
    expect(outcome).toMatchObject({
      status: 'accepted',
      formerOrderId: order.orderId,
      order: { price: '41000.5', contracts: '20', baseQuantity: '0.002', status: 'open', clientOrderId: 'mine-1' },
    });
    if (outcome.status !== 'accepted') throw new Error('unreachable');
    expect(outcome.order.orderId).not.toBe(order.orderId);
    const restarted = desk.another(desk.journal);
    await restarted.connect();
    for (const execution of [desk.execution, restarted]) {
      for (const id of [order.orderId, outcome.order.orderId, 'mine-1']) {
        expect(await execution.getOrder(id)).toMatchObject({ orderId: outcome.order.orderId, status: 'open' });
      }
    }
    // By its first id, twice amended.
    expect(await amend(order.orderId, { price: '42000' })).toMatchObject({ status: 'accepted', order: { price: '42000' } });
    expect(await desk.execution.cancelOrder('BTC_USDT', order.orderId)).toMatchObject({ status: 'cancelled' });
    expect(await desk.execution.getOpenOrders()).toEqual([]);
    await restarted.disconnect();
  });

  test('behavior: an order that has ended is told as it ended; what nobody knows is not found', async () => {
    const { order } = await accepted(desk.execution.createOrder(marketBuy()));
    expect(await amend(order.orderId)).toMatchObject({ status: 'alreadyFinal', order: { status: 'filled' } });
    expect(await amend('739113577038255616')).toEqual({ status: 'notFound', orderId: '739113577038255616' });
    expect(desk.arrived(AMEND)).toBe(0);
  });

  test('behavior: 2041 from the venue is answered with the order that was cancelled or filled meanwhile', async () => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    const change = desk.rest.private.changeLimitOrder;
    desk.rest.private.changeLimitOrder = async (...args) => {
      await desk.rest.private.cancelOrders({ orderIds: [order.orderId] });
      return change(...args);
    };
    expect(await amend(order.orderId)).toMatchObject({ status: 'alreadyFinal', order: { status: 'cancelled' } });
    expect(desk.arrived(AMEND)).toBe(1);
  });

  test('behavior: each amendment is an intent of the journal', async () => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    const outcome = await amend(order.orderId);
    const kinds: unknown[] = [];
    for await (const { intent, outcome: kept } of desk.journal.list()) kinds.push([intent.kind, kept]);
    expect(kinds).toContainEqual(['amend', { state: 'accepted', orderId: outcome.status === 'accepted' && outcome.order.orderId }]);
  });

  test.each([
    ['a price off the tick', { price: '41000.55' }, 'price-off-tick'],
    ['a size off the grid', { size: { quantity: '0.00015' } }, 'size-off-grid'],
    ['no size', { size: {} }, 'input-invalid'],
    ['a field that nothing reads', { stopLossPrice: '1' }, 'input-invalid'],
    ['another symbol', { symbol: 'ETH_USDT' }, 'input-invalid'],
  ])('error: %s', async (_name, overrides, code) => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    expect(await amend(order.orderId, overrides)).toMatchObject({ status: 'denied', denial: { code } });
    expect(desk.arrived(AMEND)).toBe(0);
  });

  test('behavior: while an order of the symbol is unknown nothing is made larger', async () => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    desk.simulator.control.faults.next('create-order', 'hang-up-before-accept');
    await desk.execution.createOrder(restingBuy());
    expect(await amend(order.orderId)).toMatchObject({ denial: { code: 'intent-unknown' } });
  });
});

test('default: chaseOrder moves to the best price, and both ids lead to the order', async () => {
  const { order } = await accepted(desk.execution.createOrder(restingBuy()));
  const outcome = await desk.execution.chaseOrder('BTC_USDT', order.orderId);
  if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
  expect(Number(outcome.order.price)).toBeGreaterThan(40_000);
  expect(await desk.execution.getOrder(order.orderId)).toMatchObject({ orderId: outcome.order.orderId, price: outcome.order.price });
});

describe('many at once', () => {
  test('default: 120 ids are 3 calls and 120 results, in order; strangers and ended orders among them', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 118; count += 1) {
      const order = { symbol: 'BTC_USDT', side: 1, type: 1, vol: '1', price: '40000', openType: 1, leverage: 20, positionMode: 1 };
      ids.push((await desk.rest.private.createOrder({ ...order, externalOid: `many-${count}` })).orderId);
    }
    await desk.rest.private.cancelOrders({ orderIds: [ids[7] ?? ''] });
    const before = desk.arrived(CANCEL);
    const asked = [...ids, '739113577038255616', ids[3] ?? ''];
    const outcomes = await desk.execution.cancelOrders('BTC_USDT', asked);
    // The last id stands for an order that is in the list already: it is asked for once.
    expect(desk.arrived(CANCEL) - before).toBe(3);
    expect(outcomes.map(({ orderId }) => orderId)).toEqual(asked);
    expect(desk.records.filter(({ command }) => command === 'cancelOrder')).toHaveLength(120);
    expect(await desk.execution.cancelOrders('BTC_USDT', [])).toEqual([]);
    const statuses = outcomes.map(({ status }) => status);
    expect(statuses.filter((status) => status === 'cancelled')).toHaveLength(118);
    expect([statuses[7], statuses[118]]).toEqual(['alreadyFinal', 'notFound']);
    expect(await desk.execution.getOpenOrders()).toEqual([]);
  });

  test('behavior: ids of ours go one by one; what is no id is denied, the others are cancelled', async () => {
    await accepted(desk.execution.createOrder(restingBuy({ clientOrderId: 'ours-1' })));
    const order = { symbol: 'BTC_USDT', side: 1, type: 1, vol: '1', price: '40000', openType: 1, leverage: 10, positionMode: 1 };
    await desk.rest.private.createOrder({ ...order, externalOid: 'theirs-1' });
    const outcomes = await desk.execution.cancelOrders('BTC_USDT', ['ours-1', 'no id!', 'theirs-1']);
    expect(outcomes.map(({ status }) => status)).toEqual(['cancelled', 'denied', 'cancelled']);
    await expect(desk.execution.cancelOrders('BTC_USDT', 'ours-1' as never)).rejects.toThrow('expected a list of ids');
  });

  test('behavior: a call that was lost is settled by reading; those after it go on', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 60; count += 1) {
      const order = { symbol: 'BTC_USDT', side: 1, type: 1, vol: '1', price: '40000', openType: 1, leverage: 20, positionMode: 1 };
      ids.push((await desk.rest.private.createOrder({ ...order, externalOid: `lost-${count}` })).orderId);
    }
    desk.simulator.control.faults.next('cancel-orders', 'hang-up-before-accept');
    const statuses = (await desk.execution.cancelOrders('BTC_USDT', ids)).map(({ status }) => status);
    expect(statuses.slice(0, 50).every((status) => status === 'unknown')).toBe(true);
    expect(statuses.slice(50).every((status) => status === 'cancelled')).toBe(true);
    desk.simulator.control.faults.next('cancel-orders', 'accept-then-hang-up');
    expect((await desk.execution.cancelOrders('BTC_USDT', ids.slice(0, 50))).every(({ status }) => status === 'cancelled')).toBe(true);
  });

  test('default: createOrders: 10 orders, 3 bad ones: 7 accepted, 3 reasons, in order', async () => {
    const bad = new Set([2, 5, 8]);
    const orders = Array.from({ length: 10 }, (_, index) =>
      restingBuy(bad.has(index) ? { quantity: '0.00015' } : { contracts: 1, quantity: undefined }),
    );
    const outcomes = await desk.execution.createOrders(orders);
    expect(outcomes.map(({ status }) => status)).toEqual(orders.map((_, index) => (bad.has(index) ? 'denied' : 'accepted')));
    expect(desk.records.filter(({ command }) => command === 'createOrder')).toHaveLength(10);
  });

  test('behavior: an aborted list stops before the next order; what was placed is told', async () => {
    const caller = new AbortController();
    const create = desk.rest.private.createOrder;
    let count = 0;
    desk.rest.private.createOrder = (...args) => {
      count += 1;
      if (count === 2) caller.abort();
      return create(...args);
    };
    const orders: CreateOrder[] = [1, 2, 3, 4].map(() => restingBuy({ contracts: 1, quantity: undefined }));
    const outcomes = await desk.execution.createOrders(orders, { signal: caller.signal });
    expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'denied', 'denied']);
    expect(outcomes[2]).toMatchObject({ denial: { code: 'not-sent', context: { reason: 'aborted' } } });
    expect(await desk.execution.getOpenOrders()).toHaveLength(2);
  });
});

describe('options of an order', () => {
  test('default: self-trade rule, price out of the book, quick close', async () => {
    const outcome = await desk.execution.createOrder(
      marketBuy({ type: 'limit', bestPrice: 'same-1', selfTrade: 'cancel-maker', clientOrderId: 'best-1' }),
    );
    expect(outcome.status).toBe('accepted');
    const read = await desk.execution.getOrder('best-1');
    expect(Number(read?.price)).toBeGreaterThan(40_000);
    await accepted(desk.execution.createOrder(marketBuy()));
    await accepted(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10, isFlashClose: true }));
  });

  test('default: the whole balance, where it was enabled by name', async () => {
    const { rest, marketData: instruments, clock, simulator } = desk;
    const execution = new MexcFuturesExecution({
      rest,
      instruments,
      journal: new MemoryOrderJournal(),
      clock,
      isMarketCeilingEnabled: true,
    });
    expect((await execution.connect()).ok).toBe(true);
    expect((await execution.createOrder(marketBuy({ isMarketCeiling: true }))).status).toBe('accepted');
    // Ten contracts were named.
    expect(Number(simulator.control.snapshot().positions[0]?.holdVol)).toBeGreaterThan(1_000);
  });

  test('default: a protection travels with its order and hangs on the position when it fills', async () => {
    const protection = { takeProfit: { price: '90000', reference: 'last' }, stopLoss: { price: '50000', reference: 'mark' } } as const;
    await accepted(desk.execution.createOrder(marketBuy({ protection, isPriceProtected: true })));
    desk.clock.advance(2_000);
    expect(await desk.execution.getStopOrders({ isWaiting: true })).toMatchObject([
      { kind: 'stop', status: 'waiting', positionSide: 'long', contracts: '10', ...protection },
    ]);
  });

  test.each([
    ['a market order has no best price', { bestPrice: 'same-1' }, 'input-invalid'],
    ['a price beside the best price', { type: 'limit', price: '40000', bestPrice: 'same-1' }, 'input-invalid'],
    ['a quick close that opens', { isFlashClose: true }, 'input-invalid'],
    ['the whole balance, which nobody enabled', { isMarketCeiling: true }, 'market-ceiling-not-enabled'],
    ['the whole balance on a limit order', { type: 'limit', price: '40000', isMarketCeiling: true }, 'input-invalid'],
    ['a protection without a leg', { protection: {} }, 'input-invalid'],
    [
      'a limit price where legs close at the market',
      { protection: { stopLoss: { price: '50000', reference: 'last', limitPrice: '49000' } } },
      'input-invalid',
    ],
    ['a protection off the tick', { protection: { stopLoss: { price: '50000.55', reference: 'last' } } }, 'price-off-tick'],
    ['a stop over a long', { protection: { stopLoss: { price: '90000', reference: 'last' } } }, 'trigger-fires-at-once'],
    ['a target under a long', { protection: { takeProfit: { price: '50000', reference: 'index' } } }, 'trigger-fires-at-once'],
    ['a price guard without a protection', { isPriceProtected: true }, 'input-invalid'],
    ['an unknown rule', { selfTrade: 'never' }, 'input-invalid'],
  ])('error: %s', async (_name, overrides, code) => {
    expect(await desk.execution.createOrder(marketBuy(overrides))).toMatchObject({ status: 'denied', denial: { code } });
  });
});
