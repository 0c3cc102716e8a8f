import { clientOrderId, positionId } from '@prate/execution-interface';
import { type OrderToSend, orderToWire } from '../src/to-wire';

const opening: OrderToSend = {
  symbol: 'BTC_USDT',
  side: 'buy',
  type: 'limit',
  contracts: '10',
  price: '65000.5',
  positionMode: 'hedge',
  clientOrderId: clientOrderId('golden-1'),
  exposure: { effect: 'open', marginMode: 'isolated', leverage: 20 },
};
const market: OrderToSend = (({ price: _, ...others }) => ({ ...others, type: 'market' }))(opening);
const closing: OrderToSend = {
  ...market,
  side: 'sell',
  exposure: { effect: 'close', marginMode: 'isolated', positionId: positionId('1109973831') },
};

// The numbers are those of the reference (5.7, 6.2), not of the code tables.
test.each<[string, OrderToSend, object]>([
  ['self-trade allowed', { ...opening, selfTrade: 'allow' }, { stpMode: 0 }],
  ['self-trade cancel-both', { ...opening, selfTrade: 'cancel-both' }, { stpMode: 1 }],
  ['self-trade cancel-maker', { ...opening, selfTrade: 'cancel-maker' }, { stpMode: 2 }],
  ['self-trade cancel-taker', { ...opening, selfTrade: 'cancel-taker' }, { stpMode: 3 }],
  ['best price opposite-1', { ...opening, bestPrice: 'opposite-1' }, { bboTypeNum: 1 }],
  ['best price opposite-5', { ...opening, bestPrice: 'opposite-5' }, { bboTypeNum: 2 }],
  ['best price same-1', { ...opening, bestPrice: 'same-1' }, { bboTypeNum: 3 }],
  ['best price same-5', { ...opening, bestPrice: 'same-5' }, { bboTypeNum: 4 }],
  ['price protection on', { ...opening, isPriceProtected: true }, { priceProtect: 1 }],
  ['price protection off', { ...opening, isPriceProtected: false }, { priceProtect: 0 }],
  ['market ceiling', { ...market, isMarketCeiling: true }, { marketCeiling: true }],
  ['flash close', { ...closing, isFlashClose: true }, { flashClose: true }],
])('default: %s: the fields of the order and this one, nothing else (R-132)', (_name, order, more) => {
  const { selfTrade: _s, bestPrice: _b, isPriceProtected: _p, isMarketCeiling: _m, isFlashClose: _f, ...plain } = order;
  expect(JSON.parse(JSON.stringify(orderToWire(order)))).toEqual({ ...JSON.parse(JSON.stringify(orderToWire(plain))), ...more });
  for (const name of Object.keys(more)) expect(orderToWire(plain)).not.toHaveProperty(name);
});

test('behavior: what is not chosen is not sent, and a switch that is off is not, either', () => {
  expect(orderToWire({ ...market, isMarketCeiling: false })).toEqual(orderToWire(market));
  expect(orderToWire({ ...closing, isFlashClose: false })).toEqual(orderToWire(closing));
});
