import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { Program } from './program';

const SILENCE_MS = 2_000;
const HOST = 'tools/e2e/test/watchdog-host.cjs';

/** What works or waits: sides of orders, plans and trailing orders; how many stops and positions. */
const everything = { orders: '14', plans: '1', tracks: '1', stops: 1, positions: 1 };
const onlyWhatProtects = { orders: '4', plans: '', tracks: '', stops: 1, positions: 1 };

describe('the dead man as a program (R-224)', () => {
  let simulator: MexcSimulator;
  let rest: MexcFuturesRest;
  let directory: string;
  const running: Program[] = [];

  beforeEach(async () => {
    simulator = await startMexcSimulator({ seed: 3, balances: { USDT: '100000' } });
    rest = new MexcFuturesRest({ auth: new MexcFuturesAuth({ credentials: simulator.keys }), baseUrl: simulator.restUrl });
    directory = mkdtempSync(join(tmpdir(), 'prate-e2e-watchdog-'));
  });
  afterEach(async () => {
    for (const program of running.splice(0).reverse()) {
      program.signal('SIGKILL');
      await program.end();
    }
    rest.close();
    await simulator.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const start = (script: string, args: string[], env: Record<string, string>): Program => {
    const program = new Program(script, args, { MEXC_REST_URL: simulator.restUrl, ...env });
    running.push(program);
    return program;
  };
  const watch = async (...args: string[]): Promise<{ watchdog: Program; url: string }> => {
    const { apiKey, apiSecret } = simulator.keys;
    const flags = ['--port', '0', '--silence', String(SILENCE_MS / 1_000), '--directory', directory, ...args];
    const env = { MEXC_WATCHDOG_API_KEY: apiKey, MEXC_WATCHDOG_SECRET_KEY: apiSecret };
    const watchdog = start('apps/watchdog/dist/main.js', flags, env);
    return { watchdog, url: (await watchdog.find(/beats at (http:\/\/127\.0\.0\.1:\d+)/))[1] ?? '' };
  };
  const host = async (url: string): Promise<Program> => {
    const { apiKey, apiSecret } = simulator.keys;
    const env = { HOST_API_KEY: apiKey, HOST_API_SECRET: apiSecret, WATCHDOG_URL: url, WATCHDOG_TOKEN_FILE: join(directory, 'token') };
    const program = start(HOST, [], env);
    await program.find(/^ready$/m);
    return program;
  };
  const left = async () => {
    const now = Date.now();
    const period = { startTimeMs: now - 86_400_000, endTimeMs: now + 60_000 };
    const sides = (rows: readonly { readonly side: number }[]): string =>
      rows
        .map(({ side }) => side)
        .sort()
        .join('');
    return {
      orders: sides(await rest.private.listOpenOrders({ pageNum: 1, pageSize: 100 })),
      plans: sides(await rest.private.listPlanOrders({ states: [1], ...period, pageNum: 1, pageSize: 100 })),
      tracks: sides(await rest.private.listTrackOrders({ states: [0, 1] })),
      stops: (await rest.private.listOpenStopOrders()).length,
      positions: (await rest.private.listOpenPositions()).length,
    };
  };
  const health = async (url: string) => (await (await fetch(`${url}/health`)).json()) as Record<string, unknown>;
  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  /** Looks at the account itself, from outside of all programs, until only what protects is left or T + 5 s are over. */
  const withinTheTime = async () => {
    const endMs = Date.now() + SILENCE_MS + 5_000;
    for (;;) {
      const now = await left();
      if (now.orders + now.plans + now.tracks === '4' || Date.now() > endMs) return now;
      await pause(100);
    }
  };

  it('default: the host is killed: what opens is gone within T + 5 s, what protects is kept', async () => {
    const { watchdog, url } = await watch();
    const trader = await host(url);
    await pause(SILENCE_MS + 500);
    expect(await left()).toEqual(everything);
    trader.signal('SIGKILL');
    expect(await withinTheTime()).toEqual(onlyWhatProtects);
    await watchdog.find(/proven: nothing is left/, 10_000);
    expect(watchdog.output).not.toContain(simulator.keys.apiSecret);
  });

  it('default: the host hangs: the same; when it goes on it is told, also by a watchdog that was killed and started again', async () => {
    const { watchdog, url } = await watch();
    const trader = await host(url);
    trader.signal('SIGSTOP');
    expect(await withinTheTime()).toEqual(onlyWhatProtects);
    await watchdog.find(/proven: nothing is left/, 10_000);
    trader.signal('SIGCONT');
    await trader.find(/told that it has fired: no beat for \d+ ms/, 10_000);
    watchdog.signal('SIGKILL');
    await watchdog.end();
    expect(await health((await watch()).url)).toMatchObject({ hasFired: true, details: { outcome: 'proven' } });
  });

  it('behavior: a planned stop stands down: nothing is cancelled', async () => {
    const { url } = await watch();
    const trader = await host(url);
    trader.signal('SIGTERM');
    expect(await trader.end()).toMatchObject({ code: 0 });
    await pause(SILENCE_MS + 1_000);
    expect(await health(url)).toMatchObject({ condition: 'stood-down' });
    expect(await left()).toEqual(everything);
  });

  it('behavior: both are killed: the watchdog that is started again remembers that it was armed', async () => {
    const first = await watch();
    const trader = await host(first.url);
    first.watchdog.signal('SIGKILL');
    trader.signal('SIGKILL');
    await first.watchdog.end();
    await watch();
    expect(await withinTheTime()).toEqual(onlyWhatProtects);
  });

  it.each(['maintenance', 'hang-up-before-accept'] as const)(
    'behavior: the venue is down when it fires (%s): it keeps trying, and is done when the venue is back',
    async (fault) => {
      const { watchdog, url } = await watch();
      const trader = await host(url);
      trader.signal('SIGKILL');
      simulator.control.faults.sometimes('any', fault, { probability: 1 });
      await watchdog.find(/FIRED: no beat/, 10_000);
      await pause(3_000);
      simulator.control.faults.clear();
      await watchdog.find(/proven: nothing is left/, 20_000);
      expect(await left()).toMatchObject({ plans: '', tracks: '', stops: 1, positions: 1 });
      expect((await left()).orders).toMatch(/^4?$/);
    },
  );
});
