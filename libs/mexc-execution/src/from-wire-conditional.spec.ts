import type { WirePlanOrder, WireStopOrder, WireTrackOrder } from '@prate/mexc-protocol';
import { planOrderFromWire, stopOrderFromWire, trailingOrderFromWire } from './from-wire-conditional';

const times = { createTime: 1_760_000_000_000, updateTime: 1_760_000_001_000 };
const plan: WirePlanOrder = {
  ...{ id: '9007199254740993', symbol: 'BTC_USDT', leverage: 20, side: 2, triggerPrice: '60000.50', price: '0', vol: '10', openType: 2 },
  ...{ triggerType: 2, state: 1, executeCycle: 24, trend: 2, orderType: 5, orderId: '0', errorCode: 0, ...times },
};
const stop: WireStopOrder = {
  ...{ id: '1', orderId: '0', symbol: 'BTC_USDT', positionId: '7', lossTrend: 2, profitTrend: 1, stopLossPrice: '60000' },
  ...{ state: 1, triggerSide: 0, positionType: 2, vol: '10', placeOrderId: '0', volType: 2, ...times },
};
const track: WireTrackOrder = {
  ...{ id: '1', symbol: 'BTC_USDT', leverage: 20, side: 1, vol: '10', openType: 1, trend: 3, activePrice: '0', markPrice: '65000' },
  ...{ backType: 2, backValue: '100', triggerPrice: '65100', orderId: '0', state: 1, ...times },
};
const instrument = { kind: 'linear', contractSize: '0.0001' } as const;

test('default: a plan order; digits of its id stay, and hours make the moment of its end', () => {
  expect(planOrderFromWire(plan, instrument)).toEqual({
    ...{ kind: 'plan', id: '9007199254740993', symbol: 'BTC_USDT', status: 'waiting', contracts: '10', baseQuantity: '0.001' },
    ...{ side: 'buy', effect: 'close', positionSide: 'short', leverage: 20, marginMode: 'cross', type: 'market' },
    trigger: { price: '60000.5', reference: 'mark', direction: 'at-or-below' },
    expiresAtMs: times.createTime + 86_400_000,
    createdAtMs: times.createTime,
    updatedAtMs: times.updateTime,
  });
  expect(planOrderFromWire({ ...plan, executeCycle: 87_600 })).not.toHaveProperty('expiresAtMs');
  expect(planOrderFromWire({ ...plan, orderType: 6, price: '61000' })).toMatchObject({ type: 'market-to-limit', price: '61000' });
  expect(planOrderFromWire({ ...plan, state: 5, errorCode: 2, orderId: '5' })).toMatchObject({
    ...{ status: 'failed', reason: 'insufficient-balance', orderId: '5' },
  });
});

test('default: plan and stop orders count their states from 1 to 5, trailing ones from 0 to 4', () => {
  const words = ['waiting', 'cancelled', 'executed', 'expired', 'failed'];
  expect([1, 2, 3, 4, 5].map((state) => planOrderFromWire({ ...plan, state }).status)).toEqual(words);
  expect([1, 2, 3, 4, 5].map((state) => stopOrderFromWire({ ...stop, state }).status)).toEqual(words);
  expect([0, 1, 2, 3, 4].map((state) => trailingOrderFromWire({ ...track, state }).status)).toEqual([
    'waiting',
    'active',
    'executed',
    'failed',
    'cancelled',
  ]);
});

test.each([
  ['plan', () => planOrderFromWire({ ...plan, state: 0 })],
  ['stop', () => stopOrderFromWire({ ...stop, state: 6 })],
  ['trailing', () => trailingOrderFromWire({ ...track, state: 5 })],
  ['side 7', () => planOrderFromWire({ ...plan, side: 7 })],
  ['trend 4', () => trailingOrderFromWire({ ...track, trend: 4 })],
])('error: a code that no table knows is never passed through: %s', (_name, read) => {
  expect(read).toThrow('expected one of');
});

test('default: a stop order on a position, and one on a working order', () => {
  const read = stopOrderFromWire(stop, instrument);
  expect(read).toMatchObject({ positionSide: 'short', isWholePosition: true, stopLoss: { price: '60000', reference: 'mark' } });
  for (const name of ['parentOrderId', 'takeProfit', 'orderId', 'fired', 'reason']) expect(read).not.toHaveProperty(name);
  const fired = {
    orderId: '3',
    triggerSide: 1,
    placeOrderId: '4',
    takeProfitPrice: '55000',
    takeProfitType: 1,
    takeProfitOrderPrice: '54990',
  };
  expect(stopOrderFromWire({ ...stop, ...fired })).toMatchObject({
    ...{ parentOrderId: '3', orderId: '4', fired: 'take-profit' },
    takeProfit: { price: '55000', reference: 'last', limitPrice: '54990' },
  });
});

test('default: a trailing order by distance or by share', () => {
  expect(trailingOrderFromWire(track)).toMatchObject({
    callback: { distance: '100' },
    reference: 'index',
    bestPrice: '65000',
    triggerPrice: '65100',
  });
  expect(trailingOrderFromWire(track)).not.toHaveProperty('activationPrice');
  expect(trailingOrderFromWire({ ...track, backType: 1, backValue: '0.02' }).callback).toEqual({ fraction: '0.02' });
});
