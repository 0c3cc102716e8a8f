import fc from 'fast-check';
import { createClientOrderId } from './client-order-id';

test('default: 31 characters that are safe in a path and never look like an id of the venue', () => {
  expect(createClientOrderId(1_760_000_000_123)).toMatch(/^p[0-9a-z]{30}$/);
});

test('behavior: never the same twice within one millisecond', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => createClientOrderId(1))).size).toBe(10_000);
});

test('behavior: text order is time order', () => {
  const time = fc.integer({ min: 0, max: 2 ** 49 });
  fc.assert(fc.property(time, time, (a, b) => a === b || createClientOrderId(a) < createClientOrderId(b) === a < b));
});
