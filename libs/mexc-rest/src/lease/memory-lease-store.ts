import type { Timer } from '../system-timer';
import { createLeaseTimer } from './lease-timer';
import type { LeaseClaim, LeaseGrant, LeaseStore } from './lease-store';

interface Row {
  readonly holder: string;
  readonly token: number;
  endsAtMs: number;
}

/** Leases among the clients of one process, and for tests. */
export class MemoryLeaseStore implements LeaseStore {
  readonly #rows = new Map<string, Row>();

  constructor(private readonly timer: Pick<Timer, 'nowMs'> = createLeaseTimer()) {}

  async claim({ account, holder, ttlMs }: LeaseClaim): Promise<number | undefined> {
    const nowMs = this.timer.nowMs();
    const row = this.#rows.get(account);
    if (row !== undefined && row.endsAtMs > nowMs && row.holder !== holder) return undefined;
    const token = (row?.token ?? 0) + 1;
    this.#rows.set(account, { holder, token, endsAtMs: nowMs + ttlMs });
    return token;
  }

  async extend(grant: LeaseGrant, ttlMs: number): Promise<boolean> {
    const nowMs = this.timer.nowMs();
    const row = this.#rowOf(grant);
    if (row === undefined || row.endsAtMs <= nowMs) return false;
    row.endsAtMs = Math.max(row.endsAtMs, nowMs + ttlMs);
    return true;
  }

  async release(grant: LeaseGrant): Promise<void> {
    const row = this.#rowOf(grant);
    if (row !== undefined) row.endsAtMs = Number.NEGATIVE_INFINITY;
  }

  #rowOf({ account, holder, token }: LeaseGrant): Row | undefined {
    const row = this.#rows.get(account);
    return row?.holder === holder && row.token === token ? row : undefined;
  }
}
