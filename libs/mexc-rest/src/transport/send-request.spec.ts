import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcError } from '@prate/mexc-protocol';
import { type Answer, ok, raw, type RawServer, startRawServer } from '../../test/raw-server';
import { samples } from '../../test/samples';
import { unpaced } from '../../test/unpaced';
import type { MexcRestConfig } from '../config';
import { TransportError } from '../errors';
import { MexcFuturesRest } from '../mexc-futures-rest';
import type { CallRecord } from './call-record';

const SENTINEL_KEY = 'mx0vSENTINELKEY77';
const SENTINEL_SECRET = 'sentinel-secret-4711';

let server: RawServer;
/** A second one, where nothing may arrive. */
let elsewhere: RawServer;
const opened: MexcFuturesRest[] = [];

beforeEach(async () => {
  server = await startRawServer();
  elsewhere = await startRawServer();
});
afterEach(async () => {
  for (const rest of opened.splice(0)) rest.close();
  await Promise.all([server.stop(), elsewhere.stop()]);
});

function restOver(config: MexcRestConfig = {}): MexcFuturesRest {
  const auth = new MexcFuturesAuth({
    credentials: { apiKey: SENTINEL_KEY, apiSecret: SENTINEL_SECRET },
    clock: new RequestClock({ nowMs: () => 1767225600000 }),
  });
  const rest = new MexcFuturesRest({ baseUrl: server.url, auth, ...unpaced, ...config });
  opened.push(rest);
  return rest;
}

function createOrder(rest: MexcFuturesRest, options?: Parameters<MexcFuturesRest['private']['createOrder']>[1]) {
  const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', openType: 1, leverage: 5, positionMode: 1, externalOid: 'sentinel-1' };
  return rest.private.createOrder(order, options);
}

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error: unknown) => error,
  );
}

async function arrival(): Promise<void> {
  while (server.arrivals.length === 0) await new Promise((resolve) => setImmediate(resolve));
}

async function freePort(): Promise<number> {
  const probe = createTcpServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const never: Answer = () => undefined;
const hangUp: Answer = (_response, _arrival, request) => request.socket.destroy();

describe('what a failure proves', () => {
  it('error: a refused connection: not sent', async () => {
    const error = await errorOf(createOrder(restOver({ baseUrl: `http://127.0.0.1:${await freePort()}` })));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ operation: 'create-order', phase: 'connect', code: 'ECONNREFUSED', proves: 'not-sent' });
  });

  it('error: no such host: not sent', async () => {
    const error = await errorOf(createOrder(restOver({ baseUrl: 'https://no-such-host.invalid', allowHosts: ['no-such-host.invalid'] })));
    expect(error).toMatchObject({ phase: 'connect', proves: 'not-sent', code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) as string });
  });

  it('error: silence after the request arrived: nothing', async () => {
    server.answer = never;
    const error = await errorOf(createOrder(restOver({ timeoutMs: 200 })));
    expect(server.arrivals).toHaveLength(1);
    expect(error).toMatchObject({ phase: 'timeout', proves: 'nothing' });
  });

  it('error: an answer that never ends: nothing', async () => {
    server.answer = (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"success":true,');
    expect(await errorOf(createOrder(restOver({ timeoutMs: 200 })))).toMatchObject({ phase: 'timeout', proves: 'nothing' });
  });

  it('error: hung up after the request arrived: nothing, and it arrived once', async () => {
    server.answer = hangUp;
    expect(await errorOf(createOrder(restOver()))).toMatchObject({ phase: 'reset', code: 'ECONNRESET', proves: 'nothing' });
    expect(server.arrivals).toHaveLength(1);
  });

  it('error: hung up in the middle of the answer: nothing', async () => {
    server.answer = (response, _arrival, request) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"success":true');
      setImmediate(() => request.socket.destroy());
    };
    expect(await errorOf(createOrder(restOver()))).toMatchObject({ phase: 'reset', proves: 'nothing' });
  });

  it('error: no TLS on the other side: nothing, because a connection stood', async () => {
    const error = await errorOf(createOrder(restOver({ baseUrl: server.url.replace('http:', 'https:') })));
    expect(error).toMatchObject({ phase: 'reset', proves: 'nothing' });
    expect(server.arrivals).toHaveLength(0);
  });

  it('error: aborted by the caller after it arrived: nothing', async () => {
    server.answer = never;
    const caller = new AbortController();
    const call = errorOf(createOrder(restOver(), { signal: caller.signal }));
    await arrival();
    caller.abort();
    expect(await call).toMatchObject({ phase: 'aborted', proves: 'nothing' });
  });

  it('error: aborted before it began: not sent', async () => {
    expect(await errorOf(createOrder(restOver(), { signal: AbortSignal.abort() }))).toMatchObject({ phase: 'aborted', proves: 'not-sent' });
    expect(server.arrivals).toHaveLength(0);
  });

  it('error: the time ran out in the queue for a connection: not sent', async () => {
    server.answer = never;
    const rest = restOver();
    const inUse = Array.from({ length: 16 }, () => errorOf(rest.public.getServerTime({ timeoutMs: 2_000 })));
    while (server.arrivals.length < 16) await new Promise((resolve) => setImmediate(resolve));
    expect(await errorOf(createOrder(rest, { timeoutMs: 50 }))).toMatchObject({ phase: 'timeout', proves: 'not-sent' });
    rest.close();
    for (const error of await Promise.all(inUse)) expect(error).toMatchObject({ phase: 'reset', proves: 'nothing' });
    expect(server.arrivals.filter(({ method }) => method === 'POST')).toHaveLength(0);
  });

  it('error: after close: not sent', async () => {
    const rest = restOver();
    rest.close();
    expect(await errorOf(createOrder(rest))).toMatchObject({ code: 'CLIENT_CLOSED', proves: 'not-sent' });
    expect(server.arrivals).toHaveLength(0);
  });

  it('error: HTTP 502 after it arrived: nothing', async () => {
    server.answer = raw(502, '<html>Bad Gateway</html>', 'text/html');
    expect(await errorOf(createOrder(restOver()))).toMatchObject({ phase: 'http-status', httpStatus: 502, proves: 'nothing' });
    expect(server.arrivals).toHaveLength(1);
  });

  it('error: success in a shape that cannot be read: nothing, and the place is named', async () => {
    server.answer = ok('{"id":1}');
    const error = await errorOf(createOrder(restOver()));
    expect(error).toMatchObject({ name: 'UnreadableResponseError', proves: 'nothing', message: expect.stringContaining('data') as string });
    server.answer = ok(`[${samples.position.replace('"holdVol":10,', '')}]`);
    await expect(restOver().private.listOpenPositions()).rejects.toThrow('data[0].holdVol: ');
  });
});

describe('one way out', () => {
  it('behavior: a kept-alive connection is used again', async () => {
    server.answer = ok('1');
    const rest = restOver();
    for (let i = 0; i < 20; i++) await rest.public.getServerTime();
    expect(new Set(server.arrivals.map(({ connection }) => connection)).size).toBe(1);
  });

  it('behavior: a kept-alive connection that dies under an order leads to one arrival, not to a second try', async () => {
    const rest = restOver();
    server.answer = ok('1');
    await rest.public.getServerTime();
    server.answer = hangUp;
    expect(await errorOf(createOrder(rest))).toMatchObject({ phase: 'reset', proves: 'nothing' });
    expect(server.arrivals.map(({ method, connection }) => `${method} ${connection}`)).toEqual(['GET 1', 'POST 1']);
  });

  it('behavior: a connection closed while idle is left behind', async () => {
    const rest = restOver();
    server.answer = (response, arrived, { socket }) => {
      response.once('finish', () => setImmediate(() => socket.end()));
      ok('1')(response, arrived, undefined as never);
    };
    await rest.public.getServerTime();
    await new Promise((resolve) => setTimeout(resolve, 50));
    server.answer = ok(samples.created);
    await createOrder(rest);
    expect(server.arrivals.map(({ method, connection }) => `${method} ${connection}`)).toEqual(['GET 1', 'POST 2']);
  });

  it.each([301, 302, 303, 307, 308])('behavior: HTTP %d is not followed', async (status) => {
    server.answer = (response) => response.writeHead(status, { location: `${elsewhere.url}/api` }).end();
    expect(await errorOf(createOrder(restOver()))).toMatchObject({ phase: 'http-status', httpStatus: status, proves: 'nothing' });
    expect(await errorOf(restOver().private.getAssets())).toMatchObject({ httpStatus: status });
    expect(elsewhere.arrivals).toHaveLength(0);
  });

  it('behavior: a proxy of the environment is not used', async () => {
    const before = { http_proxy: process.env['http_proxy'], no_proxy: process.env['no_proxy'], NO_PROXY: process.env['NO_PROXY'] };
    Object.assign(process.env, { http_proxy: elsewhere.url, no_proxy: '', NO_PROXY: '' });
    try {
      server.answer = ok('[]');
      await restOver().private.getAssets();
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
    expect(elsewhere.arrivals).toHaveLength(0);
    expect(server.arrivals).toHaveLength(1);
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('behavior: an answer packed as %s is read', async (encoding, pack) => {
    const text = `\uFEFF{"success":true,"code":0,"data":${samples.created}}`;
    server.answer = (response) => response.writeHead(200, { 'content-encoding': encoding }).end(pack(text));
    expect(await createOrder(restOver())).toMatchObject({ orderId: '739113577038255617' });
  });
});

describe('answers that are no text', () => {
  it('error: gzip that is none: nothing', async () => {
    server.answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"success":true}');
    expect(await errorOf(createOrder(restOver()))).toMatchObject({ phase: 'reset', proves: 'nothing', code: 'Z_DATA_ERROR' });
  });

  it.each([{}, { 'content-encoding': 'gzip' }])('error: an answer that breaks off: nothing (%p)', async (packed) => {
    server.answer = (response) => {
      response.writeHead(200, { ...packed, 'content-length': 1_000 });
      response.write(gzipSync('{"success":true,'));
      setImmediate(() => response.destroy());
    };
    expect(await errorOf(createOrder(restOver()))).toMatchObject({ phase: 'reset', proves: 'nothing' });
    expect(server.arrivals).toHaveLength(1);
  });

  it('error: what is larger than 8 MiB is not read to the end', async () => {
    server.answer = (response) => response.writeHead(200).end(`"${'x'.repeat(8 * 1024 * 1024 - 2)}"`);
    expect(await errorOf(createOrder(restOver()))).toMatchObject({ name: 'UnreadableResponseError', proves: 'nothing' });
    server.answer = (response) => response.writeHead(200).end(`"${'x'.repeat(8 * 1024 * 1024 - 1)}"`);
    expect(await errorOf(createOrder(restOver()))).toMatchObject({ phase: 'reset', proves: 'nothing', code: 'ANSWER_TOO_LARGE' });
    expect(server.arrivals).toHaveLength(2);
  });
});

describe('onCall', () => {
  it('default: one record a call, with what it ended as', async () => {
    const records: CallRecord[] = [];
    const rest = restOver({ onCall: (record) => records.push(record) });
    const answers: Answer[] = [ok(samples.created), raw(200, '{"success":false,"code":2005}'), ok('{}'), raw(502, ''), hangUp, never];
    for (const answer of answers) {
      server.answer = answer;
      await createOrder(rest, answer === never ? { timeoutMs: 200 } : {}).catch(() => undefined);
    }
    await createOrder(rest, { signal: AbortSignal.abort() }).catch(() => undefined);
    const durationMs = expect.any(Number) as number;
    // On a busy machine a call may wait for its window; which one does is not the matter here.
    const told = records.map(({ waitedMs: _waited, ...record }) => record);
    expect(told).toEqual([
      { endpoint: 'create-order', outcome: 'ok', durationMs, httpStatus: 200 },
      { endpoint: 'create-order', outcome: 'api-error', durationMs, httpStatus: 200, code: 2005 },
      { endpoint: 'create-order', outcome: 'unreadable', durationMs, httpStatus: 200 },
      { endpoint: 'create-order', outcome: 'transport-error', durationMs, httpStatus: 502 },
      { endpoint: 'create-order', outcome: 'transport-error', durationMs },
      { endpoint: 'create-order', outcome: 'transport-error', durationMs },
      { endpoint: 'create-order', outcome: 'not-sent', durationMs },
    ]);
  });

  it('behavior: a hook that throws becomes a warning, and the order stays accepted', async () => {
    server.answer = ok(samples.created);
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const rest = restOver({
      onCall: () => {
        throw new Error('disk full');
      },
    });
    expect(await createOrder(rest)).toMatchObject({ orderId: '739113577038255617' });
    expect(emitWarning.mock.calls).toEqual([['onCall threw after create-order: disk full', 'MexcRestWarning']]);
    emitWarning.mockRestore();
  });
});

/** Every way in which these could reach a log. */
function printEverything(errors: readonly unknown[], others: readonly unknown[]): string {
  const chain: unknown[] = [];
  for (const error of errors) for (let link = error; link instanceof Error; link = link.cause) chain.push(link, link.message, link.stack);
  const inspected = [...errors, ...others, chain].map((each) => inspect(each, { depth: 10, showHidden: true, getters: true }));
  return [JSON.stringify(errors), JSON.stringify(others), ...inspected].join();
}

describe('secrets', () => {
  const echo: Answer = (response, { headers }) => {
    const message = `${String(headers['apikey'])} ${String(headers['signature'])}`;
    response.writeHead(200, { 'x-echo': message }).end(JSON.stringify({ success: false, code: 10072, message }));
  };
  const answers: Readonly<Record<string, Answer>> = {
    'an envelope that repeats key and signature': echo,
    'an HTTP status': raw(502, 'no'),
    'a hang-up': hangUp,
    silence: never,
    'an unreadable answer': raw(200, 'no JSON'),
    'a shape that does not fit': ok('{}'),
    'a success that repeats key and signature': (response, { headers }) =>
      response.writeHead(200).end(`{"success":true,"data":{"id":"${String(headers['apikey'])} ${String(headers['signature'])}"}}`),
    'a refusal for its time': raw(200, '{"success":false,"code":513}'),
    'a refusal as too frequent': raw(200, '{"success":false,"code":510}'),
    'the firewall': raw(403, '<html></html>', 'text/html'),
  };

  it.each(Object.entries(answers))('error: %s shows neither key, secret nor signature, however it is printed', async (_what, answer) => {
    const told: unknown[] = [];
    const hear = (record: unknown) => void told.push(record);
    server.answer = answer;
    const rest = restOver({ timeoutMs: 400, firstByteTimeoutMs: 200, onCall: hear, onRawAnswer: hear, onHostPaused: hear });
    const error = await errorOf(createOrder(rest));
    // After the firewall's page the next call meets the pause; elsewhere it ends as the first.
    const second = await errorOf(createOrder(rest));
    const signatures = server.arrivals.flatMap(({ headers }) => headers['signature'] ?? []).map(String);
    expect([error, second].every((each) => each instanceof MexcError)).toBe(true);
    expect(signatures[0]).toHaveLength(64);

    const printed = printEverything([error, second], [rest, told, await rest.health()]);
    for (const secret of [SENTINEL_KEY, SENTINEL_SECRET, ...signatures]) expect(printed).not.toContain(secret);
  });

  it('error: no place in the windows, and a proxy that refuses, show none: not even its password', async () => {
    const password = 'sentinel-proxy-password';
    server.answer = ok(samples.created);
    const proxied = restOver({ proxy: { url: `${server.url.replace('//', `//user:${password}@`)}/` } });
    const narrow = restOver({ limits: { 'create-order': { count: 1, windowMs: 60_000 } }, queueTimeoutMs: 20 });
    await createOrder(narrow);
    const errors = [await errorOf(createOrder(narrow)), await errorOf(createOrder(proxied))];
    expect(errors).toEqual([expect.objectContaining({ name: 'WindowFullError' }), expect.objectContaining({ name: 'TransportError' })]);
    const signature = String(server.arrivals[0]?.headers['signature']);
    const printed = printEverything(errors, [proxied, narrow]);
    const secrets = [SENTINEL_KEY, SENTINEL_SECRET, signature, password, Buffer.from(`user:${password}`).toString('base64')];
    for (const secret of secrets) expect(printed).not.toContain(secret);
  });

  it('error: a refused connection shows none either', async () => {
    const error = await errorOf(createOrder(restOver({ baseUrl: `http://127.0.0.1:${await freePort()}` })));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/SENTINEL|sentinel-secret|[0-9a-f]{64}/);
  });
});
