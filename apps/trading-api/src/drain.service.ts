import type { Server } from 'node:http';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';
import { ExecutionInterface } from '@prate/execution-interface';
import { CandleJobsService } from './candles/candle-jobs.service';
import { CandleStreamsService } from './candles/candle-streams.service';
import { settlesWithin } from './http/deadline-timer';
import { AppLog } from './observability/app-log';
import { Readiness } from './observability/readiness';

const JOB_TIMEOUT_MS = 15_000;
const REQUESTS_TIMEOUT_MS = 5_000;
const POLL_MS = 50;

/**
 * The order in which this process stops: readiness off, cron stopped, the running job awaited, HTTP closed, execution disconnected. Nest runs
 * this before any other hook of its shutdown, because it stands in the root module; the libraries then close the candle writer (which waits
 * for its writes) and the sockets, and the simulator goes last.
 */
@Injectable()
export class DrainService implements OnModuleDestroy {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(SchedulerRegistry) private readonly schedules: SchedulerRegistry,
    @Inject(CandleJobsService) private readonly jobs: CandleJobsService,
    @Inject(CandleStreamsService) private readonly streams: CandleStreamsService,
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
    @Inject(ExecutionInterface) private readonly execution: ExecutionInterface,
    @Inject(AppLog) private readonly log: AppLog,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.readiness.startDraining();
    for (const job of this.schedules.getCronJobs().values()) void job.stop();
    const streamsEnded = this.streams.stop(JOB_TIMEOUT_MS);
    if (!(await this.jobs.stop(JOB_TIMEOUT_MS))) this.log.warn(`candles: a job did not end within ${JOB_TIMEOUT_MS} ms and is left behind`);
    if (!(await streamsEnded)) this.log.warn(`candles: the streams did not end within ${JOB_TIMEOUT_MS} ms and are left behind`);
    await this.closeHttp();
    await this.execution.disconnect();
  }

  /** Nobody new is let in; who is being served gets the answer. */
  private async closeHttp(): Promise<void> {
    const server = this.http.httpAdapter.getHttpServer() as Server;
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (let waitedMs = 0; waitedMs < REQUESTS_TIMEOUT_MS; waitedMs += POLL_MS) {
      // A connection that was busy a moment ago is kept alive by both sides, and would hold up the end for nothing.
      server.closeIdleConnections();
      if (await settlesWithin(closed, POLL_MS)) return;
    }
    this.log.warn(`http: requests were not answered within ${REQUESTS_TIMEOUT_MS} ms and are cut off`);
    server.closeAllConnections();
    await closed;
  }
}
