import { ProblemError, type ProblemIssue } from '../problems/problem.error';
import { ValidationPipe } from '../problems/validation.pipe';
import { CreateOrderDto, toCreateOrder } from './create-order.dto';

const check = (body: unknown) => new ValidationPipe().transform(body, { type: 'body', metatype: CreateOrderDto });
const issuesOf = (body: unknown): readonly ProblemIssue[] => {
  try {
    check(body);
  } catch (error) {
    if (error instanceof ProblemError) return error.issues ?? [];
    throw error;
  }
  return [];
};
const market = { symbol: 'BTC_USDT', side: 'buy', effect: 'open', type: 'market', quantity: '0.001', leverage: 10, marginMode: 'isolated' };

test('default: a market order to open', () => {
  expect(check(market)).toEqual(market);
  expect(toCreateOrder(check(market) as CreateOrderDto, 'key-1')).toEqual({ ...market, clientOrderId: 'key-1' });
  expect(toCreateOrder(check(market) as CreateOrderDto, undefined)).toEqual(market);
});

test('args: a limit order to close, sizes as numbers, the other units', () => {
  const close = { symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'post-only', price: 70000.5 };
  for (const size of [{ quantity: 0.001 }, { contracts: 10 }, { quoteQuantity: '100' }])
    expect(issuesOf({ ...close, ...size })).toEqual([]);
});

test('error: all issues at once, each with what was found and what was expected', () => {
  const body = { symbol: '', side: 'long', effect: 'open', type: 'limit', quantity: '-1', contracts: 10, leverage: 0.5, extra: true };
  expect(issuesOf(body)).toEqual([
    { path: 'symbol', found: '""', expected: 'the name of a contract such as BTC_USDT' },
    { path: 'side', found: '"long"', expected: 'buy or sell' },
    { path: 'quantity', found: '"-1"', expected: 'a positive decimal such as "0.001"' },
    { path: 'leverage', found: '0.5', expected: 'a whole number of at least 1' },
    { path: 'extra', found: 'an unknown field', expected: 'no such field' },
    { path: 'quantity', found: 'quantity and contracts', expected: 'exactly one of quantity, contracts, quoteQuantity' },
    { path: 'price', found: 'missing', expected: 'a price, because the type is not market' },
    { path: 'marginMode', found: 'missing', expected: 'isolated or cross, because the effect is open' },
  ]);
});

test.each([
  ['no quantity', { quantity: undefined }, 'quantity'],
  ['a negative price', { type: 'limit', price: -5 }, 'price'],
  ['a zero price', { type: 'limit', price: '0' }, 'price'],
  ['a price on a market order', { price: '1' }, 'price'],
  ['a quantity in words', { quantity: 'much' }, 'quantity'],
  ['a computed quantity', { quantity: 0.1 + 0.2 }, 'quantity'],
  ['leverage on a close', { effect: 'close', marginMode: undefined }, 'leverage'],
  ['a margin mode on a close', { effect: 'close', leverage: undefined }, 'marginMode'],
  ['an unknown type', { type: 'stop' }, 'type'],
  ['null as quantity', { quantity: null }, 'quantity'],
])('error: %s', (_name, change, path) => {
  expect(issuesOf({ ...market, ...change }).map((issue) => issue.path)).toEqual([path]);
});

test.each([[undefined], [null], ['text'], [[1]], [42]])('error: a body that is %p', (body) => {
  expect(issuesOf(body)).toEqual([{ path: '', found: body === undefined ? 'missing' : JSON.stringify(body), expected: 'a JSON object' }]);
});
