import { accepted, marketBuy, restingBuy } from './desk';
import { truthOf } from './account-mirror';
import { StateDesk } from './state-desk';

test('default: connected with a stream is healthy, and an order, its fill, position and balance are told with their epoch', async () => {
  const desk = await StateDesk.connected();
  expect(desk.execution.health()).toMatchObject({
    state: 'healthy',
    unknownIntents: 0,
    reconcileAgeMs: expect.any(Number),
    streamAgeMs: expect.any(Number),
  });
  const { order } = await accepted(desk.execution.createOrder(marketBuy({ clientOrderId: 'mine-1' })));
  await desk.settled();

  const told = desk.events.filter(({ source }) => source === 'stream');
  expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['order', 'trade', 'position', 'balance']));
  expect(new Set(told.map(({ epoch }) => epoch)).size).toBe(1);
  expect(desk.of('order').at(-1)).toMatchObject({
    isOurs: true,
    order: { orderId: order.orderId, status: 'filled', clientOrderId: 'mine-1' },
  });
  expect(desk.of('trade')).toHaveLength(1);
  expect(desk.of('trade')[0]).toMatchObject({ isOurs: true, trade: { orderId: order.orderId, contracts: '10', baseQuantity: '0.001' } });
  expect(desk.of('position').at(-1)?.position).toMatchObject({ symbol: 'BTC_USDT', side: 'long', contracts: '10' });
  expect(desk.of('balance').at(-1)?.balance).toMatchObject({ currency: 'USDT', isTotalEstimated: true });
  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
});

test('behavior: a cancel is told once', async () => {
  const desk = await StateDesk.connected();
  const { order } = await accepted(desk.execution.createOrder(restingBuy()));
  await desk.settled();
  await desk.execution.cancelOrder('BTC_USDT', order.orderId);
  await desk.settled();
  expect(desk.of('order').map(({ order: { status } }) => status)).toEqual(['open', 'cancelled']);
  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
});
