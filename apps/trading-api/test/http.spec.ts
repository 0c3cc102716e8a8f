import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { openApiDocument } from '../src/openapi/openapi-document';
import { version } from '../src/version';
import { OpenApiCheck } from './openapi-check';
import { ORDERS, RunningApi, marketBuy } from './running-api';

let api: RunningApi;
beforeAll(async () => {
  api = await RunningApi.start();
  await api.until(200);
});
afterAll(() => api.stop());

const problemMembers = ['code', 'detail', 'instance', 'requestId', 'status', 'title', 'type'];

test('default: / leads to the page, which is there', async () => {
  expect(await api.get('/', { isAnonymous: true })).toMatchObject({ status: 302 });
  expect((await api.get('/', { isAnonymous: true })).headers.get('location')).toBe('/docs');
  const page = await api.get('/docs', { isAnonymous: true });
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('swagger') });
});

test('behavior: the committed openapi.json is what the code says (UPDATE_OPENAPI=1 writes it anew)', async () => {
  const path = join(__dirname, '..', 'openapi.json');
  const described = JSON.parse(JSON.stringify(openApiDocument(api.api.app)));
  if (process.env['UPDATE_OPENAPI'] === '1') writeFileSync(path, `${JSON.stringify(described, null, 2)}\n`);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(described);
  expect((await api.get('/openapi.json')).body).toEqual(described);
});

test.each(['/health/live', '/health/ready', '/health'])('default: %s is as described', async (path) => {
  const answer = await api.get(path, { isAnonymous: true });
  expect(answer.status).toBe(200);
  expect(new OpenApiCheck().problems('GET', path, answer)).toEqual([]);
});

test('behavior: the version is the one of package.json', () => {
  expect(JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')).version).toBe(version);
});

test.each([
  ['an unknown path', 'GET', '/nowhere', {}, 404, 'route-unknown'],
  ['an unknown method', 'PATCH', ORDERS, {}, 404, 'route-unknown'],
  ['a path that cannot be decoded', 'GET', `${ORDERS}/%E0%A4%A`, {}, 400, 'request-malformed'],
  ['malformed JSON', 'POST', ORDERS, { text: '{"symbol":' }, 400, 'json-malformed'],
  ['JSON that is no object', 'POST', ORDERS, { text: '[1]' }, 400, 'input-invalid'],
  ['no body', 'POST', ORDERS, {}, 400, 'input-invalid'],
  [
    'a form',
    'POST',
    ORDERS,
    { text: 'a=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    415,
    'media-type-unsupported',
  ],
  [
    'another charset',
    'POST',
    ORDERS,
    { text: '{}', headers: { 'Content-Type': 'application/json; charset=utf-16' } },
    415,
    'media-type-unsupported',
  ],
  ['a body over 1 MB', 'POST', ORDERS, { text: JSON.stringify({ symbol: 'x'.repeat(1_100_000) }) }, 413, 'body-too-large'],
  ['a number that a double would change', 'POST', ORDERS, { text: '{"quantity":0.00100000000000000001}' }, 400, 'input-invalid'],
])('error: %s', async (_name, method, path, options, status, code) => {
  const answer = await api.request(method, path, options);
  expect(answer).toMatchObject({ status, body: { status, code, type: `/docs#problem-${code}` } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(Object.keys(answer.body)).toEqual(expect.arrayContaining(problemMembers));
  expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
  expect(answer.text).not.toMatch(/\.[jt]s:\d|node_modules|\n *at /);
});

test.each([
  ['none', {}],
  ['another one', { Authorization: 'Bearer some-other-token-0001' }],
  ['another scheme', { Authorization: 'Basic dXNlcjpwYXNz' }],
])('error: what is no read needs the token: %s', async (_name, headers) => {
  for (const [method, path] of [
    ['POST', ORDERS],
    ['DELETE', ORDERS],
    ['DELETE', `${ORDERS}/1?symbol=BTC_USDT`],
    ['POST', '/nowhere'],
  ] as const) {
    const answer = await api.request(method, path, { headers, isAnonymous: true });
    expect(answer).toMatchObject({ status: 401, body: { code: 'token-required' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
  expect(api.control.snapshot().orders).toEqual([]);
});

test('behavior: reads need none', async () => {
  for (const path of [ORDERS, '/api/v1/accounts/default/balances', '/api/v1/candles/BTC_USDT', '/health', '/openapi.json']) {
    expect((await api.get(path, { isAnonymous: true })).status).toBe(200);
  }
});

test.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', '192.168.0.1', '[::2]'])('error: Host %s', async (host) => {
  const answer = await request(api.api.url).get('/health/live').set('Host', host);
  expect(answer).toMatchObject({ status: 403, body: { code: 'host-not-allowed' } });
});

test.each(['localhost', 'LOCALHOST:3000', '127.0.0.1', '[::1]:80'])('args: Host %s', async (host) => {
  expect((await request(api.api.url).get('/health/live').set('Host', host)).status).toBe(200);
});

test('error: pages of other origins get nothing, and no permission either', async () => {
  const answer = await request(api.api.url).get('/health/live').set('Origin', 'https://evil.example');
  expect(answer).toMatchObject({ status: 403, body: { code: 'origin-not-allowed' } });
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  expect((await request(api.api.url).options(ORDERS).set('Origin', 'null')).status).toBe(403);
  expect((await request(api.api.url).get('/health/live').set('Origin', api.api.url)).status).toBe(200);
});

test('behavior: answers carry no sign of what they are made with, and each its own id', async () => {
  const [one, two] = [await api.get('/health/live'), await api.get('/health/live')];
  expect(one.headers.get('x-powered-by')).toBeNull();
  expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'));
  const asked = await api.get('/health/live', { headers: { 'X-Request-Id': 'mine' } });
  expect(asked.headers.get('x-request-id')).not.toBe('mine');
});

test('behavior: neither token nor keys are in any answer or line', async () => {
  await api.request('POST', ORDERS, { body: marketBuy });
  await api.request('POST', ORDERS, { body: marketBuy, isAnonymous: true, headers: { Authorization: `Bearer ${api.token}x` } });
  const { apiKey, apiSecret } = api.api.venue.keys;
  const texts = [...api.out, ...api.errors];
  for (const path of ['/health', '/openapi.json', '/nowhere', `${ORDERS}/1`]) texts.push((await api.get(path)).text);
  for (const secret of [api.token, apiKey, apiSecret]) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
});

describe('on an address beyond loopback', () => {
  const token = 'token-of-the-wide-api-1';
  let wide: RunningApi;
  beforeAll(async () => (wide = await RunningApi.start({ env: { API_HOST: '0.0.0.0', API_TOKEN: token } })));
  afterAll(() => wide.stop());

  test('behavior: everything but liveness needs the token, whatever the name', async () => {
    const port = new URL(wide.api.url).port;
    const server = request(`http://127.0.0.1:${port}`);
    const paths = [
      '/health/ready',
      '/health',
      '/docs',
      '/docs/swagger-ui.css',
      '/openapi.json',
      '/',
      '/api/v1/candles/BTC_USDT',
      ORDERS,
      '/nowhere',
    ];
    for (const path of paths) expect([path, (await server.get(path)).status]).toEqual([path, 401]);
    expect((await server.get('/health/live')).status).toBe(200);
    expect((await server.get('/health/live').set('Host', 'prate.example')).status).toBe(200);
    expect((await server.get('/health').set('Authorization', `Bearer ${token}`)).status).toBe(200);
  });
});
