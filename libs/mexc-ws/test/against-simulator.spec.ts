import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { type DepthSnapshot, LocalOrderBook, LoginRefusedError, MexcFuturesStream, type MexcStreamConfig, type StreamState } from '../src';
import { ManualTimer } from '../src/testing';

const symbol = 'BTC_USDT';
const START_MS = 1_790_000_000_500;

/** Client and double over real sockets, on one clock that moves by hand. */
class Desk {
  readonly timer = new ManualTimer(START_MS);
  readonly states: StreamState[] = [];
  readonly drift: unknown[] = [];
  readonly auth: MexcFuturesAuth;
  readonly stream: MexcFuturesStream;

  private constructor(
    readonly simulator: MexcSimulator,
    timer: ManualTimer,
    config: MexcStreamConfig,
  ) {
    this.timer = timer;
    this.auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: new RequestClock(timer) });
    this.stream = new MexcFuturesStream({
      url: simulator.wsUrl,
      auth: this.auth,
      timer,
      sendsPerSecond: 100,
      onState: (state) => this.states.push(state),
      onDrift: (record) => this.drift.push(record),
      ...config,
    });
  }

  static async open(config: MexcStreamConfig = {}): Promise<Desk> {
    const timer = new ManualTimer(START_MS);
    return new Desk(await startMexcSimulator({ clock: timer, pushEveryMs: 0, seed: 7 }), timer, config);
  }

  /** Lets 200 ms of the common clock pass, and what was sent arrive. */
  async step(): Promise<void> {
    await this.timer.advance(200);
    this.simulator.control.pump();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }

  /** A quarter of an hour of the common clock at most: what has not come by then does not come. */
  async until(isSo: () => boolean): Promise<void> {
    for (let steps = 0; !isSo(); steps += 1) {
      if (steps === 4_500) throw new Error(`waited in vain until ${String(isSo)}`);
      await this.step();
    }
  }

  async get(path: string): Promise<string> {
    return (await fetch(`${this.simulator.restUrl}${path}`)).text();
  }

  async post(path: string, body: object): Promise<void> {
    const text = JSON.stringify(body);
    const { headers } = this.auth.signRequest({ verb: 'POST', body: text });
    const answer = await fetch(`${this.simulator.restUrl}${path}`, { method: 'POST', headers, body: text });
    expect(await answer.json()).toMatchObject({ success: true });
  }

  order(id: string): Promise<void> {
    const order = { symbol, side: 1, type: 5, vol: 10, openType: 1, leverage: 10, positionMode: 1, externalOid: id };
    return this.post('/api/v1/private/order/create', order);
  }

  async close(): Promise<void> {
    await this.stream.disconnect();
    expect(this.timer.waiting).toBe(0);
    await this.simulator.stop();
  }
}

let desk: Desk;
afterEach(() => desk.close());

describe('against the double', () => {
  it('default: every public topic flows, and nothing in it is unknown', async () => {
    desk = await Desk.open();
    const { stream, simulator } = desk;
    const flowing = new Map<string, number>();
    const note = (topic: string) => ({ onEvent: () => void flowing.set(topic, (flowing.get(topic) ?? 0) + 1) });
    stream.public.watchTickers(note('tickers'));
    stream.public.watchTicker({ symbol }, note('ticker'));
    stream.public.watchDeals({ symbol }, note('deal'));
    stream.public.watchDepth({ symbol }, note('depth'));
    stream.public.watchDepth({ symbol, compress: false }, note('depth, each change'));
    stream.public.watchDepthFull({ symbol, limit: 5 }, note('depth.full'));
    stream.public.watchDepthStep({ symbol, step: '0.1' }, note('depth.step'));
    stream.public.watchKlines({ symbol, interval: 'Min1' }, note('kline 1'));
    stream.public.watchKlines({ symbol, interval: 'Min5' }, note('kline 5'));
    stream.public.watchFundingRate({ symbol }, note('funding.rate'));
    stream.public.watchIndexPrice({ symbol }, note('index.price'));
    stream.public.watchFairPrice({ symbol }, note('fair.price'));
    stream.public.watchContracts(note('contract'));
    await desk.until(
      () => stream.health().public.open === 2 && simulator.control.streams.log.filter(({ method }) => method === 'sub.contract').length > 0,
    );
    simulator.control.changeContract('ETH_USDT', { apiAllowed: false });
    await desk.until(() => flowing.size === 13);
    expect(desk.drift).toEqual([]);
    expect(stream.health().public).toMatchObject({ wanted: 13, flowing: 13, connections: 2 });
  }, 30_000);

  it('default: an order is told as order, fill, position and asset; ids are text of 18 digits', async () => {
    desk = await Desk.open();
    const told: { topic: string; data: unknown }[] = [];
    desk.stream.private.watchEverything({ onEvent: ({ data }) => void told.push(data) });
    await desk.until(() => desk.stream.health().private.state === 'ready');
    await desk.order('x-1');
    await desk.until(() => new Set(told.map(({ topic }) => topic)).size >= 4);
    const order = told.find(({ topic }) => topic === 'order')?.data as { orderId: string };
    const fill = told.find(({ topic }) => topic === 'order.deal')?.data as { orderId: string };
    expect(order).toMatchObject({ externalOid: 'x-1', symbol, orderId: expect.stringMatching(/^\d{18}$/) as string });
    expect(BigInt(order.orderId) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(fill.orderId).toBe(order.orderId);
    expect(desk.drift).toEqual([]);
  }, 30_000);

  it('behavior: cuts and half-open sockets: login and topics again, epochs grow, gaps are told', async () => {
    desk = await Desk.open();
    const { stream, simulator } = desk;
    const epochs: number[] = [];
    const gaps: string[] = [];
    let privateReady = 0;
    stream.public.watchTickers({ onEvent: ({ epoch }) => void epochs.push(epoch), onGap: ({ reason }) => void gaps.push(reason) });
    stream.private.watchOrders({ onEvent: () => undefined, onReady: () => void (privateReady += 1) });
    for (let round = 1; round <= 6; round += 1) {
      const before = epochs.length;
      await desk.until(() => epochs.length > before && privateReady >= round);
      if (round % 2 === 0) simulator.control.streams.cut();
      else simulator.control.streams.halfOpen();
      await desk.until(() => stream.health().public.open === 0 || epochs.at(-1) !== epochs[before]);
    }
    expect(new Set(epochs).size).toBeGreaterThanOrEqual(6);
    // The list of tickers is missed before the connection is given up: one gap for both.
    expect(gaps).toEqual(Array.from({ length: 3 }, () => ['subscription silent', 'closed with code 1006']).flat());
    expect(desk.states.filter((state) => state.kind === 'lost' && state.reason === 'silence')).toHaveLength(6);
    expect([...epochs].sort((a, b) => a - b)).toEqual(epochs);
  }, 60_000);

  it('behavior: subscribed but silent is repaired', async () => {
    desk = await Desk.open({ silentAfterMs: { ticker: 5_000 } });
    const { stream, simulator } = desk;
    const order: string[] = [];
    simulator.control.streams.silence('ticker');
    stream.public.watchTicker(
      { symbol },
      { onEvent: () => void order.push('event'), onReady: () => void order.push('ready'), onGap: ({ reason }) => void order.push(reason) },
    );
    await desk.until(() => order.length === 3);
    expect(order).toEqual(['ready', 'subscription silent', 'ready']);
    simulator.control.streams.unsilence('ticker');
    await desk.until(() => order.includes('event'));
    expect(desk.states).toContainEqual(expect.objectContaining({ kind: 'silent', topic: 'ticker' }));
  }, 30_000);

  it('behavior: a lost acknowledgement does no harm', async () => {
    desk = await Desk.open();
    desk.simulator.control.streams.next('lose-ack');
    let events = 0;
    desk.stream.public.watchTicker({ symbol }, { onEvent: () => void (events += 1) });
    await desk.until(() => events > 3);
    expect(desk.states.map(({ kind }) => kind)).toEqual(['connected', 'ready']);
  }, 30_000);

  it('error: a refused login is told', async () => {
    desk = await Desk.open();
    desk.simulator.control.streams.next('refuse-login');
    let refusal: unknown;
    desk.stream.connectPrivate().catch((error: unknown) => (refusal = error));
    await desk.until(() => refusal !== undefined);
    expect(refusal).toBeInstanceOf(LoginRefusedError);
    expect(desk.stream.health().private.state).toBe('off');
  }, 30_000);

  it.each([true, false])(
    "behavior: the order book is the venue's, through lost, repeated and swapped pushes and cuts (compress %s)",
    async (compress) => {
      desk = await Desk.open();
      const { stream, simulator } = desk;
      const snapshotOf = async (limit: number) => {
        const { data } = JSON.parse(await desk.get(`/api/v1/contract/depth/${symbol}?limit=${limit}`)) as { data: DepthSnapshot };
        return data;
      };
      const states: string[] = [];
      const book = new LocalOrderBook({
        symbol,
        compress,
        feed: stream.public,
        timer: desk.timer,
        getSnapshot: (_symbol, limit) => snapshotOf(limit),
        onState: (state, reason) => states.push(`${state}: ${reason}`),
      });
      book.start();
      const compare = async () => {
        for (;;) {
          await desk.until(() => book.state === 'synced');
          const venue = await snapshotOf(1_000);
          // What the snapshot has and the book has not is still under way.
          if (book.state !== 'synced' || book.version !== venue.version) continue;
          const { asks, bids } = book.top(2_000);
          expect(asks.map(({ price, contracts }) => [price, contracts])).toEqual(
            venue.asks.map(([price, contracts]) => [price, contracts]),
          );
          expect(bids.map(({ price, contracts }) => [price, contracts])).toEqual(
            venue.bids.map(([price, contracts]) => [price, contracts]),
          );
          return;
        }
      };
      await compare();
      for (const fault of ['drop-push', 'duplicate-push', 'reorder-pushes'] as const) {
        simulator.control.streams.next(fault, { topic: 'depth' });
        for (let beat = 0; beat < 10; beat += 1) await desk.step();
        await compare();
      }
      simulator.control.streams.cut();
      await desk.until(() => book.state === 'recovering');
      await compare();
      book.stop();
      expect(states).toContain('recovering: changes missing');
      expect(states.filter((state) => state.startsWith('synced')).length).toBeGreaterThanOrEqual(3);
    },
    60_000,
  );
});
