import { MexcFuturesAuth } from '@prate/mexc-auth';
import { type CallRecord, MemoryCountStore, type MexcRestConfig, MexcFuturesRest, WindowFullError } from '../src';
import { ok, raw, type RawServer, startRawServer } from './raw-server';
import { samples } from './samples';

let server: RawServer;
const opened: MexcFuturesRest[] = [];
beforeEach(async () => {
  server = await startRawServer();
});
afterEach(async () => {
  for (const rest of opened.splice(0)) rest.close();
  await server.stop();
});

function restOver(config: MexcRestConfig = {}): MexcFuturesRest {
  const auth = new MexcFuturesAuth({ credentials: { apiKey: 'key', apiSecret: 'secret' } });
  const rest = new MexcFuturesRest({ baseUrl: server.url, auth, ...config });
  opened.push(rest);
  return rest;
}

const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );
const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', openType: 1, leverage: 5, positionMode: 1 };
const createOrder = (rest: MexcFuturesRest, externalOid: string, options = {}) =>
  rest.private.createOrder({ ...order, externalOid }, options);

describe('request windows', () => {
  it('default: an order that finds no place in time leaves unsent; a close has a place of its own', async () => {
    server.answer = ok(samples.created);
    const records: CallRecord[] = [];
    const rest = restOver({ queueTimeoutMs: 60, onCall: (record) => records.push(record) });
    await Promise.all(['a', 'b', 'c'].map((id) => createOrder(rest, id)));
    const error = await errorOf(createOrder(rest, 'd'));
    expect(error).toBeInstanceOf(WindowFullError);
    expect(error).toMatchObject({ operation: 'create-order', lane: 'order', proves: 'not-sent' });
    expect((error as WindowFullError).waitedMs).toBeGreaterThanOrEqual(50);
    expect(records.at(-1)).toMatchObject({ outcome: 'not-sent', endpoint: 'create-order' });
    await createOrder(rest, 'close', { lane: 'urgent' });
    expect(server.arrivals.map(({ body }) => (JSON.parse(body) as { externalOid: string }).externalOid)).toEqual(['a', 'b', 'c', 'close']);
  });

  it('args: another lane than the own one waits for as long as the call may take', async () => {
    server.answer = ok('[]');
    const rest = restOver({ limits: { 'get-assets': { count: 1, windowMs: 60_000 } } });
    await rest.private.getAssets();
    const error = await errorOf(rest.private.getAssets({ timeoutMs: 40, lane: 'urgent' }));
    expect(error).toMatchObject({ name: 'WindowFullError', lane: 'urgent', proves: 'not-sent' });
    expect(await errorOf(rest.private.getAssets({ lane: 'first' as never }))).toMatchObject({ issues: [{ parameter: 'lane' }] });
  });

  it('behavior: aborted or closed while it waits: not sent', async () => {
    server.answer = ok('[]');
    const rest = restOver({ limits: { 'get-assets': { count: 1, windowMs: 60_000 } } });
    await rest.private.getAssets();
    const timersBefore = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const caller = new AbortController();
    const aborted = errorOf(rest.private.getAssets({ signal: caller.signal }));
    const closed = errorOf(rest.private.getAssets());
    await new Promise((resolve) => setImmediate(resolve));
    expect((await rest.health()).waiting).toEqual({ urgent: 0, order: 0, read: 2 });
    caller.abort();
    expect(await aborted).toMatchObject({ phase: 'aborted', proves: 'not-sent' });
    rest.close();
    expect(await closed).toMatchObject({ phase: 'connect', proves: 'not-sent', code: 'CLIENT_CLOSED' });
    expect(server.arrivals).toHaveLength(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBeLessThanOrEqual(timersBefore);
  });

  it('behavior: the wait is told, and what is signed is the time of leaving', async () => {
    server.answer = ok('[]');
    const records: CallRecord[] = [];
    const rest = restOver({ limits: { 'get-assets': { count: 1, windowMs: 150 } }, onCall: (record) => records.push(record) });
    const startedAtMs = Date.now();
    await Promise.all([rest.private.getAssets(), rest.private.getAssets()]);
    expect(records.map(({ waitedMs = 0 }) => waitedMs > 100)).toEqual([false, true]);
    expect(Number(server.arrivals[1]?.headers['request-time'])).toBeGreaterThanOrEqual(startedAtMs + 100);
  });

  it('behavior: clients that share a store keep one limit of the host', async () => {
    server.answer = ok('[]');
    const budget = { store: new MemoryCountStore(), account: 'main' };
    const arrivedAtMs: number[] = [];
    server.answer = (...exchange) => {
      arrivedAtMs.push(performance.now());
      ok('[]')(...exchange);
    };
    const shared = [restOver({ budget, hostRequestsPerSecond: 2 }), restOver({ budget, hostRequestsPerSecond: 2 })];
    await Promise.all([...shared, ...shared].map((rest) => rest.private.getAssets()));
    expect((arrivedAtMs[2] ?? 0) - (arrivedAtMs[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('behavior: a server with half the published limit: refusals end, and every read is answered', async () => {
    const limit = { count: 8, windowMs: 100 };
    const takenAtMs: number[] = [];
    const refusedAt: number[] = [];
    let answered = 0;
    server.answer = (...exchange) => {
      const nowMs = performance.now();
      const isRefused = takenAtMs.filter((atMs) => atMs > nowMs - limit.windowMs).length >= limit.count / 2;
      if (isRefused) refusedAt.push(answered);
      else takenAtMs.push(nowMs);
      answered += 1;
      (isRefused ? raw(200, '{"success":false,"code":510,"message":"too frequent"}') : ok('[]'))(...exchange);
    };
    const rest = restOver({ limits: { 'get-assets': limit }, urgentShare: 0, timeoutMs: 60_000 });
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => rest.private.getAssets()));
    expect(refusedAt.length).toBeGreaterThan(0);
    expect(refusedAt.filter((count) => count > answered / 2)).toEqual([]);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(100);
  }, 30_000);
});

describe('raw answers', () => {
  it('default: nobody is told; asked for, by client or by call, each answer as it came', async () => {
    server.answer = ok('[]');
    await restOver().private.getAssets();
    const ofClient: unknown[] = [];
    const ofCall: unknown[] = [];
    const rest = restOver({ onRawAnswer: (answer) => ofClient.push(answer) });
    server.answer = raw(200, '{"success":false,"code":2005,"message":"不足","extra":1}', 'application/json;charset=UTF-8');
    await errorOf(rest.private.getAssets({ onRawAnswer: (answer) => ofCall.push(answer) }));
    const text = '{"success":false,"code":2005,"message":"不足","extra":1}';
    const seen = { endpoint: 'get-assets', status: 200, contentType: 'application/json;charset=UTF-8', text };
    expect([ofClient, ofCall]).toEqual([[seen], [seen]]);
  });

  it('behavior: a hook that throws changes nothing', async () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const onRawAnswer = () => {
      throw new Error('disk full');
    };
    server.answer = ok('[]');
    expect(await restOver({ onRawAnswer }).private.getAssets()).toEqual([]);
    expect(emitWarning.mock.calls).toEqual([['onRawAnswer threw after get-assets: disk full', 'MexcRestWarning']]);
    emitWarning.mockRestore();
  });
});
