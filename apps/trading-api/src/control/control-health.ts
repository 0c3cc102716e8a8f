import { Inject, Injectable } from '@nestjs/common';
import { Clock, OrderJournal } from '@prate/execution-interface';
import { RiskGate } from '@prate/risk-gate';
import { Environment } from '../environment';
import { Venue } from '../modes/venue';
import { type HealthCheck, up } from '../observability/health-check';
import { HeartbeatService } from './heartbeat.service';

/** An answer that was lost a moment ago is looked for by itself; one that was not found by then is worth a look. */
const UNKNOWN_MS = 30_000;

type ControlChecks = Readonly<Record<'journal' | 'intents' | 'killSwitch' | 'protection' | 'lease' | 'watchdog', HealthCheck>>;

/** What has to hold beside the exchange before this process may trade. */
@Injectable()
export class ControlHealth {
  constructor(
    @Inject(Environment) private readonly environment: Environment,
    @Inject(OrderJournal) private readonly journal: OrderJournal,
    @Inject(RiskGate) private readonly gate: RiskGate,
    @Inject(Venue) private readonly venue: Venue,
    @Inject(HeartbeatService) private readonly heartbeat: HeartbeatService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async check(): Promise<ControlChecks> {
    const [isWritable, intents, state] = await Promise.all([this.journal.isWritable(), this.checkIntents(), this.gate.tradingState()]);
    return {
      journal: up(isWritable, { isDurable: this.environment.live !== undefined }),
      intents,
      killSwitch: up(state === 'active' || state === 'reducing', typeof state === 'string' ? { state } : { state: 'unknown', ...state }),
      protection: this.checkProtection(),
      lease: this.checkLease(),
      watchdog: up(this.heartbeat.state === 'off' || this.heartbeat.state === 'beating', { state: this.heartbeat.state }),
    };
  }

  private async checkIntents(): Promise<HealthCheck> {
    try {
      const nowMs = this.clock.nowMs();
      const entries = await this.journal.listUnsettled();
      const forPerson = entries.filter(({ outcome }) => outcome.state === 'needs-operator').length;
      const oldestMs = Math.max(0, ...entries.map(({ intent }) => nowMs - intent.createdAtMs));
      return up(forPerson === 0 && oldestMs <= UNKNOWN_MS, { unresolved: entries.length, forPerson, oldestMs });
    } catch {
      // Whether there are any is not known; why not is told by the journal's own check and by whoever asks for the list.
      return up(false, { reason: 'the journal cannot be read' });
    }
  }

  /** An entry that was to have a stop and has none that could be read back, for so long that the alarm was raised. */
  private checkProtection(): HealthCheck {
    const { guarded, unprotected, longestUnprotectedMs, restoreProblem } = this.gate.protection();
    const alarmed = unprotected.filter(({ isAlarmed }) => isAlarmed);
    return up(alarmed.length === 0 && restoreProblem === undefined, {
      guarded,
      unprotected: unprotected.length,
      longestUnprotectedMs,
      ...(restoreProblem === undefined ? {} : { restoreProblem }),
    });
  }

  /** Not armed, or read-only: nothing is to be sent, so nothing is missing. */
  private checkLease(): HealthCheck {
    const { lease } = this.venue;
    if (lease === undefined) return up(true, { isNeeded: false });
    const isNeeded = this.environment.live?.isArmed === true && !this.environment.isReadOnly;
    const isHeld = lease.isHeld();
    return up(isHeld || !isNeeded, { isNeeded, isHeld, ...(isHeld ? { grant: lease.fencingToken } : {}) });
  }
}
