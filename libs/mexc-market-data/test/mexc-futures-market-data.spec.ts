import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnknownSymbolError } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { MexcFuturesRest, TransportError } from '@prate/mexc-rest';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { CandleQueryError, KlineRowError, MarketDataClosedError } from '../src/errors';
import { MexcFuturesMarketData } from '../src/mexc-futures-market-data';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 9, 7, 12, 0, 30);

let simulator: MexcSimulator;
let marketData: MexcFuturesMarketData;
const clock = new ManualClock(NOW);

beforeAll(async () => {
  simulator = await startMexcSimulator({ clock });
});
beforeEach(() => {
  clock.set(NOW);
  marketData = MexcFuturesMarketData.create({ baseUrl: simulator.restUrl, streamUrl: simulator.wsUrl });
});
afterEach(() => marketData.close());
afterAll(() => simulator.stop());

const asked = (path: string) => simulator.control.log.filter((row) => row.path.startsWith(path)).length;

test('default: the clock, the mark and the instruments of the venue', async () => {
  expect(await marketData.getServerTimeMs()).toBe(NOW);
  const mark = await marketData.getMarkPrice('BTC_USDT');
  expect(mark).toEqual({ symbol: 'BTC_USDT', price: expect.stringMatching(/^\d+(\.\d)?$/), atMs: NOW });
  expect(await marketData.getInstrument('BTC_USDT')).toMatchObject({
    kind: 'linear',
    contractSize: '0.0001',
    tickSize: '0.1',
    maxMarketContracts: '400000',
    maxLimitContracts: '2500000',
    maxLeverage: 500,
    state: 'enabled',
    isApiAllowed: true,
  });
  expect((await marketData.getInstruments()).map(({ symbol, kind }) => `${symbol} ${kind}`)).toEqual([
    'BTC_USDT linear',
    'ETH_USDT linear',
    'DOGE_USDT linear',
    'BTC_USD inverse',
  ]);
});

test('behavior: many who ask at once share one contract list, for an hour', async () => {
  const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl });
  const sharing = new MexcFuturesMarketData({ rest, stream: new MexcFuturesStream(), clock });
  const before = asked('/api/v1/contract/detail');
  await Promise.all([sharing.getInstrument('BTC_USDT'), sharing.getInstrument('ETH_USDT'), sharing.getInstruments()]);
  clock.advance(3_599_999);
  await sharing.getInstruments();
  expect(asked('/api/v1/contract/detail') - before).toBe(1);
  clock.advance(1);
  await sharing.getInstruments();
  expect(asked('/api/v1/contract/detail') - before).toBe(2);
  rest.close();
});

test('behavior: 4,500 minutes come in three pages, without a hole, a double or a stranger', async () => {
  const endMs = Math.floor(NOW / MINUTE) * MINUTE;
  const startMs = endMs - 4_500 * MINUTE;
  const before = asked('/api/v1/contract/kline');
  const candles = await marketData.getCandles({ symbol: 'BTC_USDT', intervalSeconds: 60, startMs, endMs });
  expect(asked('/api/v1/contract/kline') - before).toBe(3);
  expect(candles.map(({ openTimeMs }) => openTimeMs)).toEqual(Array.from({ length: 4_500 }, (_, row) => startMs + row * MINUTE));
  for (const { contracts, volume, stitched, traded } of candles) {
    expect(volume).toBe(Number((contracts / 10_000).toFixed(4)));
    expect(stitched.high).toBeGreaterThanOrEqual(Math.max(stitched.open, stitched.close));
    expect(traded).toBeDefined();
  }
  const seam = startMs + 1_998 * MINUTE;
  const alone = await marketData.getCandles({ symbol: 'BTC_USDT', intervalSeconds: 60, startMs: seam, endMs: seam + MINUTE });
  expect(alone).toEqual([candles[1_998]]);
});

test('behavior: the running candle is included, and what lies ahead is not', async () => {
  const endMs = NOW + 10 * MINUTE;
  const candles = await marketData.getCandles({ symbol: 'ETH_USDT', intervalSeconds: 60, startMs: NOW - 90_000, endMs });
  expect(candles.map(({ openTimeMs }) => openTimeMs)).toEqual([NOW - 90_000, NOW - 30_000]);
});

test('behavior: every interval of the venue; an inverse volume is in the quote currency', async () => {
  for (const intervalSeconds of [60, 300, 900, 1_800, 3_600, 14_400, 28_800, 86_400, 604_800]) {
    const startMs = NOW - 3 * intervalSeconds * 1_000;
    const candles = await marketData.getCandles({ symbol: 'BTC_USD', intervalSeconds, startMs, endMs: NOW });
    expect(candles.length).toBeGreaterThanOrEqual(2);
    for (const { contracts, volume } of candles) expect(volume).toBe(contracts * 100);
  }
});

test('behavior: an empty range asks the venue for no klines', async () => {
  const before = asked('/api/v1/contract/kline');
  expect(await marketData.getCandles({ symbol: 'BTC_USDT', intervalSeconds: 60, startMs: NOW, endMs: NOW })).toEqual([]);
  expect(asked('/api/v1/contract/kline')).toBe(before);
});

describe('close', () => {
  test('default: no socket before somebody watches, none after; closed twice', async () => {
    const { streams } = simulator.control;
    const opened = () => streams.log.filter(({ event }) => event === 'opened').length;
    const before = opened();
    await marketData.getTicker('BTC_USDT');
    expect(opened()).toBe(before);
    const prices: string[] = [];
    await marketData.watchTicker('BTC_USDT', { onData: ({ lastPrice }) => void prices.push(lastPrice) });
    while (prices.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect([opened(), streams.connectionCount]).toEqual([before + 1, 1]);
    await marketData.close();
    await marketData.close();
    while (streams.connectionCount > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('behavior: who made the streams keeps them; the watches of this object end', async () => {
    const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl });
    const stream = new MexcFuturesStream({ url: simulator.wsUrl });
    const guest = new MexcFuturesMarketData({ rest, stream });
    let told = 0;
    stream.public.watchTicker({ symbol: 'BTC_USDT' }, { onEvent: () => void (told += 1) });
    await guest.watchOrderBook({ symbol: 'BTC_USDT' }, { onData: () => undefined });
    await guest.watchInstruments({ onData: () => undefined });
    expect(stream.health().public.wanted).toBe(3);
    await guest.close();
    expect(stream.health().public.wanted).toBe(1);
    while (told === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await guest.getTicker('BTC_USDT')).symbol).toBe('BTC_USDT');
    await stream.disconnect();
    rest.close();
  });

  test('error: watching afterwards, and what was asked for before and looked up meanwhile', async () => {
    const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl });
    const stream = new MexcFuturesStream({ url: simulator.wsUrl });
    const guest = new MexcFuturesMarketData({ rest, stream });
    const looking = expect(guest.watchTicker('BTC_USDT', { onData: () => undefined })).rejects.toThrow(
      'watchTicker of BTC_USDT: the market data is closed',
    );
    await guest.close();
    await looking;
    await expect(guest.watchInstruments({ onData: () => undefined })).rejects.toThrow(MarketDataClosedError);
    expect(stream.health().public.wanted).toBe(0);
    rest.close();
  });
});

describe('error', () => {
  const query = { symbol: 'BTC_USDT', intervalSeconds: 60, startMs: NOW - MINUTE, endMs: NOW };

  test('an unknown symbol names some known ones and is never asked for', async () => {
    const before = asked('/api/v1/contract/kline');
    const failure = await marketData.getCandles({ ...query, symbol: 'BTCUSDT' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnknownSymbolError);
    expect((failure as Error).message).toContain('BTC_USDT, ETH_USDT');
    await expect(marketData.getMarkPrice('BTCUSDT')).rejects.toThrow(UnknownSymbolError);
    expect(asked('/api/v1/contract/kline')).toBe(before);
  });

  test.each([
    ['interval-unsupported', { intervalSeconds: 7 }],
    ['interval-unsupported', { intervalSeconds: 180 }],
    ['range-reversed', { startMs: NOW, endMs: NOW - MINUTE }],
    ['time-invalid', { startMs: Number.NaN }],
  ])('%s', async (code, wrong) => {
    const failure = await marketData.getCandles({ ...query, ...wrong }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CandleQueryError);
    expect(failure).toMatchObject({ code });
  });

  test('a venue that cannot be reached', async () => {
    const gone = await startMexcSimulator();
    await gone.stop();
    const lonely = MexcFuturesMarketData.create({ baseUrl: gone.restUrl });
    await expect(lonely.getCandles(query)).rejects.toThrow(TransportError);
    await expect(lonely.getServerTimeMs()).rejects.toThrow(TransportError);
    await lonely.close();
  });

  test('rows that were not asked for are neither used nor dropped in silence', async () => {
    const detail = await (await fetch(`${simulator.restUrl}/api/v1/contract/detail`)).text();
    const column = '[1,1]';
    const klines = `{"success":true,"code":0,"data":{"time":[${query.startMs / 1_000 - 90},${query.startMs / 1_000}],"open":${column},"close":${column},"high":${column},"low":${column},"vol":${column},"amount":${column}}}`;
    const liar = createServer((request, response) => response.end(request.url?.includes('/kline/') ? klines : detail));
    await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
    const deceived = MexcFuturesMarketData.create({ baseUrl: `http://127.0.0.1:${(liar.address() as AddressInfo).port}` });
    await expect(deceived.getCandles(query)).rejects.toThrow(KlineRowError);
    await deceived.close();
    await new Promise((resolve) => liar.close(resolve));
  });
});

test('behavior: trades are followed one by one: merged ones would not be those that a call tells', async () => {
  const stream = new MexcFuturesStream({ url: simulator.wsUrl });
  const own = new MexcFuturesMarketData({ rest: new MexcFuturesRest({ baseUrl: simulator.restUrl }), stream });
  const watchDeals = jest.spyOn(stream.public, 'watchDeals');
  const noop = () => undefined;
  const stop = await own.watchTrades('BTC_USDT', { onReady: noop, onData: noop, onGap: noop, onError: noop });
  expect(watchDeals).toHaveBeenCalledWith({ symbol: 'BTC_USDT', compress: false }, expect.anything());
  stop();
  await own.close();
  await stream.disconnect();
});
