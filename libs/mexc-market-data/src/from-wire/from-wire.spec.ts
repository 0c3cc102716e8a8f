import { UnknownCodeError, type WireContract, type WireKlines } from '@prate/mexc-protocol';
import { KlineRowError } from '../errors';
import { candlesFromWire } from './candles-from-wire';
import { instrumentFromWire } from './instrument-from-wire';
import { markPriceFromWire } from './prices-from-wire';

const btc: WireContract = {
  symbol: 'BTC_USDT',
  baseCoin: 'BTC',
  quoteCoin: 'USDT',
  settleCoin: 'USDT',
  contractSize: '1E-4',
  minLeverage: 1,
  maxLeverage: 500,
  priceUnit: '0.10',
  volUnit: '1',
  minVol: '1',
  maxVol: '400000',
  limitMaxVol: '2.5E6',
  takerFeeRate: '0.0004',
  makerFeeRate: '0',
  maintenanceMarginRate: '0.001',
  state: 0,
  apiAllowed: true,
};

describe('instrumentFromWire', () => {
  test('default: a linear contract, every decimal in canonical form', () => {
    expect(instrumentFromWire(btc)).toEqual({
      symbol: 'BTC_USDT',
      baseCurrency: 'BTC',
      quoteCurrency: 'USDT',
      settleCurrency: 'USDT',
      kind: 'linear',
      contractSize: '0.0001',
      tickSize: '0.1',
      contractStep: '1',
      minContracts: '1',
      maxMarketContracts: '400000',
      maxLimitContracts: '2500000',
      minLeverage: 1,
      maxLeverage: 500,
      state: 'enabled',
      isApiAllowed: true,
      makerFeeRate: '0',
      takerFeeRate: '0.0004',
      maintenanceMarginRate: '0.001',
      riskTiers: [],
    });
  });

  test('behavior: settled in the base coin is inverse; without a limit of its own a limit order has that of a market order', () => {
    const { limitMaxVol: _, ...old } = btc;
    expect(instrumentFromWire({ ...old, symbol: 'BTC_USD', quoteCoin: 'USD', settleCoin: 'BTC', contractSize: '100' })).toMatchObject({
      kind: 'inverse',
      contractSize: '100',
      settleCurrency: 'BTC',
      maxLimitContracts: '400000',
    });
  });

  test.each([
    ['0.1', '0.05', { above: '0.1', below: '0.05' }],
    ['1E-1', '0.10', { above: '0.1', below: '0.1' }],
    ['0.1', undefined, undefined],
    [undefined, undefined, undefined],
    ['0', '0.1', undefined],
  ])('behavior: rates %s and %s of its price band', (bidLimitPriceRate, askLimitPriceRate, band) => {
    const rates = { ...(bidLimitPriceRate && { bidLimitPriceRate }), ...(askLimitPriceRate && { askLimitPriceRate }) };
    expect(instrumentFromWire({ ...btc, ...rates }).priceBand).toEqual(band);
  });

  test.each([
    [0, 'enabled'],
    [1, 'delivering'],
    [2, 'delivered'],
    [3, 'offline'],
    [4, 'paused'],
  ])('behavior: state %d is %s', (state, word) => {
    expect(instrumentFromWire({ ...btc, state }).state).toBe(word);
  });

  test('error: a state that no table knows', () => {
    expect(() => instrumentFromWire({ ...btc, state: 7 })).toThrow(UnknownCodeError);
  });
});

describe('candlesFromWire', () => {
  const klines: WireKlines = {
    time: [1_760_000_040, 1_760_000_100],
    open: ['109235.1', '109240'],
    high: ['109250', '109240.5'],
    low: ['109230.10', '109200'],
    close: ['109240', '109201'],
    vol: ['12345', '3'],
    amount: ['1.3485E5', '32.76'],
    realOpen: ['109236', '109239'],
    realHigh: ['109250', '109240.5'],
    realLow: ['109230.1', '109200'],
    realClose: ['109240', '109201'],
  };
  const asked = { instrument: { symbol: 'BTC_USDT', contractSize: '0.0001' }, intervalSeconds: 60 } as const;

  test('default: seconds become milliseconds, volume is contracts times contract size', () => {
    expect(candlesFromWire(klines, asked)).toEqual([
      {
        symbol: 'BTC_USDT',
        openTimeMs: 1_760_000_040_000,
        intervalSeconds: 60,
        stitched: { open: 109235.1, high: 109250, low: 109230.1, close: 109240 },
        traded: { open: 109236, high: 109250, low: 109230.1, close: 109240 },
        contracts: 12345,
        volume: 1.2345,
        turnover: '134850',
      },
      {
        symbol: 'BTC_USDT',
        openTimeMs: 1_760_000_100_000,
        intervalSeconds: 60,
        stitched: { open: 109240, high: 109240.5, low: 109200, close: 109201 },
        traded: { open: 109239, high: 109240.5, low: 109200, close: 109201 },
        contracts: 3,
        // 3 * 0.0001 in doubles is 0.00030000000000000003
        volume: 0.0003,
        turnover: '32.76',
      },
    ]);
  });

  test('behavior: without the real columns there are no traded prices; a part of them is none', () => {
    const { realOpen: _, ...partly } = klines;
    expect(candlesFromWire(partly, asked)[0]).not.toHaveProperty('traded');
  });

  test('default: no rows, no candles', () => {
    const none = { time: [], open: [], high: [], low: [], close: [], vol: [], amount: [] };
    expect(candlesFromWire(none, asked)).toEqual([]);
  });

  test('error: columns of different length', () => {
    expect(() => candlesFromWire({ ...klines, low: ['1'] }, asked)).toThrow(KlineRowError);
  });
});

test('default: markPriceFromWire', () => {
  expect(markPriceFromWire({ symbol: 'BTC_USDT', fairPrice: '109235.10', timestamp: 1_760_000_000_123 })).toEqual({
    symbol: 'BTC_USDT',
    price: '109235.1',
    atMs: 1_760_000_000_123,
  });
});
