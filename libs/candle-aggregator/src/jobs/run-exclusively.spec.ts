import { ManualClock } from '@prate/execution-interface/testing';
import { CandleStoreError } from '../errors';
import { InMemoryJobLeases } from './in-memory-job-leases';
import type { JobLease } from './job-leases';
import type { JobTimer } from './job-timer';
import { runDueTicks } from './run-due-ticks';
import { type JobRun, type RunOptions, runExclusively } from './run-exclusively';

const START_MS = 1_609_459_200_000;
const MINUTE_MS = 60_000;

/** Time that only moves when told to, for leases, clock and alarms alike. */
class HandTime extends ManualClock implements JobTimer {
  private alarms: { atMs: number; call: () => void }[] = [];

  after(delayMs: number, call: () => void): () => void {
    const alarm = { atMs: this.nowMs() + delayMs, call };
    this.alarms.push(alarm);
    return () => (this.alarms = this.alarms.filter((one) => one !== alarm));
  }

  get waiting(): number {
    return this.alarms.length;
  }

  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs() + ms;
    for (;;) {
      await settled();
      const next = this.alarms.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.alarms = this.alarms.filter((one) => one !== next);
      this.set(Math.max(this.nowMs(), next.atMs));
      next.call();
    }
    this.set(endMs);
    await settled();
  }
}

/** Everything that only waits for what has happened has had its turn. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let time: HandTime;
let leases: InMemoryJobLeases;
let options: RunOptions & { clock: HandTime };

beforeEach(() => {
  time = new HandTime(START_MS);
  leases = new InMemoryJobLeases(time);
  options = { owner: 'a', timer: time, clock: time };
});

/** A run that ends when it is told to, or when it is aborted. */
function openEnded(): { run(run: JobRun): Promise<string>; finish(): void; seen: JobRun[] } {
  const seen: JobRun[] = [];
  let finish: () => void = () => undefined;
  return {
    seen,
    finish: () => finish(),
    run: (run) =>
      new Promise((resolve, reject) => {
        seen.push(run);
        finish = () => resolve('finished');
        run.signal.addEventListener('abort', () => reject(run.signal.reason as Error));
      }),
  };
}

describe('runExclusively', () => {
  it('default: runs under a lease and gives it back; no alarm is left', async () => {
    const outcome = await runExclusively({ name: 'prune', run: async ({ fence }) => fence }, leases, options);
    expect(outcome).toEqual({ outcome: 'done', value: { lease: 'prune', token: 1 } });
    expect(await leases.acquire('prune', 'b', 1_000)).toMatchObject({ token: 2 });
    expect(time.waiting).toBe(0);
  });

  it('behavior: a job that is slower than its period does not overlap itself, here or elsewhere', async () => {
    const job = openEnded();
    const first = runExclusively({ name: 'slow', ttlMs: 9_000, run: job.run }, leases, options);
    await time.pass(120_000);
    expect(await runExclusively({ name: 'slow', run: job.run }, leases, options)).toEqual({ outcome: 'elsewhere' });
    expect(await leases.acquire('slow', 'b', 1_000)).toBeUndefined();
    job.finish();
    expect(await first).toEqual({ outcome: 'done', value: 'finished' });
    expect(job.seen).toHaveLength(1);
  });

  it('behavior: other jobs go on meanwhile', async () => {
    const job = openEnded();
    const first = runExclusively({ name: 'slow', run: job.run }, leases, options);
    await settled();
    expect(await runExclusively({ name: 'quick', run: async () => 1 }, leases, options)).toEqual({ outcome: 'done', value: 1 });
    job.finish();
    await first;
  });

  it('behavior: a lease that another has taken aborts the run', async () => {
    const job = openEnded();
    const first = runExclusively({ name: 'slow', ttlMs: 9_000, run: job.run }, leases, options);
    await settled();
    await leases.release(job.seen[0]?.lease as JobLease);
    await leases.acquire('slow', 'b', 60_000);
    await time.pass(3_000);
    expect(await first).toMatchObject({ outcome: 'lease-lost', error: { message: 'slow: aborted, lease-lost' } });
    expect(time.waiting).toBe(0);
  });

  it('behavior: a database that does not answer is asked again; the run ends when the lease may be over', async () => {
    const failures: unknown[] = [];
    const job = openEnded();
    const first = runExclusively({ name: 'slow', ttlMs: 9_000, run: job.run }, leases, {
      ...options,
      onLeaseFailure: (error) => failures.push(error),
    });
    await settled();
    const renew = jest.spyOn(leases, 'renew').mockRejectedValueOnce(new Error('away'));
    await time.pass(10_000);
    expect([failures.length, job.seen[0]?.signal.aborted]).toEqual([1, false]);
    renew.mockRejectedValue(new Error('away'));
    await time.pass(9_000);
    expect(await first).toMatchObject({ outcome: 'lease-lost' });
    expect(failures.length).toBeGreaterThan(1);
  });

  it('behavior: a renewal that never answers ends the run as well', async () => {
    const job = openEnded();
    const first = runExclusively({ name: 'slow', ttlMs: 9_000, run: job.run }, leases, options);
    await settled();
    jest.spyOn(leases, 'renew').mockReturnValue(new Promise(() => undefined));
    await time.pass(8_999);
    expect(job.seen[0]?.signal.aborted).toBe(false);
    await time.pass(1);
    expect(await first).toMatchObject({ outcome: 'lease-lost' });
  });

  it('behavior: after its deadline it is aborted; one that hangs loses the job to others and is never run beside here', async () => {
    let hung: JobRun | undefined;
    let wake: () => void = () => undefined;
    const hang = (run: JobRun) => {
      hung = run;
      return new Promise<void>((resolve) => (wake = resolve));
    };
    const first = runExclusively({ name: 'hang', ttlMs: 9_000, deadlineMs: 20_000, run: hang }, leases, options);
    await time.pass(20_000);
    expect(hung?.signal.aborted).toBe(true);
    await time.pass(9_000);
    expect(await leases.acquire('hang', 'b', 60_000)).toMatchObject({ token: 2 });
    expect(await runExclusively({ name: 'hang', run: hang }, leases, options)).toEqual({ outcome: 'elsewhere' });
    wake();
    expect(await first).toEqual({ outcome: 'deadline' });
    expect(await leases.acquire('hang', 'c', 60_000)).toBeUndefined();
  });

  it('behavior: the stop of the host aborts a run, also one that has not begun', async () => {
    const host = new AbortController();
    const job = openEnded();
    const first = runExclusively({ name: 'slow', run: job.run }, leases, { ...options, signal: host.signal });
    await settled();
    host.abort();
    expect(await first).toMatchObject({ outcome: 'stopped' });
    const late = await runExclusively({ name: 'slow', run: async ({ signal }) => signal.throwIfAborted() }, leases, {
      ...options,
      signal: host.signal,
    });
    expect(late).toMatchObject({ outcome: 'stopped' });
  });

  it('error: what a run throws is thrown, and the lease is free', async () => {
    const failing = runExclusively({ name: 'prune', run: () => Promise.reject(new Error('disk')) }, leases, options);
    await expect(failing).rejects.toThrow('disk');
    expect(await leases.acquire('prune', 'b', 1_000)).toMatchObject({ token: 2 });
  });

  it('error: a write that a store refused as stale means that the lease is lost', async () => {
    const error = new CandleStoreError('stale-writer', 'late');
    expect(await runExclusively({ name: 'prune', run: () => Promise.reject(error) }, leases, options)).toEqual({
      outcome: 'lease-lost',
      error,
    });
  });

  it('error: a release that fails hides nothing', async () => {
    const failures: unknown[] = [];
    jest.spyOn(leases, 'release').mockRejectedValue(new Error('away'));
    const onLeaseFailure = (error: unknown): unknown => failures.push(error);
    expect(await runExclusively({ name: 'prune', run: async () => 1 }, leases, { ...options, onLeaseFailure })).toMatchObject({ value: 1 });
    expect(failures).toEqual([new Error('away')]);
  });
});

describe('runDueTicks', () => {
  const schedule = { everyMs: MINUTE_MS, offsetMs: 3_000, ifMissed: 'all' } as const;

  it('default: each tick once, whoever comes', async () => {
    const run: [string, number][] = [];
    const tick = (owner: string) =>
      runDueTicks({ name: 'close-minute', schedule, run: async ({ tickMs }) => run.push([owner, tickMs]) }, leases, { ...options, owner });
    time.advance(3_000);
    expect(await tick('a')).toEqual({ outcome: 'done', value: [START_MS + 3_000] });
    expect(await tick('b')).toEqual({ outcome: 'done', value: [] });
    time.advance(2 * MINUTE_MS);
    expect(await tick('b')).toEqual({ outcome: 'done', value: [START_MS + 63_000, START_MS + 123_000] });
    expect(run.map(([owner]) => owner)).toEqual(['a', 'b', 'b']);
  });

  it('error: a tick that failed is not done, and comes again; those before it are', async () => {
    const seen: number[] = [];
    const run = async ({ tickMs }: { tickMs: number }): Promise<void> => {
      seen.push(tickMs);
      if (seen.length === 3) throw new Error('venue');
    };
    time.advance(3_000);
    await runDueTicks({ name: 'close-minute', schedule, run }, leases, options);
    time.advance(3 * MINUTE_MS);
    await expect(runDueTicks({ name: 'close-minute', schedule, run }, leases, options)).rejects.toThrow('venue');
    await runDueTicks({ name: 'close-minute', schedule, run }, leases, options);
    expect(seen.map((tickMs) => (tickMs - START_MS - 3_000) / MINUTE_MS)).toEqual([0, 1, 2, 2, 3]);
  });

  it('behavior: taken over between two ticks, nothing more is run or kept', async () => {
    const seen: number[] = [];
    const run = async ({ tickMs, lease }: { tickMs: number; lease: JobLease }): Promise<void> => {
      seen.push(tickMs);
      if (seen.length === 2) {
        await leases.release(lease);
        await leases.acquire('close-minute', 'b', MINUTE_MS);
      }
    };
    time.advance(3_000);
    await runDueTicks({ name: 'close-minute', schedule, run }, leases, options);
    time.advance(5 * MINUTE_MS);
    expect(await runDueTicks({ name: 'close-minute', schedule, run }, leases, options)).toMatchObject({
      outcome: 'lease-lost',
      error: { code: 'stale-writer' },
    });
    expect(seen).toHaveLength(2);
    time.advance(MINUTE_MS);
    expect(await leases.acquire('close-minute', 'c', 1_000)).toMatchObject({ doneUntilMs: START_MS + 3_000 });
  });
});
