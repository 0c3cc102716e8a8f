import { checkStateOptions } from './config';

test('default: every 5 minutes, every 5 seconds without a stream', () => {
  expect(checkStateOptions()).toEqual({
    reconcileEveryMs: 300_000,
    pollEveryMs: 5_000,
    streamWaitMs: 5_000,
    limits: { streamMs: 30_000, reconcileMs: 900_000, pollMs: 20_000, clockMs: 900_000, instrumentsMs: 7_200_000 },
  });
});

test('args: what is said replaces the default, what is undefined does not', () => {
  expect(checkStateOptions({ pollEveryMs: 7_000, limits: { streamMs: 1, clockMs: undefined as never } })).toMatchObject({
    pollEveryMs: 7_000,
    limits: { streamMs: 1, clockMs: 900_000, instrumentsMs: 7_200_000 },
  });
});

test('error: everything that is no ms is named at once', () => {
  expect(() => checkStateOptions({ reconcileEveryMs: 0, pollEveryMs: 1.5, limits: { streamMs: Number.NaN } })).toThrow(
    /reconcileEveryMs: found 0.*pollEveryMs: found 1.5.*streamMs: found NaN/,
  );
});
