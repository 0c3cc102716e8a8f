import { checkLeaseRequest } from '../jobs/check-lease-request';
import { type JobLease, JobLeases } from '../jobs/job-leases';

/** What a database says, each in one statement. Parameters are in the order of their names. */
export interface JobLeaseStatements {
  /** name, owner, ttlMs → `token`, `done_until`; no row when somebody has it */
  readonly acquire: string;
  /** name, token, ttlMs → a row when it still runs */
  readonly renew: string;
  /** name, token, tick in ms → a row when no other grant has followed */
  readonly finish: string;
  /** name, token */
  readonly release: string;
}

interface LeaseRow {
  readonly token: number | string;
  readonly done_until: number | string | null;
}

/** Leases in a table `job_lease` beside the candles: a row for each job, kept for its token and what is done. */
export class JobLeaseStore extends JobLeases {
  constructor(
    private readonly statements: JobLeaseStatements,
    /** Runs one statement, committed when it answers. */
    private readonly write: (operation: string, sql: string, parameters: readonly unknown[]) => Promise<readonly unknown[]>,
  ) {
    super();
  }

  async acquire(name: string, owner: string, ttlMs: number): Promise<JobLease | undefined> {
    checkLeaseRequest(name, owner, ttlMs);
    const [row] = (await this.write('acquire', this.statements.acquire, [name, owner, Math.ceil(ttlMs)])) as LeaseRow[];
    if (row === undefined) return undefined;
    const done = row.done_until === null ? {} : { doneUntilMs: Number(row.done_until) };
    return { name, owner, token: Number(row.token), ...done };
  }

  async renew({ name, token }: JobLease, ttlMs: number): Promise<boolean> {
    return (await this.write('renew', this.statements.renew, [name, token, Math.ceil(ttlMs)])).length > 0;
  }

  async finish({ name, token }: JobLease, tickMs: number): Promise<boolean> {
    return (await this.write('finish', this.statements.finish, [name, token, tickMs])).length > 0;
  }

  async release({ name, token }: JobLease): Promise<void> {
    await this.write('release', this.statements.release, [name, token]);
  }
}
