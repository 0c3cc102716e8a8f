import type { ClientOrderId, Order } from '@prate/execution-interface';
import { presentCancelAllOrders, presentCancelOrder, presentCreateOrder } from './order-outcome.presenter';

const where = { ordersPath: '/orders', symbol: 'BTC_USDT' };
const clientOrderId = 'client-1' as ClientOrderId;
const order = { orderId: '738419283746501928' } as Order;
const unknown = { code: 'timeout', message: 'no answer within 10000 ms' } as const;
const denial = { code: 'size-off-grid', message: 'found 0.00015', context: { found: '0.00015' } } as const;
const rejection = { code: '2005', kind: 'funds', message: 'balance insufficient', retrySafe: false };

test('default: created', () => {
  expect(presentCreateOrder({ status: 'accepted', clientOrderId, order, size: { contracts: '10' } }, where)).toEqual({
    status: 201,
    location: '/orders/738419283746501928?symbol=BTC_USDT',
    body: { outcome: 'accepted', clientOrderId, order, size: { contracts: '10' } },
  });
});

test('behavior: unknown is neither success nor failure, and says where to look', () => {
  expect(presentCreateOrder({ status: 'unknown', clientOrderId, unknown }, where)).toEqual({
    status: 202,
    location: '/orders/client-1?symbol=BTC_USDT',
    body: { outcome: 'unknown', clientOrderId, unknown },
  });
  expect(presentCancelOrder({ status: 'unknown', orderId: 'a/b', unknown }, where)).toEqual({
    status: 202,
    location: '/orders/a%2Fb?symbol=BTC_USDT',
    body: { outcome: 'unknown', orderId: 'a/b', unknown },
  });
  expect(presentCancelAllOrders({ status: 'unknown', unknown }, where)).toMatchObject({ status: 202, location: '/orders?state=open' });
});

test('error: denied 422 and refused 409 are problems with their reason', () => {
  const denied = { status: 422, code: 'size-off-grid', detail: 'found 0.00015', outcome: 'denied', context: { found: '0.00015' } };
  const rejected = {
    status: 409,
    code: 'venue-2005',
    kind: 'funds',
    detail: 'balance insufficient',
    outcome: 'rejected',
    retrySafe: false,
  };
  expect(presentCreateOrder({ status: 'denied', denial }, where)).toMatchObject({ problem: denied });
  expect(presentCreateOrder({ status: 'denied', clientOrderId, denial }, where)).toMatchObject({ problem: { ...denied, clientOrderId } });
  expect(presentCreateOrder({ status: 'rejected', clientOrderId, rejection }, where)).toMatchObject({
    problem: { ...rejected, clientOrderId },
  });
  expect(presentCancelOrder({ status: 'denied', orderId: '1', denial }, where)).toMatchObject({ problem: denied });
  expect(presentCancelOrder({ status: 'rejected', orderId: '1', rejection }, where)).toMatchObject({ problem: rejected });
  expect(presentCancelOrder({ status: 'notFound', orderId: '1' }, where)).toMatchObject({
    problem: { status: 404, code: 'order-unknown' },
  });
  expect(presentCancelAllOrders({ status: 'denied', denial }, where)).toMatchObject({ problem: denied });
  expect(presentCancelAllOrders({ status: 'rejected', rejection }, where)).toMatchObject({ problem: rejected });
});

test('default: cancelled', () => {
  expect(presentCancelOrder({ status: 'cancelled', orderId: '1' }, where)).toEqual({
    status: 200,
    body: { outcome: 'cancelled', orderId: '1' },
  });
  expect(presentCancelOrder({ status: 'alreadyFinal', orderId: '1', order }, where)).toEqual({
    status: 200,
    body: { outcome: 'already-final', orderId: '1', order },
  });
  const done = { count: 1, cancelled: [order], stillOpen: [], filledMeanwhile: [], unresolved: [] };
  expect(presentCancelAllOrders({ status: 'done', ...done }, where)).toEqual({ status: 200, body: { outcome: 'done', ...done } });
});
