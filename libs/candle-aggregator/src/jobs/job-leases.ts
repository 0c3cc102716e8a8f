import { CandleStoreError } from '../errors';

/** The right to run one job, as it was granted. */
export interface JobLease {
  /** The job. */
  readonly name: string;
  /** Who runs it, in words for people; a process and one start of it. */
  readonly owner: string;
  /** Fencing token: larger with every grant of this name, whoever it goes to. */
  readonly token: number;
  /** Ticks up to and including this one were finished by earlier holders; ms since 1970. Absent: none ever was. */
  readonly doneUntilMs?: number;
}

/** Under which grant something is written. */
export interface WriteFence {
  /** Name of the lease. */
  readonly lease: string;
  readonly token: number;
}

/**
 * Where processes that share a database agree on who runs a job. Time is that of the database, so that no two hosts have to agree on theirs.
 * Every question is atomic; a failure leaves open whether it was carried out. Each rejects with a `CandleStoreError` when the database does.
 */
export abstract class JobLeases {
  /**
   * Grants the lease when nobody has it or its time is over. Whoever has it already is refused as well: a job never runs beside itself.
   * `ttlMs`: from now on, more than 0.
   *
   * @throws {CandleInputError} `option`
   */
  abstract acquire(name: string, owner: string, ttlMs: number): Promise<JobLease | undefined>;
  /** Makes a grant that still runs last until `ttlMs` from now, and never less than it did. False when it has ended: stop at once. */
  abstract renew(lease: JobLease, ttlMs: number): Promise<boolean>;
  /** Keeps that all ticks up to this one (ms since 1970) are done; never moves back. False when another grant has followed. */
  abstract finish(lease: JobLease, tickMs: number): Promise<boolean>;
  /** Ends exactly this grant; nothing when it is another's by now. The token and what is done stay. */
  abstract release(lease: JobLease): Promise<void>;
}

/**
 * For stores: refuses what is written under a grant that another has followed. Call it in the transaction that writes, with the newest token
 * of the lease, held so that none can follow before the commit.
 *
 * @throws {CandleStoreError} `stale-writer`
 */
export function checkFence(fence: WriteFence | undefined, newestToken: number | undefined): void {
  if (fence === undefined || fence.token === newestToken) return;
  throw new CandleStoreError(
    'stale-writer',
    `lease ${fence.lease}: found a write with token ${fence.token}, expected ${newestToken ?? 'a lease that was granted here'}; ` +
      'another process has taken the job over, nothing was stored; stop this run',
  );
}
