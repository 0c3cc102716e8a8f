import { MexcFuturesAuth } from '@prate/mexc-auth';
import { type EndpointName, type EndpointRow, endpoints } from '@prate/mexc-protocol';
import { HostPausedError, type MexcRestConfig, MexcFuturesRest } from '../src';
import { ClockSynchroniser } from '../src/clock-synchroniser';
import { checkConfig } from '../src/config';
import { getServerTime } from '../src/endpoints/public/get-server-time';
import { HostBreaker } from '../src/transport/host-breaker';
import { HttpSend } from '../src/transport/http-send';
import { nothing } from '../src/transport/read-data';
import { ReadPolicy } from '../src/transport/read-policy';
import { createSendRequest } from '../src/transport/send-request';
import { createPriorityWindow } from '../src/windows/create-priority-window';
import { type Answer, ok, raw, type RawServer, startRawServer } from './raw-server';
import { unpaced } from './unpaced';

const PING = '/api/v1/contract/ping';
const auth = () => new MexcFuturesAuth({ credentials: { apiKey: 'key', apiSecret: 'secret' } });
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

let server: RawServer;
const opened: { close(): void }[] = [];
beforeEach(async () => {
  server = await startRawServer();
});
afterEach(async () => {
  for (const rest of opened.splice(0)) rest.close();
  await server.stop();
});

function restOver(config: MexcRestConfig = {}): MexcFuturesRest {
  const rest = new MexcFuturesRest({ baseUrl: server.url, auth: auth(), ...unpaced, ...config });
  opened.push(rest);
  return rest;
}

const refusal = (code: number) => raw(200, `{"success":false,"code":${code},"message":"no"}`);
const hangUp: Answer = (_response, _arrival, request) => request.socket.destroy();
const cutOff: Answer = (response, _arrival, request) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{"success":true');
  setImmediate(() => request.socket.destroy());
};

/** One after the other; the last one stays. */
function inTurn(...answers: Answer[]): Answer {
  return (...exchange) => (answers.length > 1 ? (answers.shift() as Answer) : (answers[0] as Answer))(...exchange);
}

const faults: Readonly<Record<string, Answer>> = {
  'hang-up': hangUp,
  'half an answer': cutOff,
  silence: () => undefined,
  'HTTP 502': raw(502, '<html>', 'text/html'),
  'HTTP 503 with an envelope': raw(503, '{"success":false,"code":503}'),
  'HTTP 429': raw(429, 'slow down', 'text/plain'),
  'the firewall': raw(403, '<html>', 'text/html'),
  'a redirect': (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
  'no JSON': raw(200, 'maintenance'),
  'success false with code 0': raw(200, '{"success":false,"code":0}'),
  ...Object.fromEntries(
    [429, 500, 501, 503, 504, 510, 513, 602, 603, 700003, 2005, 2037, 9999, 123456].map((code) => [code, refusal(code)]),
  ),
};

describe('mutations', () => {
  const rows = Object.entries(endpoints) as [EndpointName, EndpointRow][];
  const mutations = rows.filter(([, row]) => !row.isRepeatable).map(([name]) => name);

  it('default: there are some, and none of them is a GET', () => {
    expect(mutations).toContain('create-order');
    expect(mutations.map((name) => endpoints[name].verb)).not.toContain('GET');
  });

  it.each(Object.entries(faults))('behavior: %s: every row arrives exactly once', async (_what, answer) => {
    server.answer = (...exchange) => (exchange[1].url === PING ? ok(String(Date.now())) : answer)(...exchange);
    const errors = await Promise.all(mutations.map((name) => errorOf(sendOnce(name))));
    expect(errors.map((error) => (error as { operation: string }).operation)).toEqual(mutations);
    const arrived = () => server.arrivals.filter(({ url }) => url !== PING).map(({ url }) => url);
    while (arrived().length < mutations.length) await new Promise((resolve) => setImmediate(resolve));
    expect(arrived().sort()).toEqual(mutations.map(pathOf).sort());
  });

  it('behavior: after a refusal for its time the clock is read, and the order is not sent again', async () => {
    server.answer = inTurn(refusal(513), ok('1767225600000'));
    const rest = restOver();
    const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', openType: 1, leverage: 5, positionMode: 1, externalOid: 'skew-1' };
    expect(await errorOf(rest.private.createOrder(order))).toMatchObject({ code: 513, proves: 'refused' });
    expect(server.arrivals.map(({ url }) => url)).toEqual(['/api/v1/private/order/create', PING]);
    server.answer = ok('{"orderId":"1"}');
    await rest.private.createOrder(order);
    expect(Number(server.arrivals.at(-1)?.headers['request-time'])).toBeLessThan(1767225660000);
  });
});

describe('reads', () => {
  it.each(['hang-up', 'half an answer', 'HTTP 502', '500', '501', '503', '504', '9999', '510', '429', '2037', 'HTTP 429'])(
    'default: %s twice, then an answer: three arrivals, each signed anew',
    async (fault) => {
      const limits = { ...unpaced.limits, 'get-assets': { count: 100, windowMs: 20 } };
      const told: unknown[] = [];
      server.answer = inTurn(faults[fault] as Answer, faults[fault] as Answer, ok('[]'));
      expect(await restOver({ limits, onCall: (record) => told.push(record) }).private.getAssets()).toEqual([]);
      expect(server.arrivals).toHaveLength(3);
      expect(new Set(server.arrivals.map(({ headers }) => headers['signature'])).size).toBe(3);
      expect(told).toEqual([expect.objectContaining({ outcome: 'ok', attempts: 3, httpStatus: 200 })]);
    },
  );

  it('behavior: three times and no more; the last error is the answer', async () => {
    server.answer = inTurn(hangUp, raw(502, ''), refusal(9999));
    expect(await errorOf(restOver().private.getAssets())).toMatchObject({ code: 9999 });
    expect(server.arrivals).toHaveLength(3);
  });

  it.each(['602', '603', '2005', '123456', 'no JSON', 'a redirect', 'the firewall', 'success false with code 0'])(
    'behavior: %s is not asked again',
    async (fault) => {
      server.answer = faults[fault] as Answer;
      await errorOf(restOver().private.getAssets());
      expect(server.arrivals).toHaveLength(1);
    },
  );

  it.each([513, 700003])('behavior: %d: the clock is read once, the read is sent once more', async (code) => {
    server.answer = inTurn(refusal(code), ok('1767225600000'), refusal(code));
    expect(await errorOf(restOver().private.getAssets())).toMatchObject({ code });
    expect(server.arrivals.map(({ url }) => url)).toEqual([expect.stringMatching(/assets$/), PING, expect.stringMatching(/assets$/)]);
  });

  it('behavior: as too frequent it waits for the window', async () => {
    const limits = { ...unpaced.limits, 'get-assets': { count: 100, windowMs: 400 } };
    const arrivedAtMs: number[] = [];
    server.answer = (...exchange) => {
      arrivedAtMs.push(performance.now());
      (arrivedAtMs.length === 1 ? refusal(510) : ok('[]'))(...exchange);
    };
    await restOver({ limits }).private.getAssets();
    const [first = 0, second = 0] = arrivedAtMs;
    expect(second - first).toBeGreaterThanOrEqual(400);
  });

  it('behavior: a venue that is down is asked little more than once a call', async () => {
    server.answer = raw(502, '');
    const rest = restOver();
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 10 }, () => errorOf(rest.private.getAssets())));
    expect(server.arrivals.length).toBeGreaterThanOrEqual(100);
    expect(server.arrivals.length).toBeLessThanOrEqual(100 + 10 + 10);
  });

  it('behavior: a pause beyond its own time limit is not begun', async () => {
    server.answer = refusal(510);
    const limits = { ...unpaced.limits, 'get-assets': { count: 100, windowMs: 60_000 } };
    expect(await errorOf(restOver({ limits }).private.getAssets({ timeoutMs: 30_000 }))).toMatchObject({ code: 510 });
    expect(server.arrivals).toHaveLength(1);
  });

  it('behavior: its own time limit holds for all attempts together', async () => {
    server.answer = inTurn(hangUp, () => undefined);
    expect(await errorOf(restOver().private.getAssets({ timeoutMs: 600 }))).toMatchObject({ phase: 'timeout', proves: 'nothing' });
    expect(server.arrivals).toHaveLength(2);
  });

  it.each([
    ['an abort', (caller: AbortController) => caller.abort()],
    ['the end of the client', (_caller: AbortController, rest: MexcFuturesRest) => rest.close()],
  ])('behavior: %s in the pause before the next attempt: no next attempt, and what is known is told', async (_what, end) => {
    const limits = { ...unpaced.limits, 'get-assets': { count: 100, windowMs: 9_000 } };
    server.answer = refusal(510);
    const rest = restOver({ limits });
    const caller = new AbortController();
    const call = errorOf(
      rest.private.getAssets({ signal: caller.signal, timeoutMs: 60_000, onRawAnswer: () => setTimeout(() => end(caller, rest), 20) }),
    );
    expect(await call).toMatchObject({ code: 510 });
    expect(server.arrivals).toHaveLength(1);
  });
});

describe('the firewall', () => {
  const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', openType: 1, leverage: 5, positionMode: 1, externalOid: 'wall-1' };

  it('default: nothing is sent for a while, not even a cancel; then it goes on', async () => {
    const pauses: unknown[] = [];
    const rest = restOver({ hostPauseMs: 200, onHostPaused: (pause) => pauses.push(pause) });
    server.answer = faults['the firewall'] as Answer;
    expect(await errorOf(rest.public.getFairPrice({ symbol: 'BTC_USDT' }))).toMatchObject({ httpStatus: 403, proves: 'refused' });
    expect(pauses).toEqual([{ host: '127.0.0.1', pausedForMs: 200 }]);

    server.answer = ok('[]');
    const calls = [rest.private.getAssets(), rest.private.createOrder(order), rest.private.cancelOrders({ orderIds: ['1'] })];
    for (const call of calls) {
      const error = await errorOf(call);
      expect(error).toBeInstanceOf(HostPausedError);
      expect(error).toMatchObject({ proves: 'not-sent' });
    }
    expect(server.arrivals).toHaveLength(1);
    expect((await rest.health()).hostPausedForMs).toBeGreaterThan(0);

    await new Promise((resolve) => setTimeout(resolve, 220));
    expect(await rest.private.getAssets()).toEqual([]);
  });

  it('behavior: who waits for a place at that moment is sent away', async () => {
    const rest = restOver({ limits: { ...unpaced.limits, 'get-assets': { count: 1, windowMs: 60_000 } } });
    server.answer = ok('[]');
    await rest.private.getAssets();
    const waiting = errorOf(rest.private.getAssets());
    server.answer = faults['the firewall'] as Answer;
    await errorOf(rest.public.getFairPrice({ symbol: 'BTC_USDT' }));
    expect(await waiting).toMatchObject({ name: 'HostPausedError', operation: 'get-assets' });
  });

  it('behavior: a JSON 403 is about the key, and pauses nothing', async () => {
    const rest = restOver();
    server.answer = raw(403, '{"success":false,"code":403,"message":"no"}');
    expect(await errorOf(rest.private.getAssets())).toMatchObject({ code: 403, kind: 'permission' });
    server.answer = ok('[]');
    expect(await rest.private.getAssets()).toEqual([]);
  });
});

const pathOf = (name: EndpointName) => endpoints[name].path.replace(/\{\w+\}/g, 'x');

/** Any row through the real way out, in windows of its own, with a clock that can be mended. */
async function sendOnce(endpoint: EndpointName): Promise<unknown> {
  const signer = auth();
  const settings = checkConfig({ baseUrl: server.url, auth: signer, timeoutMs: 4_000, firstByteTimeoutMs: 300 });
  const httpSend = new HttpSend(settings);
  opened.push(httpSend);
  const clock = new ClockSynchroniser({ clock: signer.clock, readServerTime: (options) => getServerTime(send, options) });
  const wire = {
    settings,
    httpSend,
    clock,
    window: createPriorityWindow(settings),
    breaker: new HostBreaker(90_000),
    onAnswer: () => undefined,
  };
  const send = createSendRequest(wire, new ReadPolicy());
  const names = [...endpoints[endpoint].path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'x'] as const);
  return send({ endpoint, path: Object.fromEntries(names), body: { symbol: 'BTC_USDT' }, read: nothing });
}
