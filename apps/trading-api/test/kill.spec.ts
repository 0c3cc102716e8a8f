import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MexcSimulator } from '@prate/mexc-simulator';
import { runKill } from '../src/cli/run-kill';
import { startLiveVenue } from './live-venue';
import { ORDERS, RunningApi, marketBuy } from './running-api';

const OPERATOR = 'token-of-the-operator';
let folder: string;
let simulator: MexcSimulator;
let env: Record<string, string>;
let api: RunningApi | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prate-kill-'));
  const venue = await startLiveVenue();
  ({ simulator } = venue);
  env = { ...venue.env, DATA_DIRECTORY: folder, ADMIN_TOKEN: OPERATOR };
});
afterEach(async () => {
  await api?.stop();
  api = undefined;
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (): Promise<RunningApi> => {
  api = await RunningApi.start({ folder, env });
  env['API_PORT'] = new URL(api.api.url).port;
  return api;
};

/** What it says and how it ends. */
const kill = async (args: string[], more: Record<string, string> = {}) => {
  const lines: string[] = [];
  const line = (text: string): void => void lines.push(text);
  const exitCode = await runKill(args, { ...env, ...more }, { say: line, complain: line, user: 'anna' });
  return { exitCode, text: lines.join('\n') };
};

test('default: status, trip and reset over the API', async () => {
  const running = await start();
  await running.until(200);
  expect((await running.request('POST', ORDERS, { body: { ...marketBuy, type: 'limit', price: '60000' } })).status).toBe(201);
  expect(await kill(['status'])).toMatchObject({ exitCode: 0, text: expect.stringMatching(/^Trading is active\./) });
  const tripped = await kill(['trip', '--reason', 'drill']);
  expect(tripped).toMatchObject({ exitCode: 0, text: expect.stringContaining('1 cancelled, 0 perhaps still working') });
  expect(await kill(['status'])).toMatchObject({ exitCode: 0, text: expect.stringMatching(/halted: drill \(anna\)/) });
  expect(await kill(['reset', '--reason', 'over'], { ADMIN_TOKEN: '' })).toMatchObject({
    exitCode: 1,
    text: expect.stringContaining('admin-required'),
  });
  expect(await kill(['reset', '--reason', 'over', '--by', 'ben'])).toMatchObject({
    exitCode: 0,
    text: expect.stringContaining('active: over (ben)'),
  });
});

test('behavior: the exchange is dead: it halts all the same, and says what is left', async () => {
  const running = await start();
  await running.until(200);
  await running.request('POST', ORDERS, { body: { ...marketBuy, type: 'limit', price: '60000' } });
  await simulator.stop();
  const tripped = await kill(['trip', '--reason', 'the exchange is down']);
  expect(tripped).toMatchObject({ exitCode: 3, text: expect.stringMatching(/Trading is halted[^]*perhaps still working/) });
});

test('behavior: the API is away: the journal is changed, and the API that starts is halted', async () => {
  await (await start()).stop();
  await simulator.stop();
  const tripped = await kill(['trip', '--reason', 'nobody answers']);
  expect(tripped).toMatchObject({
    exitCode: 3,
    text: expect.stringMatching(/is away[^]*Trading is halted, in the journal[^]*nothing was cancelled/),
  });
  expect(await kill(['status', '--journal'])).toMatchObject({
    exitCode: 0,
    text: expect.stringContaining('halted: nobody answers (anna)'),
  });
  const running = await start();
  expect((await running.get('/api/v1/accounts/default/kill-switch')).body).toMatchObject({ state: 'halted' });
  await running.stop();
  expect(await kill(['reset', '--reason', 'over'], { ADMIN_TOKEN: '' })).toMatchObject({ exitCode: 2 });
  expect(await kill(['reset', '--reason', 'over', '--confirm', 'reset'], { ADMIN_TOKEN: '' })).toMatchObject({ exitCode: 0 });
});

test('error: a journal that a running process holds, of another account, without account, that is not there', async () => {
  await start();
  const held = await kill(['trip', '--reason', 'drill', '--journal']);
  expect(held).toMatchObject({ exitCode: 1, text: expect.stringMatching(/expected to be the only one[^]*SIGKILL/) });
  await api?.stop();
  expect((await kill(['trip', '--reason', 'drill'], { ACCOUNT_NAME: 'hedge' })).text).toMatch(
    /found a journal of account key-\w+, expected hedge/,
  );
  expect((await kill(['trip', '--reason', 'drill'], { MEXC_API_KEY: '' })).text).toMatch(/ACCOUNT_NAME nor MEXC_API_KEY/);
  const absent = await kill(['trip', '--reason', 'drill'], { JOURNAL_DATABASE: join(folder, 'absent.sqlite') });
  expect(absent).toMatchObject({ exitCode: 1, text: expect.stringContaining('found no file') });
  expect((await kill(['status'], { TRADING_MODE: 'paper' })).text).toMatch(/in paper mode the switch ends with the API/);
});

test('error: flags and environment that make no sense are all named; help is printed', async () => {
  expect(await kill(['stop', '--reasn', 'x'])).toEqual({
    exitCode: 2,
    text: expect.stringMatching(/found --reasn[^]*found "stop[^]*expected one of status, trip, reset/),
  });
  expect(await kill(['trip'])).toMatchObject({ exitCode: 2, text: 'kill: --reason: expected why, in words' });
  expect(await kill(['--help'])).toMatchObject({ exitCode: 0, text: expect.stringContaining('trip  --reason') });
  expect(await kill(['status'], { API_TOKEN: '', API_TOKEN_FILE: '/nowhere/token' })).toMatchObject({ exitCode: 2 });
  writeFileSync(join(folder, 'token'), 'token-of-another-api-1\n');
  await start();
  expect(await kill(['status'], { API_TOKEN: '', API_TOKEN_FILE: join(folder, 'token') })).toMatchObject({
    exitCode: 1,
    text: expect.stringContaining('401 token-required'),
  });
});
