import { request } from 'node:http';
import { type MexcSimulator, type SimulatorOptions, faultNames, startMexcSimulator, simulatedContracts, streamFaultNames } from '../src';
import { RawClient } from './raw-client';
import { RawStream } from './raw-stream';
import { SettableClock } from './settable-clock';

const START_MS = 1_790_000_000_500;
const running: MexcSimulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}) {
  const clock = new SettableClock(START_MS);
  const simulator = await startMexcSimulator({ clock, pushEveryMs: 0, controlPort: 0, ...options });
  running.push(simulator);
  const url = simulator.controlUrl ?? '';
  const answer = async (response: Response) => ({ status: response.status, body: (await response.json()) as Record<string, unknown> });
  return {
    simulator,
    clock,
    url,
    client: new RawClient(simulator.restUrl, simulator.keys, clock),
    get: async (path: string) => answer(await fetch(`${url}${path}`)),
    post: async (path: string, body?: unknown) =>
      answer(
        await fetch(`${url}${path}`, {
          method: 'POST',
          ...(body === undefined
            ? {}
            : { body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
        }),
      ),
  };
}

const done = { status: 200, body: { done: true } };

describe('the control door (R-512)', () => {
  it('default: closed unless asked for; then on 127.0.0.1, and gone with the simulator', async () => {
    const closed = await startMexcSimulator();
    running.push(closed);
    expect(closed.controlUrl).toBeUndefined();
    const { simulator, url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await simulator.stop();
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
  });

  it('behavior: health cannot be mistaken for an exchange (R-515)', async () => {
    const { get, simulator } = await start();
    const { restUrl, wsUrl } = simulator;
    const what = 'Prate simulator, no exchange';
    expect((await get('/health')).body).toEqual({ status: 'ok', simulated: true, what, nowMs: START_MS, restUrl, wsUrl });
  });

  it('behavior: state, log and what was asked for in vain', async () => {
    const { get, client, simulator } = await start();
    await client.create({ externalOid: 'seen' });
    await client.post('/api/v1/private/nothing/here', {});
    expect((await get('/state')).body).toMatchObject({
      nowMs: START_MS,
      orders: [{ externalOid: 'seen', state: 'filled' }],
      positions: [{ symbol: 'BTC_USDT', holdVol: '10' }],
    });
    const log = await get('/log');
    expect(log.body).toMatchObject({ requests: [{ path: '/api/v1/private/order/create' }, { status: 404 }], connectionCount: 0 });
    expect(JSON.stringify(log.body)).not.toContain(simulator.keys.apiKey);
    expect((await get('/gaps')).body).toMatchObject({ asked: { 'POST /api/v1/private/nothing/here': 1 } });
  });

  it('behavior: faults are planned, listed, met and cleared', async () => {
    const { get, post, client } = await start();
    expect(await post('/faults/next', { endpoint: 'create-order', fault: 'refuse-510', count: 2 })).toEqual(done);
    expect(await post('/faults/sometimes', { endpoint: 'any', fault: 'http-502', probability: 0 })).toEqual(done);
    expect(await post('/faults/between', { endpoint: 'any', fault: 'maintenance', fromMs: 1, toMs: 2 })).toEqual(done);
    const { body } = await get('/faults');
    expect(body['planned']).toMatchObject([{ fault: 'refuse-510', left: 2 }, { fault: 'maintenance' }, { probability: 0 }]);
    expect(Object.keys(body['known'] as object)).toEqual([...faultNames]);
    expect(Object.keys(body['knownOnStreams'] as object)).toEqual([...streamFaultNames]);
    expect((await client.create({})).envelope.code).toBe(510);
    expect(await post('/faults/clear')).toEqual(done);
    expect((await client.create({})).envelope.code).toBe(0);
  });

  it('behavior: streams: next, slow, silence, half-open, cut', async () => {
    const { get, post, simulator } = await start();
    const stream = await RawStream.open(simulator.wsUrl);
    expect(await post('/streams/next', { fault: 'drop-push', topic: 'depth' })).toEqual(done);
    expect(await post('/streams/sometimes', { fault: 'duplicate-push', probability: 0.5 })).toEqual(done);
    expect(await post('/streams/between', { fault: 'drop-push', fromMs: 1, toMs: 2 })).toEqual(done);
    expect((await get('/faults')).body['plannedOnStreams']).toHaveLength(3);
    for (const [path, body] of [
      ['/streams/clear'],
      ['/streams/silence', { topic: 'depth' }],
      ['/streams/unsilence', { topic: 'depth' }],
      ['/streams/slow', { ms: 0 }],
      ['/streams/half-open'],
      ['/pump'],
      ['/streams/cut'],
    ] as const) {
      expect(await post(path, body)).toEqual(done);
    }
    expect(await stream.closed).toBe(1006);
  });

  it('behavior: the clock moves where it can be moved, and what it brings happens', async () => {
    const { post, clock } = await start();
    expect(await post('/clock/advance', { ms: 61_000 })).toEqual({ status: 200, body: { nowMs: START_MS + 61_000 } });
    expect(clock.nowMs()).toBe(START_MS + 61_000);
    const fixed = await start({ clock: { nowMs: () => START_MS } });
    expect(await fixed.post('/clock/advance', { ms: 1 })).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('by hand') },
    });
    expect(await fixed.post('/clock/skew', { ms: 5_000 })).toEqual(done);
    expect((await fixed.client.get('/api/v1/contract/ping')).envelope.data).toBe(START_MS + 5_000);
  });

  it('behavior: money, modes, contracts, access', async () => {
    const { post, client, simulator } = await start();
    const before = Number(simulator.control.snapshot().balances['USDT']?.available);
    expect((await post('/balances', { currency: 'USDT', amount: '250.5' })).body).toMatchObject({
      USDT: { available: String(before + 250.5) },
    });
    expect((await post('/balances', { currency: 'USDT', amount: '-50.5' })).body).toMatchObject({
      USDT: { available: String(before + 200) },
    });
    expect(await post('/contracts/BTC_USDT', { apiAllowed: false, maxVol: '5000' })).toEqual(done);
    expect((await client.create({})).envelope.success).toBe(false);
    expect(await post('/contracts/BTC_USDT', { apiAllowed: true })).toEqual(done);
    await client.create({});
    expect(await post('/liquidate', { symbol: 'BTC_USDT', side: 'long' })).toEqual(done);
    expect(simulator.control.snapshot().positions).toEqual([]);
    expect(await post('/position-mode', { mode: 'one-way' })).toEqual(done);
    expect(await post('/access', { permissions: ['trade-read'] })).toEqual(done);
    expect((await client.create({})).envelope.code).toBe(704);
    expect(await post('/access', { address: 'blocked' })).toEqual(done);
    expect((await client.create({})).envelope.code).toBe(406);
  });

  it('behavior: prices are handed in where the market is fed, and nowhere else', async () => {
    const seeded = await start();
    const trade = { price: '65000', contracts: '5', takerSide: 'buy' };
    const refused = await seeded.post('/prices/BTC_USDT', trade);
    expect(refused).toMatchObject({ status: 409, body: { error: expect.stringContaining('prices of BTC_USDT cannot be handed in') } });
    const fed = await start({ feeds: [{ contract: simulatedContracts[0] as (typeof simulatedContracts)[number] }] });
    expect((await fed.post('/prices/BTC_USDT', trade)).status).toBe(200);
    fed.clock.advance(2_000);
    expect((await fed.client.get('/api/v1/contract/ticker', 'symbol=BTC_USDT')).envelope.data.lastPrice).toBe(65_000);
  });

  it.each([
    ['/faults/next', { endpoint: 'create-order', fault: 'flood' }, 'found fault "flood", expected one of hang-up-before-accept'],
    ['/faults/next', { fault: 'http-502' }, 'endpoint: found nothing, expected text'],
    ['/faults/sometimes', { endpoint: 'any', fault: 'http-502' }, 'probability: found undefined, expected 0 to 1'],
    ['/faults/next', '{"endpoint":', 'expected JSON'],
    ['/faults/next', '[]', 'body: expected a JSON object'],
    ['/streams/next', { fault: 'explode' }, 'found fault "explode"'],
    ['/streams/slow', { ms: -1 }, 'ms: found -1, expected a whole number from 0'],
    ['/streams/silence', { topic: 'weather' }, 'found topic "weather"'],
    ['/clock/advance', { ms: 1.5 }, 'ms: found 1.5, expected a whole number from 1'],
    ['/clock/advance', { ms: 1e12 }, 'expected at most'],
    ['/clock/skew', { ms: 'much' }, 'ms: found "much", expected a number'],
    ['/balances', { currency: 'USDT', amount: 5 }, 'amount: found 5, expected decimal text'],
    ['/balances', { currency: 'USDT', amount: '-1000000' }, 'expected at most the'],
    ['/balances', { currency: 'USDT', amount: '1', note: 'x' }, 'body: found note, expected currency, amount'],
    ['/position-mode', { mode: 'both' }, 'mode: found "both", expected one of hedge, one-way'],
    ['/contracts/NOPE_USDT', { state: 1 }, 'found "NOPE_USDT", expected a listed contract'],
    ['/contracts/BTC_USDT', {}, 'found nothing to change'],
    ['/contracts/BTC_USDT', { state: 9 }, 'state: expected 0 to 4'],
    ['/contracts/BTC_USDT', { apiAllowed: 'yes' }, 'apiAllowed: found "yes", expected true or false'],
    ['/contracts/BTC_USDT', { minVol: 1 }, 'minVol: found 1, expected decimal text'],
    ['/access', { permissions: ['fly'] }, 'found "fly"'],
    ['/liquidate', { symbol: 'BTC_USDT', side: 'up' }, 'side: found "up", expected one of long, short'],
    ['/liquidate', { symbol: 'BTC_USDT', side: 'long' }, 'BTC_USDT'],
  ])('error: POST %s %j is a 400 that names it', async (path, body, message) => {
    const { post } = await start();
    const { status, body: answer } = await post(path, body);
    expect([status, answer['error']]).toEqual([400, expect.stringContaining(message)]);
  });

  it('error: no such door, another verb, a form instead of JSON, a body beyond measure', async () => {
    const { get, post, url } = await start();
    expect(await get('/orders')).toMatchObject({ status: 404, body: { error: expect.stringContaining('expected one of GET /health') } });
    expect(await post('/state')).toMatchObject({ status: 405, body: { error: 'found POST /state, expected GET' } });
    const form = await fetch(`${url}/pump`, { method: 'POST', body: 'x=1' });
    expect(form.status).toBe(415);
    expect((await post('/pump', ' '.repeat(1_048_577))).status).toBe(413);
  });

  it.each([
    [{ host: 'evil.example' }, 403],
    [{ host: 'evil.example:80' }, 403],
    [{ host: '127.0.0.1.evil.example' }, 403],
    [{ host: 'localhost:1234' }, 200],
    [{ host: '[::1]:1234' }, 200],
    [{ host: '127.0.0.1', origin: 'https://evil.example' }, 403],
    [{ host: '127.0.0.1', origin: 'null' }, 403],
    [{ host: '127.0.0.1', origin: 'http://localhost:3000' }, 200],
  ])('error: %j is answered by %d: pages of elsewhere do not get in', async (headers, status) => {
    const { url } = await start();
    const found = await new Promise<number>((resolve, reject) => {
      request(`${url}/state`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
    expect(found).toBe(status);
  });

  it('error: a port that is taken leaves nothing behind', async () => {
    const { url } = await start();
    const taken = Number(new URL(url).port);
    await expect(startMexcSimulator({ controlPort: taken })).rejects.toThrow('EADDRINUSE');
  });
});
