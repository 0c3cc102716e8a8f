import * as http from 'node:http';
import * as https from 'node:https';
import { type AddressInfo, Socket } from 'node:net';
import { inspect } from 'node:util';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { type MexcRestConfig, MexcFuturesRest } from '../src';
import { watchExchange } from '../src/transport/watch-exchange';
import { type ConnectProxy, startConnectProxy } from './connect-proxy';
import { ok, type RawServer, startRawServer } from './raw-server';
import { samples } from './samples';
import { selfSigned } from './self-signed';
import { unpaced } from './unpaced';

let server: RawServer;
let proxy: ConnectProxy;
const opened: MexcFuturesRest[] = [];

beforeEach(async () => {
  server = await startRawServer();
  proxy = await startConnectProxy();
});
afterEach(async () => {
  for (const rest of opened.splice(0)) rest.close();
  await Promise.all([server.stop(), proxy.stop()]);
});

function restOver(config: MexcRestConfig = {}): MexcFuturesRest {
  const auth = new MexcFuturesAuth({ credentials: { apiKey: 'key', apiSecret: 'secret' } });
  const rest = new MexcFuturesRest({ baseUrl: server.url, auth, ...unpaced, ...config });
  opened.push(rest);
  return rest;
}

const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', openType: 1, leverage: 5, positionMode: 1, externalOid: 'connect-1' };
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

async function overTls(use: (url: string) => Promise<void>): Promise<void> {
  const secure = https.createServer(selfSigned, (_request, response) => response.end('{"success":true,"code":0,"data":7}'));
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  await use(`https://localhost:${(secure.address() as AddressInfo).port}`).finally(() => {
    secure.closeAllConnections();
    secure.close();
  });
}

describe('kept-alive connections', () => {
  it('behavior: 1,000 calls one after the other reuse more than 95 % of them', async () => {
    const rest = restOver();
    server.answer = ok('1');
    for (let i = 0; i < 1_000; i++) await rest.public.getServerTime();
    expect(server.arrivals).toHaveLength(1_000);
    expect(new Set(server.arrivals.map(({ connection }) => connection)).size).toBeLessThan(50);
  }, 30_000);

  it('args: no more of them than allowed', async () => {
    const rest = restOver({ maxSockets: 2 });
    server.answer = ok('1');
    await Promise.all(Array.from({ length: 20 }, () => rest.public.getServerTime()));
    expect(new Set(server.arrivals.map(({ connection }) => connection)).size).toBe(2);
  });
});

describe('proxy', () => {
  const proxied = (config: MexcRestConfig = {}) => restOver({ proxy: { url: `http://127.0.0.1:${proxy.port}` }, ...config });

  it('default: everything goes through its tunnels, which are kept', async () => {
    server.answer = ok(samples.created);
    const rest = proxied();
    for (let i = 0; i < 5; i++) await rest.private.createOrder(order);
    expect(proxy.asked).toEqual([{ target: server.url.replace('http://', ''), authorization: undefined }]);
    expect(server.arrivals).toHaveLength(5);
  });

  it('args: user and password', async () => {
    server.answer = ok('1');
    await proxied({ proxy: { url: `http://me:p%40ss@127.0.0.1:${proxy.port}` } }).public.getServerTime();
    expect(proxy.asked[0]?.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });

  it('behavior: TLS inside the tunnel, to the host itself', () =>
    overTls(async (baseUrl) => {
      expect(await proxied({ baseUrl, ca: selfSigned.cert }).public.getServerTime()).toBe(7);
      expect(proxy.asked.map(({ target }) => target)).toEqual([baseUrl.replace('https://', '')]);
      const stranger = await errorOf(proxied({ baseUrl }).private.createOrder(order));
      expect(stranger).toMatchObject({ phase: 'connect', proves: 'not-sent', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    }));

  it.each([407, 403, 502])('error: HTTP %d of the proxy: not sent, and no password in the error', async (status) => {
    proxy.status = status;
    const error = await errorOf(proxied({ proxy: { url: `http://me:hunter2@127.0.0.1:${proxy.port}` } }).private.createOrder(order));
    expect(error).toMatchObject({ phase: 'connect', proves: 'not-sent', code: `PROXY_HTTP_${status}` });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/hunter2|bWU6/);
    expect(server.arrivals).toHaveLength(0);
  });

  it('error: a proxy that is not there, and one that is silent: not sent', async () => {
    const gone = await startConnectProxy();
    await gone.stop();
    const refused = await errorOf(proxied({ proxy: { url: `http://127.0.0.1:${gone.port}` } }).private.createOrder(order));
    expect(refused).toMatchObject({ phase: 'connect', proves: 'not-sent', code: 'ECONNREFUSED' });
    proxy.status = undefined;
    const silent = await errorOf(proxied({ connectTimeoutMs: 50 }).private.createOrder(order));
    expect(silent).toMatchObject({ phase: 'timeout', proves: 'not-sent', code: 'CONNECT_TIMEOUT' });
    expect(server.arrivals).toHaveLength(0);
  });

  it('behavior: close ends a tunnel under way', async () => {
    proxy.status = undefined;
    const rest = proxied();
    const call = errorOf(rest.private.createOrder(order));
    while (proxy.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    rest.close();
    expect(await call).toMatchObject({ phase: 'connect', proves: 'not-sent' });
  });
});

describe('own trust and address', () => {
  it('args: an own certificate authority', () =>
    overTls(async (baseUrl) => {
      expect(await restOver({ baseUrl, ca: [selfSigned.cert] }).public.getServerTime()).toBe(7);
      expect(await errorOf(restOver({ baseUrl }).private.createOrder(order))).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    }));

  it('args: the address to come from, and the family', async () => {
    const notOurs = await errorOf(restOver({ localAddress: '192.0.2.1' }).private.createOrder(order));
    expect(notOurs).toMatchObject({ phase: 'connect', proves: 'not-sent', code: 'EADDRNOTAVAIL' });
    const byName = server.url.replace('127.0.0.1', 'localhost');
    server.answer = ok('1');
    expect(await restOver({ baseUrl: byName, family: 4, localAddress: '127.0.0.1' }).public.getServerTime()).toBe(1);
    expect(await errorOf(restOver({ baseUrl: byName, family: 6 }).private.createOrder(order))).toMatchObject({ proves: 'not-sent' });
  });
});

describe('time limits', () => {
  it('error: no first byte in time: nothing is known, and an order is not sent again', async () => {
    server.answer = () => undefined;
    const error = await errorOf(restOver({ firstByteTimeoutMs: 50 }).private.createOrder(order));
    expect(error).toMatchObject({ phase: 'timeout', proves: 'nothing', code: 'FIRST_BYTE_TIMEOUT' });
    expect(server.arrivals).toHaveLength(1);
  });

  it('behavior: the limit for the first byte does not end an answer that is long', async () => {
    server.answer = (response) => {
      response.writeHead(200).write('{"success":true,');
      setTimeout(() => response.end('"data":1}'), 700);
    };
    expect(await restOver({ firstByteTimeoutMs: 500 }).public.getServerTime()).toBe(1);
  });

  it('error: a connection that does not come to stand', async () => {
    const socket = new Socket();
    Object.defineProperty(socket, 'connecting', { value: true, writable: true });
    const request = http.request({ host: '127.0.0.1', createConnection: () => socket });
    let hasConnected = false;
    const failed = new Promise<NodeJS.ErrnoException>((resolve) => request.once('error', resolve));
    watchExchange(request, { connectTimeoutMs: 20 }, () => {
      hasConnected = true;
    }).end();
    expect((await failed).code).toBe('CONNECT_TIMEOUT');
    expect(hasConnected).toBe(false);
  });
});
