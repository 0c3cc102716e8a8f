import { accepted, marketBuy, restingBuy } from './desk';
import { StateDesk } from './state-desk';

const HOUR_MS = 3_600_000;

test('behavior: a chase that the venue could not carry out is told with its code, once though it is pushed twice', async () => {
  const desk = await StateDesk.connected({ balances: { USDT: '100' } });
  // Nearly all the money, at half the price.
  const { order } = await accepted(desk.execution.createOrder(restingBuy({ price: '30000', quantity: '0.03' })));
  await desk.settled();
  desk.simulator.control.streams.next('duplicate-push', { topic: 'personal.order.chase' });
  await desk.during(desk.execution.chaseOrder('BTC_USDT', order.orderId));
  await desk.settled();
  expect(desk.of('chase-failed')).toMatchObject([{ symbol: 'BTC_USDT', code: '2005', source: 'stream' }]);
  expect(await desk.execution.getOrder(order.orderId)).toMatchObject({ status: 'open', price: '30000' });
});

test('behavior: another protection of a working order is told as it is from now on, also that there is none any more', async () => {
  const desk = await StateDesk.connected();
  const stopLoss = { price: '35000', reference: 'mark' } as const;
  const { order } = await accepted(desk.execution.createOrder(restingBuy({ protection: { stopLoss } })));
  await desk.settled();
  const takeProfit = { price: '90000', reference: 'last' } as const;
  const of = { symbol: 'BTC_USDT', of: 'order', id: order.orderId } as const;
  expect(await desk.during(desk.execution.amendProtection({ ...of, stopLoss: { ...stopLoss, price: '36000' }, takeProfit }))).toEqual({
    status: 'accepted',
  });
  await desk.settled();
  expect(desk.of('protection-changed').at(-1)).toMatchObject({
    symbol: 'BTC_USDT',
    orderId: order.orderId,
    stopLoss: { price: '36000', reference: 'mark' },
    takeProfit: { price: '90000', reference: 'last' },
  });
  await desk.during(desk.execution.amendProtection({ ...of, takeProfit }));
  await desk.settled();
  expect(desk.of('protection-changed').at(-1)?.stopLoss).toBeUndefined();
});

test('behavior: another risk tier of a side is told with its terms', async () => {
  const desk = await StateDesk.connected();
  desk.simulator.control.changeContract('BTC_USDT', {
    riskLimit: {
      type: 'BY_VOLUME',
      mode: 'CUSTOM',
      tiers: [
        { level: 1, maxVol: '10', mmr: '0.001', imr: '0.002', maxLeverage: 500 },
        { level: 2, maxVol: '3000000', mmr: '0.004', imr: '0.005', maxLeverage: 200 },
      ],
    },
  });
  await accepted(desk.during(desk.execution.createOrder(marketBuy({ quantity: '0.002' }))));
  await desk.settled();
  expect(desk.of('risk-limit-changed')).toMatchObject([
    {
      symbol: 'BTC_USDT',
      positionSide: 'long',
      level: 2,
      maxContracts: '3000000',
      maxLeverage: 200,
      maintenanceMarginRate: '0.004',
      initialMarginRate: '0.005',
      isByVenue: false,
    },
  ]);
});

describe('R-122: the end of a plan order', () => {
  const plan = {
    symbol: 'BTC_USDT',
    side: 'buy',
    effect: 'open',
    type: 'market',
    contracts: 1,
    leverage: 10,
    marginMode: 'isolated',
    trigger: { price: '20000', reference: 'last', direction: 'at-or-below' },
    validFor: 'one-day',
  } as const;

  test('behavior: told an hour before and at the end, each once', async () => {
    const desk = await StateDesk.connected();
    const outcome = await desk.during(desk.execution.createPlanOrder(plan));
    if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
    const { id } = outcome.order;
    await desk.settled();
    desk.timer.jump(23 * HOUR_MS - 60_000);
    await desk.settled();
    expect(desk.of('plan-expiring')).toEqual([]);
    desk.timer.jump(60_000);
    await desk.settled();
    desk.timer.jump(HOUR_MS / 2);
    await desk.settled();
    expect(desk.of('plan-expiring').map(({ order }) => [order.id, order.status])).toEqual([[id, 'waiting']]);
    desk.timer.jump(HOUR_MS / 2);
    await desk.settled();
    const ends = () => desk.of('conditional-order').filter(({ order }) => order.id === id && order.status === 'expired');
    await desk.until(() => ends().length > 0, 'expired');
    expect(ends()).toHaveLength(1);
  });

  test('behavior: the end is read where its push was lost', async () => {
    const desk = await StateDesk.connected({
      state: { reconcileEveryMs: 100_000_000, limits: { reconcileMs: 100_000_000, clockMs: 100_000_000 } },
    });
    const outcome = await desk.during(desk.execution.createPlanOrder(plan));
    if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
    await desk.settled();
    desk.simulator.control.streams.silence('personal.plan.order');
    desk.timer.jump(24 * HOUR_MS);
    const ends = () => desk.of('conditional-order').filter(({ order }) => order.id === outcome.order.id && order.status === 'expired');
    await desk.until(() => ends().length > 0, 'expired');
    expect(ends()).toMatchObject([{ source: 'read' }]);
  });
});
