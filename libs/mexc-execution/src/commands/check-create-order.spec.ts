import { checkCreateOrder } from './check-create-order';

const open = { symbol: 'BTC_USDT', side: 'buy', effect: 'open', type: 'market', quantity: '0.001', leverage: 10, marginMode: 'isolated' };
const close = { symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'limit', price: 65000.5, contracts: 10 };

const findings = (order: unknown) => {
  const checked = checkCreateOrder(order);
  if ('command' in checked) return [];
  expect(checked.denial.code).toBe('input-invalid');
  return (checked.denial.context['findings'] as Array<{ field: string }>).map(({ field }) => field);
};

test.each([open, close, { ...open, clientOrderId: 'a-B_9' }, { ...open, price: undefined }])('default: %p is an order', (order) => {
  expect(checkCreateOrder(order)).toEqual({ command: order });
});

test('behavior: the command is a frozen copy', () => {
  const checked = checkCreateOrder(open) as { command: object };
  expect(checked.command).not.toBe(open);
  expect(Object.isFrozen(checked.command)).toBe(true);
});

test.each([
  ['no order', undefined, ['order']],
  ['a list', [], ['order']],
  ['no symbol', { ...open, symbol: undefined }, ['symbol']],
  ['a side in capitals', { ...open, side: 'BUY' }, ['side']],
  ['an effect left out', { ...open, effect: undefined }, ['effect']],
  ['a type never sent', { ...open, type: 'market-to-limit', price: '1' }, ['type']],
  ['no size', { ...open, quantity: undefined }, ['size']],
  ['two sizes', { ...open, contracts: 10 }, ['size']],
  ['a size that is no number', { ...open, quantity: Number.NaN }, ['quantity']],
  ['a computed size', { ...open, quantity: 0.1 + 0.2 }, ['quantity']],
  ['a size of another type', { ...open, quantity: {} }, ['quantity']],
  ['a price on a market order', { ...open, price: '1' }, ['price']],
  ['no price on a limit order', { ...close, price: undefined }, ['price']],
  ['no leverage', { ...open, leverage: undefined }, ['leverage']],
  ['half a leverage', { ...open, leverage: 1.5 }, ['leverage']],
  ['no margin mode', { ...open, marginMode: undefined }, ['marginMode']],
  ['leverage on a close', { ...close, leverage: 10, marginMode: 'cross' }, ['leverage', 'marginMode']],
  ['an id of 33 characters', { ...open, clientOrderId: 'a'.repeat(33) }, ['clientOrderId']],
  ['an id that would not survive a path', { ...open, clientOrderId: 'a/b' }, ['clientOrderId']],
  ['a stop that nobody would place', { ...open, stopLossPrice: '60000' }, ['"stopLossPrice"']],
])('error: %s', (_name, order, fields) => {
  expect(findings(order)).toEqual(fields);
});

test('error: everything wrong at once, with what was found and what was expected', () => {
  const checked = checkCreateOrder({ symbol: '', side: 'up', effect: 'open', type: 'limit', price: 'dear' });
  expect(checked).toMatchObject({
    denial: {
      message:
        'symbol: found "", expected a contract such as BTC_USDT; side: found "up", expected buy or sell; ' +
        'price: found "dear", expected decimal text such as "0.001", or a number of at most 15 digits; ' +
        'size: found nothing, expected exactly one of quantity, contracts, quoteQuantity; ' +
        'leverage: found nothing, expected a whole number of at least 1; marginMode: found nothing, expected isolated or cross',
    },
  });
});
