import type { Candle } from '@prate/execution-interface';
import fc from 'fast-check';
import { type FeedMinute, MinuteLine } from '../src/feed/minute-line';
import { T, candleAt } from './support/minute-venue';

const MINUTES = 8;
const RUNS = Number(process.env['FEED_RUNS'] ?? 300);

/** What the venue truly has: contracts of each minute grow with time; 0 is a quiet minute, of which nothing is pushed. */
const truths = fc.array(fc.constantFrom(0, 60, 120, 600), { minLength: MINUTES, maxLength: MINUTES });

function stateAt(truth: readonly number[], index: number, atMs: number): Candle {
  const share = Math.min(1, Math.max(0, (atMs - T - index * 60_000) / 60_000));
  return candleAt(index, { contracts: Math.floor((truth[index] ?? 0) * share) });
}

type Event = { readonly at: number } & (
  | { readonly kind: 'push' | 'heard' | 'cut' }
  | { readonly kind: 'ask'; readonly from: number; readonly to: number; readonly isWrong: boolean }
);

const at = fc.integer({ min: 0, max: MINUTES * 60_000 + 30_000 });
const events: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ at, kind: fc.constantFrom('push' as const, 'heard' as const) }) },
    { weight: 1, arbitrary: fc.record({ at, kind: fc.constant('cut' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        at,
        kind: fc.constant('ask' as const),
        from: fc.nat({ max: MINUTES - 1 }),
        to: fc.nat({ max: MINUTES }),
        isWrong: fc.constantFrom(false, false, true),
      }),
    },
  ),
  { maxLength: 120 },
);

test('each minute is final once, in order, without a hole and as the venue has it; none across a gap; corrections come again', () => {
  fc.assert(
    fc.property(truths, events, (truth, happenings) => {
      const line = new MinuteLine(T);
      const told: FeedMinute[] = [];
      line.ready();
      let wholeSince: number | undefined;
      const byCall = new Set<number>();
      const whole = new Set<number>();
      const isDone = new Set<number>();
      let connectedAt = 0;
      for (const event of [...happenings].sort((a, b) => a.at - b.at)) {
        const nowMs = T + event.at;
        const running = Math.min(MINUTES - 1, Math.floor(event.at / 60_000));
        if (event.kind === 'heard') {
          line.heard(nowMs);
          wholeSince ??= nowMs;
        } else if (event.kind === 'cut') {
          line.gap();
          line.ready();
          wholeSince = undefined;
          connectedAt = event.at;
        } else if (event.kind === 'push') {
          // As a stream does: the last state of each minute that ended meanwhile, then the running one; nothing of a quiet minute.
          for (let index = Math.floor(connectedAt / 60_000); index <= running; index += 1) {
            if (truth[index] === 0 || isDone.has(index)) continue;
            if (index < running) isDone.add(index);
            line.push(stateAt(truth, index, nowMs), nowMs);
            for (let past = 0; past < index; past += 1)
              if (wholeSince !== undefined && wholeSince <= T + past * 60_000 && truth[past] !== 0) whole.add(past);
            wholeSince ??= nowMs;
          }
        } else if (event.kind === 'ask' && event.to > event.from) {
          const candles = Array.from({ length: event.to - event.from }, (_, offset) => event.from + offset)
            .filter((index) => T + index * 60_000 <= nowMs)
            .map((index) => stateAt(truth, index, nowMs))
            .map((candle) => (event.isWrong ? { ...candle, turnover: '1' as const } : candle));
          line.answer({ fromMs: T + event.from * 60_000, toMs: T + event.to * 60_000, candles, askedAtMs: nowMs });
          for (const { openTimeMs } of candles) if (openTimeMs + 63_000 <= nowMs) byCall.add((openTimeMs - T) / 60_000);
        }
        told.push(...line.take());
      }
      const finals = told.filter(({ state }) => state === 'final');
      const first = finals.filter(({ revision }) => revision === 0);
      expect(first.map(({ candle }) => (candle.openTimeMs - T) / 60_000)).toEqual(first.map((_, index) => index));
      expect(line.nextOpenMs).toBe(T + first.length * 60_000);
      for (let index = 0; index < first.length; index += 1) expect(byCall.has(index) || whole.has(index)).toBe(true);
      const revisions = new Map<number, number>();
      for (const { candle, revision, state } of told) {
        const index = (candle.openTimeMs - T) / 60_000;
        if (state === 'forming') {
          expect(revisions.has(index)).toBe(false);
          continue;
        }
        expect(candle.contracts).toBe(truth[index]);
        expect(revision).toBe((revisions.get(index) ?? -1) + 1);
        revisions.set(index, revision);
      }
    }),
    { numRuns: RUNS },
  );
});
