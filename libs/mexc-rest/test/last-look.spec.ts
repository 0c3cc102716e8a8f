import { MexcFuturesAuth } from '@prate/mexc-auth';
import { HeldBackError, type LastLook, type LeaseState, MexcFuturesRest, type MexcRestConfig } from '../src';
import { ok, type RawServer, startRawServer } from './raw-server';
import { unpaced } from './unpaced';

const auth = new MexcFuturesAuth({ credentials: { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' } });
const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', openType: 1, leverage: 5, positionMode: 1, externalOid: 'mine-1' };

let venue: RawServer;
let rest: MexcFuturesRest | undefined;
beforeEach(async () => {
  venue = await startRawServer();
  venue.answer = ok('{"orderId":"739113577038255616","ts":1761888808839}');
});
afterEach(async () => {
  rest?.close();
  await venue.stop();
});

const restWith = (config: MexcRestConfig = {}): MexcFuturesRest =>
  (rest = new MexcFuturesRest({ baseUrl: venue.url, auth, ...unpaced, ...config }));

/** What it says with its place, and what it says right before the first byte. */
function says(withPlace: boolean, atFirstByte: boolean): LastLook & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    look: async () => {
      asked.push('look');
      return withPlace;
    },
    mayLeave: () => {
      asked.push('mayLeave');
      return atFirstByte;
    },
  };
}

test('default: looked at with its place and right before the first byte, it leaves', async () => {
  const lastLook = says(true, true);
  await restWith().private.createOrder(order, { lastLook });
  expect(lastLook.asked).toEqual(['look', 'mayLeave']);
  expect(venue.arrivals).toHaveLength(1);
});

test.each([
  ['with its place', says(false, true), ['look']],
  ['while its connection was made', says(true, false), ['look', 'mayLeave']],
] as const)('error: held back %s: no byte arrives, and its place is free again', async (_, lastLook, asked) => {
  const client = restWith({ limits: { 'create-order': { count: 1, windowMs: 60_000 } }, urgentShare: 0 });
  const error = await client.private.createOrder(order, { lastLook }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HeldBackError);
  expect(error).toMatchObject({ proves: 'not-sent', operation: 'create-order', symbol: 'BTC_USDT' });
  expect((error as Error).message).toBe('create-order BTC_USDT: held back by its caller right before it would have left: nothing was sent');
  expect(lastLook.asked).toEqual(asked);
  expect(venue.arrivals).toEqual([]);
  await client.private.createOrder(order, { lastLook: says(true, true) });
  expect(venue.arrivals).toHaveLength(1);
});

test('behavior: where the lease is gone as well, that is what is told', async () => {
  const lease: LeaseState & { looks: number } = {
    account: 'main',
    owner: 'trader-1',
    looks: 0,
    isHeld() {
      this.looks += 1;
      return this.looks <= 2;
    },
  };
  await expect(restWith({ lease }).private.createOrder(order, { lastLook: says(true, false) })).rejects.toMatchObject({
    name: 'LeaseNotHeldError',
  });
  expect(venue.arrivals).toEqual([]);
});

test('error: a look that fails ends the call with its error, and nothing is sent', async () => {
  const lastLook = { ...says(true, true), look: () => Promise.reject(new Error('the disk is gone')) };
  await expect(restWith().private.createOrder(order, { lastLook })).rejects.toThrow('the disk is gone');
  expect(venue.arrivals).toEqual([]);
});

test('args: what is no look is refused', async () => {
  await expect(restWith().private.createOrder(order, { lastLook: (() => true) as never })).rejects.toThrow(
    'lastLook: found function, expected an object with look() and mayLeave()',
  );
});
