import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CandleAggregator, type IngestReport, ingestMinutes } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { Clock, WriteLock } from '@prate/execution-interface';
import { Environment } from '../environment';
import { PublicMarketData } from '../modes/public-market-data';
import { AppLog } from '../observability/app-log';
import { settlesWithin } from '../http/deadline-timer';
import { jobLine } from './job-line';

const MINUTE_MS = 60_000;
/** How far back each run asks again, because the venue corrects minutes. */
const CORRECTION_MS = 10 * MINUTE_MS;
/** How far back a run catches up at most, unless the backfill is longer. */
const CATCH_UP_MS = 24 * 60 * MINUTE_MS;

interface Window {
  readonly fromMs: number;
  readonly toMs: number;
  readonly whenDone?: () => void;
}

/** Calls the candle job of the library, for every symbol, one run at a time. A run that fails is told and caught up by the next one. */
@Injectable()
export class CandleJobsService implements OnApplicationBootstrap {
  private readonly turns = new WriteLock();
  /** Where the last good `close-minute` of a symbol ended. Only spares work: after a restart the watermark of the database says. */
  private readonly doneUntilMs = new Map<string, number>();
  private isStopping = false;
  private backfilled = false;

  constructor(
    @Inject(Environment) private readonly environment: Environment,
    @Inject(PublicMarketData) private readonly marketData: PublicMarketData,
    @Inject(CandleAggregator) private readonly aggregator: CandleAggregator,
    @Inject(CandleDatabase) private readonly database: CandleDatabase,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AppLog) private readonly log: AppLog,
  ) {}

  /** The backfill runs beside the start, so that the server answers at once; readiness waits for it. */
  onApplicationBootstrap(): void {
    void this.backfill();
  }

  /** Whether the minutes before the start are there, by the backfill or by a later run that caught up. */
  get isBackfilled(): boolean {
    return this.backfilled;
  }

  /** The last `BACKFILL_HOURS` of closed minutes. */
  backfill(): Promise<void> {
    return this.run('backfill', () => Promise.resolve(this.backfillWindow()));
  }

  /** What closed since the last run, and the last ten minutes again for corrections. */
  closeMinute(): Promise<void> {
    return this.run('close-minute', async (symbol) => {
      const window = await this.catchUpWindow(symbol);
      return { ...window, whenDone: () => void this.doneUntilMs.set(symbol, window.toMs) };
    });
  }

  /**
   * No new run begins; a running one ends with the symbol it is at.
   *
   * @returns whether it ended within `timeoutMs`
   */
  stop(timeoutMs: number): Promise<boolean> {
    this.isStopping = true;
    return settlesWithin(this.turns.drained(), timeoutMs);
  }

  private run(job: string, windowOf: (symbol: string) => Promise<Window>): Promise<void> {
    return this.turns.run(async () => {
      const startedAtMs = this.clock.nowMs();
      const reports: IngestReport[] = [];
      let failures = 0;
      for (const symbol of this.environment.symbols) {
        if (this.isStopping) break;
        try {
          const window = await windowOf(symbol);
          reports.push(await this.ingest(symbol, window));
          window.whenDone?.();
        } catch (error) {
          failures += 1;
          this.log.failure(`candles ${job}: ${symbol}`, error);
        }
      }
      if (reports.length > 0) this.log.info(jobLine(job, reports, this.clock.nowMs() - startedAtMs));
      if (failures === 0 && reports.length === this.environment.symbols.length) this.backfilled = true;
    });
  }

  private ingest(symbol: string, { fromMs, toMs }: Window): Promise<IngestReport> {
    const { marketData, aggregator, database: store, clock } = this;
    return ingestMinutes({ symbol, fromMs, toMs }, { marketData, aggregator, store, clock });
  }

  private backfillWindow(): Window {
    const toMs = Math.floor(this.clock.nowMs() / MINUTE_MS) * MINUTE_MS;
    return { fromMs: toMs - Math.ceil(this.environment.backfillHours * 60) * MINUTE_MS, toMs };
  }

  /** From where the last good run ended, and at least ten minutes. */
  private async catchUpWindow(symbol: string): Promise<Window> {
    const backfill = this.backfillWindow();
    const { toMs } = backfill;
    const sinceMs = this.doneUntilMs.get(symbol) ?? (await this.database.watermark(symbol)) ?? backfill.fromMs;
    const earliestMs = Math.min(toMs - CATCH_UP_MS, backfill.fromMs);
    return { fromMs: Math.max(Math.min(sinceMs, toMs - CORRECTION_MS), earliestMs), toMs };
  }
}
