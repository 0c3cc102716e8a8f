import { streamFaultNames } from '../src';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const symbol = 'BTC_USDT';

/** Subscribed to the book, which changes every 200 ms, and to the fair price. */
async function subscribed() {
  const parts = await setup.start();
  await parts.stream.subscribe('depth', { symbol });
  await parts.stream.subscribe('fair.price', { symbol });
  return { ...parts, streams: parts.simulator.control.streams };
}

const ends = async (stream: Awaited<ReturnType<typeof subscribed>>['stream']): Promise<readonly number[]> =>
  (await stream.pushes('depth')).map(({ data }) => data.end as number);

describe('faults that strike once', () => {
  it('behavior: drop-push leaves a gap, of this topic only', async () => {
    const { stream, streams, pass } = await subscribed();
    pass(200);
    streams.next('drop-push', { topic: 'depth', count: 2 });
    for (let turn = 0; turn < 5; turn += 1) pass(200);
    const pushes = (await stream.pushes('depth')).map(({ data }) => data);
    expect(pushes).toHaveLength(4);
    expect(pushes[1].begin).toBeGreaterThan(pushes[0].end + 1);
    expect(pushes[2].begin).toBe(pushes[1].end + 1);
    expect((await stream.pushes('fair.price')).length).toBeGreaterThan(0);
  });

  it('behavior: duplicate-push sends the same bytes twice', async () => {
    const { stream, streams, pass } = await subscribed();
    streams.next('duplicate-push', { topic: 'depth' });
    pass(400);
    const texts = (await stream.pushes('depth')).map(({ text }) => text);
    expect(texts).toHaveLength(3);
    expect(texts[0]).toBe(texts[1]);
    expect(texts[2]).not.toBe(texts[1]);
  });

  it.each([[2], [3]])('behavior: reorder-pushes turns %d of them round, once', async (count) => {
    const { stream, streams, pass } = await subscribed();
    streams.next('reorder-pushes', { topic: 'depth', count });
    pass(1_000);
    const seen = await ends(stream);
    const rising = [...seen].sort((one, other) => one - other);
    expect(seen).toEqual([...rising.slice(0, count).reverse(), ...rising.slice(count)]);
    expect(seen).toHaveLength(5);
  });

  it('behavior: faults without a topic strike whatever comes first, private pushes as well', async () => {
    const { stream, simulator, client } = await setup.start();
    await stream.login(simulator.keys, START_MS);
    simulator.control.streams.next('reorder-pushes', { count: 4 });
    await client.create({});
    const channels = (await stream.settle()).map(({ channel }) => channel).filter((channel) => channel.startsWith('push.'));
    expect(channels).toEqual(['push.personal.asset', 'push.personal.position', 'push.personal.order.deal', 'push.personal.order']);
  });

  it('behavior: lose-ack: the subscription works, nobody says so', async () => {
    const { stream, simulator, pass } = await setup.start();
    simulator.control.streams.next('lose-ack', { topic: 'depth' });
    stream.send({ method: 'sub.depth', param: { symbol } });
    await stream.subscribe('deal', { symbol });
    pass(400);
    expect(await stream.pushes('depth')).toHaveLength(2);
    expect(stream.frames.map(({ channel }) => channel)).not.toContain('rs.sub.depth');
    expect((await stream.subscribe('depth', { symbol })).channel).toBe('rs.sub.depth');
  });

  it('behavior: refuse-login: a right login is refused once', async () => {
    const { stream, simulator } = await setup.start();
    simulator.control.streams.next('refuse-login');
    expect((await stream.login(simulator.keys, START_MS)).channel).toBe('rs.error');
    expect((await stream.login(simulator.keys, START_MS)).channel).toBe('rs.login');
  });

  it('behavior: gap: three in a row are missing on one connection, and the numbers jump', async () => {
    const { stream, streams, pass, open } = await subscribed();
    const other = await open();
    await other.subscribe('depth', { symbol });
    pass(200);
    streams.next('gap', { topic: 'depth', count: 3 });
    pass(1_000);
    const counts = [(await stream.pushes('depth')).length, (await other.pushes('depth')).length];
    expect(counts.sort()).toEqual([3, 6]);
  });

  it('behavior: delay-push: later ones overtake it, and it comes when its time has come', async () => {
    const { stream, streams, pass } = await subscribed();
    streams.next('delay-push', { topic: 'depth', delayMs: 500 });
    for (let turn = 0; turn < 2; turn += 1) pass(200);
    expect(await stream.pushes('depth')).toHaveLength(1);
    for (let turn = 0; turn < 3; turn += 1) pass(200);
    const seen = await ends(stream);
    expect(seen).toHaveLength(5);
    expect(seen.indexOf(Math.min(...seen))).toBe(3);
  });

  it('behavior: cut-at-push cuts the socket in the middle of a fill: the order was told, its deal never', async () => {
    const { stream, simulator, client } = await setup.start();
    await stream.login(simulator.keys, START_MS);
    simulator.control.streams.next('cut-at-push', { topic: 'personal.order.deal' });
    expect((await client.create({})).envelope.code).toBe(0);
    expect(await stream.closed).toBe(1006);
    expect(stream.frames.map(({ channel }) => channel)).not.toContain('push.personal.order.deal');
    expect(simulator.control.streams.connectionCount).toBe(0);
    expect(simulator.control.snapshot().positions).toHaveLength(1);
  });

  it('behavior: unmapped-channel and unmapped-field: what is known stays as it is', async () => {
    const { stream, streams, pass } = await subscribed();
    streams.next('unmapped-channel', { topic: 'depth' });
    streams.next('unmapped-field', { topic: 'depth' });
    pass(400);
    const [first, second] = await stream.pushes('depth');
    expect(await stream.pushes('channel.of.tomorrow')).toHaveLength(1);
    expect(Object.keys(first?.data)).not.toContain('fieldOfTomorrow');
    expect(second?.data).toMatchObject({ fieldOfTomorrow: 'unmapped', begin: first?.data.end + 1 });
  });

  it('behavior: correct-kline: another close and volume first, then the truth', async () => {
    const { stream, simulator, pass } = await setup.start();
    await stream.subscribe('kline', { symbol, interval: 'Min1' });
    pass(30_000);
    simulator.control.streams.next('correct-kline');
    pass(1_000);
    const [, wrong, right] = (await stream.pushes('kline')).map(({ data }) => data);
    expect(wrong).toMatchObject({ t: right.t, q: 0, o: right.o, h: right.h });
    expect(wrong.c).not.toBe(right.c);
    expect(right.q).toBeGreaterThan(0);
  });

  it('behavior: by chance and by time, told by list and ended by clear', async () => {
    const { stream, streams, pass } = await subscribed();
    streams.sometimes('drop-push', { probability: 0.5, seed: 4, topic: 'depth' });
    streams.between('duplicate-push', { fromMs: START_MS + 2_000, toMs: START_MS + 3_000, topic: 'fair.price' });
    streams.next('drop-push', { topic: 'ticker', count: 2 });
    expect(streams.list()).toEqual([
      { fault: 'drop-push', topic: 'ticker', left: 2 },
      { fault: 'duplicate-push', topic: 'fair.price', fromMs: START_MS + 2_000, toMs: START_MS + 3_000 },
      { fault: 'drop-push', topic: 'depth', probability: 0.5, seed: 4 },
    ]);
    for (let turn = 0; turn < 20; turn += 1) pass(200);
    const lost = 20 - (await stream.pushes('depth')).length;
    expect(lost).toBeGreaterThan(3);
    expect(lost).toBeLessThan(17);
    const times = (await stream.pushes('fair.price')).map(({ ts }) => Number(ts) - START_MS);
    for (const time of times) expect(times.filter((other) => other === time)).toHaveLength(time >= 2_000 && time < 3_000 ? 2 : 1);
    expect(times.some((time) => time >= 2_000 && time < 3_000)).toBe(true);
    streams.clear();
    expect(streams.list()).toEqual([]);
  });

  it('error: names, topics and counts that mean nothing', async () => {
    const { simulator } = await setup.start();
    const { streams } = simulator.control;
    expect(() => streams.next('explode' as never)).toThrow(`expected one of ${streamFaultNames.join(', ')}`);
    expect(() => streams.next('drop-push', { topic: 'weather' as never })).toThrow(/found topic "weather"/);
    expect(() => streams.next('drop-push', { count: 0 })).toThrow(/found count 0/);
    expect(() => streams.next('reorder-pushes', { count: 1 })).toThrow(/found count 1/);
    expect(() => streams.next('refuse-login', { topic: 'depth' })).toThrow(/found topic "depth" for refuse-login, expected none/);
    expect(() => streams.next('lose-ack', { topic: 'personal.order' })).toThrow(/expected a public one/);
    expect(() => streams.next('drop-push', { delayMs: 5 })).toThrow(/found delayMs 5 for drop-push, expected none/);
    expect(() => streams.next('correct-kline', { topic: 'depth' })).toThrow(/expected kline/);
    expect(() => streams.sometimes('gap', { probability: 0.1 })).toThrow(/takes several pushes/);
    expect(() => streams.sometimes('drop-push', { probability: 2 })).toThrow(/found probability 2/);
    expect(() => streams.between('drop-push', { fromMs: 2, toMs: 1 })).toThrow(/found 2 to 1/);
    expect(() => streams.silence('push.depth' as never)).toThrow(/found topic "push.depth"/);
    expect(() => streams.slow(-1)).toThrow(/found a delay of -1 ms/);
  });
});

describe('faults that last', () => {
  it('behavior: cut: all sockets are gone without a handshake, new ones are as usual', async () => {
    const { stream, open, streams } = await subscribed();
    const other = await open();
    streams.cut();
    expect(await Promise.all([stream.closed, other.closed])).toEqual([1006, 1006]);
    expect(streams.connectionCount).toBe(0);
    expect((await (await open()).ask({ method: 'ping' })).channel).toBe('pong');
  });

  it('behavior: half-open: nothing is answered, pushed or closed; new connections are as usual', async () => {
    const { stream, open, streams, pass } = await subscribed();
    await stream.settle();
    const heard = stream.frames.length;
    streams.halfOpen();
    stream.send({ method: 'ping' });
    let isClosed = false;
    void stream.closed.then(() => (isClosed = true));
    pass(120_000);
    const other = await open();
    await other.subscribe('depth', { symbol });
    pass(1_000);
    expect(await other.pushes('depth')).toHaveLength(5);
    expect([stream.frames.length, isClosed, streams.connectionCount]).toEqual([heard, false, 2]);
  });

  it('behavior: silence of a topic: acknowledged, never pushed, until it ends; what was lost stays lost', async () => {
    const { stream, streams, pass } = await subscribed();
    pass(200);
    streams.silence('depth');
    pass(600);
    expect(await stream.pushes('depth')).toHaveLength(1);
    expect((await stream.subscribe('depth', { symbol })).data).toBe('success');
    expect((await stream.pushes('fair.price')).length).toBeGreaterThan(0);
    streams.unsilence('depth');
    pass(200);
    const pushes = await stream.pushes('depth');
    expect(pushes).toHaveLength(2);
    expect(pushes[1]?.data.begin).toBeGreaterThan(pushes[0]?.data.end + 1);
  });

  it('behavior: slow: every frame leaves later, on the clock of the simulator, and none overtakes another', async () => {
    const { stream, streams, pass, clock, simulator } = await subscribed();
    await stream.settle();
    streams.slow(1_000);
    pass(200);
    stream.send({ method: 'ping' });
    await setup.heard(simulator, 'ping', 2);
    streams.slow(0);
    pass(200);
    expect(stream.frames.filter(({ channel }) => channel === 'push.depth')).toEqual([]);
    clock.advance(800);
    simulator.control.pump();
    await stream.until(() => stream.frames.filter(({ channel }) => channel === 'pong').length === 2);
    const order = (await stream.settle()).map(({ channel }) => channel);
    expect(order.indexOf('push.depth')).toBeLessThan(order.lastIndexOf('pong'));
    const seen = await ends(stream);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
  });
});
