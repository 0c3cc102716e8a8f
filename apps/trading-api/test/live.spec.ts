import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MexcSimulator } from '@prate/mexc-simulator';
import { TypeOrmOrderJournal } from '@prate/mexc-execution/journal';
import { readEnvironment } from '../src/environment';
import { describeStartError } from '../src/start-error';
import { startTradingApi } from '../src/start-trading-api';
import { liveEnv, startLiveVenue } from './live-venue';
import { OpenApiCheck } from './openapi-check';
import { ORDERS, RunningApi, marketBuy } from './running-api';

const ACCOUNT = '/api/v1/accounts/default';
const ADMIN = { Authorization: 'Bearer token-of-the-operator' };
let venue: { readonly simulator: MexcSimulator; readonly env: Record<string, string> };
let folder: string;
let running: RunningApi | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prate-live-'));
  venue = await startLiveVenue();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await venue.simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (more: Record<string, string> = {}): Promise<RunningApi> =>
  (running = await RunningApi.start({ folder, env: { ...venue.env, ...more } }));

/** How a start that must fail is told. */
const failureOf = async (env: Record<string, string>) => {
  const environment = readEnvironment({ API_PORT: '0', DATA_DIRECTORY: folder, BACKFILL_HOURS: '0.1', ...env });
  try {
    const api = await startTradingApi({ environment, sink: { out: () => undefined, error: () => undefined } });
    await api.stop();
  } catch (error) {
    return describeStartError(error, environment);
  }
  return undefined;
};

const sent = (): number =>
  venue.simulator.control.log.filter(({ path, method }) => path.startsWith('/api/v1/private') && method !== 'GET').length;

test('default: armed, it trades under a lease, and its journal outlives it (R-234)', async () => {
  let api = await start();
  await api.until(200);
  const health = (await api.get('/health')).body;
  expect(health).toMatchObject({ tradingMode: 'live', money: 'real', isArmed: true });
  expect(health.checks).toMatchObject({ journal: { status: 'up', isDurable: true }, lease: { status: 'up', isHeld: true, grant: 1 } });
  const created = await api.request('POST', ORDERS, { body: marketBuy, headers: { 'Idempotency-Key': 'live-1' } });
  expect(created.status).toBe(201);
  expect(api.out.some((line) => line.includes('live-1') && line.includes('| grant 1'))).toBe(true);
  // What tells of the account needs the token, candles do not.
  expect((await api.get(`${ACCOUNT}/positions`, { isAnonymous: true })).status).toBe(401);
  expect((await api.get('/api/v1/candles/BTC_USDT', { isAnonymous: true })).status).toBe(200);
  const { apiKey, apiSecret } = venue.simulator.keys;
  for (const secret of [apiKey, apiSecret, api.token]) expect([...api.out, ...api.errors].join('\n')).not.toContain(secret);
  await api.stop();

  api = await start();
  await api.until(200);
  const again = await api.request('POST', ORDERS, { body: { ...marketBuy, quantity: '0.002' }, headers: { 'Idempotency-Key': 'live-1' } });
  expect(again).toMatchObject({ status: 422, body: { code: 'client-order-id-reused' } });
});

test('behavior: halted stays halted over a restart, until an operator resets it (R-221)', async () => {
  let api = await start();
  await api.until(200);
  const openApi = new OpenApiCheck();
  const trip = await api.request('POST', `${ACCOUNT}/kill-switch/trip`, { body: { reason: 'drill', by: 'anna' } });
  expect(openApi.problems('POST', `${ACCOUNT}/kill-switch/trip`, trip)).toEqual([]);
  expect(trip).toMatchObject({ status: 200, body: { state: 'halted', isKept: true, isComplete: true } });
  expect((await api.until(503)).body.checks.killSwitch).toMatchObject({ status: 'down', state: 'halted' });
  await api.stop();

  api = await start();
  const view = await api.get(`${ACCOUNT}/kill-switch`);
  expect(view.body).toMatchObject({ state: 'halted', history: [{ state: 'halted', reason: 'drill', by: 'anna' }, { state: 'active' }] });
  expect(await api.request('POST', ORDERS, { body: marketBuy })).toMatchObject({ status: 422, body: { code: 'trading-halted' } });
  const reset = (headers: Record<string, string>, body: object) => api.request('POST', `${ACCOUNT}/kill-switch/reset`, { body, headers });
  expect(await reset({}, { reason: 'the drill is over', confirm: 'reset' })).toMatchObject({
    status: 403,
    body: { code: 'admin-required' },
  });
  expect(await reset(ADMIN, {})).toMatchObject({ status: 400, body: { issues: [{ path: 'reason' }] } });
  const done = await reset(ADMIN, { reason: 'the drill is over', by: 'anna' });
  expect(openApi.problems('POST', `${ACCOUNT}/kill-switch/reset`, done)).toEqual([]);
  expect(done).toMatchObject({ status: 200, body: { state: 'active' } });
  await api.until(200);
  expect((await api.request('POST', ORDERS, { body: marketBuy })).status).toBe(201);
});

test('behavior: what an earlier process has lost today counts, and halts (R-225)', async () => {
  const path = join(folder, 'live', 'journal.sqlite');
  const account = readEnvironment(liveEnv(venue.simulator)).live?.account as string;
  const journal = await TypeOrmOrderJournal.open(path, { mode: 'live', account });
  await journal.dayStarts.keep(Math.floor(Date.now() / 86_400_000) * 86_400_000, { USDT: '1000000000' });
  await journal.close();

  const api = await start();
  expect(await api.request('POST', ORDERS, { body: marketBuy })).toMatchObject({
    status: 422,
    body: { code: expect.stringMatching(/^(daily-loss|trading-halted)$/) },
  });
  expect((await api.until(503)).body.checks.killSwitch).toMatchObject({ status: 'down', state: 'halted' });
  const { history } = (await api.get(`${ACCOUNT}/kill-switch`)).body;
  expect(history[0]).toMatchObject({ by: 'daily-loss', reason: expect.stringContaining('loss of the day') });
});

test('behavior: not armed it reads and cancels, and denies every trade; nothing is placed (R-234)', async () => {
  const armed = await start();
  await armed.until(200);
  const resting = { ...marketBuy, type: 'limit', price: '60000' };
  const { orderId } = (await armed.request('POST', ORDERS, { body: resting })).body.order;
  await armed.stop();

  const api = await start({ LIVE_TRADING: '' });
  await api.until(200);
  expect((await api.get('/health')).body).toMatchObject({ money: 'real', isArmed: false, checks: { lease: { isNeeded: false } } });
  expect((await api.get(ORDERS)).body.data).toHaveLength(1);
  const before = sent();
  const close = { symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'market', quantity: '0.001' };
  for (const body of [marketBuy, resting, close]) {
    expect(await api.request('POST', ORDERS, { body })).toMatchObject({ status: 422, body: { code: 'live-not-armed', outcome: 'denied' } });
  }
  expect(sent()).toBe(before);
  expect(await api.request('DELETE', `${ORDERS}/${orderId}?symbol=BTC_USDT`)).toMatchObject({
    status: 200,
    body: { outcome: 'cancelled' },
  });
});

test('error: a journal of another account or mode does not start, and says why (R-235)', async () => {
  await (await start()).stop();
  const path = join(folder, 'live', 'journal.sqlite');
  const other = await failureOf({ ...venue.env, ACCOUNT_NAME: 'hedge' });
  expect(other).toEqual({
    exitCode: 1,
    message: expect.stringMatching(/^Not started: .*found a journal of account key-[0-9a-f]{16}, expected hedge/),
  });

  const paper = join(folder, 'paper.sqlite');
  await (await TypeOrmOrderJournal.open(paper, { mode: 'paper', account: 'main' })).close();
  const mixed = await failureOf({ ...venue.env, ACCOUNT_NAME: 'main', JOURNAL_DATABASE: paper });
  expect(mixed?.message).toMatch(/^Not started: .*found a journal of mode paper, expected live/);
  const candles = await failureOf({ ...venue.env, JOURNAL_DATABASE: join(folder, 'live', 'candles.sqlite') });
  expect(candles?.message).toMatch(/^Not started: .*candles\.sqlite/);
  // Nothing of it was changed: its owner starts.
  expect(await failureOf({ ...venue.env, JOURNAL_DATABASE: path })).toBeUndefined();
});

test('error: a second process on the same journal does not start', async () => {
  await start();
  expect((await failureOf({ ...venue.env, CANDLE_DATABASE: join(folder, 'other.sqlite') }))?.message).toMatch(
    /^Not started: .*journal\.sqlite.*expected to be the only one/,
  );
});

test('behavior: the story of an order, accepted or denied, is told by its id, over a restart (R-233)', async () => {
  let api = await start();
  await api.until(200);
  const placed = await api.request('POST', ORDERS, { body: marketBuy, headers: { 'Idempotency-Key': 'told-1' } });
  expect(placed.status).toBe(201);
  // One that came without an id has a story as well.
  const denied = await api.request('POST', ORDERS, { body: { ...marketBuy, quantity: '0.1' } });
  expect(denied).toMatchObject({ status: 422, body: { code: 'max-order-notional' } });
  await api.stop();

  api = await start();
  const story = async (id: string) => {
    const answer = await api.get(`${ACCOUNT}/intents/${id}/story`);
    expect(new OpenApiCheck().problems('GET', `${ACCOUNT}/intents/${id}/story`, answer)).toEqual([]);
    return answer;
  };
  const { orderId } = placed.body.order;
  const { body } = await story('told-1');
  const isVerdict = ({ what }: { readonly what: string }): boolean => what === 'verdict';
  // No order waits for a note: whether it is kept before or after the order itself is open.
  expect(body.data.filter(isVerdict)).toMatchObject([{ details: { verdict: 'allowed' }, text: 'the gate allowed it' }]);
  expect(body.data.filter((event: { readonly what: string }) => !isVerdict(event))).toMatchObject([
    { what: 'recorded', details: { attempt: 1 }, text: 'recorded as order of BTC_USDT, attempt 1' },
    { what: 'request', text: expect.stringMatching(/^the request left at \d{4}-/) },
    { what: 'settled', details: { outcome: { state: 'accepted', orderId } }, text: `attempt 1: accepted as order ${orderId}` },
  ]);
  expect((await story(denied.body.clientOrderId)).body.data).toMatchObject([
    { what: 'verdict', details: { verdict: 'denied', code: 'max-order-notional' } },
  ]);
  expect(await story('nobody')).toMatchObject({ status: 404, body: { code: 'intent-not-found' } });
});

test('behavior: the exchange is away: trip, state and risk answer, and it is kept (R-222)', async () => {
  const api = await start();
  await api.until(200);
  expect((await api.request('POST', ORDERS, { body: { ...marketBuy, type: 'limit', price: '60000' } })).status).toBe(201);
  await venue.simulator.stop();
  const trip = await api.request('POST', `${ACCOUNT}/kill-switch/trip`, { body: { reason: 'the exchange is down' } });
  expect(trip).toMatchObject({ status: 200, body: { state: 'halted', isKept: true, isComplete: false } });
  expect(trip.body.notCancelled.length).toBeGreaterThan(0);
  expect((await api.get(`${ACCOUNT}/kill-switch`)).body.state).toBe('halted');
  const risk = await api.get(`${ACCOUNT}/risk`);
  expect(new OpenApiCheck().problems('GET', `${ACCOUNT}/risk`, risk)).toEqual([]);
  expect(risk.body).toMatchObject({ tradingState: 'halted' });
  // The signal goes the same way.
  expect(await api.api.halt('SIGUSR2', 'process')).toMatchObject({ isKept: true });
});

test('behavior: an intent that a crash left behind is listed, and a person says what became of it', async () => {
  const path = join(folder, 'live', 'journal.sqlite');
  const { live } = readEnvironment(liveEnv(venue.simulator));
  const journal = await TypeOrmOrderJournal.open(path, { mode: 'live', account: live?.account as string });
  const command = { symbol: 'BTC_USDT', orderId: '739113577038255617' };
  await journal.record({ clientOrderId: 'left-behind' as never, kind: 'chase', symbol: 'BTC_USDT', createdAtMs: 1, command });
  await journal.settle('left-behind' as never, { state: 'needs-operator', candidates: [] });
  await journal.close();

  const api = await start();
  const listed = await api.get(`${ACCOUNT}/intents`);
  const openApi = new OpenApiCheck();
  expect(openApi.problems('GET', `${ACCOUNT}/intents`, listed)).toEqual([]);
  expect(listed.body.data).toMatchObject([{ clientOrderId: 'left-behind', kind: 'chase', state: 'needs-operator', command }]);
  expect((await api.until(503)).body.checks.intents).toMatchObject({ status: 'down', forPerson: 1 });

  const resolve = (body: object, id = 'left-behind', headers: Record<string, string> = ADMIN) =>
    api.request('POST', `${ACCOUNT}/intents/${id}/resolve`, { body, headers });
  const word = { reason: 'looked at the account', by: 'anna' };
  expect(await resolve({ verdict: 'never-arrived', ...word, confirm: 'resolve' }, 'left-behind', {})).toMatchObject({
    status: 403,
    body: { code: 'admin-required' },
  });
  expect(await resolve({ verdict: 'accepted', ...word })).toMatchObject({ status: 400, body: { issues: [{ path: 'orderId' }] } });
  expect(await resolve({ verdict: 'done', ...word }, 'nobody')).toMatchObject({ status: 404, body: { code: 'intent-not-found' } });
  const done = await resolve({ verdict: 'never-arrived', ...word });
  expect(openApi.problems('POST', `${ACCOUNT}/intents/left-behind/resolve`, done)).toEqual([]);
  expect(done).toMatchObject({ status: 200, body: { state: 'never-arrived' } });
  expect(await resolve({ verdict: 'done', ...word })).toMatchObject({ status: 409, body: { code: 'intent-settled' } });
  await api.until(200);
});
