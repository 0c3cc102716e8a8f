import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ExecutionInterface } from '@prate/execution-interface';
import { RiskGate } from '@prate/risk-gate';
import { Environment } from '../environment';
import { AppLog } from '../observability/app-log';
import { Readiness } from '../observability/readiness';
import { HeartbeatSender } from './heartbeat-sender';
import { repeatTimer } from './repeat-timer';
import { WatchdogLink } from './watchdog-link';

/** Beats at the watchdog, where one is configured, and halts trading when it has fired. Stands down when this process stops as planned. */
@Injectable()
export class HeartbeatService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private sender: HeartbeatSender | undefined;
  private haltedForMs: unknown;
  /** `off`: none is configured. `fired`: it has cancelled, and a person has to clear it. */
  state: 'off' | 'starting' | 'beating' | 'silent' | 'fired' = 'off';

  constructor(
    @Inject(Environment) private readonly environment: Environment,
    @Inject(ExecutionInterface) private readonly execution: ExecutionInterface,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(AppLog) private readonly log: AppLog,
  ) {}

  onApplicationBootstrap(): void {
    const { watchdog } = this.environment;
    if (watchdog === undefined) return;
    this.state = 'starting';
    this.sender = new HeartbeatSender({
      link: new WatchdogLink(watchdog.url, watchdog.tokenFile),
      silenceMs: watchdog.silenceMs,
      // Without a connection nobody here steers the orders, unless this is the planned end.
      isAlive: () => this.readiness.isDraining || this.execution.health().state !== 'disconnected',
      state: () => (this.readiness.isDraining ? 'draining' : this.execution.health().state),
      onTaken: () => (this.state = 'beating'),
      onFired: (answer) => void this.halt(answer),
      onProblem: (problem) => {
        this.state = 'silent';
        this.log.failure('watchdog: not beating', problem);
      },
      onRecovered: () => this.log.info('watchdog: beating again'),
      timer: repeatTimer,
    });
    this.sender.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.sender?.standDown('the trading API stops as planned');
  }

  /** Once for each firing; only a person brings trading back, at the watchdog and here. */
  private async halt({ reason, firedAtMs }: Readonly<Record<string, unknown>>): Promise<void> {
    this.state = 'fired';
    if (this.haltedForMs === firedAtMs) return;
    this.haltedForMs = firedAtMs;
    const why = `the watchdog has fired: ${String(reason)}`;
    this.log.failure('watchdog: trading is halted', why);
    try {
      if (this.execution instanceof RiskGate) await this.execution.trip(why, 'watchdog');
    } catch (error) {
      this.haltedForMs = undefined;
      this.log.failure('watchdog: trading could not be halted', error);
    }
  }
}
