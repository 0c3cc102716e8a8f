import { createHmac } from 'node:crypto';
import { type MexcSimulator, startMexcSimulator } from '../src';
import { SettableClock } from './settable-clock';
import { START_MS } from './stream-setup';

let simulator: MexcSimulator;
beforeAll(async () => {
  simulator = await startMexcSimulator({ clock: new SettableClock(START_MS) });
});
afterAll(() => simulator.stop());

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${simulator.restUrl}${path}`, init);
  return { status: response.status, text: await response.text() };
};
const timely = `timestamp=${START_MS}&recvWindow=5000`;
const sign = (query: string): string => `${query}&signature=${createHmac('sha256', simulator.keys.apiSecret).update(query).digest('hex')}`;
const coins = (query: string, apiKey = simulator.keys.apiKey) =>
  ask(`/api/v3/capital/config/getall?${query}`, { headers: { 'X-MEXC-APIKEY': apiKey } });

describe('the spot API beside the futures API', () => {
  it.each([
    ['ping', '{}'],
    ['time', `{"serverTime":${START_MS}}`],
    ['exchangeInfo', `{"timezone":"CST","serverTime":${START_MS},"rateLimits":[],"exchangeFilters":[],"symbols":[]}`],
  ])('default: %s without an envelope, nothing listed', async (name, text) => {
    expect(await ask(`/api/v3/${name}`)).toEqual({ status: 200, text });
  });

  it.each([
    ['as clients send it', timely],
    ['without a window', `timestamp=${START_MS - 5_000}`],
    ['in the widest window', `timestamp=${START_MS - 60_000}&recvWindow=60000`],
    ['a second ahead', `timestamp=${START_MS + 1_000}`],
  ])('default: no coins for a signed request, %s', async (_case, query) => {
    expect(await coins(sign(query))).toEqual({ status: 200, text: '[]' });
  });

  it.each([
    ['a missing key', () => coins(sign(timely), ''), 10072],
    ['a key that looks live', () => coins(sign(timely), 'mx0vglRealLooking'), 10072],
    ['another simulator’s key', () => coins(sign(timely), 'sim_ffff'), 10072],
    ['no signature', () => coins(timely), 700004],
    ['an empty signature', () => coins(`${timely}&signature=`), 700004],
    ['a signature that is not the last', () => coins(`${sign(timely)}&x=1`), 700004],
    ['a wrong signature', () => coins(`${timely}&signature=${'0'.repeat(64)}`), 700002],
    ['another query than the signed one', () => coins(sign(timely).replace('5000', '6000')), 700002],
    ['no time', () => coins(sign('recvWindow=5000')), 700004],
    ['5,001 ms behind', () => coins(sign(`timestamp=${START_MS - 5_001}`)), 700003],
    ['1,001 ms ahead', () => coins(sign(`timestamp=${START_MS + 1_001}`)), 700003],
    ['a window beyond a minute', () => coins(sign(`timestamp=${START_MS}&recvWindow=60001`)), 700005],
  ])('error: %s', async (_case, send, code) => {
    const { status, text } = await send();
    expect({ status, code: (JSON.parse(text) as { code: number }).code }).toEqual({ status: 400, code });
    for (const secret of [simulator.keys.apiKey, simulator.keys.apiSecret, 'mx0vglRealLooking']) expect(text).not.toContain(secret);
  });

  it.each([
    ['POST', '/api/v3/order'],
    ['GET', '/api/v3/account'],
    ['POST', '/api/v3/ping'],
    ['GET', '/api/v3/constructor'],
  ])('error: %s %s is a loud 404', async (method, path) => {
    const { status, text } = await ask(path, { method });
    expect(status).toBe(404);
    expect(text).toContain(`${method} ${path}`);
  });

  it('behavior: they stand in the log like the rest', async () => {
    await coins(`${timely}&signature=${'0'.repeat(64)}`);
    await ask('/api/v3/time');
    expect(simulator.control.log.slice(-2)).toEqual([
      { atMs: START_MS, method: 'GET', path: '/api/v3/capital/config/getall', status: 400, code: 700002 },
      { atMs: START_MS, method: 'GET', path: '/api/v3/time', status: 200, code: 0 },
    ]);
  });
});
