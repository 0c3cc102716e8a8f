import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { Program } from './program';

const TOKEN = 'token-of-the-live-api';

describe('the kill switch of a live API whose exchange is dead (R-222)', () => {
  let simulator: MexcSimulator;
  let directory: string;
  const running: Program[] = [];

  beforeEach(async () => {
    simulator = await startMexcSimulator({ seed: 5 });
    directory = mkdtempSync(join(tmpdir(), 'prate-e2e-kill-'));
  });
  afterEach(async () => {
    for (const program of running.splice(0)) {
      program.signal('SIGKILL');
      await program.end();
    }
    await simulator.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const run = (script: string, args: string[] = [], more: Record<string, string> = {}): Program => {
    const program = new Program(`apps/trading-api/dist/${script}`, args, {
      TRADING_MODE: 'live',
      LIVE_TRADING: 'armed',
      MEXC_API_KEY: simulator.keys.apiKey,
      MEXC_SECRET_KEY: simulator.keys.apiSecret,
      MEXC_REST_URL: simulator.restUrl,
      MEXC_STREAM_URL: simulator.wsUrl,
      MEXC_ALLOW_THIS_MACHINE: 'yes',
      DATA_DIRECTORY: directory,
      BACKFILL_HOURS: '0.1',
      API_TOKEN: TOKEN,
      ADMIN_TOKEN: 'token-of-the-operator',
      ...more,
    });
    running.push(program);
    return program;
  };
  const start = async (): Promise<{ api: Program; url: string }> => {
    const api = run('main.js', [], { API_PORT: '0' });
    return { api, url: (await api.find(/Open +(http:\/\/127\.0\.0\.1:\d+)\/docs/))[1] ?? '' };
  };
  const kill = (url: string, ...args: string[]) => run('cli/kill.js', args, { API_PORT: new URL(url).port }).end();
  const order = async (url: string): Promise<{ status: number; code?: string }> => {
    const body = {
      symbol: 'BTC_USDT',
      side: 'buy',
      effect: 'open',
      type: 'limit',
      price: '60000',
      contracts: 1,
      leverage: 10,
      marginMode: 'isolated',
    };
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1/accounts/default/orders`, { method: 'POST', headers, body: JSON.stringify(body) });
    const { code } = (await answer.json()) as { code?: string };
    return { status: answer.status, ...(code === undefined ? {} : { code }) };
  };
  const orderUntil = async (url: string, status: number): Promise<void> => {
    for (const endMs = Date.now() + 20_000; (await order(url)).status !== status;) {
      if (Date.now() > endMs) throw new Error(`no order with ${status}: ${JSON.stringify(await order(url))}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };

  it('by signal: halted, what is left is told, and it stays so over kill -9 and a restart (R-221)', async () => {
    const { api, url } = await start();
    await orderUntil(url, 201);
    await simulator.stop();
    api.signal('SIGUSR2');
    await api.find(/SIGUSR2: trading is halted; \d+ perhaps still working/);
    api.signal('SIGKILL');
    await api.end();

    simulator = await startMexcSimulator({ seed: 5 });
    const again = await start();
    expect(await order(again.url)).toEqual({ status: 422, code: 'trading-halted' });
    const reset = await kill(again.url, 'reset', '--reason', 'the drill is over');
    expect(reset).toMatchObject({ code: 0, output: expect.stringContaining('Trading is active.') as string });
    await orderUntil(again.url, 201);
  });

  it('by command line, over the API, and in the journal once that is away', async () => {
    const { api, url } = await start();
    await orderUntil(url, 201);
    await simulator.stop();
    const tripped = await kill(url, 'trip', '--reason', 'the exchange is dead');
    expect(tripped).toMatchObject({ code: 3, output: expect.stringMatching(/Trading is halted\.[^]*perhaps still working/) as string });
    expect((await kill(url, 'reset', '--reason', 'to trip it once more')).code).toBe(0);
    api.signal('SIGKILL');
    await api.end();
    const direct = await kill(url, 'trip', '--reason', 'the API is gone, too');
    expect(direct).toMatchObject({ code: 3, output: expect.stringMatching(/is away[^]*Trading is halted, in the journal/) as string });
    expect((await kill(url, 'status')).output).toMatch(/halted: the API is gone, too/);
  });
});
