import { CredentialsMissingError, MexcFuturesAuth } from '@prate/mexc-auth';
import { politeAnswer, readMessage, samplePush, testCredentials } from '../test/venue-grammar';
import type { MexcStreamConfig } from './config';
import type { StreamState } from './connection-record';
import type { StreamEvent, StreamGap } from './delivery/stream-event';
import { LoginRefusedError, StreamClosedError, SubscriptionError, UnreadablePushError } from './errors';
import { MexcFuturesStream } from './mexc-futures-stream';
import { ManualTimer } from './testing/manual-timer';
import { ScriptedSocket } from './testing/scripted-socket';

const symbol = 'BTC_USDT';
const secretWords = [testCredentials.apiSecret, testCredentials.apiKey];

function setUp(config: MexcStreamConfig = {}, answer: (text: string) => readonly string[] = (text) => [politeAnswer(text)]) {
  const venue = new ScriptedSocket(answer);
  const timer = new ManualTimer();
  const states: StreamState[] = [];
  const stream = new MexcFuturesStream({ timer, openSocket: venue.openSocket, onState: (state) => states.push(state), ...config });
  const methods = () => venue.sent.map((text) => readMessage(text).method).filter((method) => method !== 'ping');
  return { venue, timer, stream, states, methods };
}

/** Collects all that a watcher is told, as words in order. */
function listen<Data>() {
  const events: StreamEvent<Data>[] = [];
  const gaps: StreamGap[] = [];
  const errors: Error[] = [];
  const order: string[] = [];
  const handlers = {
    onEvent: (event: StreamEvent<Data>) => {
      events.push(event);
      order.push('event');
    },
    onGap: (gap: StreamGap) => {
      gaps.push(gap);
      order.push('gap');
    },
    onReady: () => void order.push('ready'),
    onError: (error: Error) => {
      errors.push(error);
      order.push('error');
    },
  };
  return { events, gaps, errors, order, handlers };
}

const signedIn = { auth: new MexcFuturesAuth({ credentials: testCredentials }) };

describe('public streams', () => {
  it('default: subscribes, hands out what comes, and ends', async () => {
    const { venue, timer, stream, methods } = setUp();
    const { events, order, handlers } = listen();
    const stop = stream.public.watchKlines({ symbol, interval: 'Min1' }, handlers);
    await timer.advance(0);
    venue.push(samplePush.kline(symbol));
    expect(order).toEqual(['ready', 'event']);
    expect(events).toMatchObject([
      { epoch: 1, receivedAtMs: timer.nowMs(), tsMs: 1788000000500, symbol, data: { t: 1787999940, o: 60001, q: 200000 } },
    ]);
    stop();
    stop();
    await timer.advance(100);
    expect(methods()).toEqual(['sub.kline']);
    expect(venue.open).toBe(0);
    expect(timer.waiting).toBe(0);
  });

  it('behavior: every topic hears that its connection lives, at most once a second by the time of the gateway', async () => {
    const { venue, timer, stream } = setUp();
    const heard: number[][] = [[], []];
    const handlers = (at: number) => ({
      onEvent: () => undefined,
      onHeard: ({ serverTimeMs }: { serverTimeMs: number }) => void heard[at]?.push(serverTimeMs),
    });
    stream.public.watchDeals({ symbol }, handlers(0));
    stream.public.watchKlines({ symbol, interval: 'Min1' }, handlers(1));
    await timer.advance(100);
    venue.push(samplePush.deal(symbol));
    venue.push('{"channel":"pong","data":1788000000999}');
    venue.push('{"channel":"pong","data":1788000001300}');
    expect(heard).toEqual([
      [1788000000300, 1788000001300],
      [1788000000300, 1788000001300],
    ]);
    await stream.disconnect();
  });

  it('behavior: a frame that cannot be read may have been of any topic: a gap for each; one of an unknown channel is none', async () => {
    const { venue, timer, stream } = setUp();
    const { gaps, order, handlers } = listen();
    stream.public.watchDeals({ symbol }, handlers);
    await timer.advance(100);
    venue.push('{"channel":"push.something","data":{}}');
    expect(order).toEqual(['ready']);
    venue.push('{"channel":"push.deal","symbol":');
    expect(order).toEqual(['ready', 'gap', 'ready']);
    expect(gaps).toEqual([{ epoch: 1, reason: 'unreadable frame', sinceMs: timer.nowMs() }]);
    expect(stream.health().drift).toMatchObject({ 'unreadable-frame': 1 });
    await stream.disconnect();
  });

  it('behavior: two watchers of one topic share one subscription; the last to leave ends it', async () => {
    const { venue, timer, stream, methods } = setUp();
    const [first, second, other] = [listen(), listen(), listen()];
    const stopFirst = stream.public.watchDeals({ symbol }, first.handlers);
    const stopSecond = stream.public.watchDeals({ symbol, compress: true }, second.handlers);
    stream.public.watchFairPrice({ symbol }, other.handlers);
    await timer.advance(1_000);
    venue.push(samplePush.deal(symbol));
    expect([first.events.length, second.events.length, other.events.length]).toEqual([1, 1, 0]);
    stopFirst();
    await timer.advance(100);
    expect(methods()).toEqual(['sub.deal', 'sub.fair.price']);
    stopSecond();
    await timer.advance(100);
    expect(methods()).toEqual(['sub.deal', 'sub.fair.price', 'unsub.deal']);
    await stream.disconnect();
  });

  it('behavior: what a push cannot tell apart lives on two connections', async () => {
    const { timer, stream, states } = setUp();
    stream.public.watchDepth({ symbol, compress: true }, listen().handlers);
    stream.public.watchDepth({ symbol, compress: false }, listen().handlers);
    await timer.advance(100);
    expect(states.filter(({ kind }) => kind === 'connected')).toHaveLength(2);
    expect(stream.health().public).toMatchObject({ wanted: 2, connections: 2, open: 2 });
    await stream.disconnect();
  });

  it('behavior: a watcher that comes late to a flowing topic hears at once that it flows', async () => {
    const { timer, stream } = setUp();
    stream.public.watchTickers(listen().handlers);
    await timer.advance(10);
    const late = listen();
    stream.public.watchTickers(late.handlers);
    expect(late.order).toEqual(['ready']);
    await stream.disconnect();
  });

  it('behavior: one left before it was asked for is never asked for', async () => {
    const { timer, stream, methods } = setUp();
    stream.public.watchTicker({ symbol }, listen().handlers);
    const stop = stream.public.watchDeals({ symbol }, listen().handlers);
    await timer.advance(1);
    stop();
    await timer.advance(1_000);
    expect(methods()).toEqual(['sub.ticker']);
    await stream.disconnect();
  });

  it('behavior: sends are spaced, twenty a second', async () => {
    const { venue, timer, stream } = setUp();
    for (let at = 0; at < 100; at += 1) stream.public.watchTicker({ symbol: `C${at}_USDT` }, listen().handlers);
    await timer.advance(1_000);
    expect(venue.sent.length).toBeGreaterThanOrEqual(20);
    expect(venue.sent.length).toBeLessThanOrEqual(21);
    await timer.advance(4_000);
    expect(stream.health().public.wanted).toBe(100);
    expect(venue.sent.filter((text) => text.includes('sub.ticker'))).toHaveLength(100);
    await stream.disconnect();
  });

  it('behavior: a lost ack does no harm, because the first frame confirms', async () => {
    const { venue, timer, stream, methods } = setUp({}, () => []);
    const { order, handlers } = listen();
    stream.public.watchFairPrice({ symbol }, handlers);
    await timer.advance(5_000);
    venue.push(samplePush.fair(symbol));
    await timer.advance(10_000);
    expect(order).toEqual(['ready', 'event']);
    expect(methods()).toEqual(['sub.fair.price']);
    await stream.disconnect();
  });

  it('behavior: subscribed but silent is asked for again, ever more rarely, and told as a gap', async () => {
    const { venue, timer, stream, states, methods } = setUp({ silentAfterMs: { 'fair.price': 20_000 } });
    const { order, gaps, handlers } = listen();
    stream.public.watchFairPrice({ symbol }, handlers);
    const startedAtMs = timer.nowMs();
    await timer.advance(22_000);
    expect(methods()).toEqual(['sub.fair.price', 'unsub.fair.price', 'sub.fair.price']);
    expect(order).toEqual(['ready', 'gap', 'ready']);
    expect(gaps).toEqual([{ epoch: 1, reason: 'subscription silent', sinceMs: startedAtMs }]);
    expect(states).toContainEqual(expect.objectContaining({ kind: 'silent', topic: 'fair.price', symbol }));
    await timer.advance(22_000);
    expect(methods()).toHaveLength(3);
    venue.push(samplePush.fair(symbol));
    await timer.advance(19_000);
    expect(methods()).toHaveLength(3);
    await timer.advance(2_500);
    expect(methods()).toHaveLength(5);
    await stream.disconnect();
  });

  it('error: a refusal is told when only one can be meant, and tried again later', async () => {
    let words = 'Contract [NOPE_USDT] not exists';
    const { timer, stream, states } = setUp({}, (text) =>
      text.includes('sub.') && words !== '' ? [JSON.stringify({ channel: 'rs.error', data: words, ts: 1 })] : [politeAnswer(text)],
    );
    const { errors, order, handlers } = listen();
    stream.public.watchTicker({ symbol: 'NOPE_USDT' }, handlers);
    await timer.advance(100);
    expect(errors).toMatchObject([{ topic: 'ticker', symbol: 'NOPE_USDT', problem: 'refused', proves: 'refused', venueMessage: words }]);
    expect(errors[0]).toBeInstanceOf(SubscriptionError);
    expect(states).toContainEqual(expect.objectContaining({ kind: 'venue-error', words, isMatched: true }));
    words = '';
    await timer.advance(12_000);
    expect(order).toEqual(['error', 'ready']);
    await stream.disconnect();
  });

  it("error: a refusal that may mean several is nobody's; the one that got no answer is told so", async () => {
    const { timer, stream, states } = setUp({ sendsPerSecond: 100 }, (text) => {
      const { param } = readMessage(text);
      if (param?.['symbol'] === 'NOPE_USDT') return [];
      return text.includes('LATE_USDT') ? [JSON.stringify({ channel: 'rs.error', data: 'no', ts: 1 })] : [politeAnswer(text)];
    });
    const nope = listen();
    const late = listen();
    stream.public.watchTicker({ symbol: 'NOPE_USDT' }, nope.handlers);
    stream.public.watchTicker({ symbol: 'LATE_USDT' }, late.handlers);
    await timer.advance(11_000);
    expect(states).toContainEqual(expect.objectContaining({ kind: 'venue-error', isMatched: false }));
    expect([...nope.errors, ...late.errors]).toMatchObject([{ problem: 'unanswered' }, { problem: 'unanswered' }]);
    await stream.disconnect();
  });

  it('error: parameters that make no sense are refused before anything is sent', () => {
    const { stream, venue } = setUp();
    expect(() => stream.public.watchTicker({ symbol: 'btc' }, listen().handlers)).toThrow('message ticker symbol');
    expect(() => stream.public.watchDepthFull({ symbol, limit: 7 as never }, listen().handlers)).toThrow('message depth.full limit');
    expect(venue.attempts).toBe(0);
  });
});

describe('connections', () => {
  it('behavior: a cut is a gap; afterwards everything is subscribed again under a new epoch', async () => {
    const { venue, timer, stream, states, methods } = setUp();
    const { events, order, gaps, handlers } = listen();
    stream.public.watchFairPrice({ symbol }, handlers);
    await timer.advance(10);
    venue.push(samplePush.fair(symbol));
    const lastHeardMs = timer.nowMs();
    await timer.advance(300);
    venue.cut('closed with code 1006');
    await timer.advance(60_000);
    venue.push(samplePush.fair(symbol));
    expect(order).toEqual(['ready', 'event', 'gap', 'ready', 'event']);
    expect(gaps).toEqual([{ epoch: 1, reason: 'closed with code 1006', sinceMs: lastHeardMs }]);
    expect(events.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(methods()).toEqual(['sub.fair.price', 'sub.fair.price']);
    expect(states.map(({ kind }) => kind)).toEqual(['connected', 'ready', 'lost', 'retry', 'connected', 'ready']);
    await stream.disconnect();
  });

  it('behavior: what an old connection still says is dropped', async () => {
    const { venue, timer, stream } = setUp();
    const { events, handlers } = listen();
    stream.public.watchFairPrice({ symbol }, handlers);
    await timer.advance(10);
    venue.cut();
    await timer.advance(60_000);
    venue.pushLate(samplePush.fair(symbol, 1));
    venue.push(samplePush.fair(symbol, 2));
    expect(events).toMatchObject([{ epoch: 2, data: { price: 2 } }]);
    await stream.disconnect();
  });

  it('behavior: a ping every 15 s, one or two pongs each, and the connection stands', async () => {
    const { venue, timer, stream, states } = setUp({}, (text) => (text.includes('ping') ? [politeAnswer(text), politeAnswer(text)] : []));
    stream.public.watchContracts(listen().handlers);
    await timer.advance(150_500);
    expect(venue.sent.filter((text) => text === '{"method":"ping"}')).toHaveLength(10);
    expect(states.filter(({ kind }) => kind === 'lost')).toEqual([]);
    await stream.disconnect();
  });

  it('behavior: silence of 25 s, pongs included, leads to another connection', async () => {
    const { timer, stream, states, venue } = setUp({}, (text) => (text.includes('ping') ? [] : [politeAnswer(text)]));
    stream.public.watchContracts(listen().handlers);
    await timer.advance(24_900);
    expect(states.filter(({ kind }) => kind === 'lost')).toEqual([]);
    await timer.advance(5_000);
    expect(states).toContainEqual(expect.objectContaining({ kind: 'lost', reason: 'silence' }));
    expect(venue.attempts).toBe(2);
    await stream.disconnect();
  });

  it('behavior: a venue out of reach is tried until told to stop', async () => {
    const { venue, timer, stream } = setUp();
    venue.isReachable = false;
    const { order, handlers } = listen();
    stream.public.watchContracts(handlers);
    await timer.advance(600_000);
    expect(venue.attempts).toBeGreaterThan(10);
    expect(order).toEqual([]);
    venue.isReachable = true;
    await timer.advance(60_000);
    expect(order).toEqual(['ready']);
    await stream.disconnect();
    expect(timer.waiting).toBe(0);
  });

  it('behavior: disconnect at any moment, twice, leaves no timer and no socket', async () => {
    for (let stepMs = 0; stepMs < 40; stepMs += 3) {
      const { venue, timer, stream } = setUp({ ...signedIn, backoff: { firstMs: 5, longestMs: 10 } });
      stream.public.watchKlines({ symbol, interval: 'Min1' }, listen().handlers);
      stream.private.watchOrders(listen().handlers);
      await timer.advance(stepMs);
      venue.cut();
      await timer.advance(stepMs);
      await Promise.all([stream.disconnect(), stream.disconnect()]);
      await stream.disconnect();
      expect(timer.waiting).toBe(0);
      await timer.advance(60_000);
      expect(venue.open).toBe(0);
      expect(() => stream.public.watchTickers(listen().handlers)).toThrow(StreamClosedError);
    }
  });

  it('behavior: disconnect from inside every kind of handler', async () => {
    for (const where of ['onState', 'onReady', 'onEvent', 'onGap', 'onFrame'] as const) {
      let end: () => void = () => undefined;
      const { venue, timer, stream } = setUp({
        ...(where === 'onState' && { onState: () => end() }),
        ...(where === 'onFrame' && { onFrame: () => end() }),
      });
      end = () => void stream.disconnect();
      const handlers = {
        ...listen().handlers,
        ...(where.startsWith('on') && where !== 'onState' && where !== 'onFrame' && { [where]: () => end() }),
      };
      stream.public.watchFairPrice({ symbol }, handlers);
      await timer.advance(100);
      venue.push(samplePush.fair(symbol));
      venue.cut();
      await timer.advance(60_000);
      await stream.disconnect();
      expect([where, timer.waiting, venue.open]).toEqual([where, 0, 0]);
    }
  });
});

describe('private streams', () => {
  it('default: login without pushes, filter, then events; ids are text', async () => {
    const { venue, timer, stream, methods } = setUp({ ...signedIn, filters: [{ filter: 'order' }] });
    const { events, order, handlers } = listen();
    stream.private.watchOrders(handlers);
    await timer.advance(200);
    expect(methods()).toEqual(['login', 'personal.filter']);
    expect(readMessage(venue.sent[0] ?? '')).toMatchObject({ subscribe: false, param: { apiKey: testCredentials.apiKey } });
    venue.push(samplePush.order('9007199254740993'));
    venue.push(samplePush.order('"9007199254740993"'));
    expect(order).toEqual(['ready', 'event', 'event']);
    expect(events.map(({ data }) => (data as { orderId: string }).orderId)).toEqual(['9007199254740993', '9007199254740993']);
    await stream.disconnect();
  });

  it('behavior: everything in the order it came', async () => {
    const { venue, timer, stream } = setUp(signedIn);
    const { events, handlers } = listen();
    stream.private.watchEverything(handlers);
    const connecting = stream.connectPrivate();
    await timer.advance(200);
    await connecting;
    venue.push(samplePush.order());
    venue.push(samplePush.asset());
    venue.push('{"channel":"push.personal.position.closeall.fail"}');
    expect(events.map(({ data }) => (data as { topic: string }).topic)).toEqual(['order', 'asset', 'position.closeall.fail']);
    await stream.disconnect();
  });

  it('behavior: after a cut login, filter and events again', async () => {
    const { venue, timer, stream, methods } = setUp(signedIn);
    const { order, events, handlers } = listen();
    stream.private.watchAssets(handlers);
    await timer.advance(200);
    venue.push(samplePush.asset());
    venue.cut();
    await timer.advance(60_000);
    venue.push(samplePush.asset());
    expect(methods()).toEqual(['login', 'personal.filter', 'login', 'personal.filter']);
    expect(order).toEqual(['ready', 'event', 'gap', 'ready', 'event']);
    expect(events.map(({ epoch }) => epoch)).toEqual([1, 2]);
    await stream.disconnect();
  });

  it('behavior: a login that gets no answer is tried on another connection', async () => {
    let isMute = true;
    const { timer, stream, states } = setUp(signedIn, (text) => (isMute && text.includes('login') ? [] : [politeAnswer(text)]));
    const { order, handlers } = listen();
    stream.private.watchAssets(handlers);
    await timer.advance(10_100);
    expect(states).toContainEqual(expect.objectContaining({ kind: 'lost', reason: 'login unanswered' }));
    expect(order).toEqual([]);
    isMute = false;
    await timer.advance(60_000);
    expect(order).toEqual(['ready']);
    await stream.disconnect();
  });

  it('behavior: disconnectPrivate is a gap, connectPrivate its end', async () => {
    const { timer, stream } = setUp(signedIn);
    const { order, handlers } = listen();
    stream.private.watchAssets(handlers);
    await timer.advance(200);
    await stream.disconnectPrivate();
    await stream.disconnectPrivate();
    expect(stream.health().private).toEqual({ state: 'off' });
    const again = stream.connectPrivate();
    await timer.advance(200);
    await again;
    expect(order).toEqual(['ready', 'gap', 'ready']);
    expect(stream.health().private).toMatchObject({ state: 'ready', epoch: 2 });
    await stream.disconnect();
    expect(timer.waiting).toBe(0);
  });

  it.each([
    ['rs.login', 'login', 'signature verification failed'],
    ['rs.error', 'login', 'api key not exists'],
    ['rs.personal.filter', 'personal.filter', 'wrong filter'],
  ])('error: refused by %s to %s: told, and not tried again', async (channel, method, words) => {
    const { venue, timer, stream, states } = setUp(signedIn, (text) => [
      readMessage(text).method === method ? JSON.stringify({ channel, data: words, ts: 1 }) : politeAnswer(text),
    ]);
    const { errors, handlers } = listen();
    stream.private.watchOrders(handlers);
    const connecting = stream.connectPrivate();
    const refusal = expect(connecting).rejects.toThrow(LoginRefusedError);
    await timer.advance(60_000);
    await refusal;
    expect(errors).toMatchObject([{ name: 'LoginRefusedError', proves: 'refused', venueMessage: words }]);
    expect(venue.attempts).toBe(1);
    expect(timer.waiting).toBe(0);
    for (const word of secretWords) expect(JSON.stringify([states, errors.map(String)])).not.toContain(word);
  });

  it('behavior: a login refused after it once stood is tried again', async () => {
    let isRefusing = false;
    const { venue, timer, stream } = setUp(signedIn, (text) => [
      isRefusing && text.includes('login') ? '{"channel":"rs.error","data":"time","ts":1}' : politeAnswer(text),
    ]);
    const { order, handlers } = listen();
    stream.private.watchOrders(handlers);
    await timer.advance(100);
    isRefusing = true;
    venue.cut();
    await timer.advance(20_000);
    isRefusing = false;
    await timer.advance(60_000);
    expect(order.slice(0, 3)).toEqual(['ready', 'gap', 'error']);
    expect(order.at(-1)).toBe('ready');
    await stream.disconnect();
  });

  it('error: without keys', async () => {
    const { stream } = setUp();
    await expect(stream.connectPrivate()).rejects.toThrow(CredentialsMissingError);
    expect(() => stream.private.watchOrders(listen().handlers)).toThrow(CredentialsMissingError);
    expect(stream.health().queues).toMatchObject({ waiting: 0 });
  });

  it('error: disconnected while connecting', async () => {
    const { venue, timer, stream } = setUp(signedIn);
    venue.isReachable = false;
    const connecting = expect(stream.connectPrivate()).rejects.toThrow(StreamClosedError);
    await timer.advance(1_000);
    await stream.disconnect();
    await connecting;
    await expect(stream.connectPrivate()).rejects.toThrow(StreamClosedError);
  });
});

describe('surprises on the wire', () => {
  it('behavior: counted and told: unknown channels, fields, codes, shapes, and no JSON', async () => {
    const drift: string[] = [];
    const { venue, timer, stream } = setUp({
      ...signedIn,
      onDrift: ({ kind, channel, field }) => drift.push([kind, channel, field].join(' ').trim()),
    });
    const { order, errors, events, handlers } = listen();
    stream.private.watchOrders(handlers);
    await timer.advance(200);
    venue.push('{"channel":"push.personal.novelty","data":{}}');
    venue.push('no JSON');
    venue.push(samplePush.order().replace('"state":3', '"state":9'));
    venue.push(samplePush.order().replace('"version":2', '"version":2,"novelty":1'));
    expect(drift).toEqual([
      'unknown-channel push.personal.novelty',
      'unreadable-frame',
      'unreadable-push push.personal.order',
      'unknown-field push.personal.order novelty',
    ]);
    expect(order).toEqual(['ready', 'error', 'event']);
    expect(errors[0]).toBeInstanceOf(UnreadablePushError);
    expect(String(errors[0])).toContain('state: expected a code of order state');
    expect(events[0]?.data).not.toHaveProperty('novelty');
    expect(stream.health().drift).toMatchObject({ 'unknown-field push.personal.order novelty': 1, 'unreadable-frame': 1 });
    await stream.disconnect();
  });

  it('behavior: what handlers and hooks throw is told, and the stream goes on', async () => {
    const thrown: string[] = [];
    const fail = (what: string) => () => {
      throw new Error(what);
    };
    const { venue, timer, stream } = setUp({
      onHandlerError: (error) => thrown.push((error as Error).message),
      onState: fail('state'),
      onFrame: fail('frame'),
    });
    stream.public.watchFairPrice({ symbol }, { onEvent: fail('event'), onReady: () => Promise.reject(new Error('ready')) });
    await timer.advance(10);
    venue.push(samplePush.fair(symbol));
    await timer.advance(10);
    expect(new Set(thrown)).toEqual(new Set(['state', 'frame', 'ready', 'event']));
    expect(stream.health().public.flowing).toBe(1);
    await stream.disconnect();
  });

  it('behavior: frames are told without their content', async () => {
    const frames: unknown[] = [];
    const { timer, stream } = setUp({ ...signedIn, onFrame: (record) => frames.push(record) });
    stream.private.watchOrders(listen().handlers);
    await timer.advance(100);
    expect(frames).toMatchObject([
      { direction: 'sent', channel: 'login', connection: 'private', epoch: 1 },
      { direction: 'received', channel: 'rs.login' },
      { direction: 'sent', channel: 'personal.filter' },
      { direction: 'received', channel: 'rs.personal.filter' },
    ]);
    for (const word of secretWords) expect(JSON.stringify(frames)).not.toContain(word);
    await stream.disconnect();
  });
});

describe('slow consumers', () => {
  it('behavior: prices conflate while a handler sleeps', async () => {
    const { venue, timer, stream } = setUp();
    const seen: number[] = [];
    let wake: () => void = () => undefined;
    stream.public.watchFairPrice(
      { symbol },
      {
        onEvent: ({ data }) => {
          seen.push(data.price);
          return seen.length === 1 ? new Promise((resolve) => (wake = resolve)) : undefined;
        },
      },
    );
    await timer.advance(10);
    for (let price = 1; price <= 600; price += 1) venue.push(samplePush.fair(symbol, price));
    expect(stream.health().queues).toMatchObject({ waiting: 1, conflated: 598 });
    wake();
    await timer.advance(0);
    expect(seen).toEqual([1, 600]);
    await stream.disconnect();
  });

  it('behavior: private events are kept; at the bound the connection closes, with a gap, and comes back when half is done', async () => {
    const { venue, timer, stream, states } = setUp({ ...signedIn, privateQueueLimit: 100 });
    const told: string[] = [];
    const wakes: (() => void)[] = [];
    stream.private.watchOrders({
      onEvent: ({ data }) => {
        told.push(`order ${data.version}`);
        return new Promise((resolve) => wakes.push(resolve));
      },
      onGap: ({ reason }) => void told.push(reason),
      onReady: () => void told.push('ready'),
    });
    await timer.advance(200);
    for (let version = 1; version <= 150; version += 1) venue.push(samplePush.order('1', version));
    expect(stream.health().private.state).toBe('paused');
    expect(stream.health().queues).toMatchObject({ waiting: 100, dropped: 0 });
    await timer.advance(60_000);
    expect(venue.attempts).toBe(1);
    for (let done = 0; done < 101; done += 1) {
      wakes.shift()?.();
      await timer.advance(10);
    }
    await timer.advance(1_000);
    const orders = Array.from({ length: 101 }, (_, at) => `order ${at + 1}`);
    expect(told).toEqual(['ready', ...orders, 'consumer too slow', 'ready']);
    expect(states).toContainEqual(expect.objectContaining({ kind: 'lost', reason: 'consumer too slow' }));
    expect(stream.health().private.state).toBe('ready');
    await stream.disconnect();
  });
});
