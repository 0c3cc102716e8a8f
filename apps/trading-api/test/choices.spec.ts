import { ORDERS, RunningApi, marketBuy } from './running-api';

const ACCOUNT = '/api/v1/accounts/default';
const resting = { ...marketBuy, type: 'limit', price: '60000' };
const closing = { symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'limit', price: '90000', quantity: '0.001' };

let api: RunningApi | undefined;
afterEach(() => api?.stop());

const start = async (env: Record<string, string>): Promise<RunningApi> => {
  api = await RunningApi.start({ env });
  await api.until(200);
  return api;
};

test('behavior: READ_ONLY: nothing that changes anything reaches the exchange, whatever is asked (R-232)', async () => {
  const running = await start({ READ_ONLY: 'yes' });
  const sent = () =>
    running.control.log.filter(({ path, method }) => path.startsWith('/api/v1/private') && method !== 'GET').map(({ path }) => path);
  const before = sent();
  for (const body of [marketBuy, resting, { ...closing, type: 'market', price: undefined }]) {
    expect(await running.request('POST', ORDERS, { body })).toMatchObject({ status: 422, body: { code: 'read-only' } });
  }
  expect(await running.request('DELETE', `${ORDERS}/739113577038255617?symbol=BTC_USDT`)).toMatchObject({ status: 422 });
  expect(await running.request('DELETE', ORDERS)).toMatchObject({ status: 422 });
  const trip = await running.request('POST', `${ACCOUNT}/kill-switch/trip`, { body: { reason: 'drill' } });
  expect(trip).toMatchObject({ status: 200, body: { state: 'halted' } });
  expect((await running.get(`${ACCOUNT}/positions`)).status).toBe(200);
  expect(sent()).toEqual(before);
});

test('behavior: RISK_HALT_CANCELS=all and RISK_HALT_FLATTENS=yes: nothing works and nothing is held afterwards (R-220)', async () => {
  const running = await start({ RISK_HALT_CANCELS: 'all', RISK_HALT_FLATTENS: 'yes' });
  for (const body of [marketBuy, resting, closing]) expect((await running.request('POST', ORDERS, { body })).status).toBe(201);
  const trip = await running.request('POST', `${ACCOUNT}/kill-switch/trip`, { body: { reason: 'drill' } });
  expect(trip.body.cancelled).toHaveLength(2);
  expect(trip.body.kept).toEqual([]);
  expect((await running.get(ORDERS)).body.data).toEqual([]);
  expect((await running.get(`${ACCOUNT}/positions`)).body.data).toEqual([]);
});

test('behavior: RISK_COUNT=all: denials of our own halt as well (R-219)', async () => {
  const running = await start({ RISK_COUNT: 'all', RISK_FAILURES_TO_HALT: '2', RISK_MAX_ORDER_NOTIONAL: '10' });
  const codes: string[] = [];
  for (let count = 0; count < 3; count += 1) codes.push((await running.request('POST', ORDERS, { body: marketBuy })).body.code);
  expect(codes).toEqual(['max-order-notional', 'max-order-notional', 'trading-halted']);
});
