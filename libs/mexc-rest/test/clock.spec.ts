import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { type MexcRestConfig, MexcFuturesRest } from '../src';
import { ok, raw, type RawServer, startRawServer } from './raw-server';
import { unpaced } from './unpaced';

const PING = '/api/v1/contract/ping';
const SERVER_TIME_MS = 1_788_000_000_000;

/** A local clock that can be set, over a steady one that cannot. */
class SetClock {
  skewMs = 0;
  steadyMs = 1_000;
  nowMs = () => SERVER_TIME_MS + this.steadyMs + this.skewMs;
  monotonicMs = () => this.steadyMs;
}

let server: RawServer;
let local: SetClock;
let auth: MexcFuturesAuth;
let rest: MexcFuturesRest;
beforeEach(async () => {
  server = await startRawServer();
  local = new SetClock();
  auth = new MexcFuturesAuth({ credentials: { apiKey: 'key', apiSecret: 'secret' }, clock: new RequestClock(local) });
  rest = restOver();
  server.answer = (...exchange) => ok(exchange[1].url === PING ? String(SERVER_TIME_MS + local.steadyMs) : '[]')(...exchange);
});
afterEach(async () => {
  rest.close();
  await server.stop();
});

function restOver(config: MexcRestConfig = {}): MexcFuturesRest {
  return new MexcFuturesRest({ baseUrl: server.url, auth, ...unpaced, ...config });
}

const paths = () => server.arrivals.map(({ url }) => url.split('/').at(-1));
const signedAtMs = () => Number(server.arrivals.at(-1)?.headers['request-time']);
const until = async (isDone: () => boolean) => {
  for (let steps = 0; !isDone(); steps += 1) {
    if (steps === 4_000) throw new Error(`waited in vain until ${String(isDone)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('synchroniseClock', () => {
  it.each([-30_000, 0, 30_000])('default: five readings; a clock off by %d ms signs by the server, never ahead', async (skewMs) => {
    local.skewMs = skewMs;
    await rest.synchroniseClock();
    expect(paths()).toEqual(Array(5).fill('ping'));
    await rest.private.getAssets();
    expect(signedAtMs()).toBe(SERVER_TIME_MS + local.steadyMs);
  });

  it('behavior: asked for twice at once it is one round', async () => {
    await Promise.all([rest.synchroniseClock(), rest.synchroniseClock()]);
    expect(paths()).toHaveLength(5);
  });

  it('error: what the venue answers instead of its time; and a client without a clock', async () => {
    server.answer = raw(200, '{"success":false,"code":604}');
    await expect(rest.synchroniseClock()).rejects.toMatchObject({ code: 604, operation: 'get-server-time' });
    const stranger = new MexcFuturesRest({ baseUrl: server.url });
    await expect(stranger.synchroniseClock()).rejects.toMatchObject({ name: 'InvalidRequestError', issues: [{ parameter: 'auth' }] });
    expect(() => stranger.startClockSync()).toThrow('auth: found nothing');
    stranger.close();
  });
});

describe('startClockSync', () => {
  it('default: a round every so often, until it is stopped; a failure does not stop it', async () => {
    const failures: unknown[] = [];
    const answer = server.answer;
    server.answer = raw(200, '{"success":false,"code":604}');
    rest.startClockSync({ everyMs: 20, onFailure: (error) => failures.push(error) });
    await until(() => failures.length > 0);
    server.answer = answer;
    await until(() => auth.clock.isSynchronised);
    rest.stopClockSync();
    // The round under way, or one more.
    await rest.synchroniseClock();
    const asked = paths().length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(paths()).toHaveLength(asked);
  });

  it('behavior: closing the client stops it, and its timer keeps no process alive', () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    rest.startClockSync();
    rest.startClockSync({ everyMs: 30_000 });
    expect(timers()).toBe(before);
    rest.close();
    expect(timers()).toBe(before);
  });
});

describe('a local clock that was set', () => {
  it.each([-30_000, -3_000, 3_000, 30_000])('behavior: by %d ms: the server is asked before the next signature, once', async (stepMs) => {
    await rest.synchroniseClock();
    server.arrivals.length = 0;
    local.steadyMs += 5_000;
    local.skewMs += stepMs;
    await Promise.all([rest.private.getAssets(), rest.private.getPositionMode().catch(() => undefined)]);
    await rest.private.getAssets();
    expect(paths().filter((path) => path === 'ping')).toHaveLength(1);
    for (const { headers } of server.arrivals.filter(({ url }) => url !== PING)) {
      expect(Number(headers['request-time'])).toBe(SERVER_TIME_MS + local.steadyMs);
    }
  });

  it('behavior: where the server cannot be asked, it signs behind rather than ahead', async () => {
    await rest.synchroniseClock();
    local.skewMs += 30_000;
    const answer = server.answer;
    server.answer = (...exchange) => (exchange[1].url === PING ? raw(200, '{"success":false,"code":604}') : answer)(...exchange);
    await rest.private.getAssets();
    expect(signedAtMs()).toBeLessThanOrEqual(SERVER_TIME_MS + local.steadyMs);
  });
});
