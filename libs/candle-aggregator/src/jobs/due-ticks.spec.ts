import fc from 'fast-check';
import { type MissedTicks, dueTicks } from './due-ticks';

const MINUTE = 60_000;
const at = (minute: number, ms = 0): number => 1_609_459_200_000 + minute * MINUTE + ms;
const due = (ifMissed: MissedTicks, nowMs: number, doneUntilMs: number | undefined) =>
  dueTicks({ everyMs: MINUTE, offsetMs: 3_000, ifMissed }, { nowMs, doneUntilMs });

it('default: the tick that has come, once', () => {
  expect(due('once', at(5, 3_000), at(4, 3_000))).toEqual([at(5, 3_000)]);
  expect(due('once', at(5, 2_999), at(4, 3_000))).toEqual([]);
  expect(due('once', at(5, 50_000), at(5, 3_000))).toEqual([]);
});

it('default: the first tick ever misses none before it', () => {
  expect(due('all', at(5, 4_000), undefined)).toEqual([at(5, 3_000)]);
  expect(due('skip', at(5, 50_000), undefined)).toEqual([]);
});

it.each([
  ['skip', []],
  ['once', [at(12, 3_000)]],
  ['all', [3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((minute) => at(minute, 3_000))],
] as const)('behavior: asleep for ten minutes, awake between two ticks: %s', (ifMissed, ticks) => {
  expect(due(ifMissed, at(12, 45_000), at(2, 3_000))).toEqual(ticks);
});

it('behavior: asleep for ten minutes, awake at a tick: every policy runs it', () => {
  expect(due('skip', at(12, 3_500), at(2, 3_000))).toEqual([at(12, 3_000)]);
  expect(due('once', at(12, 3_500), at(2, 3_000))).toEqual([at(12, 3_000)]);
  expect(due('all', at(12, 3_500), at(2, 3_000)).at(-1)).toBe(at(12, 3_000));
});

it('args: graceMs says when a tick is missed', () => {
  const schedule = { everyMs: MINUTE, ifMissed: 'skip', graceMs: 1_000 } as const;
  expect(dueTicks(schedule, { nowMs: at(5, 1_000), doneUntilMs: at(4) })).toEqual([at(5)]);
  expect(dueTicks(schedule, { nowMs: at(5, 1_001), doneUntilMs: at(4) })).toEqual([]);
});

it('behavior: a clock that was set back runs nothing twice', () => {
  expect(due('all', at(1), at(5, 3_000))).toEqual([]);
});

it.each(['skip', 'once', 'all'] as const)(
  'behavior: a tick done far in the future, by a clock that was wrong, stops no job: %s',
  (ifMissed) => {
    expect(due(ifMissed, at(12, 3_500), at(12 + 1_440, 3_000))).toEqual([at(12, 3_000)]);
    const daily = { everyMs: 1_440 * MINUTE, ifMissed } as const;
    expect(dueTicks(daily, { nowMs: at(0, 500), doneUntilMs: at(1_440) })).toEqual([]);
    expect(dueTicks(daily, { nowMs: at(0, 500), doneUntilMs: at(3 * 1_440) })).toEqual([at(0)]);
  },
);

it('behavior: with "all" every tick comes exactly once and in order, however the calls fall', () => {
  const calls = fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(calls, fc.integer({ min: 1_000, max: 90_000 }), fc.integer({ min: 0, max: 90_000 }), (steps, everyMs, offsetMs) => {
      let nowMs = at(0);
      let doneUntilMs = Math.floor((nowMs - offsetMs) / everyMs) * everyMs + offsetMs;
      const first = doneUntilMs;
      const run: number[] = [];
      for (const step of steps) {
        nowMs += step;
        for (const tick of dueTicks({ everyMs, offsetMs, ifMissed: 'all' }, { nowMs, doneUntilMs })) {
          run.push(tick);
          doneUntilMs = tick;
        }
      }
      expect(run).toEqual(Array.from({ length: Math.floor((nowMs - first) / everyMs) }, (_, index) => first + (index + 1) * everyMs));
    }),
  );
});
