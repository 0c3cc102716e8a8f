import { type Clock, SystemClock } from '@prate/execution-interface';
import { CandleStoreError } from '../errors';
import { type TickSchedule, dueTicks } from './due-ticks';
import type { JobLeases } from './job-leases';
import { type ExclusiveJob, type ExclusiveOutcome, type JobRun, type RunOptions, runExclusively } from './run-exclusively';

/** What a run of a scheduled job is told. */
export interface TickRun extends JobRun {
  /** The tick that is run, ms since 1970. */
  readonly tickMs: number;
}

/** `deadlineMs` is for all ticks that one call runs. */
export interface ScheduledJob extends Omit<ExclusiveJob<unknown>, 'run'> {
  readonly schedule: TickSchedule;
  run(run: TickRun): Promise<unknown>;
}

/**
 * Runs the ticks of a job that are due and that no process has run, and keeps each as done. To be called at every tick and after a start, by every
 * process. A tick whose run fails, or whose process dies, is not done: it is missed, and the policy of the schedule says what becomes of it.
 *
 * @returns the ticks that were run, oldest first
 * @throws whatever a run throws; the ticks before it stay done
 */
export async function runDueTicks(
  { schedule, run, ...job }: ScheduledJob,
  leases: JobLeases,
  { clock = new SystemClock(), ...options }: RunOptions & { readonly clock?: Clock },
): Promise<ExclusiveOutcome<readonly number[]>> {
  return await runExclusively<readonly number[]>(
    {
      ...job,
      async run(context) {
        const { lease, signal } = context;
        const ticks = dueTicks(schedule, { nowMs: clock.nowMs(), doneUntilMs: lease.doneUntilMs });
        const done: number[] = [];
        for (const tickMs of ticks) {
          signal.throwIfAborted();
          await run({ ...context, tickMs });
          signal.throwIfAborted();
          if (!(await leases.finish(lease, tickMs))) {
            throw new CandleStoreError(
              'stale-writer',
              `${job.name}: found the lease of tick ${tickMs} taken over, expected to hold it; stop this run`,
            );
          }
          done.push(tickMs);
        }
        return done;
      },
    },
    leases,
    options,
  );
}
