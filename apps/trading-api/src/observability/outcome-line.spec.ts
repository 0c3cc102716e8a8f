import { outcomeLine } from './outcome-line';

test('default: accepted', () => {
  const record = { command: 'createOrder', symbol: 'BTC_USDT', clientOrderId: 'key-1', status: 'accepted', durationMs: 11.6 };
  expect(outcomeLine(record)).toBe('orders createOrder: BTC_USDT key-1 | accepted | 12 ms');
});

test('args: with a reason, and of all contracts', () => {
  expect(outcomeLine({ command: 'cancelAllOrders', status: 'unknown', code: 'timeout', durationMs: 10_000 })).toBe(
    'orders cancelAllOrders: all | unknown timeout | 10000 ms',
  );
});
