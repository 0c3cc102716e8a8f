import { type HealthInput, healthOf } from './health';

const limits = { streamMs: 30_000, reconcileMs: 900_000, pollMs: 20_000, clockMs: 900_000, instrumentsMs: 7_200_000 };
const input = (overrides: Partial<HealthInput> = {}): HealthInput => ({
  session: { state: 'connected', lastAnswerAgeMs: 5, clockAgeMs: 1_000, isPositionModeDoubtful: false },
  unknownIntents: 0,
  feed: 'live',
  isSynced: true,
  streamAgeMs: 100,
  reconcileAgeMs: 1_000,
  nowMs: 1_000_000,
  limits,
  ...overrides,
});

test('default: healthy, with its ages and no reasons', () => {
  expect(healthOf(input())).toEqual({
    state: 'healthy',
    unknownIntents: 0,
    lastAnswerAgeMs: 5,
    streamAgeMs: 100,
    reconcileAgeMs: 1_000,
    clockAgeMs: 1_000,
  });
});

test.each([
  ['the account unread', { isSynced: false }, 'syncing', ['account-unread']],
  ['no stream', { feed: 'none' }, 'degraded', ['no-stream']],
  ['the stream lost', { feed: 'lost' }, 'degraded', ['stream-lost']],
  ['an unknown intent', { unknownIntents: 2 }, 'degraded', ['intents-unknown']],
  ['the mode changed elsewhere', { session: { state: 'connected', isPositionModeDoubtful: true } }, 'degraded', ['position-mode-changed']],
  ['a contract list too old', { instrumentsAgeMs: 7_200_001 }, 'degraded', ['instruments-old']],
  ['a stream that says nothing', { streamAgeMs: 30_001 }, 'stale', ['stream-old']],
  ['a comparison too long ago', { reconcileAgeMs: 900_001 }, 'stale', ['reconcile-old']],
  ['readings too long ago without a stream', { feed: 'lost', reconcileAgeMs: 20_001 }, 'stale', ['reconcile-old', 'stream-lost']],
  ['a clock not compared', { session: { state: 'connected', clockAgeMs: 900_001, isPositionModeDoubtful: false } }, 'stale', ['clock-old']],
] as const)('args: %s', (_, overrides, state, reasons) => {
  expect(healthOf(input(overrides as Partial<HealthInput>))).toMatchObject({ state, reasons });
});

test.each([
  ['streamAgeMs', 30_000],
  ['reconcileAgeMs', 900_000],
  ['instrumentsAgeMs', 7_200_000],
] as const)('args: %s of %d is just young enough', (name, ageMs) => {
  expect(healthOf(input({ [name]: ageMs })).state).toBe('healthy');
});

test('behavior: what a stream told until it was lost is known, however long ago the last comparison was', () => {
  const lost = input({ feed: 'lost', reconcileAgeMs: 250_000, lostForMs: 2_000 });
  expect(healthOf(lost)).toMatchObject({ state: 'degraded', reasons: ['stream-lost'] });
  expect(healthOf({ ...lost, lostForMs: 20_001 })).toMatchObject({
    state: 'stale',
    sinceMs: 979_999,
    reasons: ['reconcile-old', 'stream-lost'],
  });
});

test('behavior: stale says since when, by what is oldest', () => {
  expect(healthOf(input({ streamAgeMs: 40_000, reconcileAgeMs: 950_000 }))).toMatchObject({
    sinceMs: 50_000,
    reasons: ['stream-old', 'reconcile-old'],
  });
});

test('behavior: without a connection nothing else counts', () => {
  const session = { state: 'disconnected', lastAnswerAgeMs: undefined, clockAgeMs: undefined, isPositionModeDoubtful: true } as const;
  expect(healthOf(input({ session, unknownIntents: 1, isSynced: false }))).toEqual({
    state: 'disconnected',
    unknownIntents: 1,
    streamAgeMs: 100,
    reconcileAgeMs: 1_000,
  });
});
