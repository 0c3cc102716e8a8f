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

  it('error: names, topics and counts that mean nothing', async () => {
    const { simulator } = await setup.start();
    const { streams } = simulator.control;
    expect(() => streams.next('explode' as never)).toThrow(`expected one of ${streamFaultNames.join(', ')}`);
    expect(() => streams.next('drop-push', { topic: 'weather' as never })).toThrow(/found topic "weather"/);
    expect(() => streams.next('drop-push', { count: 0 })).toThrow(/found count 0/);
    expect(() => streams.next('reorder-pushes', { count: 1 })).toThrow(/found count 1/);
    expect(() => streams.next('refuse-login', { topic: 'depth' })).toThrow(/found topic "depth" for refuse-login, expected none/);
    expect(() => streams.next('lose-ack', { topic: 'personal.order' })).toThrow(/expected a public one/);
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
