import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MexcSimulator, type TapeSecond, startMexcSimulator } from '@prate/mexc-simulator';
import { readEnvironment } from '../src/environment';
import { describeStartError } from '../src/start-error';
import { startTradingApi } from '../src/start-trading-api';
import { ORDERS, RunningApi, marketBuy } from './running-api';

const PRICE = '50123.4';

/** The exchange whose public data is traded on: a record in which BTC_USDT trades once a second, always at one price. */
function startUpstream(port = 0): Promise<MexcSimulator> {
  const from = Math.floor(Date.now() / 1000) - 600;
  const seconds = Array.from({ length: 1_800 }, (_, index): TapeSecond => {
    const openTimeMs = (from + index) * 1000;
    return { openTimeMs, open: PRICE, high: PRICE, low: PRICE, close: PRICE, volume: index === 0 ? '0.0001' : '0.5' };
  });
  return startMexcSimulator({ port, seed: 9, tapes: [{ symbol: 'BTC_USDT', seconds }] });
}

const paperOf = ({ restUrl, wsUrl }: Pick<MexcSimulator, 'restUrl' | 'wsUrl'>) => ({
  TRADING_MODE: 'paper',
  SYMBOLS: 'BTC_USDT',
  MEXC_REST_URL: restUrl,
  MEXC_STREAM_URL: wsUrl,
});

let upstream: MexcSimulator;
let api: RunningApi;
beforeEach(async () => {
  upstream = await startUpstream();
  api = await RunningApi.start({ env: paperOf(upstream) });
  await api.until(200);
});
afterEach(async () => {
  await api.stop();
  await upstream.stop();
});

test('default: orders fill in this process at the price of the upstream, which only ever saw public reads', async () => {
  const placed = await api.request('POST', ORDERS, { body: marketBuy });
  expect({ status: placed.status, text: placed.text }).toMatchObject({ status: 201 });
  const [position] = (await api.get('/api/v1/accounts/default/positions')).body.data;
  expect(Math.abs(Number(position.entryPrice) - Number(PRICE))).toBeLessThan(1);
  expect(api.control.snapshot().positions).toHaveLength(1);

  expect((await api.get('/health')).body).toMatchObject({ tradingMode: 'paper', money: 'simulated' });
  const candles = await api.get('/api/v1/candles/BTC_USDT?interval=60');
  expect(candles.body.data[0]).toMatchObject({ open: Number(PRICE), close: Number(PRICE) });

  expect(upstream.control.snapshot()).toMatchObject({ orders: [], positions: [] });
  expect(upstream.control.log.length).toBeGreaterThan(0);
  expect(upstream.control.log.filter(({ method, path }) => method !== 'GET' || path.includes('/private/'))).toEqual([]);
  const said = new Set(upstream.control.streams.log.map(({ method }) => method));
  expect([...said].filter((method) => /login|personal/.test(String(method)))).toEqual([]);
  // Not the other way round either: what orders are made of never comes from the upstream.
  expect(api.control.log.some(({ path }) => path.endsWith('/order/create'))).toBe(true);
}, 60_000);

test('behavior: the upstream goes: nothing is opened, what closes and cancels is taken; it comes back: it goes on', async () => {
  expect((await api.request('POST', ORDERS, { body: marketBuy })).status).toBe(201);
  const port = Number(new URL(upstream.restUrl).port);
  await upstream.stop();
  const down = await api.until(503);
  expect(down.text).toContain('stale');
  const refused = await api.request('POST', ORDERS, { body: marketBuy });
  expect({ status: refused.status, text: refused.text }).toMatchObject({ status: 409, text: expect.stringContaining('1002') });
  expect((await api.request('DELETE', `${ORDERS}?symbol=BTC_USDT`)).status).toBe(200);
  const closed = await api.request('POST', ORDERS, {
    body: { ...marketBuy, side: 'sell', effect: 'close', leverage: undefined, marginMode: undefined },
  });
  expect({ status: closed.status, text: closed.text }).toMatchObject({ status: 201 });
  expect(api.control.snapshot().positions).toEqual([]);

  upstream = await startUpstream(port);
  await api.until(200);
  expect((await api.request('POST', ORDERS, { body: marketBuy })).status).toBe(201);
}, 60_000);

test.each([
  ['nobody there', { restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:1/edge' }],
  ['an address that is neither MEXC’s nor of this machine', { restUrl: 'https://example.com', wsUrl: 'wss://example.com/edge' }],
])(
  'error: %s at the start is one clear line, and nothing is left behind',
  async (_case, addresses) => {
    const folder = mkdtempSync(join(tmpdir(), 'prate-paper-'));
    const environment = readEnvironment({ API_PORT: '0', DATA_DIRECTORY: folder, ...paperOf(addresses) });
    const failure = await startTradingApi({ environment, sink: { out: () => undefined, error: () => undefined } }).then(
      () => undefined,
      (error: unknown) => describeStartError(error, environment),
    );
    expect(failure).toEqual({ exitCode: 1, message: expect.stringMatching(/^Not started: the public data cannot be had: .*[^\n]$/) });
    rmSync(folder, { recursive: true, force: true });
  },
  60_000,
);
