import type { JobLease, JobLeases } from './job-leases';
import type { JobTimer } from './job-timer';

/** A third of the time left for each try: two may fail before the lease ends. */
const TRIES_A_TTL = 3;

export interface LeaseKeeperOptions {
  readonly ttlMs: number;
  /** When the lease was asked for, by `timer`. */
  readonly askedAtMs: number;
  readonly timer: JobTimer;
  /** Called once, as soon as it is not sure any more that the lease is ours. */
  readonly onLost: () => void;
  /** A renewal that could not be asked; the next try follows. */
  readonly onFailure: (error: unknown) => void;
}

/** Renews a lease while a job runs. It counts from when it asked, never from when the answer came. */
export class LeaseKeeper {
  private cancelRenewal: () => void;
  private cancelExpiry: () => void;
  private isOver = false;

  constructor(
    private readonly lease: JobLease,
    private readonly leases: JobLeases,
    private readonly options: LeaseKeeperOptions,
  ) {
    const { timer, ttlMs, askedAtMs } = options;
    this.cancelExpiry = timer.after(askedAtMs + ttlMs - timer.nowMs(), () => this.lose());
    this.cancelRenewal = timer.after(ttlMs / TRIES_A_TTL, () => void this.renew());
  }

  /** No more renewals; the lease ends by itself or by its release. */
  stop(): void {
    this.isOver = true;
    this.cancelRenewal();
    this.cancelExpiry();
  }

  private async renew(): Promise<void> {
    const { timer, ttlMs, onFailure } = this.options;
    const askedAtMs = timer.nowMs();
    try {
      const isRenewed = await this.leases.renew(this.lease, ttlMs);
      if (this.isOver) return;
      if (!isRenewed) return this.lose();
      this.cancelExpiry();
      this.cancelExpiry = timer.after(askedAtMs + ttlMs - timer.nowMs(), () => this.lose());
    } catch (error) {
      if (this.isOver) return;
      onFailure(error);
    }
    this.cancelRenewal = timer.after(ttlMs / TRIES_A_TTL, () => void this.renew());
  }

  private lose(): void {
    if (this.isOver) return;
    this.stop();
    this.options.onLost();
  }
}
