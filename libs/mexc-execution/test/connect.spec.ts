import { inspect } from 'node:util';
import { MemoryOrderJournal } from '@prate/execution-interface';
import { ManualClock, buildInstrument } from '@prate/execution-interface/testing';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { afterThisTest } from './cleanup';
import { type Desk, NOW, marketBuy, openDesk } from './desk';
import { failure, orderlyVenue, success } from './scripted-venue';

const instruments = { getInstrument: async () => buildInstrument(), getInstruments: async () => [buildInstrument()] };

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ isConnected: false });
});

/** Connects with these keys, over the simulator; its problems. */
async function problemsWith(keys: { apiKey: string; apiSecret: string }, baseUrl = desk.simulator.restUrl) {
  const rest = new MexcFuturesRest({ baseUrl, auth: new MexcFuturesAuth({ credentials: keys, clock: new RequestClock(desk.clock) }) });
  const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal(), clock: desk.clock });
  const result = await execution.connect();
  expect(result.ok).toBe(result.problems.length === 0);
  expect(execution.health().state).toBe(result.ok ? 'degraded' : 'disconnected');
  afterThisTest(async () => rest.close());
  return result.problems;
}

test('default: connected, and degraded for want of a stream only', async () => {
  expect(await desk.execution.connect()).toEqual({ ok: true, problems: [] });
  expect(desk.execution.health()).toEqual({
    state: 'degraded',
    reasons: ['no-stream'],
    unknownIntents: 0,
    lastAnswerAgeMs: 0,
    reconcileAgeMs: 0,
    clockAgeMs: 0,
    instrumentsAgeMs: 0,
  });
  desk.clock.advance(5_000);
  expect(desk.execution.health().lastAnswerAgeMs).toBe(5_000);
  desk.clock.set(NOW);
});

test('error: a key the venue does not know, a secret that does not fit, nobody there: three codes', async () => {
  const { keys } = desk.simulator;
  const badKey = await problemsWith({ ...keys, apiKey: 'sim_0000' });
  const badSecret = await problemsWith({ ...keys, apiSecret: 'wrong-secret-of-mine' });
  const nobody = await problemsWith(keys, 'http://127.0.0.1:1');
  expect([badKey, badSecret, nobody].map((problems) => problems.map(({ code }) => code))).toEqual([
    ['key-refused'],
    ['signature-refused'],
    ['unreachable'],
  ]);
  const shown = inspect([badKey, badSecret, nobody], { depth: 9 });
  for (const secret of [keys.apiSecret, keys.apiKey, 'wrong-secret-of-mine', 'sim_0000']) expect(shown).not.toContain(secret);
});

test('error: bad key, bad secret, skewed clock, foreign address, missing permission: five codes, and each an answer (R-101)', async () => {
  const { keys, control } = desk.simulator;
  const codes: string[][] = [];
  const note = (problems: readonly { readonly code: string }[]) => codes.push(problems.map(({ code }) => code));
  note(await problemsWith({ ...keys, apiKey: 'sim_0000' }));
  note(await problemsWith({ ...keys, apiSecret: 'wrong-secret-of-mine' }));
  for (const fault of ['refuse-513', 'refuse-406', 'refuse-701'] as const) {
    // A time that is not believed is read again once, and sent again.
    control.faults.next('get-assets', fault, { count: fault === 'refuse-513' ? 3 : 1 });
    note(await problemsWith(keys));
    control.faults.clear();
  }
  expect(codes).toEqual([['key-refused'], ['signature-refused'], ['clock'], ['ip-refused'], ['permission-missing']]);
});

test('error: without keys', async () => {
  const rest = new MexcFuturesRest({ baseUrl: desk.simulator.restUrl });
  const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
  expect((await execution.connect()).problems.map(({ code }) => code)).toEqual(['key-refused']);
  afterThisTest(async () => rest.close());
});

test('behavior: a clock that jumps after it was compared is noticed, and nothing is signed with the jump', async () => {
  // Right while the venue's time is read, then a minute ahead for everything that is signed.
  let readings = 0;
  const jumping = new RequestClock({ nowMs: () => NOW + (++readings > 2 ? 60_000 : 0) });
  const rest = new MexcFuturesRest({
    baseUrl: desk.simulator.restUrl,
    auth: new MexcFuturesAuth({ credentials: desk.simulator.keys, clock: jumping }),
  });
  const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
  expect(await execution.connect()).toEqual({ ok: true, problems: [] });
  afterThisTest(async () => rest.close());
});

test('behavior: a clock that is half an hour off is no problem, the venue says what time it is', async () => {
  const late = new ManualClock(NOW - 1_800_000);
  const rest = new MexcFuturesRest({
    baseUrl: desk.simulator.restUrl,
    auth: new MexcFuturesAuth({ credentials: desk.simulator.keys, clock: new RequestClock(late) }),
  });
  const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
  expect(await execution.connect()).toEqual({ ok: true, problems: [] });
  afterThisTest(async () => rest.close());
});

describe('what only the venue itself can refuse', () => {
  test.each([
    ['ip-refused', '/assets', failure(406)],
    ['permission-missing', '/assets', failure(701)],
    ['permission-missing', '/open_positions', failure(703)],
    ['key-refused', '/assets', failure(402)],
    ['clock', '/assets', failure(513)],
    ['venue-error', '/assets', failure(501)],
    ['venue-error', '/assets', success('"what"')],
    ['unreachable', '/ping', 'hang up'],
    ['position-mode-unknown', '/position_mode', success('3')],
    ['position-mode-unknown', '/position_mode', failure(500)],
  ])('error: %s (%s)', async (code, path, text) => {
    const venue = orderlyVenue().answer(path, text);
    const rest = await venue.start();
    const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
    const { ok, problems } = await execution.connect();
    expect([ok, problems.map((problem) => problem.code)]).toEqual([false, [code]]);
    expect(await execution.createOrder(marketBuy())).toMatchObject({ denial: { code: 'not-connected' } });
  });

  test('error: all missing permissions are named at once', async () => {
    const venue = orderlyVenue()
      .answer('/assets', failure(701))
      .answer('/open_positions', failure(703))
      .answer('/position_mode', failure(703));
    const rest = await venue.start();
    const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
    const { problems } = await execution.connect();
    expect(problems.map(({ code }) => code)).toEqual(Array(3).fill('permission-missing'));
    expect(problems.map(({ message }) => message).join()).toMatch(/get-assets.*list-open-positions.*get-position-mode/);
  });

  test.each([
    ['empty', async () => []],
    ['unreadable', async () => Promise.reject(new Error('contract list away'))],
  ])('error: a contract list that is %s', async (_name, getInstruments) => {
    const venue = orderlyVenue();
    const rest = await venue.start();
    const execution = new MexcFuturesExecution({
      rest,
      instruments: { ...instruments, getInstruments },
      journal: new MemoryOrderJournal(),
    });
    expect((await execution.connect()).problems.map(({ code }) => code)).toEqual(['no-instruments']);
  });
});

test('behavior: create() makes a client of its own; disconnect() may be called at any time and twice', async () => {
  const real = await openDesk({ clock: { nowMs: () => Date.now() }, isConnected: false });
  // The age of the contract list is counted by two clocks: that of its source stands where this machine's does.
  real.clock.advance(Date.now() - NOW);
  const execution = MexcFuturesExecution.create({
    ...real.simulator.keys,
    baseUrl: real.simulator.restUrl,
    instruments: real.marketData,
    journal: new MemoryOrderJournal(),
  });
  await execution.disconnect();
  expect((await execution.connect()).problems).toEqual([]);
  expect((await execution.createOrder(marketBuy())).status).toBe('accepted');
  await execution.disconnect();
  await execution.disconnect();
  expect(execution.health().state).toBe('disconnected');
  expect(await execution.createOrder(marketBuy())).toMatchObject({ denial: { code: 'not-connected' } });
  expect((await execution.connect()).ok).toBe(true);
  expect((await execution.getPositions()).length).toBe(1);
  await execution.disconnect();
});
