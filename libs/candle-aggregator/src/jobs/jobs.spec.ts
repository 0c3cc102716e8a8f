import { ManualClock } from '@prate/execution-interface/testing';
import { MinuteVenue, T, candleAt } from '../../test/support/minute-venue';
import { CandleAggregator } from '../candle-aggregator';
import type { DifferenceRecord } from '../candle-store';
import { RequestPace } from '../feed/request-pace';
import { VenueTime } from '../feed/venue-time';
import { InMemoryCandleStore } from '../in-memory-candle-store';
import { backfill } from './backfill';
import { closeMinute } from './close-minute';
import { ConfirmationPlan } from './confirmation-plan';
import type { JobControl, JobProgress } from './job-control';
import { InMemoryJobLeases } from './in-memory-job-leases';
import { packHours } from './pack-hours';
import { prune } from './prune';
import { dueRechecks, recheckDisputed } from './recheck-disputed';
import { refreshGroups } from './refresh-groups';
import { repairGaps } from './repair-gaps';
import { type JobRun, runExclusively } from './run-exclusively';
import { verify } from './verify';
import { warm } from './warm';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const symbol = 'BTC_USDT';
const minutes = (count: number) => Array.from({ length: count }, (_, index) => candleAt(index));

function setUp(venue: MinuteVenue) {
  const clock = new ManualClock(venue.serverTimeMs);
  const store = new InMemoryCandleStore({ clock });
  const aggregator = new CandleAggregator(store, { clock });
  const venueTime = new VenueTime({ getServerTimeMs: () => venue.getServerTimeMs() }, { maxAgeMs: 0, timer: { nowMs: () => 0 } });
  const progress: JobProgress[] = [];
  const control: JobControl = { onProgress: (one) => void progress.push(one) };
  const moveTo = (ms: number) => {
    venue.serverTimeMs = ms;
    clock.set(ms);
  };
  return { store, aggregator, clock, moveTo, progress, control, sources: { marketData: venue, aggregator, store, clock, venueTime } };
}

/** Watches tell behind the write. */
async function settled(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isDone(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('closeMinute', () => {
  it('default: the last ten minutes, and after a pause what closed since; one question', async () => {
    const venue = new MinuteVenue(T + 100 * MINUTE + 3_000, minutes(400));
    const { sources, moveTo } = setUp(venue);
    expect(await closeMinute(symbol, sources)).toMatchObject({ minutesIn: 10, rowsStored: 600, gaps: [] });
    moveTo(T + 101 * MINUTE + 3_000);
    expect(await closeMinute(symbol, sources)).toMatchObject({ minutesIn: 10, rowsStored: 60, unchanged: 540, gaps: [] });
    moveTo(T + 300 * MINUTE + 3_000);
    expect(await closeMinute(symbol, sources)).toMatchObject({ minutesIn: 199, rowsStored: 11_940, gaps: [] });
    expect(venue.asked).toHaveLength(3);
  });

  it('behavior: after a pause longer than a page the newest come first; the hole is for others', async () => {
    const venue = new MinuteVenue(T + 10 * MINUTE + 3_000, minutes(40));
    const { sources, moveTo } = setUp(venue);
    await closeMinute(symbol, sources);
    moveTo(T + 2_028 * MINUTE + 3_000);
    expect(await closeMinute(symbol, sources)).toMatchObject({ minutesIn: 10 });
    expect(venue.asked).toHaveLength(2);
    expect(await sources.store.missing(symbol, T, T + 40 * MINUTE)).toEqual([{ from: T + 10 * MINUTE, to: T + 30 * MINUTE }]);
  });
});

describe('R-608', () => {
  it('behavior: a job that is slower than its period does not overlap itself, and ends at its deadline though the venue does not answer', async () => {
    const venue = new MinuteVenue(T + 100 * MINUTE + 3_000, minutes(100));
    const { sources } = setUp(venue);
    let answer: () => void = () => undefined;
    venue.getCandles = (query) => {
      venue.asked.push(query);
      return new Promise((resolve) => (answer = () => resolve(minutes(100).slice(-10))));
    };
    let pass: () => void = () => undefined;
    const timer = {
      nowMs: () => 0,
      after: (delayMs: number, call: () => void) => ((pass = delayMs === 50_000 ? call : pass), () => undefined),
    };
    const leases = new InMemoryJobLeases(sources.clock);
    const job = {
      name: 'close-minute',
      deadlineMs: 50_000,
      run: ({ signal, fence }: JobRun) => closeMinute(symbol, sources, { signal, fence }),
    };
    const first = runExclusively(job, leases, { owner: 'a', timer });
    while (venue.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await runExclusively(job, leases, { owner: 'a', timer })).toEqual({ outcome: 'elsewhere' });
    pass();
    expect(await first).toMatchObject({ outcome: 'deadline' });
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    expect([venue.asked.length, (await sources.store.stats()).minutes]).toEqual([1, 0]);
  });
});

describe('backfill', () => {
  it('default: oldest first, with progress; bounded or aborted it goes on from the watermark; again asks nothing', async () => {
    const count = 2_050;
    const venue = new MinuteVenue(T + count * MINUTE + 3_000, minutes(count));
    const { sources, control, progress } = setUp(venue);
    const window = { symbol, fromMs: T, toMs: T + count * MINUTE };
    const signal = AbortSignal.abort(new Error('deadline'));
    await expect(backfill(window, sources, { signal })).rejects.toThrow('deadline');
    expect(await backfill(window, sources, control, { mostPages: 1 })).toEqual({
      symbol,
      pages: 1,
      minutesIn: 1_999,
      rowsStored: 119_940,
      unchanged: 0,
      skipped: [],
      resumeFromMs: T + 1_999 * MINUTE,
      isComplete: false,
    });
    await expect(backfill(window, sources, { signal })).rejects.toThrow('deadline');
    expect(await backfill(window, sources, control)).toMatchObject({ pages: 1, minutesIn: 51, unchanged: 0, isComplete: true });
    expect(progress.map(({ done, total, atMs }) => [done, total, (atMs - T) / MINUTE])).toEqual([
      [1_999, 2_050, 1_999],
      [51, 51, 2_050],
    ]);
    expect(await backfill(window, sources)).toMatchObject({ pages: 0, isComplete: true });
    expect(venue.asked).toHaveLength(2);
  });

  it('behavior: newer minutes that are there already hide no older ones', async () => {
    const venue = new MinuteVenue(T + 300 * MINUTE + 3_000, minutes(300));
    const { sources } = setUp(venue);
    await closeMinute(symbol, sources);
    expect(await backfill({ symbol, fromMs: T, toMs: T + 300 * MINUTE }, sources)).toMatchObject({ minutesIn: 300, isComplete: true });
    expect(await sources.store.missing(symbol, T, T + 300 * MINUTE)).toEqual([]);
  });
});

describe('repairGaps', () => {
  it('default: the newest hole first, with a neighbour on either side', async () => {
    const whole = minutes(50);
    const venue = new MinuteVenue(
      T + 50 * MINUTE + 3_000,
      whole.filter((_, index) => ![10, 30, 31].includes(index)),
    );
    const { sources, control, progress } = setUp(venue);
    await backfill({ symbol, fromMs: T, toMs: T + 50 * MINUTE }, sources);
    venue.candles = whole;
    expect(await repairGaps({ symbol, fromMs: T, toMs: T + 50 * MINUTE }, sources, control)).toEqual({
      symbol,
      missing: [
        { from: T + 10 * MINUTE, to: T + 11 * MINUTE },
        { from: T + 30 * MINUTE, to: T + 32 * MINUTE },
      ],
      left: [],
      windows: 1,
      omitted: 0,
      filled: [],
    });
    expect(venue.asked.at(-1)).toMatchObject({ startMs: T + 9 * MINUTE, endMs: T + 32 * MINUTE + 1 });
    expect(progress).toHaveLength(1);
    expect(await repairGaps({ symbol, fromMs: T, toMs: T + 50 * MINUTE }, sources)).toMatchObject({ windows: 0 });
  });

  it('behavior: a minute omitted three times, ten minutes apart, is filled and flagged; not sooner', async () => {
    const venue = new MinuteVenue(
      T + 20 * MINUTE + 3_000,
      minutes(20).filter((_, index) => index !== 5),
    );
    const { sources, moveTo } = setUp(venue);
    const changes: string[] = [];
    sources.aggregator.watchChanges(({ type, from, to }) => void changes.push(`${type} ${(from - T) / MINUTE} ${(to - T) / MINUTE}`));
    await backfill({ symbol, fromMs: T, toMs: T + 20 * MINUTE }, sources);
    const filled: (readonly number[])[] = [];
    for (const later of [0, 5, 10, 15, 20]) {
      moveTo(T + (20 + later) * MINUTE + 3_000);
      filled.push((await repairGaps({ symbol, fromMs: T, toMs: T + 20 * MINUTE }, sources)).filled);
    }
    expect(filled).toEqual([[], [], [], [], [T + 5 * MINUTE]]);
    expect(changes.at(-1)).toBe('candle.stored 5 6');
    const [bucket] = await sources.aggregator.getAggregatedCandles({
      symbol,
      startTs: T + 5 * MINUTE,
      endTs: T + 6 * MINUTE,
      intervalSeconds: 60,
    });
    expect(bucket).toMatchObject({ volume: 0, origin: 'carried', close: 29050, flags: expect.arrayContaining(['filled']) });
  });
});

describe('verify', () => {
  it('default: asks nothing and finds nothing wrong', async () => {
    const venue = new MinuteVenue(T + 20 * MINUTE + 3_000, minutes(20));
    const { sources } = setUp(venue);
    await backfill({ symbol, fromMs: T, toMs: T + 20 * MINUTE }, sources);
    const { length } = venue.asked;
    expect(await verify({ symbol, fromMs: T, toMs: T + 20 * MINUTE }, sources)).toMatchObject({
      minutes: 20,
      seconds: 1_200,
      faultCount: 0,
      disputed: {},
      minutesIn: 0,
    });
    expect(venue.asked).toHaveLength(length);
  });

  it('args: against the venue, what it corrected since is counted and stored', async () => {
    const venue = new MinuteVenue(T + 20 * MINUTE + 3_000, minutes(20));
    const { sources } = setUp(venue);
    await backfill({ symbol, fromMs: T, toMs: T + 20 * MINUTE }, sources);
    venue.candles = venue.candles.map((candle, index) => (index === 7 ? candleAt(7, { contracts: 1_300 }) : candle));
    expect(await verify({ symbol, fromMs: T, toMs: T + 20 * MINUTE }, sources, {}, { isAgainstVenue: true })).toMatchObject({
      minutesIn: 20,
      corrected: 1,
      faultCount: 0,
    });
    expect(await sources.store.revisions({ symbol, startTs: T, endTs: T + 20 * MINUTE })).toHaveLength(1);
  });
});

describe('recheckDisputed', () => {
  const record = (foundAtMs: number, more: Partial<DifferenceRecord> = {}): DifferenceRecord => ({
    timestamp: T,
    verdict: 'disputed',
    difference: { kind: 'volume', observed: '2', official: '1', by: '1' },
    foundAtMs,
    ...more,
  });

  it('default: due once after 1, 10 and 60 minutes, however often it runs', () => {
    let count = 0;
    for (let nowMs = T; nowMs < T + 2 * HOUR; nowMs += 7_000) count += dueRechecks([record(T)], { sinceMs: nowMs - 7_000, nowMs }).length;
    expect(count).toBe(3);
    expect(dueRechecks([record(T, { verdict: 'adjusted' }), record(T, { resolvedAtMs: T })], { sinceMs: 0, nowMs: T + HOUR })).toEqual([]);
  });

  it('behavior: an observed minute that contradicts is read again until it agrees', async () => {
    const venue = new MinuteVenue(T + MINUTE + 3_000, [candleAt(0)]);
    const { sources, moveTo } = setUp(venue);
    const grids = { priceGrid: { step: 1, scale: 1 }, volumeGrid: { step: 1, scale: 4 }, contractSize: '0.0001', flags: 0 } as const;
    const seconds = Array.from({ length: 60 }, (_, index) => {
      const price = [290000, 289000, 291000][index] ?? 290500;
      return { openTimeS: T / 1000 + index, open: price, high: price, low: price, close: price, volume: index === 2 ? 2_000 : 1, ...grids };
    });
    await sources.aggregator.storeSeconds({ symbol, seconds, receivedAtMs: T + 62_000 });
    await closeMinute(symbol, sources);
    moveTo(T + 2 * MINUTE + 3_000);
    const window = { symbol, sinceMs: T + MINUTE + 3_000, nowMs: T + 2 * MINUTE + 3_000 };
    expect(await recheckDisputed(window, sources)).toEqual({ symbol, read: [T], disputed: [T] });
    expect(await verify({ symbol, fromMs: T, toMs: T + MINUTE }, sources)).toMatchObject({ disputed: { volume: 1 } });
    venue.candles = [candleAt(0, { contracts: 2_059, traded: { open: 29000, high: 29100, low: 28900, close: 29050 } })];
    moveTo(T + 11 * MINUTE + 3_000);
    const later = { symbol, sinceMs: T + 10 * MINUTE, nowMs: T + 11 * MINUTE + 3_000 };
    expect(await recheckDisputed(later, sources)).toEqual({ symbol, read: [T], disputed: [] });
    expect(await recheckDisputed({ ...later, sinceMs: later.nowMs, nowMs: later.nowMs + MINUTE }, sources)).toEqual({
      symbol,
      read: [],
      disputed: [],
    });
  });
});

describe('packHours, warm, prune', () => {
  it('default: hours are packed one by one, buckets read, old rows removed; an abort ends each', async () => {
    const venue = new MinuteVenue(T + 200 * MINUTE + 3_000, minutes(200));
    const { sources, control, progress } = setUp(venue);
    await backfill({ symbol, fromMs: T, toMs: T + 200 * MINUTE }, sources);
    expect(await packHours({ symbol, fromMs: T, toMs: T + 200 * MINUTE }, sources, control)).toMatchObject({ hours: 3 });
    expect(progress.map(({ done, total }) => [done, total])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    const window = { symbol, fromMs: T, toMs: T + 10 * MINUTE, intervalsSeconds: [5, 60] };
    expect(await warm(window, sources, control)).toEqual({ symbol, buckets: 130 });
    expect(await prune({ nowMs: T }, sources)).toEqual({ observedSeconds: 0, interpolatedSeconds: 0, packedHours: 0, revised: [] });
    const signal = AbortSignal.abort(new Error('deadline'));
    await expect(packHours({ symbol, fromMs: T, toMs: T + HOUR }, sources, { signal })).rejects.toThrow('deadline');
    await expect(warm(window, sources, { signal })).rejects.toThrow('deadline');
    await expect(prune({ nowMs: T }, sources, { signal })).rejects.toThrow('deadline');
  });
});

describe('prune', () => {
  it('behavior: a bucket whose observed seconds go is told again, at its next revision', async () => {
    const venue = new MinuteVenue(T + 3 * MINUTE, minutes(1));
    const { sources, store, aggregator, moveTo } = setUp(venue);
    const grid = { step: 1, scale: 0 };
    const prices = { open: 29000, high: 29000, low: 29000, close: 29000, priceGrid: grid, volume: 0, volumeGrid: grid, flags: 0 };
    await aggregator.storeSeconds({ symbol, seconds: [{ openTimeS: T / 1000 + 30, ...prices }], receivedAtMs: T });
    const day = { symbol, fromMs: T, toMs: T + 2 * MINUTE };
    await backfill(day, sources);
    moveTo(T + 41 * 24 * HOUR);
    venue.candles = [candleAt(40 * 1_440)];
    await backfill({ symbol, fromMs: T + 40 * 24 * HOUR, toMs: T + 40 * 24 * HOUR + 2 * MINUTE }, sources);
    const told: unknown[] = [];
    const end = aggregator.watchCandles({ symbol, intervalSeconds: 60, fromTs: T }, ({ timestamp, revision }) =>
      told.push([timestamp, revision]),
    );
    await settled(() => told.length >= 2);
    await prune({ nowMs: venue.serverTimeMs }, { store, aggregator });
    await settled(() => told.length >= 3);
    end();
    expect(told).toEqual([
      [T, 0],
      [T + 40 * 24 * HOUR, 0],
      [T, 1],
    ]);
  });
});

describe('refreshGroups', () => {
  it('default: the group of this minute; what fails holds nobody up and has its turn again; one request a contract', async () => {
    const venue = new MinuteVenue(T + 100 * MINUTE + 3_000);
    venue.getCandles = async (query) => {
      venue.asked.push(query);
      if (query.symbol === 'C5') throw new Error('no answer');
      return [];
    };
    const { sources } = setUp(venue);
    const plan = new ConfirmationPlan();
    plan.follow(
      Array.from({ length: 15 }, (_, index) => `C${index}`),
      T + 90 * MINUTE,
    );
    const waited: number[] = [];
    const pace = new RequestPace({ perSecond: 5, timer: new ManualClock(0), pause: async (ms) => void waited.push(ms) });
    const { confirmed, failed } = await refreshGroups({ plan, nowMs: T + 100 * MINUTE + 3_000 }, sources, { pace });
    expect(confirmed.length + failed.length).toBe(venue.asked.length);
    expect(failed.map((one) => one.symbol)).toEqual(['C5']);
    expect(waited).toHaveLength(venue.asked.length - 1);
    venue.asked.length = 0;
    await refreshGroups({ plan, nowMs: T + 101 * MINUTE + 3_000 }, sources, { pace });
    expect(venue.asked.map((query) => query.symbol)).toContain('C5');
  });
});
