import { createServer as createPlainServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { type CallRecord, LeaseNotHeldError, type LeaseState, MemoryLeaseStore, MexcFuturesRest, SenderLease } from '../src';
import type { MexcRestConfig } from '../src';
import { ok, type RawServer, startRawServer } from './raw-server';
import { selfSigned } from './self-signed';
import { unpaced } from './unpaced';

const auth = new MexcFuturesAuth({ credentials: { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' } });
const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', openType: 1, leverage: 5, positionMode: 1, externalOid: 'mine-1' };
const close = { symbol: 'BTC_USDT', side: 4, type: 5, vol: '1', openType: 1, positionMode: 1, externalOid: 'mine-2' };
const created = ok('{"orderId":"739113577038255616","ts":1761888808839}');

/** Says yes so many times, then no: 1 is before the wait, 2 after it, 3 when the connection is ready. */
function heldFor(looks: number): LeaseState & { looks: number } {
  return {
    account: 'main',
    owner: 'trader-1',
    fencingToken: 7,
    looks: 0,
    isHeld() {
      this.looks += 1;
      return this.looks <= looks;
    },
  };
}

let venue: RawServer;
const records: CallRecord[] = [];
const opened: MexcFuturesRest[] = [];
beforeEach(async () => {
  venue = await startRawServer();
  venue.answer = created;
  records.length = 0;
});
afterEach(async () => {
  for (const rest of opened.splice(0)) rest.close();
  await venue.stop();
});

function restWith(lease: LeaseState, config: MexcRestConfig = {}): MexcFuturesRest {
  const rest = new MexcFuturesRest({ baseUrl: venue.url, auth, lease, onCall: (record) => records.push(record), ...unpaced, ...config });
  opened.push(rest);
  return rest;
}

const expected = {
  name: 'LeaseNotHeldError',
  proves: 'not-sent',
  operation: 'create-order',
  symbol: 'BTC_USDT',
  account: 'main',
  owner: 'trader-1',
};

describe('an order and the sender lease', () => {
  it('default: held, it leaves; the record has the token', async () => {
    await restWith(heldFor(3)).private.createOrder(order);
    expect(venue.arrivals).toHaveLength(1);
    expect(records).toMatchObject([{ endpoint: 'create-order', outcome: 'ok', fencingToken: 7 }]);
  });

  it.each([
    [0, 'not held at all'],
    [1, 'lost while it waited for a place'],
    [2, 'lost while the connection was made'],
  ])('error: after %d looks: %s', async (looks) => {
    await expect(restWith(heldFor(looks)).private.createOrder(order)).rejects.toMatchObject(expected);
    expect(venue.arrivals).toEqual([]);
    expect(records).toEqual([expect.objectContaining({ outcome: 'not-sent' })]);
    expect(records[0]).not.toHaveProperty('fencingToken');
  });

  it('error: on a connection that was kept', async () => {
    const rest = restWith(heldFor(2));
    await rest.private.getAssets().catch(() => undefined);
    expect(venue.arrivals).toHaveLength(1);
    const error = await rest.private.createOrder(order).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(LeaseNotHeldError);
    expect((error as Error).message).toBe(
      'create-order BTC_USDT: found the sender lease of account main not held by trader-1, expected it held at the moment of sending: nothing was sent',
    );
    expect(venue.arrivals).toHaveLength(1);
  });

  it('error: lost during the handshake, no byte of it is written', async () => {
    const seen: string[] = [];
    const sockets = new Set<Socket>();
    const server = createTlsServer(selfSigned, (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        seen.push(data.toString());
        socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 27\r\n\r\n{"success":true,"code":200}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
    await expect(restWith(heldFor(2), { baseUrl, ca: selfSigned.cert }).private.createOrder(order)).rejects.toMatchObject(expected);
    // The server is there and hears the next one.
    await restWith(heldFor(3), { baseUrl, ca: selfSigned.cert })
      .private.createOrder(order)
      .catch(() => undefined);
    expect(seen).toHaveLength(1);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('error: a connection that takes longer than the lease', async () => {
    // A server that is reached, whose TLS begins only when it is told to.
    const waiting: Socket[] = [];
    const server = createPlainServer((socket) => void waiting.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
    const secure = createTlsServer(selfSigned, (socket) => void socket.on('error', () => undefined).on('data', () => seen.push('data')));
    const seen: string[] = [];
    const lease = new SenderLease({ store: new MemoryLeaseStore(), account: 'main', owner: 'trader-1', ttlMs: 10_000 });
    await lease.acquire();
    const outcome = restWith(lease, { baseUrl, ca: selfSigned.cert })
      .private.createOrder(order)
      .catch((error: unknown) => error);
    while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await lease.release();
    waiting.forEach((socket) => secure.emit('connection', socket));
    expect(await outcome).toMatchObject(expected);
    expect(seen).toEqual([]);
    for (const socket of waiting) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('behavior: a place that was not used is free again', async () => {
    const rest = restWith(heldFor(1), { limits: { 'create-order': { count: 1, windowMs: 60_000 } }, urgentShare: 0 });
    await expect(rest.private.createOrder(order)).rejects.toThrow(LeaseNotHeldError);
    const { headroom } = await rest.health();
    expect(headroom.order).toBe(unpaced.hostRequestsPerSecond);
  });

  it('behavior: cancels, reads, and orders that close and are urgent pass without it', async () => {
    const rest = restWith(heldFor(0));
    venue.answer = ok('[]');
    await rest.private.cancelOrders({ orderIds: ['739113577038255616'] });
    await rest.private.getAssets();
    venue.answer = ok();
    await rest.private.cancelAllOrders();
    await rest.private.closeAllPositions();
    venue.answer = created;
    await rest.private.createOrder(close, { lane: 'urgent' });
    expect(venue.arrivals).toHaveLength(5);
    await expect(rest.private.createOrder(close)).rejects.toThrow(LeaseNotHeldError);
    await expect(rest.private.createOrder(order, { lane: 'urgent' })).rejects.toThrow(LeaseNotHeldError);
    await expect(rest.private.reversePosition({ symbol: 'BTC_USDT', positionId: '1', vol: '1' })).rejects.toThrow(LeaseNotHeldError);
    expect(venue.arrivals).toHaveLength(5);
  });

  it('behavior: health tells of it', async () => {
    const store = new MemoryLeaseStore();
    const lease = new SenderLease({ store, account: 'main', owner: 'trader-1' });
    const rest = restWith(lease);
    expect((await rest.health()).lease).toEqual({ account: 'main', owner: 'trader-1', isHeld: false });
    await lease.acquire();
    expect((await rest.health()).lease).toEqual({ account: 'main', owner: 'trader-1', isHeld: true, fencingToken: 1 });
    await lease.close();
  });

  it('error: what is no lease', () => {
    expect(() => restWith('held' as never)).toThrow('lease: found string, expected a SenderLease');
  });
});
