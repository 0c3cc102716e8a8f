import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { type Outcome, run } from './run';

const SESSION = 'session-0001';
const order = { symbol: 'BTC_USDT', vol: '10', leverage: 5, openType: 1, positionMode: 1 };

/** A venue with a long position that has a stop-loss, a closing order, and orders of each kind that open. */
class Scene {
  readonly directory = mkdtempSync(join(tmpdir(), 'prate-watchdog-'));
  readonly lines: string[] = [];
  /** Beside keys and venue. */
  env: Record<string, string> = {};
  private readonly outcomes: Outcome[] = [];
  private sequence = 0;

  private constructor(
    readonly simulator: MexcSimulator,
    readonly rest: MexcFuturesRest,
  ) {}

  static async set(): Promise<Scene> {
    const simulator = await startMexcSimulator({ seed: 3, balances: { USDT: '100000' } });
    const { keys, restUrl } = simulator;
    return new Scene(simulator, new MexcFuturesRest({ auth: new MexcFuturesAuth({ credentials: keys }), baseUrl: restUrl }));
  }

  async lastPrice(): Promise<number> {
    return Number((await this.rest.public.getTicker({ symbol: 'BTC_USDT' }))[0]?.lastPrice);
  }

  async trade(): Promise<void> {
    const { private: account } = this.rest;
    const last = await this.lastPrice();
    await account.createOrder({ ...order, side: 1, type: 5, externalOid: 'entry' });
    const [position] = await account.listOpenPositions();
    const positionId = position?.positionId ?? '';
    const stop = {
      lossTrend: 1,
      profitTrend: 1,
      volType: 2,
      takeProfitReverse: 2,
      stopLossReverse: 2,
      stopLossPrice: String(Math.round(last * 0.8)),
    };
    await account.createStopOrder({ positionId, vol: '10', ...stop });
    await account.createOrder({ ...order, side: 4, type: 1, vol: '4', price: String(Math.round(last * 1.05)), externalOid: 'close' });
    for (let at = 0; at < 3; at++)
      await account.createOrder({ ...order, side: 1, type: 1, price: String(Math.round(last * 0.95)), externalOid: `open-${at}` });
    const plan = { ...order, triggerPrice: String(Math.round(last * 0.9)), triggerType: 2, executeCycle: 1, orderType: 5, trend: 1 };
    await account.createPlanOrder({ ...plan, side: 1 });
    await account.createPlanOrder({ ...plan, side: 4 });
    const track = { ...order, trend: 1, backType: 1, backValue: '0.02' };
    await account.createTrackOrder({ ...track, side: 1 });
    await account.createTrackOrder({ ...track, side: 4 });
  }

  /** What works or waits, by kind: how many open, how many close. */
  async left() {
    const { private: account } = this.rest;
    const orders = await account.listOpenOrders({ pageNum: 1, pageSize: 100 });
    const now = Date.now();
    const plans = await account.listPlanOrders({
      states: [1],
      startTimeMs: now - 86_400_000,
      endTimeMs: now + 60_000,
      pageNum: 1,
      pageSize: 100,
    });
    const tracks = await account.listTrackOrders({ states: [0, 1] });
    const stops = await account.listOpenStopOrders();
    const positions = await account.listOpenPositions();
    const sides = (rows: readonly { readonly side: number }[]) =>
      rows
        .map(({ side }) => side)
        .sort()
        .join('');
    return { orders: sides(orders), plans: sides(plans), tracks: sides(tracks), stops: stops.length, positions: positions.length };
  }

  /** @returns the address */
  async watch(...args: string[]): Promise<string> {
    const { keys, restUrl } = this.simulator;
    const own = { MEXC_WATCHDOG_API_KEY: keys.apiKey, MEXC_WATCHDOG_SECRET_KEY: keys.apiSecret, MEXC_REST_URL: restUrl };
    const env = { ...own, ...this.env };
    const voice = (line: string): void => void this.lines.push(line);
    const flags = ['--port', '0', '--directory', this.directory, ...args];
    const outcome = await run(flags, env, { say: voice, complain: voice });
    this.outcomes.push(outcome);
    if (outcome.kind === 'ended') throw new Error(`${outcome.exitCode}: ${this.lines.join('\n')}`);
    return outcome.url;
  }

  async send(url: string, path: 'beat' | 'stand-down', body: object, token = readFileSync(join(this.directory, 'token'), 'utf8').trim()) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  beat(url: string, over: object = {}) {
    return this.send(url, 'beat', { session: SESSION, sequence: (this.sequence += 1), state: 'ready', ...over });
  }

  async health(url: string): Promise<Record<string, unknown>> {
    return (await (await fetch(`${url}/health`)).json()) as Record<string, unknown>;
  }

  async until(url: string, outcome: string): Promise<Record<string, unknown>> {
    return this.untilHealth(url, ({ details }) => (details as { readonly outcome?: string }).outcome === outcome);
  }

  async untilHealth(url: string, isEnough: (health: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    for (const endMs = Date.now() + 20_000; ;) {
      const health = await this.health(url);
      if (isEnough(health)) return health;
      if (Date.now() > endMs) throw new Error(`waited in vain: ${JSON.stringify(health)}\n${this.lines.join('\n')}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async stopWatching(): Promise<readonly (0 | 3)[]> {
    const codes: (0 | 3)[] = [];
    for (const outcome of this.outcomes.splice(0)) if (outcome.kind === 'running') codes.push(await outcome.stop());
    return codes;
  }

  async strike(): Promise<void> {
    await this.stopWatching();
    this.rest.close();
    await this.simulator.stop();
    rmSync(this.directory, { recursive: true });
  }
}

jest.setTimeout(30_000);
let scene: Scene;
beforeEach(async () => {
  scene = await Scene.set();
});
afterEach(() => scene.strike());

const everything = { orders: '1114', plans: '14', tracks: '14', stops: 1, positions: 1 };

describe('Watchdog', () => {
  it('default: silence: what opens is cancelled and proven gone; closing orders and protection stay', async () => {
    await scene.trade();
    expect(await scene.left()).toEqual(everything);
    const url = await scene.watch('--silence', '1');
    expect(await scene.beat(url)).toEqual({ status: 200, body: { condition: 'armed', silenceMs: 1_000 } });
    const health = await scene.until(url, 'proven');
    expect(await scene.left()).toEqual({ orders: '4', plans: '4', tracks: '4', stops: 1, positions: 1 });
    expect(health).toMatchObject({
      hasFired: true,
      details: {
        reason: expect.stringMatching(/^no beat for 1\d{3} ms$/),
        lastBeat: { session: SESSION, sequence: 1 },
        report: {
          kinds: [
            { kind: 'orders', cancelsTaken: 3, kept: 1, cancelledAllTimes: 0 },
            { kind: 'plan-orders', cancelsTaken: 1, kept: 1, cancelledAllTimes: 0 },
            { kind: 'trailing-orders', cancelsTaken: 1, kept: 1, cancelledAllTimes: 0 },
          ],
        },
      },
    });
    expect(await scene.stopWatching()).toEqual([0]);
  });

  it('args: --cancel all --close: nothing is left, each position with its result', async () => {
    await scene.trade();
    const url = await scene.watch('--silence', '1', '--cancel', 'all', '--close', '--armed');
    const health = await scene.until(url, 'proven');
    expect(await scene.left()).toEqual({ orders: '', plans: '', tracks: '', stops: 0, positions: 0 });
    expect(health).toMatchObject({ details: { report: { positions: [{ symbol: 'BTC_USDT', contracts: '10', isClosed: true }] } } });
  });

  it('behavior: --close with protection kept until the position is gone: closing orders go, they hold the contracts', async () => {
    await scene.trade();
    const url = await scene.watch('--silence', '1', '--close', '--armed');
    await scene.until(url, 'proven');
    expect(await scene.left()).toMatchObject({ orders: '', positions: 0 });
  });

  it('behavior: people are told by a command, when it fires and at the end; a webhook that hangs holds up no cancel', async () => {
    const hanging = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const told = join(scene.directory, 'told');
    const script = `process.stdin.pipe(require('node:fs').createWriteStream(process.argv[1], { flags: 'a' }))`;
    scene.env = {
      KILL_WEBHOOK_URL: `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`,
      KILL_WEBHOOK_SECRET: 'sixteen-or-more-characters',
      KILL_COMMAND: JSON.stringify([process.execPath, '-e', script, told]),
    };
    await scene.trade();
    const url = await scene.watch('--silence', '1', '--armed');
    await scene.until(url, 'proven');
    expect(await scene.left()).toMatchObject({ orders: '4', positions: 1 });
    const notices = () => (existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n').filter(Boolean) : []);
    for (const endMs = Date.now() + 20_000; notices().length < 2 && Date.now() < endMs;) await new Promise((done) => setTimeout(done, 50));
    expect(notices().map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { kind: 'dead-man-fired', by: 'watchdog', message: expect.stringContaining('FIRED: no beat for') },
      { kind: 'dead-man-proven', message: expect.stringContaining('nothing is left that has to go') },
    ]);
    hanging.closeAllConnections();
    hanging.close();
  });

  it('error: hooks that make no sense are all named, and nothing is started', async () => {
    scene.env = { KILL_WEBHOOK_URL: 'ftp://example.org', KILL_WEBHOOK_SECRET: 'short', KILL_COMMAND: 'page --urgent' };
    await expect(scene.watch()).rejects.toThrow(/^2: /);
    const said = scene.lines.join('\n');
    for (const words of [
      'KILL_WEBHOOK_URL: found "ftp://example.org"',
      'KILL_WEBHOOK_SECRET: found 5 characters',
      'KILL_COMMAND: expected',
    ]) {
      expect(said).toContain(words);
    }
    expect(said).not.toContain('short');
  });

  it('behavior: fired is told to who beats, outlives a restart, and is cleared by a person, noticed by the one that runs', async () => {
    let url = await scene.watch('--silence', '1', '--armed');
    await scene.until(url, 'proven');
    expect(await scene.beat(url)).toMatchObject({ status: 409, body: { code: 'fired', outcome: 'proven' } });
    expect(await scene.send(url, 'stand-down', { reason: 'too late' })).toMatchObject({ status: 409, body: { code: 'fired' } });
    await scene.stopWatching();
    url = await scene.watch('--silence', '1');
    expect(await scene.beat(url)).toMatchObject({ status: 409, body: { code: 'fired' } });
    const voice = (line: string): void => void scene.lines.push(line);
    expect(await run(['--clear', 'looked', '--directory', scene.directory], {}, { say: voice, complain: voice })).toEqual({
      kind: 'ended',
      exitCode: 0,
    });
    await scene.untilHealth(url, ({ hasFired }) => hasFired === false);
    expect(await scene.beat(url)).toMatchObject({ status: 200, body: { condition: 'armed' } });
  });

  it('behavior: a planned stop disarms, also over a restart; an armed one is armed after it', async () => {
    await scene.trade();
    let url = await scene.watch('--silence', '1');
    await scene.beat(url);
    await scene.stopWatching();
    url = await scene.watch('--silence', '30');
    expect(await scene.health(url)).toMatchObject({ isArmed: true, details: { session: SESSION } });
    expect(await scene.send(url, 'stand-down', { session: SESSION, reason: 'planned' })).toMatchObject({
      status: 200,
      body: { condition: 'stood-down' },
    });
    expect(await scene.beat(url)).toMatchObject({ status: 409, body: { code: 'old-session' } });
    await scene.stopWatching();
    url = await scene.watch('--silence', '1');
    await new Promise((done) => setTimeout(done, 1_500));
    expect(await scene.health(url)).toMatchObject({ condition: 'stood-down', hasFired: false });
    expect(await scene.left()).toEqual(everything);
  });

  it('behavior: lists that cannot be read: all orders of the kind are cancelled at once, and it is said; nothing is proven, exit code 3', async () => {
    await scene.trade();
    const url = await scene.watch('--silence', '1', '--give-up-after', '3', '--armed');
    scene.simulator.control.faults.sometimes('list-open-orders', 'http-502', { probability: 1 });
    await scene.until(url, 'unproven');
    scene.simulator.control.faults.clear();
    expect(await scene.left()).toEqual({ orders: '', plans: '4', tracks: '4', stops: 1, positions: 1 });
    expect(scene.lines.join('\n')).toMatch(/orders: all cancelled at once, closing ones too[\s\S]*UNPROVEN/);
    expect(await scene.stopWatching()).toEqual([3]);
    await scene.until(await scene.watch(), 'proven');
  });

  it('behavior: more than a batch and more than a page', async () => {
    const last = await scene.lastPrice();
    const price = String(Math.round(last * 0.95));
    // The simulator asks for no limits, and the venue's own would make this a minute.
    const fast = new MexcFuturesRest({
      auth: new MexcFuturesAuth({ credentials: scene.simulator.keys }),
      baseUrl: scene.simulator.restUrl,
      limits: { 'create-order': { count: 1_000, windowMs: 1_000 } },
    });
    for (let at = 0; at < 120; at++)
      await fast.private.createOrder({ ...order, vol: '1', side: 1, type: 1, price, externalOid: `many-${at}` });
    fast.close();
    const url = await scene.watch('--silence', '1', '--armed');
    expect(await scene.until(url, 'proven')).toMatchObject({ details: { report: { kinds: [{ cancelsTaken: 120 }, {}, {}] } } });
    expect(await scene.left()).toMatchObject({ orders: '' });
  });

  it('error: no token, a wrong one, bad bodies, a foreign page: refused, and not a beat', async () => {
    const url = await scene.watch('--silence', '1');
    expect(await scene.send(url, 'beat', {}, 'wrong')).toMatchObject({ status: 401 });
    expect(await scene.beat(url, { sequence: 0, session: 'x' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/session: .*; sequence: /) },
    });
    expect(await scene.beat(url, { extra: 'x'.repeat(5_000) })).toMatchObject({ status: 413 });
    expect((await fetch(`${url}/health`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await fetch(`${url}/fire`, { method: 'POST' })).status).toBe(404);
    expect(await scene.health(url)).toMatchObject({ condition: 'waiting' });
  });

  it('error: keys that are missing, wrong, or may not cancel: it does not start', async () => {
    const { keys, restUrl } = scene.simulator;
    const attempt = async (env: Record<string, string>) => {
      const complained: string[] = [];
      const outcome = await run(['--port', '0', '--directory', scene.directory], env, {
        say: () => undefined,
        complain: (line) => complained.push(line),
      });
      return [outcome, complained.join('\n')];
    };
    const ended = { kind: 'ended', exitCode: 2 };
    expect(await attempt({})).toEqual([
      ended,
      expect.stringMatching(/MEXC_WATCHDOG_API_KEY: missing[\s\S]*MEXC_WATCHDOG_SECRET_KEY: missing/),
    ]);
    const env = { MEXC_WATCHDOG_API_KEY: keys.apiKey, MEXC_WATCHDOG_SECRET_KEY: 'sentinel-secret-0001', MEXC_REST_URL: restUrl };
    const [outcome, said] = await attempt(env);
    expect([outcome, said]).toEqual([ended, expect.stringContaining('the keys cannot be used')]);
    expect(said).not.toContain('sentinel');
    expect(await attempt({ ...env, MEXC_REST_URL: 'https://elsewhere.example' })).toEqual([
      ended,
      expect.stringContaining('elsewhere.example'),
    ]);
  });
});
