import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ExecutionInterface } from '@prate/execution-interface';
import { AppLog } from './observability/app-log';
import { Readiness } from './observability/readiness';

const RETRY_MS = 5_000;

/** Connects the execution at start and, where that fails, tries again until it does; readiness shows the state meanwhile. */
@Injectable()
export class ExecutionConnectionService implements OnApplicationBootstrap {
  private attempt: Promise<void> | undefined;
  private lastProblems = '';

  constructor(
    @Inject(ExecutionInterface) private readonly execution: ExecutionInterface,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(AppLog) private readonly log: AppLog,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.ensureConnected();
  }

  @Interval('execution-connection', RETRY_MS)
  ensureConnected(): Promise<void> {
    if (this.readiness.isDraining || this.execution.health().state !== 'disconnected') return Promise.resolve();
    return (this.attempt ??= this.connect().finally(() => (this.attempt = undefined)));
  }

  private async connect(): Promise<void> {
    const { ok, problems } = await this.execution.connect();
    const found = problems.map(({ code, message }) => `${code} (${message})`).join('; ');
    // The same trouble every five seconds is told once.
    if (!ok && found !== this.lastProblems) this.log.failure('execution: not connected', found);
    if (ok && this.lastProblems !== '') this.log.info('execution: connected');
    this.lastProblems = ok ? '' : found;
  }
}
