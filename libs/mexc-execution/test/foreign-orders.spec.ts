import { buildInstrument } from '@prate/execution-interface/testing';
import { orderFromWire } from '../src/from-wire';
import { restingBuy } from './desk';
import { StateDesk } from './state-desk';

const body = {
  symbol: 'BTC_USDT',
  side: 1,
  type: 1,
  vol: '10',
  price: '40000',
  openType: 1,
  leverage: 10,
  positionMode: 1,
} as const;

test('behavior: an order of another program is told, listed and cancelled, and is never taken for ours (R-216)', async () => {
  const desk = await StateDesk.connected();
  const own = await desk.during(desk.execution.createOrder(restingBuy({ clientOrderId: 'own-1' })));
  expect(own.status).toBe('accepted');
  const { orderId } = await desk.rest.private.createOrder({ ...body, externalOid: 'another-program-1' });
  await desk.settled();
  const told = desk.of('order').map(({ order, isOurs }) => [order.orderId === orderId ? 'foreign' : order.clientOrderId, isOurs]);
  expect(Object.fromEntries(told)).toEqual({ 'own-1': true, foreign: false });
  const listed = (await desk.during(desk.execution.getOpenOrders('BTC_USDT'))).find((order) => order.orderId === orderId);
  expect(listed?.clientOrderId).toBe('another-program-1');
  expect(await desk.journal.listUnsettled()).toEqual([]);
  expect((await desk.during(desk.execution.cancelOrder('BTC_USDT', orderId))).status).toBe('cancelled');
});

const wire = {
  ...{ orderId: '739113577038255617', symbol: 'BTC_USDT', positionId: '1109973831', price: '65000.5', vol: '10', leverage: 20, side: 4 },
  ...{ category: 1, orderType: 5, dealAvgPrice: '65000.5', dealVol: '10', openType: 1, state: 3, externalOid: '', errorCode: 0 },
  ...{ createTime: 1_760_000_000_123, updateTime: 1_760_000_000_456 },
};

// The simulator makes the first two of them (stream-faults.spec); the numbers are those of the reference, 6.2.
test('behavior: an order of the web page has an id that is none of a client', () => {
  expect(orderFromWire({ ...wire, externalOid: '_m_0123456789abcdef0123456789abcdef' }, buildInstrument())).not.toHaveProperty(
    'clientOrderId',
  );
});

test.each([
  [2, 'liquidation'],
  [3, 'custody-close'],
  [4, 'auto-deleveraging'],
  [5, 'delivery'],
  [6, 'liquidation-hedge'],
])('behavior: category %i is shown as %s, with no id of a client', (category, word) => {
  const order = orderFromWire({ ...wire, category }, buildInstrument());
  expect(order).toMatchObject({ category: word, effect: 'close', positionSide: 'long', status: 'filled' });
  expect(order).not.toHaveProperty('clientOrderId');
});
