import { gzipSync } from 'node:zlib';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesStream, type MexcStreamConfig, type StreamState } from '../src';
import { ManualTimer } from '../src/testing';
import { type RawStreamServer, startRawStreamServer } from './raw-stream-server';
import { readMessage, samplePush, testCredentials } from './venue-grammar';

const symbol = 'BTC_USDT';
let server: RawStreamServer;
let stream: MexcFuturesStream | undefined;

async function setUp(config: MexcStreamConfig = {}, nowMs?: () => number) {
  server = await startRawStreamServer(nowMs);
  const states: StreamState[] = [];
  stream = new MexcFuturesStream({ url: server.url, sendsPerSecond: 100, onState: (state) => states.push(state), ...config });
  return { stream, states };
}

afterEach(async () => {
  await stream?.disconnect();
  await server?.stop();
});

/** Waits for what must come; a loop that outlived its test would keep the whole run from ending. */
async function until(
  isSo: () => boolean,
  step: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, 2)),
): Promise<void> {
  for (let steps = 0; !isSo(); steps += 1) {
    if (steps === 10_000) throw new Error(`waited in vain until ${String(isSo)}`);
    await step();
  }
}

const auth = new MexcFuturesAuth({ credentials: testCredentials });

describe('real sockets', () => {
  it('default: text, binary text and gzip are read alike', async () => {
    const { stream } = await setUp();
    const prices: number[] = [];
    let isReady = false;
    stream.public.watchFairPrice({ symbol }, { onEvent: ({ data }) => void prices.push(data.price), onReady: () => void (isReady = true) });
    await until(() => isReady);
    server.push(samplePush.fair(symbol, 1));
    server.push(Buffer.from(samplePush.fair(symbol, 2)));
    server.push(gzipSync(samplePush.fair(symbol, 3)));
    await until(() => prices.length === 3);
    expect(prices).toEqual([1, 2, 3]);
  });

  it('error: gzip that is none, and gzip that unfolds without end, are counted; the stream goes on', async () => {
    const { stream } = await setUp();
    const prices: number[] = [];
    let isReady = false;
    stream.public.watchFairPrice({ symbol }, { onEvent: ({ data }) => void prices.push(data.price), onReady: () => void (isReady = true) });
    await until(() => isReady);
    server.push(Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(64)]));
    server.push(gzipSync(Buffer.alloc(20 * 1024 * 1024)));
    server.push(samplePush.fair(symbol, 1));
    await until(() => prices.length === 1);
    expect(stream.health().drift).toEqual({ 'unreadable-frame': 2 });
  });

  it('error: a frame beyond 16 MiB ends the connection, and another is made', async () => {
    const { stream, states } = await setUp({ backoff: { firstMs: 1, longestMs: 5 } });
    stream.public.watchContracts({ onEvent: () => undefined });
    await until(() => server.open.size === 1);
    server.push(Buffer.alloc(17 * 1024 * 1024));
    await until(() => server.accepted === 2);
    expect(states).toContainEqual(expect.objectContaining({ kind: 'lost', reason: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' }));
  });

  it('behavior: a hundred cuts, and all topics flow again each time', async () => {
    const { stream } = await setUp({ auth, sendsPerSecond: 100, backoff: { firstMs: 1, longestMs: 2 }, timer: new HurriedTimer() });
    const flowing = new Set<string>();
    const epochs: number[] = [];
    let gaps = 0;
    const note = (topic: string) => ({
      onEvent: ({ epoch }: { epoch: number }) => {
        flowing.add(topic);
        epochs.push(epoch);
      },
      onGap: () => void (gaps += 1),
    });
    stream.public.watchFairPrice({ symbol }, note('fair'));
    stream.public.watchKlines({ symbol, interval: 'Min1' }, note('kline'));
    stream.public.watchDeals({ symbol }, note('deal'));
    stream.private.watchOrders(note('order'));
    stream.private.watchAssets(note('asset'));
    server.answer = (text, socket) => {
      const { method } = readMessage(text);
      socket.send(JSON.stringify(method === 'ping' ? { channel: 'pong', data: 1 } : { channel: `rs.${method}`, data: 'success' }));
      const push = {
        'sub.fair.price': samplePush.fair(symbol),
        'sub.kline': samplePush.kline(symbol),
        'sub.deal': samplePush.deal(symbol),
      }[method];
      if (push !== undefined) socket.send(push);
      if (method === 'personal.filter') for (const frame of [samplePush.order(), samplePush.asset()]) socket.send(frame);
    };
    for (let cut = 0; cut <= 100; cut += 1) {
      flowing.clear();
      await until(
        () => flowing.size === 5,
        () => new Promise((resolve) => setImmediate(resolve)),
      );
      if (cut < 100) server.cut();
    }
    expect(gaps).toBe(500);
    expect(server.accepted).toBe(202);
    expect(Math.max(...epochs)).toBe(202);
  }, 60_000);

  it('behavior: a half-open socket is noticed and replaced', async () => {
    const { stream, states } = await setUp({ pingEveryMs: 50, silenceMs: 250, backoff: { firstMs: 1, longestMs: 5 } });
    const prices: number[] = [];
    stream.public.watchFairPrice({ symbol }, { onEvent: ({ data }) => void prices.push(data.price) });
    await until(() => stream.health().public.open === 1);
    server.halfOpen();
    await until(() => server.accepted === 2 && stream.health().public.open === 1);
    await until(
      () => prices.length > 0,
      async () => {
        server.push(samplePush.fair(symbol));
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    );
    expect(states).toContainEqual(expect.objectContaining({ kind: 'lost', reason: 'silence' }));
  });

  it('behavior: 1,061 contracts are on six sockets within 60 s, evenly paced', async () => {
    const timer = new ManualTimer();
    const startedAtMs = timer.nowMs();
    const { stream } = await setUp({ timer, sendsPerSecond: 20 }, () => timer.nowMs());
    let ready = 0;
    const symbols = Array.from({ length: 1_061 }, (_, at) => `C${at}_USDT`);
    for (const one of symbols)
      stream.public.watchKlines({ symbol: one, interval: 'Min1' }, { onEvent: () => undefined, onReady: () => void (ready += 1) });
    await until(
      () => ready === symbols.length,
      async () => {
        await timer.advance(50);
        await new Promise((resolve) => setTimeout(resolve, 1));
      },
    );
    expect(timer.nowMs() - startedAtMs).toBeLessThanOrEqual(60_000);
    expect(server.accepted).toBe(6);
    const asked = server.received.filter(({ text }) => text.includes('sub.kline'));
    expect(new Set(asked.map(({ text }) => text)).size).toBe(1_061);
    for (let connection = 1; connection <= 6; connection += 1) {
      const own = asked.filter((message) => message.connection === connection);
      expect(own.length).toBeLessThanOrEqual(200);
    }
    await stream.disconnect();
    expect(timer.waiting).toBe(0);
  }, 60_000);

  it('behavior: nobody there: refused, told with its code, tried again', async () => {
    const { states } = await setUp();
    await server.stop();
    const alone = new MexcFuturesStream({ url: server.url, backoff: { firstMs: 1, longestMs: 5 }, onState: (state) => states.push(state) });
    alone.public.watchContracts({ onEvent: () => undefined });
    await until(() => states.filter(({ kind }) => kind === 'retry').length >= 3);
    await alone.disconnect();
    expect(states).toContainEqual(expect.objectContaining({ kind: 'retry', reason: 'ECONNREFUSED' }));
  });
});

/** The machine's clock, in which a second of pacing takes a moment: what is tested is the order of things, not their duration. */
class HurriedTimer {
  nowMs(): number {
    return Math.floor(performance.now() * 1_000);
  }

  after(delayMs: number, run: () => void): () => void {
    // Long delays (pings, silence, time-outs) stay what they are.
    const timeout = setTimeout(run, delayMs < 1_000 ? delayMs / 1_000 : delayMs);
    return () => clearTimeout(timeout);
  }
}
