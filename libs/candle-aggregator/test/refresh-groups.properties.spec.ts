import { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { RequestPace } from '../src/feed/request-pace';
import { ConfirmationPlan } from '../src/jobs/confirmation-plan';

const MINUTE = 60_000;
const START_MS = 1_788_000_000_000 - (1_788_000_000_000 % MINUTE);
const names = (count: number) => Array.from({ length: count }, (_, index) => `C${index}_USDT`);

/** Minutes on a virtual clock: each tick at second 3 asks for its group, at the pace of candles. Answers when what was asked. */
async function run(
  plan: ConfirmationPlan,
  {
    minutes,
    isLost = () => false,
    each,
  }: { minutes: number; isLost?: (call: number) => boolean; each?: (minute: number, nowMs: number) => void },
): Promise<{ symbol: string; atMs: number; isLost: boolean }[]> {
  const clock = new ManualClock(START_MS);
  const pace = new RequestPace({ perSecond: 5, timer: clock, pause: async (ms) => clock.advance(ms) });
  const calls: { symbol: string; atMs: number; isLost: boolean }[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const tickMs = START_MS + minute * MINUTE + 3_000;
    expect(clock.nowMs()).toBeLessThanOrEqual(tickMs);
    clock.set(tickMs);
    each?.(minute, tickMs);
    for (const symbol of plan.due(tickMs)) {
      await pace.turn();
      const call = { symbol, atMs: clock.nowMs(), isLost: isLost(calls.length) };
      calls.push(call);
      if (!call.isLost) plan.confirmed(symbol, tickMs);
    }
  }
  return calls;
}

test('R-554: 1 to 1,061 contracts are each confirmed at least every 5 min, at 5 requests a second and 213 a minute at most', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.integer({ min: 1, max: 1_061 }), fc.constant(1_061)), async (count) => {
      const plan = new ConfirmationPlan();
      plan.follow(names(count), START_MS);
      const calls = await run(plan, { minutes: 16 });
      let longest = 0;
      const last = new Map(names(count).map((symbol) => [symbol, START_MS]));
      for (const { symbol, atMs } of calls) {
        longest = Math.max(longest, atMs - (last.get(symbol) ?? 0));
        last.set(symbol, atMs);
      }
      for (const atMs of last.values()) longest = Math.max(longest, START_MS + 16 * MINUTE - atMs);
      expect(longest).toBeLessThanOrEqual(5 * MINUTE);
      let fastest = Infinity;
      const perMinute = new Map<number, number>();
      calls.forEach(({ atMs }, index) => {
        perMinute.set(Math.floor(atMs / MINUTE), (perMinute.get(Math.floor(atMs / MINUTE)) ?? 0) + 1);
        fastest = Math.min(fastest, atMs - (calls[index - 10]?.atMs ?? 0));
      });
      expect(fastest).toBeGreaterThanOrEqual(2_000);
      expect(Math.max(...perMinute.values())).toBe(Math.ceil(count / 5));
    }),
    { numRuns: 6 },
  );
});

test('R-554: lost answers are made up for in the minutes after, within the same budget', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 60 }), async (everyNth) => {
      const plan = new ConfirmationPlan();
      plan.follow(names(1_061), START_MS);
      const calls = await run(plan, { minutes: 20, isLost: (call) => call % everyNth === 0 && call < 1_500 });
      const good = calls.filter(({ isLost }) => !isLost);
      const late = good.filter(({ atMs }) => atMs >= START_MS + 14 * MINUTE).map(({ symbol }) => symbol);
      expect(new Set(late).size).toBe(1_061);
      calls.forEach(({ atMs }, index) => expect(atMs - (calls[index - 10]?.atMs ?? 0)).toBeGreaterThanOrEqual(2_000));
    }),
    { numRuns: 2 },
  );
});

test('R-554: who joins or leaves moves nobody else beyond the 5 min', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 11 }), fc.integer({ min: 1, max: 1_061 })), { minLength: 1, maxLength: 5 }),
      async (changes) => {
        const plan = new ConfirmationPlan();
        plan.follow(names(300), START_MS);
        const followed = new Map(names(300).map((symbol) => [symbol, START_MS]));
        const calls = await run(plan, {
          minutes: 14,
          each: (minute, nowMs) => {
            for (const [, count] of changes.filter(([at]) => at === minute)) {
              plan.follow(names(count), nowMs);
              for (const symbol of followed.keys()) if (!names(count).includes(symbol)) followed.delete(symbol);
              for (const symbol of names(count)) if (!followed.has(symbol)) followed.set(symbol, nowMs);
            }
          },
        });
        const timesOf = new Map<string, number[]>();
        for (const { symbol, atMs } of calls) timesOf.set(symbol, [...(timesOf.get(symbol) ?? []), atMs]);
        for (const [symbol, sinceMs] of followed) {
          const times = (timesOf.get(symbol) ?? []).filter((atMs) => atMs >= sinceMs);
          times.forEach((atMs, index) => {
            if (index > 0) expect(atMs - (times[index - 1] ?? 0)).toBeLessThanOrEqual(5 * MINUTE);
          });
          if (sinceMs < START_MS + 8 * MINUTE) expect(times.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 5 },
  );
});

test('R-554: with fewer requests than five minutes need, the round grows: everybody has a turn in it, and no minute more than its budget', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.integer({ min: 1, max: 1_061 }), { minLength: 1, maxLength: 3 }),
      (perSecond, counts) => {
        const plan = new ConfirmationPlan({ perSecond, longestMinutes: 1_440 });
        let minute = 0;
        for (const count of [...counts, 1_061]) {
          plan.follow(names(count), START_MS + minute * MINUTE);
          const round = plan.roundMinutes;
          expect(round).toBe(Math.max(5, Math.ceil(count / (perSecond * 57))));
          const seen = new Map<string, number>();
          for (const endMinute = minute + 2 * round; minute < endMinute; minute += 1) {
            const nowMs = START_MS + minute * MINUTE + 3_000;
            const due = plan.due(nowMs);
            expect(due.length).toBeLessThanOrEqual(perSecond * 57);
            for (const symbol of due) {
              expect(minute - (seen.get(symbol) ?? minute)).toBeLessThanOrEqual(round);
              seen.set(symbol, minute);
              plan.confirmed(symbol, nowMs);
            }
          }
          expect(seen.size).toBe(count);
        }
      },
    ),
    { numRuns: 10 },
  );
});

test('error: more than can be confirmed in time', () => {
  const plan = new ConfirmationPlan();
  expect(plan.most).toBe(1_425);
  expect(() => plan.follow(names(1_426), START_MS)).toThrow(
    'found 1426 contracts, expected at most 1425 every 5 minutes, which is 285 a minute; 286 are needed',
  );
  expect(plan.roundMinutes).toBe(5);
  expect(() => new ConfirmationPlan({ everyMinutes: 0 })).toThrow('1 to 60 whole minutes');
  expect(() => new ConfirmationPlan({ longestMinutes: 4 })).toThrow('at the longest no less');
  expect(() => new ConfirmationPlan({ perSecond: 0.01 })).toThrow('at least one a minute');
});
