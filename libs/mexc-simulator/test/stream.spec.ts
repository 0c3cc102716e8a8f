import { request } from 'node:http';
import { RawStream } from './raw-stream';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

describe('the grammar (reference 8.2)', () => {
  it('default: acknowledgements name the topic and no symbol, pong carries the time twice', async () => {
    const { stream } = await setup.start();
    expect((await stream.subscribe('deal', { symbol: 'BTC_USDT' })).text).toBe(
      `{"channel":"rs.sub.deal","data":"success","ts":${START_MS}}`,
    );
    expect((await stream.ask({ method: 'unsub.deal', param: { symbol: 'BTC_USDT' } })).text).toBe(
      `{"channel":"rs.unsub.deal","data":"success","ts":${START_MS}}`,
    );
    expect((await stream.ask({ method: 'ping' })).text).toBe(`{"channel":"pong","data":${START_MS},"ts":${START_MS}}`);
  });

  it.each([
    ['an unlisted contract', { method: 'sub.ticker', param: { symbol: 'NOPE_USDT' } }, 'Contract [NOPE_USDT] not exists'],
    ['no symbol', { method: 'sub.deal' }, 'symbol: missing'],
    ['an unknown topic', { method: 'sub.weather', param: {} }, 'method [sub.weather] not exists'],
    ['an unknown method', { method: 'dance' }, 'method [dance] not exists'],
    ['no method', {}, 'method: missing'],
    ['param that is no object', { method: 'sub.deal', param: ['BTC_USDT'] }, 'param: expected a JSON object'],
    ['an interval the venue does not have', { method: 'sub.kline', param: { symbol: 'BTC_USDT', interval: 'Min3' } }, /Min3/],
    ['a depth size it does not have', { method: 'sub.depth.full', param: { symbol: 'BTC_USDT', limit: 7 } }, /expected 5, 10 or 20/],
    [
      'a depth step it does not have',
      { method: 'sub.depth.step', param: { symbol: 'BTC_USDT', step: '0.3' } },
      /expected one of 0.1, 1, 10/,
    ],
    ['the index of an inverse contract', { method: 'sub.index.price', param: { symbol: 'BTC_USD' } }, /quoted as BTC_USDT/],
    ['no JSON', '{"method":', /could not be decoded/],
    ['no object', '[1]', 'body: expected a JSON object'],
    ['an unknown contract to leave', { method: 'unsub.deal', param: { symbol: 'NOPE_USDT' } }, 'Contract [NOPE_USDT] not exists'],
  ])('error: %s is an rs.error and the connection stays', async (_case, message, expected) => {
    const { stream } = await setup.start();
    const answer = await stream.ask(message);
    expect(answer.channel).toBe('rs.error');
    if (typeof expected === 'string') expect(answer.data).toBe(expected);
    else expect(answer.data).toMatch(expected);
    expect((await stream.ask({ method: 'ping' })).channel).toBe('pong');
  });

  it('behavior: the gzip flag is not looked at, every frame is text; binary messages are refused', async () => {
    const { stream, pass } = await setup.start();
    await stream.ask({ method: 'sub.ticker', param: { symbol: 'BTC_USDT' }, gzip: true });
    pass(1_000);
    expect((await stream.settle()).map(({ isBinary }) => isBinary)).toEqual([false, false, false]);
    stream.sendBinary(Buffer.from('{"method":"ping"}'));
    await stream.until(() => stream.frames.some(({ data }) => data === 'text frames only'));
  });

  it('error: another path is a 404, and a message over 64 KB closes the connection', async () => {
    const { simulator, stream } = await setup.start();
    await expect(RawStream.open(simulator.wsUrl.replace('/edge', '/ws'))).rejects.toThrow('404');
    stream.send('x'.repeat(70_000));
    expect(await stream.closed).toBe(1009);
  });

  it('error: an upgrade to something else is a 404 that names the path', async () => {
    const { simulator } = await setup.start();
    const status = await new Promise((resolve, reject) => {
      request(`${simulator.restUrl}/edge`, { headers: { Connection: 'Upgrade', Upgrade: 'h2c' } }, (answer) =>
        resolve(answer.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
    expect(simulator.control.log).toContainEqual({ atMs: START_MS, method: 'GET', path: '/edge', status: 404, code: 404 });
  });
});

describe('login and filter (reference 2.5, 8.5)', () => {
  it('default: login is answered with its time as text', async () => {
    const { stream, simulator } = await setup.start();
    expect((await stream.login(simulator.keys, START_MS)).text).toBe(`{"channel":"rs.login","data":"success","ts":"${START_MS}"}`);
  });

  it.each([
    ['a wrong secret', { apiSecret: 'wrong' }, START_MS, 'signature verification failed'],
    ['a key of another simulator', { apiKey: 'sim_other' }, START_MS, 'not one of this simulator'],
    ['a live-looking key', { apiKey: 'mx0vglLive' }, START_MS, 'this is the Prate simulator'],
    ['a time 2 s ahead', {}, START_MS + 2_001, 'reqTime'],
    ['a time 10 s behind', {}, START_MS - 10_001, 'reqTime'],
  ])('error: %s is refused, and nothing private follows', async (_case, over, atMs, expected) => {
    const { stream, simulator, client } = await setup.start();
    const answer = await stream.login({ ...simulator.keys, ...over }, atMs);
    expect([answer.channel, answer.data]).toEqual(['rs.error', expect.stringContaining(expected)]);
    await client.create({});
    expect(await stream.pushes('personal.order')).toEqual([]);
  });

  it('behavior: without subscribe all private pushes start at once', async () => {
    const { stream, simulator, client } = await setup.start();
    await stream.login(simulator.keys, START_MS);
    await client.create({});
    expect(await stream.pushes('personal.order')).toHaveLength(1);
  });

  it.each([
    ['top level', { subscribe: false }],
    ['in param', 'param'],
  ])('behavior: subscribe false (%s) waits for personal.filter', async (_place, extra) => {
    const { stream, simulator, client } = await setup.start();
    if (extra === 'param') {
      const { createHmac } = await import('node:crypto');
      const { apiKey, apiSecret } = simulator.keys;
      const signature = createHmac('sha256', apiSecret).update(`${apiKey}${START_MS}`).digest('hex');
      await stream.ask({ method: 'login', param: { apiKey, reqTime: String(START_MS), signature, subscribe: false } });
    } else {
      await stream.login(simulator.keys, START_MS, extra as object);
    }
    await client.create({});
    expect(await stream.pushes('personal.order')).toEqual([]);
    expect((await stream.ask({ method: 'personal.filter', param: { filters: [] } })).text).toBe(
      `{"channel":"rs.personal.filter","data":"success","ts":${START_MS}}`,
    );
    await client.create({});
    expect(await stream.pushes('personal.order')).toHaveLength(1);
  });

  it('behavior: each filter replaces the former; rules pick symbols; what is no filter key keeps flowing', async () => {
    const { stream, simulator, client } = await setup.start();
    await stream.login(simulator.keys, START_MS);
    const filter = (filters: readonly object[]) => stream.ask({ method: 'personal.filter', param: { filters } });
    const seen = async (): Promise<readonly string[]> => {
      const channels = (await stream.settle()).filter(({ channel }) => channel.startsWith('push.personal.'));
      stream.frames.length = 0;
      return channels.map(({ channel, data }) => `${channel.slice(14)} ${data.symbol ?? data.currency ?? ''}`);
    };
    await filter([{ filter: 'order', rules: ['ETH_USDT'] }, { filter: 'asset' }]);
    await client.create({ symbol: 'BTC_USDT' });
    await client.create({ symbol: 'ETH_USDT' });
    expect(await seen()).toEqual(['asset USDT', 'order ETH_USDT', 'asset USDT']);

    await filter([{ filter: 'order.deal', rules: [] }]);
    await client.create({ symbol: 'BTC_USDT' });
    expect(await seen()).toEqual(['order.deal BTC_USDT']);

    simulator.control.setPositionMode('one-way');
    expect(await seen()).toEqual(['position.mode ']);

    await stream.ask({ method: 'personal.filter' });
    await client.create({ symbol: 'ETH_USDT', positionMode: 2 });
    expect(await seen()).toEqual(['order ETH_USDT', 'order.deal ETH_USDT', 'position ETH_USDT', 'asset USDT']);
  });

  it.each([
    ['an unknown key', [{ filter: 'orders' }], /found orders, expected one of order, order.deal/],
    ['an unknown contract', [{ filter: 'order', rules: ['NOPE_USDT'] }], 'Contract [NOPE_USDT] not exists'],
    ['rules for assets', [{ filter: 'asset', rules: ['BTC_USDT'] }], 'filter asset: rules are not supported'],
  ])('error: %s is refused, and the former filter stays', async (_case, filters, expected) => {
    const { stream, simulator, client } = await setup.start();
    await stream.login(simulator.keys, START_MS);
    const answer = await stream.ask({ method: 'personal.filter', param: { filters } });
    expect(answer.channel).toBe('rs.error');
    expect(answer.data).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    await client.create({});
    expect(await stream.pushes('personal.order')).toHaveLength(1);
  });

  it('error: a filter before the login is refused', async () => {
    const { stream } = await setup.start();
    expect((await stream.ask({ method: 'personal.filter' })).data).toBe('not logged in');
  });
});

describe('ping rule (reference 8.1)', () => {
  it('behavior: after more than 60 s without a ping the connection is told so and closed', async () => {
    const { stream, pass, simulator } = await setup.start();
    await stream.settle();
    pass(60_000);
    await stream.subscribe('fair.price', { symbol: 'BTC_USDT' });
    expect(simulator.control.streams.connectionCount).toBe(1);
    pass(1);
    await stream.closed;
    expect(stream.frames.at(-1)?.text).toBe(
      `{"channel":"rs.error","data":"more than 60 seconds no response, close the channel","ts":${START_MS + 60_001}}`,
    );
    expect(simulator.control.streams.connectionCount).toBe(0);
  });

  it('behavior: a ping starts the 60 s anew', async () => {
    const { stream, pass, simulator } = await setup.start();
    for (let turn = 0; turn < 3; turn += 1) {
      pass(60_000);
      await stream.settle();
    }
    expect(simulator.control.streams.connectionCount).toBe(1);
  });
});

describe('the door', () => {
  it('behavior: by default a timer pushes, while somebody is connected', async () => {
    const { stream, clock } = await setup.start({ pushEveryMs: 5 });
    await stream.subscribe('fair.price', { symbol: 'BTC_USDT' });
    clock.advance(1_000);
    await stream.until(() => stream.frames.some(({ channel }) => channel === 'push.fair.price'));
  });

  it('behavior: the log names openings, messages and closings, and holds no secret', async () => {
    const { stream, simulator } = await setup.start();
    await stream.login(simulator.keys, START_MS);
    await stream.subscribe('deal', { symbol: 'BTC_USDT' });
    await stream.subscribe('deal', { symbol: 'NOPE_USDT' });
    stream.close();
    await stream.closed;
    const at = { atMs: START_MS, connection: 1 };
    expect(simulator.control.streams.log).toEqual([
      { ...at, event: 'opened' },
      { ...at, event: 'message', method: 'login', isRefused: false },
      { ...at, event: 'message', method: 'sub.deal', symbol: 'BTC_USDT', isRefused: false },
      { ...at, event: 'message', method: 'sub.deal', symbol: 'NOPE_USDT', isRefused: true },
      { ...at, event: 'closed' },
    ]);
    const everything = JSON.stringify([simulator.control.streams.log, simulator.control.log]);
    for (const secret of [simulator.keys.apiKey, simulator.keys.apiSecret]) expect(everything).not.toContain(secret);
  });

  it('behavior: stop closes all sockets', async () => {
    const { stream, open, simulator } = await setup.start();
    const other = await open();
    await simulator.stop();
    expect(await Promise.all([stream.closed, other.closed])).toEqual([1006, 1006]);
  });
});
