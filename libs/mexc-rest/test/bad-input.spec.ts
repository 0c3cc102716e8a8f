import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { CredentialsInvalidError, CredentialsMissingError, MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcApiError, MexcError, UnreadableResponseError } from '@prate/mexc-protocol';
import { startMexcSimulator } from '@prate/mexc-simulator';
import { type CallRecord, type MexcRestConfig, MexcFuturesRest, TransportError } from '../src';
import { type Answer, ok, raw, type RawServer, startRawServer } from './raw-server';
import { selfSigned } from './self-signed';
import { unpaced } from './unpaced';

/**
 * Everything that goes wrong between a newcomer and the venue: each ends in the error class that says what is known, names operation and
 * contract, keeps its time limit, and shows no secret in message, cause, stack or record.
 */
const SENTINEL_KEY = 'sentinel-access-key-1';
const SENTINEL_SECRET = 'sentinel-secret-key-1';
const SENTINEL = /sentinel-(access|secret)-key/;
const TIME_LIMIT_MS = 2_000;

let server: RawServer;
beforeEach(async () => (server = await startRawServer()));
afterEach(() => server.stop());

interface Failure {
  readonly error: MexcError;
  readonly tookMs: number;
}

/** A market order of BTC_USDT over a client of this configuration, which has to fail. */
async function orderFailure(
  config: MexcRestConfig = {},
  credentials = { apiKey: SENTINEL_KEY, apiSecret: SENTINEL_SECRET },
): Promise<Failure> {
  const records: CallRecord[] = [];
  const shown: unknown[] = [];
  const rest = new MexcFuturesRest({
    baseUrl: server.url,
    auth: new MexcFuturesAuth({ credentials }),
    timeoutMs: TIME_LIMIT_MS,
    onCall: (record) => records.push(record),
    onRawAnswer: (answer) => shown.push(answer),
    ...unpaced,
    ...config,
  });
  const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', openType: 1, leverage: 5, positionMode: 1, externalOid: 'bad-input-1' };
  const startedMs = performance.now();
  const error: unknown = await rest.private.createOrder(order).then(
    () => new Error('it succeeded'),
    (failed: unknown) => failed,
  );
  const tookMs = performance.now() - startedMs;
  rest.close();
  if (!(error instanceof MexcError)) throw error;
  const chain: unknown[] = [];
  for (let link: unknown = error; link instanceof Error; link = link.cause) chain.push(link, link.message, link.stack);
  const everything = [
    inspect(chain, { depth: 10, showHidden: true, getters: true }),
    JSON.stringify([error, ...chain, ...records, ...shown]),
  ];
  expect(everything.join()).not.toMatch(SENTINEL);
  return { error, tookMs };
}

const NAMED = { operation: 'create-order', symbol: 'BTC_USDT', message: expect.stringMatching(/^create-order BTC_USDT: /) as string };

async function closedPort(): Promise<number> {
  const probe = await startRawServer();
  await probe.stop();
  return Number(new URL(probe.url).port);
}

describe('keys', () => {
  it.each([
    ['no key', { apiKey: '', apiSecret: SENTINEL_SECRET }, CredentialsMissingError, /apiKey/],
    ['no secret', { apiKey: SENTINEL_KEY, apiSecret: '  ' }, CredentialsMissingError, /apiSecret/],
    [
      'a key with a line break',
      { apiKey: `${SENTINEL_KEY}\n`, apiSecret: SENTINEL_SECRET },
      CredentialsInvalidError,
      /white space in apiKey/,
    ],
    [
      'a secret with a line break',
      { apiKey: SENTINEL_KEY, apiSecret: `${SENTINEL_SECRET}\n` },
      CredentialsInvalidError,
      /white space in apiSecret/,
    ],
  ])('error: %s ends before anything is made', (_what, credentials, expected, message) => {
    const make = () => new MexcFuturesAuth({ credentials });
    expect(make).toThrow(expected);
    expect(make).toThrow(message);
    expect(make).not.toThrow(SENTINEL);
  });

  it('error: no keys at all: nothing leaves', async () => {
    const rest = new MexcFuturesRest({ baseUrl: server.url });
    await expect(rest.private.getAssets()).rejects.toMatchObject({ name: 'CredentialsMissingError', proves: 'not-sent' });
    expect(server.arrivals).toEqual([]);
    rest.close();
  });

  it('error: a wrong secret, a wrong key, a clock 30 s off, as the simulator refuses them', async () => {
    const simulator = await startMexcSimulator();
    const { apiKey } = simulator.keys;
    const at = { baseUrl: simulator.restUrl };
    const wrongSecret = await orderFailure(at, { apiKey, apiSecret: SENTINEL_SECRET });
    expect(wrongSecret.error).toMatchObject({ ...NAMED, name: 'MexcApiError', code: 602, kind: 'auth', proves: 'refused' });
    const wrongKey = await orderFailure(at);
    expect(wrongKey.error).toMatchObject({ ...NAMED, name: 'MexcApiError', kind: 'auth', proves: 'refused' });
    const late = new RequestClock({ nowMs: () => Date.now() - 30_000 });
    const auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: late });
    const skewed = await orderFailure({ ...at, auth });
    expect(skewed.error).toMatchObject({ ...NAMED, name: 'MexcApiError', code: 513, kind: 'clock', proves: 'refused' });
    expect(late.isSynchronised).toBe(true);
    await simulator.stop();
  });
});

describe('refusals of the venue', () => {
  it.each([
    ['an address that is not on the list', 406, 'permission'],
    ['a key without the permission', 704, 'permission'],
    ['a key that has run out', 402, 'auth'],
  ])('error: %s', async (_what, code, kind) => {
    server.answer = raw(200, `{"success":false,"code":${code},"message":"${SENTINEL_KEY}"}`);
    const { error } = await orderFailure();
    expect(error).toBeInstanceOf(MexcApiError);
    expect(error).toMatchObject({ ...NAMED, code, kind, proves: 'refused' });
  });
});

describe('the way there', () => {
  it('error: a proxy that refuses', async () => {
    const { error } = await orderFailure({ proxy: { url: `http://127.0.0.1:${await closedPort()}` } });
    expect(error).toMatchObject({ ...NAMED, name: 'TransportError', phase: 'connect', proves: 'not-sent' });
    expect(server.arrivals).toEqual([]);
  });

  it('error: a name that nobody knows', async () => {
    const { error, tookMs } = await orderFailure({ baseUrl: 'https://nowhere.invalid', allowHosts: ['nowhere.invalid'] });
    expect(error).toMatchObject({ ...NAMED, name: 'TransportError', proves: 'not-sent' });
    expect(tookMs).toBeLessThan(TIME_LIMIT_MS + 1_000);
  });

  it('error: a certificate that nobody vouches for', async () => {
    let arrivals = 0;
    const stranger = createTlsServer(selfSigned, (_request, response) => {
      arrivals += 1;
      response.end();
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { error } = await orderFailure({ baseUrl: `https://localhost:${(stranger.address() as AddressInfo).port}` });
    expect(error).toBeInstanceOf(TransportError);
    // The connection stood before its certificate was seen, so the careful answer is that nothing is proven.
    expect(error).toMatchObject({ ...NAMED, proves: 'nothing', code: expect.stringMatching(/SELF_SIGNED|DEPTH_ZERO/) as string });
    expect(arrivals).toBe(0);
    stranger.close();
  });
});

describe('answers', () => {
  const cutInHalf: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"success":true,"data":{"orderId":"7391', () => response.destroy());
  };
  const gzipGarbage: Answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('this was never compressed');
  const large: Answer = (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(50 * 1024 * 1024)}"`);
  const never: Answer = () => undefined;

  it.each<[string, Answer, new (...args: never[]) => MexcError, object]>([
    ['a body cut in half', cutInHalf, TransportError, { proves: 'nothing' }],
    ['half of a JSON text', raw(200, '{"success":true,"data":{"orderId":"7391'), UnreadableResponseError, { proves: 'nothing' }],
    ['HTML with HTTP 200', raw(200, '<html>hello</html>', 'text/html'), UnreadableResponseError, { proves: 'nothing' }],
    [
      'HTML with HTTP 403, the firewall',
      raw(403, '<html>denied</html>', 'text/html'),
      TransportError,
      { proves: 'refused', httpStatus: 403 },
    ],
    ['HTTP 502', raw(502, '<html>bad gateway</html>', 'text/html'), TransportError, { proves: 'nothing', httpStatus: 502 }],
    ['HTTP 200 with success false and a code', raw(200, '{"success":false,"code":2005}'), MexcApiError, { proves: 'refused', code: 2005 }],
    ['HTTP 200 with success false and none', raw(200, '{"success":false,"code":0}'), UnreadableResponseError, { proves: 'nothing' }],
    ['success without an order id', ok('{"orderId":"soon"}'), UnreadableResponseError, { proves: 'nothing' }],
    ['gzip that is none', gzipGarbage, TransportError, { proves: 'nothing' }],
    ['50 MB of something', large, TransportError, { proves: 'nothing', code: 'ANSWER_TOO_LARGE' }],
    ['silence', never, TransportError, { phase: 'timeout', proves: 'nothing' }],
  ])('error: %s', async (_what, answer, expected, members) => {
    server.answer = answer;
    const { error, tookMs } = await orderFailure();
    expect(error).toBeInstanceOf(expected);
    expect(error).toMatchObject({ ...NAMED, ...members });
    expect(tookMs).toBeLessThan(TIME_LIMIT_MS + 1_000);
    expect(server.arrivals).toHaveLength(1);
  });
});
