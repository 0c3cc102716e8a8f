import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import * as tls from 'node:tls';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesStream, type StreamState } from '@prate/mexc-ws';
import { generate } from 'selfsigned';

const PASSWORD = 'sentinel-proxy-password';
const symbol = 'BTC_USDT';
let simulator: MexcSimulator;
const toEnd: (() => unknown)[] = [];

beforeEach(async () => {
  simulator = await startMexcSimulator();
  toEnd.push(() => simulator.stop());
});
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

/** An HTTP proxy with a password that opens tunnels, and what it was asked for. */
async function startProxy(status = 200) {
  const asked: { target: string; isKnown: boolean }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  const right = `Basic ${Buffer.from(`user:${PASSWORD}`).toString('base64')}`;
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const target = request.url ?? '';
    asked.push({ target, isKnown: request.headers['proxy-authorization'] === right });
    client.on('error', () => client.destroy());
    if (status !== 200) return void client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const upstream = connect(Number(target.split(':').pop()), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  toEnd.push(() => sockets.forEach((socket) => socket.destroy()));
  const port = await listen(server);
  return { asked, url: `http://user:${PASSWORD}@127.0.0.1:${port}` };
}

/** The simulator behind TLS, under a certificate that nobody trusts unless told to. */
async function startTls() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const server = tls.createServer({ key, cert }, (socket) => {
    const upstream = connect(Number(new URL(simulator.restUrl).port), '127.0.0.1');
    socket.pipe(upstream).pipe(socket);
    for (const end of [socket, upstream]) end.on('error', () => (socket.destroy(), upstream.destroy()));
    toEnd.push(() => socket.destroy());
  });
  const port = await listen(server);
  return { ca: cert, host: `localhost:${port}` };
}

async function listen(server: Server | tls.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  toEnd.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

type Route = Pick<ConstructorParameters<typeof MexcFuturesRest>[0] & object, 'proxy' | 'ca' | 'family'>;

/** The venue's clock by REST and one fair price by stream, both over the same route. */
async function hearBoth(route: Route, urls: { readonly baseUrl: string; readonly url: string }) {
  const rest = new MexcFuturesRest({ ...urls, ...route });
  const stream = new MexcFuturesStream({ ...urls, ...route });
  toEnd.push(
    () => rest.close(),
    () => stream.disconnect(),
  );
  const price = new Promise<number>((resolve) => {
    stream.public.watchFairPrice({ symbol }, { onEvent: ({ data }) => resolve(data.price) });
  });
  return { serverTimeMs: await rest.public.getServerTime(), price: await price };
}

describe('the way out', () => {
  it('behavior: REST and stream go through one proxy, with its password', async () => {
    const proxy = await startProxy();
    const heard = await hearBoth({ proxy: { url: proxy.url } }, { baseUrl: simulator.restUrl, url: simulator.wsUrl });
    expect(heard).toEqual({ serverTimeMs: expect.any(Number) as number, price: expect.any(Number) as number });
    const target = new URL(simulator.restUrl).host;
    expect(proxy.asked).toEqual([
      { target, isKnown: true },
      { target, isKnown: true },
    ]);
  });

  it('behavior: a certificate authority of one’s own, straight and through a proxy', async () => {
    const { ca, host } = await startTls();
    const urls = { baseUrl: `https://${host}`, url: `wss://${host}/edge` };
    expect((await hearBoth({ ca, family: 4 }, urls)).price).toBeGreaterThan(0);
    const proxy = await startProxy();
    expect((await hearBoth({ ca, proxy: { url: proxy.url } }, urls)).price).toBeGreaterThan(0);
    expect(proxy.asked.map(({ target }) => target)).toEqual([host, host]);
  });

  it('error: a certificate that nobody vouches for, and a proxy that says no, tell no password', async () => {
    const { host } = await startTls();
    const proxy = await startProxy(407);
    const states: StreamState[] = [];
    const routes = [{ url: `wss://${host}/edge` }, { url: simulator.wsUrl, proxy: { url: proxy.url } }];
    const tried = routes.map(
      (route) =>
        new Promise<void>((resolve) => {
          const onState = (state: StreamState) => (states.push(state), state.kind === 'retry' && resolve());
          const stream = new MexcFuturesStream({ ...route, onState });
          toEnd.push(() => stream.disconnect());
          stream.public.watchFairPrice({ symbol }, { onEvent: () => undefined });
        }),
    );
    await Promise.all(tried);
    expect(JSON.stringify(states)).not.toContain(PASSWORD);
    expect(simulator.control.streams.connectionCount).toBe(0);
  });
});
