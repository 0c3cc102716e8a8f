import { connect } from 'node:net';
import { type SimulatorOptions, type MexcSimulator, startMexcSimulator } from '../src';
import { RawClient } from './raw-client';
import { SettableClock } from './settable-clock';

const START_MS = 1_790_000_000_500;
const running: MexcSimulator[] = [];

async function start(options: SimulatorOptions = {}) {
  const clock = new SettableClock(START_MS);
  const simulator = await startMexcSimulator({ clock, ...options });
  running.push(simulator);
  return { clock, simulator, client: new RawClient(simulator.restUrl, simulator.keys, clock) };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

describe('public answers', () => {
  it('default: ping, detail of one and of all, fair price', async () => {
    const { client, clock } = await start();
    expect((await client.get('/api/v1/contract/ping')).text).toBe(`{"success":true,"code":0,"data":${START_MS}}`);
    const one = (await client.get('/api/v1/contract/detail', 'symbol=BTC_USDT')).envelope.data;
    expect(one).toMatchObject({
      symbol: 'BTC_USDT',
      contractSize: 0.0001,
      priceUnit: 0.1,
      minVol: 1,
      maxLeverage: 500,
      apiAllowed: true,
      state: 0,
    });
    const all = (await client.get('/api/v1/contract/detail')).envelope.data as { symbol: string }[];
    expect(all.map(({ symbol }) => symbol)).toEqual(['BTC_USDT', 'ETH_USDT', 'DOGE_USDT', 'BTC_USD']);
    clock.advance(1_000);
    const fair = (await client.get('/api/v1/contract/fair_price/ETH_USDT')).envelope.data;
    expect(fair).toMatchObject({ symbol: 'ETH_USDT', timestamp: START_MS + 1_000 });
    expect(fair.fairPrice).toBeGreaterThan(2_500);
  });

  it('default: klines are columns of equal length, times in seconds', async () => {
    const { client } = await start();
    const { data } = (await client.get('/api/v1/contract/kline/BTC_USDT', 'interval=Min1&start=1789999800&end=1789999979')).envelope;
    expect(Object.keys(data)).toEqual([
      'time',
      'open',
      'close',
      'high',
      'low',
      'vol',
      'amount',
      'realOpen',
      'realClose',
      'realHigh',
      'realLow',
    ]);
    expect(data.time).toEqual([1_789_999_800, 1_789_999_860, 1_789_999_920]);
    for (const column of Object.values(data)) expect(column).toHaveLength(3);
  });

  it.each([
    ['contract/detail', 'symbol=NOPE_USDT', 1001],
    ['contract/kline/NOPE_USDT', '', 1001],
    ['contract/fair_price/NOPE_USDT', '', 1001],
    ['contract/kline/BTC_USDT', 'interval=Min3', 600],
    ['contract/kline/BTC_USDT', 'start=soon', 600],
    ['contract/kline/BTC_USDT', 'start=2&end=1', 6003],
  ])('error: %s?%s is HTTP 200 with code %d', async (path, query, code) => {
    const { client } = await start();
    const answer = await client.get(`/api/v1/${path}`, query);
    expect([answer.status, answer.envelope.success, answer.envelope.code]).toEqual([200, false, code]);
    expect(Object.keys(answer.envelope)).toEqual(['success', 'code', 'message']);
  });
});

describe('orders over the wire', () => {
  it('default: create, read by both ids, position, balance, leverage, mode', async () => {
    const { client } = await start();
    const created = await client.create({ externalOid: 'sim-0001' });
    const orderId = /"orderId":"(\d{18})"/.exec(created.text)?.[1] ?? '';
    expect(created.text).toBe(`{"success":true,"code":0,"data":{"orderId":"${orderId}","ts":${START_MS}}}`);

    const byId = await client.get(`/api/v1/private/order/get/${orderId}`);
    const byExternalOid = await client.get('/api/v1/private/order/external/BTC_USDT/sim-0001');
    expect(byExternalOid.text).toBe(byId.text);
    expect(byId.text).toContain(`"data":{"orderId":"${orderId}","symbol":"BTC_USDT","positionId":1790000000,"price":`);
    expect(byId.envelope.data).toMatchObject({
      state: 3,
      side: 1,
      orderType: 5,
      vol: 10,
      dealVol: 10,
      leverage: 10,
      errorCode: 0,
      version: 2,
    });
    // The price of a market order is a protective one and means nothing; times of finished orders are whole seconds.
    expect(byId.envelope.data.price).toBeGreaterThan(byId.envelope.data.dealAvgPrice * 1.004);
    expect(byId.envelope.data.createTime).toBe(1_790_000_000_000);

    const [position] = (await client.get('/api/v1/private/position/open_positions', 'symbol=BTC_USDT')).envelope.data;
    expect(position).toMatchObject({
      positionId: 1_790_000_000,
      positionType: 1,
      openType: 1,
      state: 1,
      holdVol: 10,
      frozenVol: 0,
      leverage: 10,
    });
    expect(position.fee).toBe(-position.totalFee);
    const assets = (await client.get('/api/v1/private/account/assets')).envelope.data;
    expect(assets.map(({ currency }: { currency: string }) => currency)).toEqual(['USDT', 'BTC']);
    expect(assets[0].availableBalance + assets[0].frozenBalance + assets[0].positionMargin + assets[0].unrealized).toBeCloseTo(
      assets[0].equity,
      9,
    );
    expect((await client.get('/api/v1/private/position/leverage', 'symbol=BTC_USDT')).envelope.data).toMatchObject([
      { positionType: 1, openType: 1, leverage: 10 },
      { positionType: 2, openType: 1, leverage: 20 },
    ]);
    expect((await client.get('/api/v1/private/position/position_mode')).envelope.data).toBe(1);
  });

  it('behavior: ids of a cancel are bare, of a read quoted, and none fits a double', async () => {
    const { client } = await start();
    const created = await client.create({ type: 1, price: 60_000, externalOid: 'rest' });
    const orderId = created.envelope.data.orderId as string;
    expect(BigInt(orderId) > 2n ** 53n).toBe(true);
    const open = await client.get('/api/v1/private/order/list/open_orders', 'page_num=1&page_size=100');
    expect(open.text).toContain(`"data":[{"orderId":"${orderId}"`);
    const cancelled = await client.post('/api/v1/private/order/cancel', `[${orderId},1,"${orderId}"]`);
    expect(cancelled.text).toBe(
      `{"success":true,"code":0,"data":[{"orderId":${orderId},"errorCode":0,"errorMsg":"success"},` +
        '{"orderId":1,"errorCode":2040,"errorMsg":"order not exist"},' +
        `{"orderId":${orderId},"errorCode":2041,"errorMsg":"order state cannot be cancelled"}]}`,
    );
    const again = await client.post('/api/v1/private/order/batch_cancel_with_external', [
      { symbol: 'BTC_USDT', externalOid: 'rest' },
      { symbol: 'BTC_USDT', externalOid: 'never' },
    ]);
    expect(again.text).toContain(`{"orderId":${orderId},"errorCode":2041`);
    expect(again.text).toContain('{"orderId":0,"errorCode":2040');
  });

  it('behavior: cancel_all by contract, by empty symbol, by nothing; no data in the answer', async () => {
    const { client, simulator } = await start();
    const working = (): number => simulator.control.snapshot().orders.filter(({ state }) => state === 'working').length;
    for (const body of ['{"symbol":""}', '{}', '']) {
      await client.create({ type: 1, price: 60_000 });
      await client.create({ type: 1, price: 3_200, symbol: 'ETH_USDT' });
      expect((await client.post('/api/v1/private/order/cancel_all', { symbol: 'BTC_USDT' })).text).toBe('{"success":true,"code":0}');
      expect(working()).toBe(1);
      await client.post('/api/v1/private/order/cancel_all', body);
      expect(working()).toBe(0);
    }
    expect((await client.post('/api/v1/private/order/cancel_all', { symbol: 'NOPE_USDT' })).envelope.code).toBe(1001);
  });

  it('behavior: open orders come in pages, newest first, as a bare list', async () => {
    const { client, clock } = await start();
    for (let at = 0; at < 5; at += 1) {
      await client.create({ type: 1, price: 60_000, vol: at + 1 });
      clock.advance(10);
    }
    const page = async (pageNum: number, pageSize: number): Promise<number[]> => {
      const { data } = (await client.get('/api/v1/private/order/list/open_orders', `page_num=${pageNum}&page_size=${pageSize}`)).envelope;
      return data.map(({ vol }: { vol: number }) => vol);
    };
    expect([await page(1, 2), await page(2, 2), await page(3, 2), await page(4, 2)]).toEqual([[5, 4], [3, 2], [1], []]);
    expect((await client.get('/api/v1/private/order/list/open_orders', 'page_size=101')).envelope.code).toBe(600);
  });

  it.each([
    ['order/cancel', Array.from({ length: 51 }, (_, at) => at + 1), 2013],
    ['order/cancel', [], 600],
    ['order/cancel', ['abc'], 600],
    ['order/cancel', { orderId: 1 }, 600],
    ['order/cancel', '[1', 601],
    ['order/batch_cancel_with_external', [{ symbol: 'BTC_USDT' }], 600],
    ['order/create', '{"symbol":', 601],
    ['order/create', { symbol: 'BTC_USDT' }, 600],
    ['order/create', { symbol: 'BTC_USDT', side: 9, type: 1, vol: 1, openType: 1 }, 2001],
    ['order/create', { symbol: 'BTC_USDT', side: 1, type: 9, vol: 1, openType: 1 }, 2029],
    ['order/create', { symbol: 'BTC_USDT', side: 1, type: 5, vol: 1, openType: 3 }, 2002],
    ['order/create', { symbol: 'BTC_USDT', side: 1, type: 5, vol: 1, openType: 1, leverage: 10, stopLossPrice: 1_000_000 }, 5003],
    ['order/create', { symbol: 'BTC_USDT', side: 1, type: 5, vol: 1, openType: 1, leverage: 10, flashClose: true }, 600],
    ['order/create', { symbol: 'BTC_USDT', side: 1, type: 5, vol: 1, openType: 1, leverage: 10, bboTypeNum: 1 }, 600],
    ['order/create', { symbol: 'BTC_USDT', side: 1, type: 1, price: 60000, vol: 1, openType: 1, leverage: 10, marketCeiling: true }, 600],
    ['order/create', { symbol: 'BTC_USDT', side: 1, type: 1, vol: 1, openType: 1, leverage: 10, stpMode: 4 }, 600],
    ['position/change_leverage', { positionId: 123, leverage: 5 }, 2009],
    ['position/change_leverage', { symbol: 'BTC_USDT', openType: 1, positionType: 3, leverage: 5 }, 2022],
  ])('error: %s %j answers %d', async (path, body, code) => {
    const { client, simulator } = await start();
    expect((await client.post(`/api/v1/private/${path}`, body)).envelope).toMatchObject({ success: false, code });
    expect(simulator.control.snapshot().orders).toEqual([]);
  });

  it('error: an order nobody knows is 2040 by either id', async () => {
    const { client } = await start();
    expect((await client.get('/api/v1/private/order/get/739113577038255617')).envelope.code).toBe(2040);
    expect((await client.get('/api/v1/private/order/external/BTC_USDT/never')).envelope.code).toBe(2040);
    expect((await client.get('/api/v1/private/order/get/abc')).envelope.code).toBe(600);
  });

  it('behavior: a wrong position mode is accepted and reads back invalid with errorCode 9', async () => {
    const { client, simulator } = await start();
    simulator.control.setPositionMode('one-way');
    expect((await client.get('/api/v1/private/position/position_mode')).envelope.data).toBe(2);
    const created = await client.create({ positionMode: 1, externalOid: 'mode' });
    expect(created.envelope.success).toBe(true);
    expect((await client.get('/api/v1/private/order/external/BTC_USDT/mode')).envelope.data).toMatchObject({
      state: 5,
      errorCode: 9,
      dealVol: 0,
    });
  });

  it('behavior: leverage is set per side', async () => {
    const { client } = await start();
    const path = '/api/v1/private/position/change_leverage';
    expect((await client.post(path, { symbol: 'BTC_USDT', openType: 2, positionType: 2, leverage: 33 })).text).toBe(
      '{"success":true,"code":0}',
    );
    expect((await client.get('/api/v1/private/position/leverage', 'symbol=BTC_USDT')).envelope.data).toMatchObject([
      { positionType: 1, openType: 1, leverage: 20 },
      { positionType: 2, openType: 2, leverage: 33 },
    ]);
    await client.create({ vol: 5 });
    expect((await client.post(path, { positionId: 1_790_000_000, leverage: 25 })).envelope.success).toBe(true);
    expect((await client.get('/api/v1/private/position/open_positions')).envelope.data).toMatchObject([{ leverage: 25 }]);
  });
});

describe('determinism (R-509)', () => {
  it('behavior: same seed, clock and commands give the same bytes', async () => {
    const run = async (): Promise<string> => {
      const { client, clock } = await start({ seed: 42 });
      const texts: string[] = [];
      const note = async (answer: Promise<{ status: number; text: string }>): Promise<void> => {
        const { status, text } = await answer;
        texts.push(`${status} ${text}`);
      };
      await note(client.create({ externalOid: 'one' }));
      const fair = (await client.get('/api/v1/contract/fair_price/BTC_USDT')).envelope.data.fairPrice as number;
      await note(client.create({ side: 3, type: 1, price: Math.round(fair * 10 + 40) / 10, vol: 5_000, externalOid: 'two' }));
      for (let at = 0; at < 5; at += 1) {
        clock.advance(7_000);
        await note(client.get('/api/v1/private/order/list/open_orders'));
        await note(client.get('/api/v1/private/position/open_positions'));
        await note(client.get('/api/v1/private/account/assets'));
      }
      await note(client.create({ side: 4, vol: 99 }));
      await note(client.get('/api/v1/contract/kline/ETH_USDT', 'interval=Min5&start=1789990000'));
      return texts.join('\n');
    };
    const first = await run();
    expect(await run()).toBe(first);
    expect(first).toContain('"makerFee":');
    expect(first.length).toBeGreaterThan(5_000);
  });

  it('behavior: a restart finds the same past', async () => {
    const query = ['/api/v1/contract/kline/DOGE_USDT', 'interval=Min1&start=1789990000&end=1789999000'] as const;
    const first = await (await start()).client.get(...query);
    const { client, clock } = await start();
    clock.advance(3_600_000);
    expect((await client.get(...query)).text).toBe(first.text);
  });
});

describe('tape', () => {
  it('behavior: recorded minutes come back as real prices and whole contracts', async () => {
    const minutes = [
      { openTimeMs: 1_475_798_400_000, open: '611.78', high: '611.91', low: '611.78', close: '611.9', volume: '1.13872' },
      { openTimeMs: 1_475_798_520_000, open: '611.87', high: '611.88', low: '611.87', close: '611.88', volume: '0.56799' },
    ];
    const clock = new SettableClock(1_475_798_700_000);
    const { client } = await start({ tapes: [{ symbol: 'BTC_USDT', minutes }], clock });
    const { data } = (await client.get('/api/v1/contract/kline/BTC_USDT')).envelope;
    expect(data).toMatchObject({
      time: [1_475_798_400, 1_475_798_520],
      open: [611.78, 611.9],
      realOpen: [611.78, 611.87],
      realHigh: [611.91, 611.88],
      realLow: [611.78, 611.87],
      realClose: [611.9, 611.88],
      vol: [113_872, 56_799],
    });
    const contract = (await client.get('/api/v1/contract/detail', 'symbol=BTC_USDT')).envelope.data;
    expect(contract).toMatchObject({ priceUnit: 0.01, contractSize: 0.00001 });
  });
});

describe('faults (R-511)', () => {
  it.each([
    ['hang-up-before-accept', false, 0],
    ['accept-then-hang-up', true, 0],
    ['maintenance', false, 200],
    ['http-502', false, 502],
    ['http-502-after-accept', true, 502],
  ] as const)('behavior: %s strikes once; carried out: %s', async (fault, isAccepted, status) => {
    const { client, simulator } = await start();
    simulator.control.faults.next('create-order', fault);
    expect((await client.get('/api/v1/contract/ping')).status).toBe(200);
    const struck = client.create({ externalOid: 'struck' });
    if (status === 0) await expect(struck).rejects.toThrow('fetch failed');
    if (status === 200) expect((await struck).envelope).toMatchObject({ success: false, code: 801 });
    if (status === 502) await expect(struck).rejects.toThrow('is not valid JSON');
    expect(simulator.control.snapshot().orders).toHaveLength(isAccepted ? 1 : 0);
    const logged = simulator.control.log[1];
    expect(logged).toMatchObject({ method: 'POST', path: '/api/v1/private/order/create', status, fault });
    expect((await client.create({ externalOid: 'struck' })).envelope.code).toBe(isAccepted ? 603 : 0);
  });

  it('behavior: faults of an endpoint wait in line', async () => {
    const { client, simulator } = await start();
    simulator.control.faults.next('get-server-time', 'maintenance');
    simulator.control.faults.next('get-server-time', 'http-502');
    expect((await client.get('/api/v1/contract/ping')).envelope.code).toBe(801);
    await expect(client.get('/api/v1/contract/ping')).rejects.toThrow();
    expect((await client.get('/api/v1/contract/ping')).envelope.code).toBe(0);
  });

  it('error: unknown names are refused at once', async () => {
    const { simulator } = await start();
    expect(() => simulator.control.faults.next('create-oder' as never, 'http-502')).toThrow(/found endpoint "create-oder"/);
    expect(() => simulator.control.faults.next('create-order', 'flood' as never)).toThrow(/found fault "flood"/);
  });
});

describe('the door', () => {
  it('error: an unknown route is a loud 404, another verb a 405', async () => {
    const { client } = await start();
    const unknown = await client.get('/api/v1/private/nothing/of_the_kind');
    expect(unknown.status).toBe(404);
    expect(unknown.envelope.message).toContain('the simulator does not have GET /api/v1/private/nothing/of_the_kind');
    const other = await client.post('/api/v1/contract/ping', {});
    expect([other.status, other.envelope.message]).toEqual([405, 'the simulator does not have POST /api/v1/contract/ping, only GET']);
  });

  it('error: unsigned is HTTP 401, a live-looking key is told where it is, a wrong signature is 602', async () => {
    const { simulator, clock } = await start();
    const unsigned = await fetch(`${simulator.restUrl}/api/v1/private/account/assets`);
    expect([unsigned.status, ((await unsigned.json()) as { code: number }).code]).toEqual([401, 401]);
    const live = await new RawClient(simulator.restUrl, { apiKey: 'mx0vglLive', apiSecret: 'x' }, clock).get(
      '/api/v1/private/account/assets',
    );
    expect([live.status, live.envelope.code]).toEqual([401, 401]);
    expect(live.envelope.message).toContain('this is the Prate simulator');
    const wrong = await new RawClient(simulator.restUrl, { ...simulator.keys, apiSecret: 'x' }, clock).get(
      '/api/v1/private/account/assets',
    );
    expect([wrong.status, wrong.envelope.code]).toEqual([200, 602]);
    const ahead = new SettableClock(clock.nowMs() + 2_001);
    expect((await new RawClient(simulator.restUrl, simulator.keys, ahead).get('/api/v1/private/account/assets')).envelope.code).toBe(513);
  });

  it('error: a body over 1 MB is 413 and nothing happens', async () => {
    const { client, simulator } = await start();
    const answer = await client.post('/api/v1/private/order/create', ' '.repeat(1_048_577));
    expect([answer.status, answer.envelope.code]).toEqual([413, 413]);
    expect(simulator.control.snapshot().orders).toEqual([]);
  });

  it('error: what is no HTTP gets a 400 that says so; a bad percent sign a 600', async () => {
    const { client, simulator } = await start();
    const { port, hostname } = new URL(simulator.restUrl);
    const heard = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).toContain('"success":false,"code":400');
    expect((await client.get('/api/v1/contract/fair_price/%E0%A4%A')).envelope.code).toBe(600);
  });

  it('behavior: the log names every request and holds no secret', async () => {
    const { client, simulator } = await start();
    await client.get('/api/v1/private/account/assets');
    await client.get('/api/v1/private/position/leverage', 'symbol=NOPE_USDT');
    expect(simulator.control.log).toEqual([
      { atMs: START_MS, method: 'GET', path: '/api/v1/private/account/assets', status: 200, code: 0 },
      { atMs: START_MS, method: 'GET', path: '/api/v1/private/position/leverage', status: 200, code: 1001 },
    ]);
    const everything = JSON.stringify(simulator.control.log);
    for (const secret of [simulator.keys.apiKey, simulator.keys.apiSecret]) expect(everything).not.toContain(secret);
  });

  it('behavior: it says who it is, and its answers carry no machine date', async () => {
    const { simulator } = await start();
    const response = await fetch(`${simulator.restUrl}/api/v1/contract/ping`);
    expect(response.headers.get('server')).toBe('prate-mexc-simulator');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('date')).toBeNull();
  });

  it('behavior: stop closes kept-alive connections, may come twice, and frees the port', async () => {
    const { client, simulator } = await start();
    await client.get('/api/v1/contract/ping');
    await simulator.stop();
    await simulator.stop();
    await expect(client.get('/api/v1/contract/ping')).rejects.toThrow('fetch failed');
    const next = await start({ port: Number(new URL(simulator.restUrl).port) });
    expect(next.simulator.restUrl).toBe(simulator.restUrl);
    await expect(startMexcSimulator({ port: Number(new URL(simulator.restUrl).port) })).rejects.toThrow('EADDRINUSE');
  });

  it('behavior: setPositionMode refuses one-way while both sides are held', async () => {
    const { client, simulator } = await start();
    await client.create({ side: 1 });
    await client.create({ side: 3 });
    expect(() => simulator.control.setPositionMode('one-way')).toThrow(/found both sides of BTC_USDT open/);
  });
});
