import { UnknownCodeError, type WireTicker } from '@prate/mexc-protocol';
import { CrossedBookError } from '../errors';
import { candleFromPush } from './candles-from-wire';
import { instrumentFromWire } from './instrument-from-wire';
import { orderBookFromWire } from './order-book-from-wire';
import { fundingRateFromPush, fundingRateFromWire, indexPriceFromWire, priceFromPush } from './prices-from-wire';
import { tickerFromWire } from './ticker-from-wire';
import { tradeFromPush, tradesFromWire } from './trades-from-wire';

describe('tickerFromWire', () => {
  const wire: WireTicker = {
    symbol: 'BTC_USDT',
    lastPrice: '60010.0',
    bid1: '60009.9',
    ask1: '60010',
    volume24: '3E8',
    amount24: '1800300000.50',
    holdVol: '500000000',
    lower24Price: '59500.1',
    high24Price: '60400',
    riseFallRate: '0.002',
    indexPrice: '60000',
    fairPrice: '60008.4',
    fundingRate: '5E-5',
    timestamp: 1_788_000_000_200,
  };
  const ticker = {
    symbol: 'BTC_USDT',
    lastPrice: '60010',
    bidPrice: '60009.9',
    askPrice: '60010',
    markPrice: '60008.4',
    indexPrice: '60000',
    high24hPrice: '60400',
    low24hPrice: '59500.1',
    contracts24h: '300000000',
    turnover24h: '1800300000.5',
    openInterestContracts: '500000000',
    fundingRate: '0.00005',
    atMs: 1_788_000_000_200,
  };

  test('default: of text, and of the numbers of a push', () => {
    expect(tickerFromWire(wire)).toEqual(ticker);
    const numbers = Object.entries(wire).map(([field, value]) => [field, field === 'symbol' ? value : Number(value)]);
    expect(tickerFromWire(Object.fromEntries(numbers))).toEqual(ticker);
  });

  test('behavior: what the venue does not state is absent', () => {
    expect(tickerFromWire({ symbol: 'BTC_USDT', lastPrice: '1', timestamp: 2 })).toEqual({ symbol: 'BTC_USDT', lastPrice: '1', atMs: 2 });
  });
});

describe('orderBookFromWire', () => {
  const asked = { symbol: 'BTC_USDT', levels: 2, receivedAtMs: 9 };

  test('default: best first, cut to the levels asked for, nothing empty', () => {
    const depth = {
      bids: [['99', '1E2', 1] as const, ['98', '0'] as const, ['97.50', '2'] as const, ['99.5', '3'] as const],
      asks: [['101', '4'] as const, ['100', '5'] as const],
      version: 7,
      timestamp: 8,
    };
    expect(orderBookFromWire(depth, asked)).toEqual({
      symbol: 'BTC_USDT',
      bids: [
        { price: '99.5', contracts: '3' },
        { price: '99', contracts: '100' },
      ],
      asks: [
        { price: '100', contracts: '5' },
        { price: '101', contracts: '4' },
      ],
      version: 7,
      atMs: 8,
    });
  });

  test('behavior: without a time of its own it is as of its receipt; a side may be empty', () => {
    expect(orderBookFromWire({ bids: [], asks: [['1', '1']], version: 0 }, asked)).toMatchObject({ bids: [], atMs: 9 });
  });

  test.each(['100', '101'])('error: a bid of %s against an ask of 100', (bid) => {
    expect(() => orderBookFromWire({ bids: [[bid, '1']], asks: [['100', '1']], version: 1 }, asked)).toThrow(CrossedBookError);
  });
});

describe('trades', () => {
  test('default: newest first becomes oldest first; those of one millisecond keep their order', () => {
    const deals = [
      { p: '3', v: '1', T: 1, t: 30 },
      { p: '2.50', v: '1', T: 2, t: 20 },
      { p: '2', v: '1', T: 1, t: 20 },
    ];
    expect(tradesFromWire(deals, 'A_USDT').map(({ price, takerSide, atMs }) => [price, takerSide, atMs])).toEqual([
      ['2', 'buy', 20],
      ['2.5', 'sell', 20],
      ['3', 'buy', 30],
    ]);
  });

  test('default: of a push, with its id', () => {
    expect(tradeFromPush({ p: 1e-7, v: 25, T: 2, t: 5, i: '16000000001' }, 'A_USDT')).toEqual({
      id: '16000000001',
      symbol: 'A_USDT',
      price: '0.0000001',
      contracts: '25',
      takerSide: 'sell',
      atMs: 5,
    });
  });

  test('error: a side that no table knows', () => {
    expect(() => tradeFromPush({ p: 1, v: 1, T: 3, t: 5 }, 'A_USDT')).toThrow(UnknownCodeError);
  });
});

test('default: a kline push becomes the candle a call would answer', () => {
  const push = {
    symbol: 'BTC_USDT',
    interval: 'Min1',
    t: 1_787_999_940,
    o: 60001,
    c: 60010,
    h: 60015.5,
    l: 59998,
    a: 1200150.4,
    q: 200000,
  };
  const terms = { instrument: { symbol: 'BTC_USDT', contractSize: '0.0001' }, intervalSeconds: 60 } as const;
  const candle = {
    symbol: 'BTC_USDT',
    openTimeMs: 1_787_999_940_000,
    intervalSeconds: 60,
    stitched: { open: 60001, high: 60015.5, low: 59998, close: 60010 },
    contracts: 200000,
    volume: 20,
    turnover: '1200150.4',
  };
  expect(candleFromPush(push, terms)).toEqual(candle);
  const real = { ro: 60002.5, rc: 60010, rh: 60015.5, rl: 59998 };
  expect(candleFromPush({ ...push, ...real }, terms)).toEqual({
    ...candle,
    traded: { open: 60002.5, high: 60015.5, low: 59998, close: 60010 },
  });
});

test('default: index and mark; the index goes by the symbol of the contract', () => {
  expect(indexPriceFromWire({ symbol: 'BTC_USDT', indexPrice: '60000.0', timestamp: 1 }, 'BTC_USD')).toEqual({
    symbol: 'BTC_USD',
    price: '60000',
    atMs: 1,
  });
  expect(priceFromPush({ symbol: 'BTC_USDT', price: 60008.4 }, { symbol: 'BTC_USD', atMs: 2 })).toEqual({
    symbol: 'BTC_USD',
    price: '60008.4',
    atMs: 2,
  });
});

test('default: funding by call and by push; what is not stated is absent', () => {
  const full = {
    symbol: 'A_USDT',
    fundingRate: '-1E-4',
    maxFundingRate: '0.0018',
    minFundingRate: '-0.0018',
    collectCycle: 8,
    nextSettleTime: 30,
    timestamp: 20,
  };
  expect(fundingRateFromWire(full, { receivedAtMs: 21 })).toEqual({
    symbol: 'A_USDT',
    rate: '-0.0001',
    nextSettlementMs: 30,
    intervalHours: 8,
    minRate: '-0.0018',
    maxRate: '0.0018',
    atMs: 20,
  });
  expect(fundingRateFromWire({ symbol: 'A_USDT', fundingRate: '0' }, { receivedAtMs: 21 })).toEqual({
    symbol: 'A_USDT',
    rate: '0',
    atMs: 21,
  });
  expect(fundingRateFromPush({ symbol: 'A_USDT', rate: 0.00005, nextSettleTime: 30 }, { atMs: 22 })).toEqual({
    symbol: 'A_USDT',
    rate: '0.00005',
    nextSettlementMs: 30,
    atMs: 22,
  });
});

describe('risk tiers', () => {
  const contract = {
    symbol: 'BTC_USDT',
    baseCoin: 'BTC',
    quoteCoin: 'USDT',
    settleCoin: 'USDT',
    contractSize: '0.0001',
    minLeverage: 1,
    maxLeverage: 200,
    priceUnit: '0.1',
    volUnit: '1',
    minVol: '1',
    maxVol: '400000',
    takerFeeRate: '0.0004',
    makerFeeRate: '0.0001',
    maintenanceMarginRate: '0.004',
    initialMarginRate: '0.005',
    state: 0,
    apiAllowed: true,
    riskLimitMode: 'INCREASE',
    riskBaseVol: '1000',
    riskIncrVol: '1000',
    riskIncrMmr: '0.004',
    riskIncrImr: '0.005',
    riskLevelLimit: 2,
  };

  test('default: computed from base and increment, lowest first', () => {
    expect(instrumentFromWire({ ...contract, riskLimitType: 'BY_VOLUME' }).riskTiers).toEqual([
      { level: 1, maxContracts: '1000', maintenanceMarginRate: '0.004', initialMarginRate: '0.005', maxLeverage: 200 },
      { level: 2, maxContracts: '2000', maintenanceMarginRate: '0.008', initialMarginRate: '0.01', maxLeverage: 100 },
    ]);
  });

  test('behavior: by value they bound a value; what cannot be understood is none, and the contract stays', () => {
    const custom = [{ level: 1, maxVol: '5E5', mmr: '0.01', imr: '0.02', maxLeverage: 50 }];
    expect(
      instrumentFromWire({ ...contract, riskLimitType: 'BY_VALUE', riskLimitMode: 'CUSTOM', riskLimitCustom: custom }).riskTiers,
    ).toEqual([{ level: 1, maxValue: '500000', maintenanceMarginRate: '0.01', initialMarginRate: '0.02', maxLeverage: 50 }]);
    expect(instrumentFromWire({ ...contract, riskLimitMode: 'TOMORROW' })).toMatchObject({ symbol: 'BTC_USDT', riskTiers: [] });
  });
});
