import { CandleError, CandleStoreError } from '../errors';
import type { JobLease, JobLeases, WriteFence } from './job-leases';
import { type JobTimer, systemJobTimer } from './job-timer';
import { LeaseKeeper } from './lease-keeper';

const DEFAULT_TTL_MS = 30_000;

/** What a run is told. */
export interface JobRun {
  readonly lease: JobLease;
  /** To be handed to every put. */
  readonly fence: WriteFence;
  /** Aborts when the lease is lost, the deadline is over, or the host stops: end soon, write nothing more. */
  readonly signal: AbortSignal;
}

export interface ExclusiveJob<Result> {
  readonly name: string;
  /** How long after the death of a process another one may take over; 30 s where absent. Renewed while the job runs. */
  readonly ttlMs?: number;
  /** After so long a run is aborted and its lease no longer renewed; unbounded where absent. */
  readonly deadlineMs?: number;
  run(run: JobRun): Promise<Result>;
}

export interface RunOptions {
  /** This process and start of it, in words for people. */
  readonly owner: string;
  /** The host stops. */
  readonly signal?: AbortSignal;
  /** Renewals and a release that could not be asked. The lease then ends by itself. */
  readonly onLeaseFailure?: (error: unknown) => void;
  readonly timer?: JobTimer;
}

export type ExclusiveOutcome<Result> =
  | { readonly outcome: 'done'; readonly value: Result }
  /** Another process has the lease, or an earlier run of this one has not ended: nothing was run. */
  | { readonly outcome: 'elsewhere' }
  /** The run was told to end, and has. What it had stored until then stays stored; `error` is what it ended with. */
  | { readonly outcome: 'lease-lost' | 'deadline' | 'stopped'; readonly error?: unknown };

/** Names at work in this process: a run that hangs after its lease is never run beside. */
const runningHere = new WeakMap<JobLeases, Set<string>>();

/**
 * Runs a job that only one process may run at a time. Answers when the run has ended, also when it was aborted.
 *
 * @throws whatever the run throws, unless it was aborted; {@link CandleStoreError} when the lease could not be asked for
 */
export async function runExclusively<Result>(
  job: ExclusiveJob<Result>,
  leases: JobLeases,
  options: RunOptions,
): Promise<ExclusiveOutcome<Result>> {
  const here = runningHere.get(leases) ?? new Set<string>();
  runningHere.set(leases, here);
  if (here.has(job.name)) return { outcome: 'elsewhere' };
  here.add(job.name);
  try {
    const { timer = systemJobTimer, owner } = options;
    const askedAtMs = timer.nowMs();
    const lease = await leases.acquire(job.name, owner, job.ttlMs ?? DEFAULT_TTL_MS);
    if (lease === undefined) return { outcome: 'elsewhere' };
    return await runUnder(lease, job, leases, { ...options, timer, askedAtMs });
  } finally {
    here.delete(job.name);
  }
}

async function runUnder<Result>(
  lease: JobLease,
  { name, ttlMs = DEFAULT_TTL_MS, deadlineMs, run }: ExclusiveJob<Result>,
  leases: JobLeases,
  {
    timer,
    askedAtMs,
    signal,
    onLeaseFailure: onFailure = () => undefined,
  }: RunOptions & { readonly timer: JobTimer; readonly askedAtMs: number },
): Promise<ExclusiveOutcome<Result>> {
  const abort = new AbortController();
  let why: 'lease-lost' | 'deadline' | 'stopped' | undefined;
  const end = (reason: NonNullable<typeof why>): void => {
    if (why !== undefined) return;
    why = reason;
    abort.abort(new CandleError(`${name}: aborted, ${reason}`));
  };
  const keeper = new LeaseKeeper(lease, leases, { ttlMs, askedAtMs, timer, onFailure, onLost: () => end('lease-lost') });
  const onStop = (): void => end('stopped');
  signal?.addEventListener('abort', onStop, { once: true });
  if (signal?.aborted === true) onStop();
  const cancelDeadline =
    deadlineMs === undefined
      ? undefined
      : timer.after(deadlineMs, () => {
          end('deadline');
          // Not renewed: a run that does not end must not keep the job from everybody.
          keeper.stop();
        });
  try {
    const value = await run({ lease, fence: { lease: name, token: lease.token }, signal: abort.signal });
    return why === undefined ? { outcome: 'done', value } : { outcome: why };
  } catch (error) {
    if (why !== undefined) return { outcome: why, error };
    if (error instanceof CandleStoreError && error.code === 'stale-writer') return { outcome: 'lease-lost', error };
    throw error;
  } finally {
    cancelDeadline?.();
    signal?.removeEventListener('abort', onStop);
    keeper.stop();
    await leases.release(lease).catch(onFailure);
  }
}
