import { connect } from 'node:net';
import { type FaultName, type FaultOptions, type FaultTarget, type MexcSimulator, faultNames, faultRows } from '../src';
import { RawClient } from './raw-client';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const symbol = 'BTC_USDT';
const ORDERS = '/api/v1/private/order/list/open_orders';

type Parts = Awaited<ReturnType<StreamSetup['start']>>;

/** A purchase far below the market, which rests. */
const resting = async (client: RawClient, over: Record<string, unknown> = {}): Promise<string> => {
  const { data } = (await client.get(`/api/v1/contract/fair_price/${symbol}`)).envelope;
  const price = Math.floor(data.fairPrice * 0.95);
  return (await client.create({ type: 1, price, ...over })).envelope.data.orderId as string;
};
const cancel = (client: RawClient, ...orderIds: string[]) => client.post('/api/v1/private/order/cancel', orderIds);

/** What the struck answer looks like on the wire: `text` is what arrived, `failed` that it never came whole. */
async function raw(restUrl: string, path = '/api/v1/contract/ping') {
  try {
    const response = await fetch(`${restUrl}${path}`);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  } catch {
    return 'failed' as const;
  }
}

describe('the wire (R-511)', () => {
  const wire: readonly (readonly [FaultName, unknown])[] = [
    ['hang-up-before-accept', 'failed'],
    ['accept-then-hang-up', 'failed'],
    ['half-body', 'failed'],
    ['gzip-garbage', 'failed'],
    ...([500, 502, 503, 504] as const).flatMap((status) =>
      ([`http-${status}`, `http-${status}-after-accept`] as const).map(
        (name) => [name, { status, type: 'text/html', text: expect.stringMatching(/^<html>/) }] as const,
      ),
    ),
    ['http-403', { status: 403, type: 'text/html', text: expect.stringContaining('403 Access Denied') }],
    ['http-429', { status: 429, type: 'text/html', text: expect.stringContaining('429') }],
    ...(
      [
        ['refuse-406', 406],
        ['refuse-701', 701],
        ['refuse-510', 510],
        ['refuse-513', 513],
        ['refuse-602', 602],
        ['maintenance-604', 604],
        ['maintenance', 801],
        ['maintenance-1002', 1002],
        ['unmapped-code', 98765],
        ['unmapped-code-after-accept', 98765],
      ] as const
    ).map(
      ([name, code]) =>
        [name, { status: 200, type: 'application/json', text: expect.stringContaining(`"success":false,"code":${code}`) }] as const,
    ),
    ['truncated-json', { status: 200, type: 'application/json', text: expect.stringMatching(/^\{"success":true,"code[^}]*$/) }],
    ['no-envelope', { status: 200, type: 'application/json', text: '["no envelope"]' }],
    ['wrong-type-json', { status: 200, type: 'application/json', text: '{"success":true,"code":0,"data":["number"]}' }],
    ['late-answer', { status: 200, type: 'application/json', text: expect.stringContaining('"data":1790000000500') }],
    ['late-accept', { status: 200, type: 'application/json', text: expect.stringContaining('"data":1790000000500') }],
  ];

  it.each(wire)('behavior: %s', async (name, seen) => {
    const { simulator } = await setup.start();
    const options: FaultOptions = name.startsWith('late-') ? { delayMs: 20 } : {};
    simulator.control.faults.next('get-server-time', name, options);
    expect(await raw(simulator.restUrl)).toEqual(seen);
    const logged = simulator.control.log.filter(({ path }) => path !== '/edge');
    expect(logged).toMatchObject([{ method: 'GET', path: '/api/v1/contract/ping', fault: name }]);
    // Once, and nothing is left of it.
    expect(await raw(simulator.restUrl)).toMatchObject({ status: 200, text: expect.stringContaining('"code":0') });
  });

  it.each(wire.map(([name]) => name))('behavior: %s does with an order what its row says', async (name) => {
    const { simulator, client } = await setup.start();
    simulator.control.faults.next('create-order', name, name.startsWith('late-') ? { delayMs: 20 } : {});
    await client.create({ externalOid: 'struck' }).catch(() => undefined);
    expect(simulator.control.snapshot().orders).toHaveLength(faultRows[name].isAccepted ? 1 : 0);
  });

  it('behavior: late-accept: nothing is done until then, and nothing at all when the simulator stops first', async () => {
    const { simulator, client } = await setup.start();
    simulator.control.faults.next('create-order', 'late-accept', { delayMs: 60_000 });
    const lost = client.create({}).catch(() => 'lost');
    while (simulator.control.faults.list().length > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(simulator.control.snapshot().orders).toEqual([]);
    await simulator.stop();
    expect(await lost).toBe('lost');
  });

  it('behavior: late-arrival: carried out when it arrives, if that is within its receive window', async () => {
    const parts = await setup.start();
    const { simulator, client, clock } = parts;
    for (const [delayMs, orders] of [
      [8_000, 1],
      [10_001, 1],
    ] as const) {
      simulator.control.faults.next('create-order', 'late-arrival', { delayMs });
      expect(await client.create({}).catch(() => 'dropped')).toBe('dropped');
      clock.advance(delayMs - 1);
      simulator.control.pump();
      expect(simulator.control.snapshot().orders).toHaveLength(orders - (delayMs === 8_000 ? 1 : 0));
      clock.advance(1);
      simulator.control.pump();
      expect(simulator.control.snapshot().orders).toHaveLength(orders);
    }
    expect(simulator.control.log.filter(({ fault }) => fault === 'late-arrival').map(({ code }) => code)).toEqual([0, 513]);
  });

  it('behavior: unmapped-field: every object has one more, all digits stay', async () => {
    const { simulator, client } = await setup.start();
    const orderId = await resting(client);
    const before = (await client.get(ORDERS)).text;
    simulator.control.faults.next('list-open-orders', 'unmapped-field');
    const after = await client.get(ORDERS);
    expect(after.envelope.data[0]).toMatchObject({ orderId, fieldOfTomorrow: 'unmapped' });
    expect(after.text.replaceAll(',"fieldOfTomorrow":"unmapped"', '')).toBe(before);
  });

  it('behavior: a burst of 510, then as usual', async () => {
    const { simulator, client } = await setup.start();
    simulator.control.faults.next('any', 'refuse-510', { count: 3 });
    const codes = [];
    for (let asked = 0; asked < 4; asked += 1) codes.push((await client.get(ORDERS)).envelope.code);
    expect(codes).toEqual([510, 510, 510, 0]);
  });

  it('behavior: by time: maintenance for ten seconds of the simulator', async () => {
    const { simulator, client, clock } = await setup.start();
    simulator.control.faults.between('any', 'maintenance', { fromMs: START_MS + 1_000, toMs: START_MS + 11_000 });
    const codes = [];
    for (let second = 0; second < 12; second += 5) {
      codes.push((await client.get(ORDERS)).envelope.code);
      clock.advance(5_000);
    }
    expect(codes).toEqual([0, 801, 801]);
    expect((await client.get(ORDERS)).envelope.code).toBe(0);
  });

  it('behavior: by chance: two runs with the same seed are struck alike', async () => {
    const run = async () => {
      const { simulator, client } = await setup.start();
      simulator.control.faults.sometimes('list-open-orders', 'maintenance', { probability: 0.4, seed: 9 });
      const codes: number[] = [];
      for (let asked = 0; asked < 20; asked += 1) codes.push((await client.get(ORDERS)).envelope.code);
      return codes;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([0, 801]));
    expect(await run()).toEqual(first);
  });
});

describe('orders (R-511)', () => {
  const order = async ({ client }: Parts, orderId: string) => (await client.get(`/api/v1/private/order/get/${orderId}`)).envelope;

  it('behavior: order-invisible: it exists, cannot be seen for a while, and can be cancelled', async () => {
    const parts = await setup.start();
    const { simulator, client, clock } = parts;
    simulator.control.faults.next('create-order', 'order-invisible', { delayMs: 3_000 });
    const orderId = await resting(client, { externalOid: 'hidden' });
    const other = await resting(client, { externalOid: 'seen' });
    const listed = async () => ((await client.get(ORDERS)).envelope.data as { orderId: string }[]).map((row) => row.orderId);
    expect(await order(parts, orderId)).toMatchObject({ code: 2040 });
    expect((await client.get(`/api/v1/private/order/external/${symbol}/hidden`)).envelope.code).toBe(2040);
    expect(await listed()).toEqual([other]);
    expect(simulator.control.snapshot().orders).toHaveLength(2);
    expect((await client.create({ externalOid: 'hidden' })).envelope.code).toBe(603);
    clock.advance(3_000);
    expect(await order(parts, orderId)).toMatchObject({ code: 0, data: { state: 2 } });
    expect(await listed()).toEqual([other, orderId]);

    simulator.control.faults.next('create-order', 'order-invisible');
    const second = await resting(client);
    expect((await cancel(client, second)).envelope.data).toMatchObject([{ errorCode: 0 }]);
  });

  it('behavior: accepted-then-invalid: an id, then state 5 with the reason, and nothing frozen', async () => {
    const parts = await setup.start();
    parts.simulator.control.faults.next('create-order', 'accepted-then-invalid', { reason: 'contract-not-enabled' });
    const orderId = await resting(parts.client);
    expect((await order(parts, orderId)).data).toMatchObject({ state: 5, errorCode: 11, dealVol: 0 });
    expect(parts.simulator.control.snapshot().balances['USDT']?.frozen).toBe('0');
  });

  it.each([
    ['limit', { type: 1 }],
    ['market', { type: 5 }],
  ])('behavior: partial-fill-then-cancel of a %s order: half of it is held, the rest is gone', async (_case, over) => {
    const parts = await setup.start();
    parts.simulator.control.faults.next('create-order', 'partial-fill-then-cancel');
    const orderId = await resting(parts.client, { ...over, vol: 7 });
    expect((await order(parts, orderId)).data).toMatchObject({ state: 4, errorCode: 8, dealVol: 3, vol: 7 });
    const { positions, balances } = parts.simulator.control.snapshot();
    expect(positions).toMatchObject([{ symbol, holdVol: '3' }]);
    expect(balances['USDT']?.frozen).toBe('0');
  });

  it.each([
    ['filled-before-cancel', 2041],
    ['cancelled-yet-filled', 0],
  ] as const)('behavior: %s: the cancel answers %d, the order is filled', async (fault, code) => {
    const parts = await setup.start();
    const orderId = await resting(parts.client);
    parts.simulator.control.faults.next('cancel-orders', fault);
    expect((await cancel(parts.client, orderId)).envelope.data).toMatchObject([{ errorCode: code }]);
    expect((await order(parts, orderId)).data).toMatchObject({ state: 3, dealVol: 10 });
    expect(parts.simulator.control.snapshot().positions).toMatchObject([{ holdVol: '10' }]);
  });

  it('behavior: cancel_all meets the race as well', async () => {
    const parts = await setup.start();
    await resting(parts.client);
    await resting(parts.client);
    parts.simulator.control.faults.next('cancel-all-orders', 'cancelled-yet-filled');
    expect((await parts.client.post('/api/v1/private/order/cancel_all', { symbol })).envelope.code).toBe(0);
    expect(parts.simulator.control.snapshot().positions).toMatchObject([{ holdVol: '20' }]);
  });

  it('behavior: a known externalOid becomes a second order, by fault or by mode', async () => {
    const parts = await setup.start();
    await resting(parts.client, { externalOid: 'twice' });
    parts.simulator.control.faults.next('create-order', 'duplicate-placed');
    expect((await parts.client.create({ externalOid: 'twice' })).envelope.code).toBe(0);
    const placing = await setup.start({ duplicateExternalOid: 'second-order' });
    for (let again = 0; again < 2; again += 1) await resting(placing.client, { externalOid: 'twice' });
    for (const { simulator } of [parts, placing]) expect(simulator.control.snapshot().orders).toHaveLength(2);
  });

  it('behavior: a known externalOid in both modes: refused, or answered by the order that has it', async () => {
    const parts = await setup.start();
    const orderId = await resting(parts.client, { externalOid: 'twice' });
    expect((await parts.client.create({ externalOid: 'twice' })).envelope.code).toBe(603);
    parts.simulator.control.faults.next('create-order', 'duplicate-answered');
    expect((await parts.client.create({ externalOid: 'twice' })).envelope).toMatchObject({ code: 0, data: { orderId } });
    expect(parts.simulator.control.snapshot().orders).toHaveLength(1);

    const answering = await setup.start({ duplicateExternalOid: 'answer' });
    const first = await resting(answering.client, { externalOid: 'twice' });
    for (let again = 0; again < 2; again += 1) {
      expect((await answering.client.create({ externalOid: 'twice' })).envelope.data.orderId).toBe(first);
    }
  });
});

describe('what changes elsewhere (R-511)', () => {
  const create = async (fault: FaultName, options: FaultOptions = {}) => {
    const { simulator, client } = await setup.start();
    simulator.control.faults.next('create-order', fault, options);
    return { answer: (await client.create({})).envelope, again: (await client.create({})).envelope, client, simulator };
  };

  it.each([['contract-delisted'], ['contract-closed-to-api']] as const)('behavior: %s, from this order on', async (fault) => {
    const { answer, again, client } = await create(fault, { symbol });
    expect([answer.success, again.success]).toEqual([false, false]);
    const { state, apiAllowed } = (await client.get('/api/v1/contract/detail', `symbol=${symbol}`)).envelope.data;
    expect([state, apiAllowed]).toEqual(fault === 'contract-delisted' ? [3, true] : [0, false]);
  });

  it('behavior: position-mode-changed: the order that names the old mode ends in state 5 with 9', async () => {
    const { simulator } = await create('position-mode-changed');
    expect(simulator.control.snapshot().orders[0]).toMatchObject({ state: 'invalid', reason: 'position-mode-not-match' });
  });

  it('behavior: leverage-changed: what the next question hears', async () => {
    const { client } = await create('leverage-changed', { symbol, leverage: 33 });
    const { data } = (await client.get('/api/v1/private/position/leverage', `symbol=${symbol}`)).envelope;
    expect(data.map((row: { leverage: number }) => row.leverage)).toContain(33);
  });

  it('behavior: clock-skew: ping, signed times and logins follow; trading time does not', async () => {
    const { simulator, client, clock, stream } = await setup.start();
    simulator.control.faults.next('get-server-time', 'clock-skew', { skewMs: 60_000 });
    const ping = async () => (await client.get('/api/v1/contract/ping')).envelope.data as number;
    expect([await ping(), await ping()]).toEqual([START_MS + 60_000, START_MS + 60_000]);
    expect((await client.get(ORDERS)).envelope.code).toBe(513);
    expect((await stream.login(simulator.keys, START_MS)).channel).toBe('rs.error');
    expect((await stream.ask({ method: 'ping' })).data).toBe(START_MS + 60_000);
    const mended = new RawClient(simulator.restUrl, simulator.keys, { nowMs: () => clock.nowMs() + 60_000 });
    expect((await mended.create({})).envelope.data.ts).toBe(START_MS);
    simulator.control.skewClock(0);
    expect((await client.get(ORDERS)).envelope.code).toBe(0);
    expect(() => simulator.control.skewClock(0.5)).toThrow(/found 0.5, expected whole ms/);
  });

  it('behavior: position-liquidated in the middle of a closing order: the order finds nothing to close', async () => {
    const { simulator, client } = await setup.start();
    await client.create({});
    simulator.control.faults.next('create-order', 'position-liquidated', { symbol, side: 'long' });
    const closing = (await client.create({ side: 4 })).envelope;
    expect(closing).toMatchObject({ success: false, code: 2009 });
    const { positions, orders } = simulator.control.snapshot();
    expect(positions).toEqual([]);
    expect(orders.every(({ state }) => state === 'filled')).toBe(true);
  });

  it('behavior: funding-settled while an order is cancelled: paid once, and told', async () => {
    const { simulator, client } = await setup.start();
    await client.create({ vol: 1_000 });
    const orderId = await resting(client);
    simulator.control.faults.next('cancel-orders', 'funding-settled', { symbol });
    expect((await cancel(client, orderId)).envelope.data).toMatchObject([{ errorCode: 0 }]);
    const { data } = (await client.get('/api/v1/private/position/funding_records', `page_num=1&page_size=20&symbol=${symbol}`)).envelope;
    expect(data.resultList).toMatchObject([{ symbol }]);
  });

  it('behavior: book-frozen and book-crossed, of one contract and for a while', async () => {
    const { simulator, client, clock } = await setup.start();
    const book = async (name = symbol) => (await client.get(`/api/v1/contract/depth/${name}`)).envelope.data;
    const isCrossed = ({ bids, asks }: { bids: number[][]; asks: number[][] }) => (bids[0]?.[0] ?? 0) >= (asks[0]?.[0] ?? 0);
    simulator.control.faults.next('get-depth', 'book-frozen', { symbol, delayMs: 5_000 });
    const before = await book();
    clock.advance(4_000);
    expect({ ...(await book()), timestamp: before.timestamp }).toEqual(before);
    clock.advance(2_000);
    expect((await book()).version).toBeGreaterThan(before.version);

    simulator.control.faults.next('get-depth', 'book-crossed', { symbol });
    expect(isCrossed(await book())).toBe(true);
    expect(isCrossed(await book('ETH_USDT'))).toBe(false);
    clock.advance(2_000);
    expect(isCrossed(await book())).toBe(false);
  });

  it('error: a contract that is not listed is a loud answer', async () => {
    const { answer, simulator } = await create('contract-delisted', { symbol: 'NOPE_USDT' });
    expect(answer.code).toBe(1001);
    expect(simulator.control.snapshot().orders).toHaveLength(1);
  });
});

describe('klines (R-511)', () => {
  const path = `/api/v1/contract/kline/${symbol}`;
  const nowSecond = Math.floor(START_MS / 1000);
  const lastClosed = nowSecond - (nowSecond % 60) - 60;
  const query = `interval=Min1&start=${lastClosed - 180}&end=${nowSecond}`;
  const asked = async (client: RawClient) => (await client.get(path, query)).envelope.data;

  async function struck(fault: FaultName, options: FaultOptions = {}) {
    const { simulator, client } = await setup.start();
    const before = await asked(client);
    simulator.control.faults.next('get-klines', fault, options);
    const during = await asked(client);
    expect(await asked(client)).toEqual(before);
    for (const column of Object.values(during) as unknown[][]) expect(column).toHaveLength(during.time.length);
    return { before, during };
  }

  it.each([
    ['minute-missing', {}, [-180, -120, -60, 60]],
    ['minute-doubled', {}, [-180, -120, -60, 0, 0, 60]],
    ['minute-late', {}, [-180, -120, -60]],
    ['minute-missing', { minuteMs: (lastClosed - 120) * 1000 }, [-180, -60, 0, 60]],
    ['minute-missing', { minuteMs: 60_000 }, [-180, -120, -60, 0, 60]],
  ] as const)('behavior: %s %j, in one answer', async (fault, options, offsets) => {
    const { during } = await struck(fault, options);
    expect(during.time.map((time: number) => time - lastClosed)).toEqual(offsets);
  });

  it('behavior: minute-corrected: another close and volume, once', async () => {
    const { before, during } = await struck('minute-corrected');
    expect(during.close[3]).not.toBe(before.close[3]);
    expect([before.low[3], before.high[3]]).toContain(during.close[3]);
    expect(during.vol[3]).toBe(0);
    expect(during.close.slice(0, 3)).toEqual(before.close.slice(0, 3));
  });
});

describe('the table', () => {
  /** What is tried above, by its name in this file. */
  it('behavior: no fault is without a test', async () => {
    const { readFile } = await import('node:fs/promises');
    const text = await readFile(__filename, 'utf8');
    const untried = faultNames.filter((name) => !text.includes(`'${name}'`) && !/^http-50\d/.test(name));
    expect(untried).toEqual([]);
  });

  it('behavior: each row says in a line what it does', () => {
    for (const name of faultNames) expect(faultRows[name].meaning).toMatch(/^\S.{10,150}$/);
  });

  it('error: the endpoint of a fault has to suit it', async () => {
    const { simulator } = await setup.start();
    const plan = (endpoint: FaultTarget) => simulator.control.faults.next(endpoint, 'filled-before-cancel');
    expect(() => plan('create-order')).toThrow(/found endpoint create-order, expected cancel-orders/);
    expect(() => plan('any')).not.toThrow();
  });
});

describe('a foreign Upgrade header', () => {
  /** Each text is written when something has come back for the one before. */
  const ask = (simulator: MexcSimulator, ...texts: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port, hostname } = new URL(simulator.restUrl);
      const say = () => socket.write(texts.shift() ?? '');
      const socket = connect(Number(port), hostname, say);
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk.toString();
        if (texts.length > 0) say();
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });
  const offer = 'Host: x\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n';

  it('behavior: h2c is passed over, and the request is served; the next one on the same connection as well', async () => {
    const { simulator } = await setup.start();
    const ping = (connection: string) => `GET /api/v1/contract/ping HTTP/1.1\r\n${offer}Connection: ${connection}\r\n\r\n`;
    const heard = await ask(simulator, ping('Upgrade, HTTP2-Settings'), ping('Upgrade, close'));
    expect(heard.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(heard.match(/"data":1790000000500/g)).toHaveLength(2);
  });

  it('behavior: with a body', async () => {
    const { simulator } = await setup.start();
    const body = '{"symbol":"BTC_USDT"}';
    const head = `POST /api/v1/private/order/cancel_all HTTP/1.1\r\n${offer}Connection: upgrade, close\r\nContent-Length: ${body.length}\r\n`;
    expect(await ask(simulator, `${head}\r\n${body}`)).toContain('"code":401');
    expect(simulator.control.log.at(-1)).toMatchObject({ path: '/api/v1/private/order/cancel_all', code: 401 });
  });

  it('error: a WebSocket elsewhere than at /edge stays a 404 that says where it is', async () => {
    const { simulator } = await setup.start();
    const heard = await ask(simulator, 'GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    expect(heard).toMatch(/^HTTP\/1\.1 404 [\s\S]*its WebSocket at \/edge/);
  });
});
