import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MexcSimulator } from '@prate/mexc-simulator';
import { type PostgresServer, isPostgresHere, killHard, startPostgresServer, typescriptHook } from '@prate/test-support';
import { startLiveVenue } from './live-venue';
import { ORDERS, RunningApi, marketBuy } from './running-api';

const SWITCH = '/api/v1/accounts/default/kill-switch';
/** How old the state may be by which an order is judged, and a little. */
const agedState = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_100));
const ADMIN = 'Bearer token-of-the-operator';

if (!isPostgresHere) console.log('replicas: not run, because no embedded server is installed for this platform');

(isPostgresHere ? describe : describe.skip)('two processes with one journal (R-221)', () => {
  let server: PostgresServer;
  let simulator: MexcSimulator;
  let folder: string;
  let first: RunningApi | undefined;
  let second: ChildProcess | undefined;

  beforeAll(async () => {
    server = await startPostgresServer();
    folder = mkdtempSync(join(tmpdir(), 'prate-replicas-'));
  }, 60_000);

  afterAll(async () => {
    if (second !== undefined) await killHard(second);
    await first?.stop();
    await simulator.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A second process from the sources, and where it listens. */
  const startSecond = async (env: Record<string, string>): Promise<string> => {
    const main = join(__dirname, '..', 'src', 'main.ts');
    const child = spawn(process.execPath, ['--conditions', '@prate/source', '--require', typescriptHook, main], {
      env: { ...process.env, ...env, API_PORT: '0', DATA_DIRECTORY: join(folder, 'second'), BACKFILL_HOURS: '0.1', CANDLE_STREAMS: 'off' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    second = child;
    let text = '';
    return new Promise((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        const found = /Open +(http:\/\/[^/]+)\/docs/.exec((text += chunk))?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`the second process ended with ${String(code)}: ${text}`)));
    });
  };

  test('behavior: what one halts, the other denies a second later; what an operator resets in one, opens in the other', async () => {
    const venue = await startLiveVenue();
    ({ simulator } = venue);
    const env = { ...venue.env, JOURNAL_DATABASE: server.url };
    // It has the sender lease: what it denies later, it denies for the halt.
    first = await RunningApi.start({ folder: join(folder, 'first'), env });
    await first.until(200);
    const url = await startSecond(env);
    const there = (path: string, body: object, authorization: string) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', authorization },
        body: JSON.stringify(body),
      });
    const order = { ...marketBuy, type: 'limit', price: '60000' };
    expect((await first.request('POST', ORDERS, { body: order })).status).toBe(201);

    const tripped = await there(`${SWITCH}/trip`, { reason: 'drill', by: 'anna' }, `Bearer ${first.token}`);
    expect(await tripped.json()).toMatchObject({ state: 'halted', isKept: true, cancelled: [{ symbol: 'BTC_USDT' }] });
    await agedState();
    expect(await first.request('POST', ORDERS, { body: order })).toMatchObject({ status: 422, body: { code: 'trading-halted' } });
    expect((await first.get(SWITCH)).body).toMatchObject({ state: 'halted', history: [{ reason: 'drill', by: 'anna' }, {}] });

    const word = { reason: 'the drill is over', by: 'anna', confirm: 'reset' };
    expect((await there(`${SWITCH}/reset`, word, `Bearer ${first.token}`)).status).toBe(403);
    expect((await there(`${SWITCH}/reset`, word, ADMIN)).status).toBe(200);
    await agedState();
    expect((await first.request('POST', ORDERS, { body: order })).status).toBe(201);
  });
});
