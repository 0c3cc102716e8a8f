import { OpenApiCheck } from './openapi-check';
import { type Answer, ORDERS, RunningApi, type RequestOptions, marketBuy } from './running-api';

const account = '/api/v1/accounts/default';
const farBuy = { ...marketBuy, type: 'limit', price: '60000', quantity: '0.001' };

let api: RunningApi;
let openApi: OpenApiCheck;
beforeAll(async () => {
  openApi = new OpenApiCheck();
  api = await RunningApi.start();
  await api.until(200);
});
afterAll(() => api.stop());

/** Asks, and holds the answer against the description. */
const ask = async (method: string, path: string, options?: RequestOptions): Promise<Answer> => {
  const answer = await api.request(method, path, options);
  expect(openApi.problems(method, path, answer)).toEqual([]);
  return answer;
};
const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> => ask('POST', ORDERS, { body, headers });

test('default: a market buy of 0.001 BTC becomes 10 contracts, fills, and is read back from where the answer points', async () => {
  const created = await post(marketBuy, { 'Idempotency-Key': 'my-first-order' });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    outcome: 'accepted',
    clientOrderId: 'my-first-order',
    size: { contracts: '10', quantity: '0.001' },
  });
  expect(created.body.order.orderId).toMatch(/^\d{18}$/);

  const read = await ask('GET', created.headers.get('location') ?? '');
  expect(read.body).toMatchObject({ orderId: created.body.order.orderId, status: 'filled', filledBaseQuantity: '0.001', leverage: 10 });
  expect((await ask('GET', `${ORDERS}/my-first-order?symbol=BTC_USDT`)).body.orderId).toBe(created.body.order.orderId);

  const position = await ask('GET', `${account}/positions/BTC_USDT`);
  expect(position.body).toMatchObject({ symbol: 'BTC_USDT', side: 'long', contracts: '10', baseQuantity: '0.001', marginMode: 'isolated' });
  expect((await ask('GET', `${account}/positions`)).body.data).toHaveLength(1);
  expect(api.control.snapshot().positions).toHaveLength(1);
});

test('default: balances are text and add up', async () => {
  const { body } = await ask('GET', `${account}/balances`);
  expect(body.data.map(({ currency }: { currency: string }) => currency).sort()).toEqual(['BTC', 'USDT']);
  const usdt = (await ask('GET', `${account}/balances/USDT`)).body;
  const sum = ['available', 'frozen', 'positionMargin', 'unrealizedPnl'].reduce((total, name) => total + Number(usdt[name]), 0);
  expect(sum).toBeCloseTo(Number(usdt.total), 6);
});

test('default: a limit order rests, is listed, is cancelled once and final the second time', async () => {
  const { orderId } = (await post(farBuy)).body.order;
  const listed = await ask('GET', `${ORDERS}?state=open&symbol=BTC_USDT`);
  expect(listed.body.data).toMatchObject([{ orderId, status: 'open', price: '60000' }]);
  expect((await ask('GET', `${ORDERS}?symbol=ETH_USDT`)).body.data).toEqual([]);

  const path = `${ORDERS}/${orderId}?symbol=BTC_USDT`;
  expect((await ask('DELETE', path)).body).toMatchObject({ outcome: 'cancelled', orderId });
  expect(await ask('DELETE', path)).toMatchObject({ status: 200, body: { outcome: 'already-final', orderId } });
  expect((await ask('GET', path)).body.status).toBe('cancelled');
});

test('default: cancel all of a contract, then of all, with count', async () => {
  await post(farBuy);
  await post({ ...farBuy, price: '59000' });
  await post({ ...farBuy, symbol: 'ETH_USDT', price: '3200', quantity: '0.1' });
  expect((await ask('DELETE', `${ORDERS}?symbol=BTC_USDT`)).body).toMatchObject({ outcome: 'done', count: 2, stillOpen: [] });
  expect((await ask('DELETE', ORDERS)).body).toMatchObject({ outcome: 'done', count: 1 });
  expect((await ask('DELETE', ORDERS)).body).toMatchObject({ outcome: 'done', count: 0 });
  expect((await ask('GET', ORDERS)).body.data).toEqual([]);
});

test('error: denied is 422, names the nearest legal sizes, and sends nothing', async () => {
  const before = api.control.log.length;
  const answer = await post({ ...marketBuy, quantity: '0.00015' });
  expect(answer).toMatchObject({ status: 422, body: { code: 'size-off-grid', outcome: 'denied' } });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body.detail).toMatch(/found 0\.00015.*0\.0001 .*0\.0002/);
  const sent = api.control.log.slice(before).filter(({ path }) => path.endsWith('/order/create'));
  expect(sent).toEqual([]);
  expect((await post({ ...farBuy, price: '60000.05' })).body.code).toBe('price-off-tick');
  expect((await post({ ...marketBuy, symbol: 'NOPE_USDT' })).body).toMatchObject({ status: 422, code: 'symbol-unknown' });
  expect((await post({ ...marketBuy, quantity: '2' })).body).toMatchObject({ status: 422, code: 'max-order-notional' });
});

test('error: refused by the exchange is 409 with its code', async () => {
  const answer = await post({ ...farBuy, symbol: 'ETH_USDT', price: '3200', quantity: '30', leverage: 1 });
  expect(answer).toMatchObject({ status: 409, body: { outcome: 'rejected', code: expect.stringMatching(/^venue-\d+$/), kind: 'funds' } });
});

test('error: unknown is 202, points at the order, and nothing is repeated', async () => {
  api.control.faults.next('create-order', 'accept-then-hang-up');
  const before = api.control.log.length;
  const answer = await post({ ...farBuy, price: '58000' });
  expect(answer).toMatchObject({ status: 202, body: { outcome: 'unknown' } });
  expect(api.control.log.slice(before).filter(({ path }) => path.endsWith('/order/create'))).toHaveLength(1);
  const found = await ask('GET', answer.headers.get('location') ?? '');
  expect(found).toMatchObject({ status: 200, body: { clientOrderId: answer.body.clientOrderId, price: '58000' } });
  expect((await ask('DELETE', `${ORDERS}/${answer.body.clientOrderId}?symbol=BTC_USDT`)).body).toMatchObject({ outcome: 'cancelled' });
});

test('error: a key that stands for another intent already', async () => {
  expect((await post(farBuy, { 'Idempotency-Key': 'used-once' })).status).toBe(201);
  expect(await post(farBuy, { 'Idempotency-Key': 'used-once' })).toMatchObject({ status: 422, body: { code: 'client-order-id-reused' } });
  expect(await post(farBuy, { 'Idempotency-Key': 'no blanks please' })).toMatchObject({
    status: 400,
    body: { issues: [{ path: 'Idempotency-Key', found: '"no blanks please"' }] },
  });
  await ask('DELETE', ORDERS);
});

test('error: two sides open and none named is 409; each can be had', async () => {
  await post({ ...marketBuy, symbol: 'ETH_USDT', quantity: '0.1' });
  await post({ ...marketBuy, symbol: 'ETH_USDT', quantity: '0.2', side: 'sell' });
  expect(await ask('GET', `${account}/positions/ETH_USDT`)).toMatchObject({ status: 409, body: { code: 'position-ambiguous' } });
  expect((await ask('GET', `${account}/positions/ETH_USDT?side=long`)).body.baseQuantity).toBe('0.1');
  expect((await ask('GET', `${account}/positions/ETH_USDT?side=short`)).body.baseQuantity).toBe('0.2');
  const close = { symbol: 'ETH_USDT', effect: 'close', type: 'market' };
  expect((await post({ ...close, side: 'sell', contracts: 10 })).status).toBe(201);
  expect((await post({ ...close, side: 'buy', quantity: 0.2 })).status).toBe(201);
  expect(await ask('GET', `${account}/positions/ETH_USDT`)).toMatchObject({ status: 404, body: { code: 'position-unknown' } });
});

test.each([
  ['GET', `${ORDERS}/738419283746501928`, 404, 'order-unknown'],
  ['GET', `${ORDERS}/never-made?symbol=BTC_USDT`, 404, 'order-unknown'],
  ['DELETE', `${ORDERS}/738419283746501928?symbol=BTC_USDT`, 404, 'order-unknown'],
  ['DELETE', `${ORDERS}/738419283746501928`, 400, 'input-invalid'],
  ['GET', `${ORDERS}/never-made`, 400, 'input-invalid'],
  ['GET', `${ORDERS}/a%20b?symbol=BTC_USDT`, 400, 'input-invalid'],
  ['DELETE', `${ORDERS}/%00?symbol=BTC_USDT`, 400, 'input-invalid'],
  ['DELETE', `${ORDERS}/${'1'.repeat(200)}?symbol=BTC_USDT`, 400, 'input-invalid'],
  ['GET', `${ORDERS}?symbol=NOPE_USDT`, 404, 'symbol-unknown'],
  ['GET', `${ORDERS}?symbol=btc-usdt`, 400, 'input-invalid'],
  ['DELETE', `${ORDERS}?symbol=`, 400, 'input-invalid'],
  ['DELETE', `${ORDERS}?symbol=NOPE_USDT`, 409, 'venue-1001'],
  ['GET', `${account}/positions/NOPE_USDT`, 404, 'symbol-unknown'],
  ['GET', `${account}/positions/a%20b`, 400, 'input-invalid'],
  ['GET', `${ORDERS}?state=final`, 400, 'input-invalid'],
  ['GET', `${ORDERS}?colour=red`, 400, 'input-invalid'],
  ['GET', `${account}/positions/DOGE_USDT`, 404, 'position-unknown'],
  ['GET', `${account}/positions/BTC_USDT?side=up`, 400, 'input-invalid'],
  ['GET', `${account}/balances/EUR`, 404, 'balance-unknown'],
  ['GET', '/api/v1/accounts/mine/balances', 404, 'account-unknown'],
  ['DELETE', '/api/v1/accounts/mine/orders', 404, 'account-unknown'],
])('error: %s %s is %d %s', async (method, path, status, code) => {
  expect(await ask(method, path)).toMatchObject({ status, body: { status, code } });
});

test('error: a body with many mistakes names them all, and sends nothing', async () => {
  const before = api.control.log.length;
  const answer = await post({ symbol: 'BTC_USDT', side: 'up', effect: 'open', type: 'limit', price: -1, colour: 'red' });
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map(({ path }: { path: string }) => path).sort()).toEqual(
    ['colour', 'leverage', 'marginMode', 'price', 'quantity', 'side'].sort(),
  );
  expect(api.control.log).toHaveLength(before);
});

test('error: a contract that the exchange pauses is denied at once, and the change is told in the log', async () => {
  const doge = { ...marketBuy, symbol: 'DOGE_USDT', quantity: '1000' };
  expect((await post(doge)).status).toBe(201);
  api.control.changeContract('DOGE_USDT', { state: 4 });
  while (!api.out.some((line) => line.includes('instruments: DOGE_USDT changed, paused')))
    await new Promise((resolve) => setTimeout(resolve, 10));
  const arrived = () => api.control.log.filter(({ path }) => path.endsWith('/order/create')).length;
  const before = arrived();
  expect(await post(doge)).toMatchObject({ status: 422, body: { code: 'symbol-not-tradable' } });
  expect(arrived()).toBe(before);
  api.control.changeContract('DOGE_USDT', { state: 0 });
});
