import type { Clock } from '@prate/execution-interface';
import type { LastLook } from '@prate/mexc-rest';

/** Sees the moment in which the first byte may leave, beside whoever else has a say in that. */
export class DepartureLook implements LastLook {
  /** ms since the epoch; undefined as long as nothing has left. */
  departedAtMs: number | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly before: LastLook | undefined,
  ) {}

  async look(): Promise<boolean> {
    return this.before === undefined || (await this.before.look());
  }

  mayLeave(): boolean {
    if (this.before?.mayLeave() === false) return false;
    this.departedAtMs = this.clock.nowMs();
    return true;
  }
}
