import { buildInstrument } from '@prate/execution-interface/testing';
import { UnknownCodeError, type WireOrder, type WirePosition } from '@prate/mexc-protocol';
import { balanceFromWire, leverageFromWire, orderFromWire, positionFromWire } from './from-wire';

const btc = buildInstrument();
const inverse = buildInstrument({ symbol: 'BTC_USD', kind: 'inverse', contractSize: '100', settleCurrency: 'BTC' });

const wire: WireOrder = {
  orderId: '739113577038255617',
  symbol: 'BTC_USDT',
  positionId: '0',
  price: '65000.50',
  vol: '10',
  leverage: 20,
  side: 1,
  category: 1,
  orderType: 1,
  dealAvgPrice: '0',
  dealVol: '0',
  openType: 1,
  state: 2,
  externalOid: 'mine-1',
  errorCode: 0,
  createTime: 1_760_000_000_123,
  updateTime: 1_760_000_000_456,
};

describe('orderFromWire', () => {
  test('default: a working limit order', () => {
    expect(orderFromWire(wire, btc)).toEqual({
      orderId: '739113577038255617',
      clientOrderId: 'mine-1',
      symbol: 'BTC_USDT',
      side: 'buy',
      effect: 'open',
      positionSide: 'long',
      type: 'limit',
      status: 'open',
      price: '65000.5',
      contracts: '10',
      baseQuantity: '0.001',
      filledContracts: '0',
      filledBaseQuantity: '0',
      leverage: 20,
      marginMode: 'isolated',
      category: 'normal',
      createdAtMs: 1_760_000_000_123,
      updatedAtMs: 1_760_000_000_456,
    });
  });

  test.each([
    [1, '0', 'pending'],
    [2, '0', 'open'],
    [2, '0.0', 'open'],
    [2, '3', 'partially-filled'],
    [3, '10', 'filled'],
    [4, '0', 'cancelled'],
    [4, '3', 'cancelled'],
    [5, '0', 'invalid'],
  ])('behavior: state %d with %s filled is %s', (state, dealVol, status) => {
    expect(orderFromWire({ ...wire, state, dealVol }, btc).status).toBe(status);
  });

  test.each([
    [1, 'buy', 'open', 'long'],
    [2, 'buy', 'close', 'short'],
    [3, 'sell', 'open', 'short'],
    [4, 'sell', 'close', 'long'],
  ])('behavior: side %d is %s to %s a %s', (code, side, effect, positionSide) => {
    expect(orderFromWire({ ...wire, side: code }, btc)).toMatchObject({ side, effect, positionSide });
  });

  test('behavior: what a market order reads back as its price is not one; the average of its fills is', () => {
    const filled = { ...wire, orderType: 5, price: '71500', state: 3, dealVol: '10', dealAvgPrice: '65012.25', positionId: '1109973831' };
    const order = orderFromWire(filled, btc);
    expect(order).not.toHaveProperty('price');
    expect(order).toMatchObject({ type: 'market', averagePrice: '65012.25', filledBaseQuantity: '0.001', positionId: '1109973831' });
  });

  test('behavior: type 6 is understood; inverse and unlisted contracts have no base quantity', () => {
    expect(orderFromWire({ ...wire, orderType: 6 }, btc).type).toBe('market-to-limit');
    expect(orderFromWire(wire, inverse)).not.toHaveProperty('baseQuantity');
    expect(orderFromWire(wire)).not.toHaveProperty('filledBaseQuantity');
  });

  test('behavior: ids of the web site are none of ours', () => {
    expect(orderFromWire({ ...wire, externalOid: `_m_${'a'.repeat(32)}` }, btc)).not.toHaveProperty('clientOrderId');
    const { externalOid: _, ...without } = wire;
    expect(orderFromWire(without, btc)).not.toHaveProperty('clientOrderId');
  });

  test('behavior: forced orders and their reason show as such', () => {
    expect(orderFromWire({ ...wire, category: 2, state: 4, errorCode: 13 }, btc)).toMatchObject({
      category: 'liquidation',
      reason: 'liquidation-cancel',
    });
  });

  test.each([
    ['side', { side: 7 }],
    ['orderType', { orderType: 9 }],
    ['state', { state: 6 }],
    ['openType', { openType: 3 }],
    ['category', { category: 7 }],
    ['errorCode', { errorCode: 500 }],
  ])('error: a code of %s that no table knows', (_name, wrong) => {
    expect(() => orderFromWire({ ...wire, ...wrong }, btc)).toThrow(UnknownCodeError);
  });
});

const held: WirePosition = {
  positionId: '1109973831',
  symbol: 'BTC_USDT',
  positionType: 1,
  openType: 1,
  state: 1,
  holdVol: '20',
  frozenVol: '5',
  closeVol: '0',
  holdAvgPrice: '65000.1',
  holdAvgPriceFullyScale: '65000.123456789012345678',
  openAvgPrice: '65000.1',
  liquidatePrice: '58800.4',
  oim: '13.052',
  im: '13.052',
  realised: '-0.05200009',
  leverage: 10,
  marginRatio: '0.0123',
  adlLevel: 3,
  createTime: 1,
  updateTime: 2,
};
const asOfMs = 1_760_000_001_000;
const mark = { price: '66000.5', atMs: 1_760_000_000_999 } as const;

describe('positionFromWire', () => {
  test('default: every field', () => {
    expect(positionFromWire(held, { instrument: btc, mark, asOfMs })).toEqual({
      positionId: '1109973831',
      symbol: 'BTC_USDT',
      side: 'long',
      contracts: '20',
      baseQuantity: '0.002',
      closableContracts: '15',
      entryPrice: '65000.123456789012345678',
      markPrice: '66000.5',
      markPriceAtMs: 1_760_000_000_999,
      unrealizedPnl: '2.000753086421975308644',
      realizedPnl: '-0.05200009',
      leverage: 10,
      marginMode: 'isolated',
      margin: '13.052',
      liquidationPrice: '58800.4',
      marginRatio: '0.0123',
      adlLevel: 3,
      asOfMs,
    });
  });

  test('behavior: what the venue does not state is absent: no liquidation price, no rank, no ratio', () => {
    const { marginRatio: _ratio, holdAvgPriceFullyScale: _full, ...rest } = held;
    const position = positionFromWire({ ...rest, liquidatePrice: '0', adlLevel: 0, openType: 2 }, { instrument: btc, mark, asOfMs });
    for (const field of ['liquidationPrice', 'marginRatio', 'adlLevel']) expect(position).not.toHaveProperty(field);
    expect(position).toMatchObject({ entryPrice: '65000.1', marginMode: 'cross' });
    expect(positionFromWire({ ...held, adlLevel: null }, { instrument: btc, mark, asOfMs })).not.toHaveProperty('adlLevel');
  });

  // Worked by hand from reference 9.7.
  test.each([
    ['linear long, up', btc, 1, '100', '50000', '51000', '10'],
    ['linear long, down', btc, 1, '100', '50000', '49000', '-10'],
    ['linear short, up', btc, 2, '100', '50000', '51000', '-10'],
    ['linear short, down', btc, 2, '100', '50000', '49000.1', '9.999'],
    ['inverse long, up', inverse, 1, '10', '50000', '62500', '0.004'],
    ['inverse long, down', inverse, 1, '10', '50000', '40000', '-0.005'],
    ['inverse short, up', inverse, 2, '10', '50000', '62500', '-0.004'],
    ['inverse short, down', inverse, 2, '10', '50000', '40000', '0.005'],
    ['nothing moved', btc, 2, '10', '50000', '50000', '0'],
  ] as const)('behavior: unrealised result, %s', (_name, instrument, positionType, holdVol, entry, price, expected) => {
    const wirePosition = { ...held, positionType, holdVol, frozenVol: '0', holdAvgPriceFullyScale: entry };
    expect(positionFromWire(wirePosition, { instrument, mark: { ...mark, price }, asOfMs }).unrealizedPnl).toBe(expected);
  });

  test('error: a side that no table knows', () => {
    expect(() => positionFromWire({ ...held, positionType: 3 }, { instrument: btc, mark, asOfMs })).toThrow(UnknownCodeError);
  });
});

test('default: balanceFromWire, decimals in canonical form', () => {
  const asset = {
    currency: 'USDT',
    positionMargin: '27.4440',
    frozenBalance: '0E-8',
    availableBalance: '9972.555999999999999999999999999999',
    equity: '1.0E4',
    unrealized: '-0.5',
  };
  expect(balanceFromWire(asset, { asOfMs })).toEqual({
    currency: 'USDT',
    available: '9972.555999999999999999999999999999',
    frozen: '0',
    positionMargin: '27.444',
    unrealizedPnl: '-0.5',
    total: '10000',
    asOfMs,
  });
});

test('default: leverageFromWire', () => {
  expect(leverageFromWire({ positionType: 2, openType: 2, leverage: 7 }, 'BTC_USDT')).toEqual({
    symbol: 'BTC_USDT',
    positionSide: 'short',
    leverage: 7,
    marginMode: 'cross',
  });
});
