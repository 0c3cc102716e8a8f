import { type Clock, SystemClock } from '@prate/execution-interface';
import { checkLeaseRequest } from './check-lease-request';
import { type JobLease, JobLeases, type WriteFence, checkFence } from './job-leases';

interface Row {
  readonly owner: string;
  readonly token: number;
  endsAtMs: number;
  doneUntilMs: number | undefined;
}

/** Leases among the objects of one process, on the clock they are given. */
export class InMemoryJobLeases extends JobLeases {
  readonly #rows = new Map<string, Row>();

  constructor(private readonly clock: Clock = new SystemClock()) {
    super();
  }

  async acquire(name: string, owner: string, ttlMs: number): Promise<JobLease | undefined> {
    checkLeaseRequest(name, owner, ttlMs);
    const nowMs = this.clock.nowMs();
    const row = this.#rows.get(name);
    if (row !== undefined && row.endsAtMs > nowMs) return undefined;
    const token = (row?.token ?? 0) + 1;
    const doneUntilMs = row?.doneUntilMs;
    this.#rows.set(name, { owner, token, endsAtMs: nowMs + ttlMs, doneUntilMs });
    return { name, owner, token, ...(doneUntilMs === undefined ? {} : { doneUntilMs }) };
  }

  async renew(lease: JobLease, ttlMs: number): Promise<boolean> {
    const nowMs = this.clock.nowMs();
    const row = this.#rowOf(lease);
    if (row === undefined || row.endsAtMs <= nowMs) return false;
    row.endsAtMs = Math.max(row.endsAtMs, nowMs + ttlMs);
    return true;
  }

  async finish(lease: JobLease, tickMs: number): Promise<boolean> {
    const row = this.#rowOf(lease);
    if (row === undefined) return false;
    row.doneUntilMs = Math.max(row.doneUntilMs ?? tickMs, tickMs);
    return true;
  }

  async release(lease: JobLease): Promise<void> {
    const row = this.#rowOf(lease);
    if (row !== undefined) row.endsAtMs = Number.NEGATIVE_INFINITY;
  }

  /** Without an await inside: nothing can come between the question and the write that follows it. */
  check(fence: WriteFence | undefined): void {
    if (fence !== undefined) checkFence(fence, this.#rows.get(fence.lease)?.token);
  }

  #rowOf({ name, token }: JobLease): Row | undefined {
    const row = this.#rows.get(name);
    return row?.token === token ? row : undefined;
  }
}
