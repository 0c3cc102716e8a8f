import { clientOrderId, positionId } from '@prate/execution-interface';
import { leverageToWire, orderToWire, sideCodeOf } from './to-wire';

test('default: the four sides (reference 6.2)', () => {
  expect([sideCodeOf('buy', 'open'), sideCodeOf('buy', 'close'), sideCodeOf('sell', 'open'), sideCodeOf('sell', 'close')]).toEqual([
    1, 2, 3, 4,
  ]);
});

test('behavior: a close without a position to name still has the close side, and in one-way mode the flag', () => {
  const close = {
    symbol: 'BTC_USDT',
    side: 'sell',
    type: 'market',
    contracts: '10',
    clientOrderId: clientOrderId('c-1'),
    exposure: { effect: 'close', marginMode: 'cross' },
  } as const;
  const body = { symbol: 'BTC_USDT', side: 4, type: 5, vol: '10', openType: 2, externalOid: 'c-1' };
  expect(orderToWire({ ...close, positionMode: 'hedge' })).toEqual({ ...body, positionMode: 1 });
  expect(orderToWire({ ...close, positionMode: 'one-way' })).toEqual({ ...body, positionMode: 2, reduceOnly: true });
});

test('default: leverage by side, or by position where one is open', () => {
  const wanted = { symbol: 'BTC_USDT', positionSide: 'short', leverage: 7, marginMode: 'cross' } as const;
  expect(leverageToWire(wanted)).toEqual({ symbol: 'BTC_USDT', leverage: 7, openType: 2, positionType: 2 });
  expect(leverageToWire(wanted, positionId('1109973831'))).toEqual({ positionId: '1109973831', leverage: 7 });
});
