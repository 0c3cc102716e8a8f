import type { PlanOrder } from '@prate/execution-interface';
import type { ConditionalOrder } from './conditional-book';

const HOUR_MS = 3_600_000;
/** The venue's clock may be behind ours, and its push takes a moment. */
const LATE_MS = 3_000;
/** Between two readings of one that should have ended. */
const ASK_EVERY_MS = 60_000;

export interface DueExpiries {
  /** To be told: they end within the hour. Each once, and again when its end has moved. */
  readonly soon: readonly PlanOrder[];
  /** Whether one should have ended and still waits as far as is known: what became of it has to be read. */
  readonly isReadingWanted: boolean;
}

/** Watches the ends of waiting plan orders, by our clock. The end itself is the venue's to tell. */
export class PlanExpiry {
  private readonly told = new Map<string, number>();
  private readonly askedAtMs = new Map<string, number>();

  look(waiting: readonly ConditionalOrder[], nowMs: number): DueExpiries {
    const plans = waiting.filter(
      (order): order is PlanOrder & { expiresAtMs: number } => order.kind === 'plan' && order.expiresAtMs !== undefined,
    );
    this.forgetOthers(plans);
    const soon = plans.filter(
      ({ id, expiresAtMs }) => expiresAtMs - nowMs <= HOUR_MS && expiresAtMs > nowMs && this.told.get(id) !== expiresAtMs,
    );
    for (const { id, expiresAtMs } of soon) this.told.set(id, expiresAtMs);
    const over = plans.filter(({ id, expiresAtMs }) => {
      const askedAtMs = this.askedAtMs.get(id);
      return nowMs - expiresAtMs >= LATE_MS && (askedAtMs === undefined || Math.abs(nowMs - askedAtMs) >= ASK_EVERY_MS);
    });
    for (const { id } of over) this.askedAtMs.set(id, nowMs);
    return { soon, isReadingWanted: over.length > 0 };
  }

  private forgetOthers(plans: readonly PlanOrder[]): void {
    const waiting = new Set(plans.map(({ id }) => id));
    for (const kept of [this.told, this.askedAtMs]) for (const id of kept.keys()) if (!waiting.has(id)) kept.delete(id);
  }
}
