import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../observability/metrics';
import { FollowedSymbols } from './followed-symbols';

/** More symbols than this have no label of their own. */
const MOST_LABELS = 100;

/** How the candle jobs of this process go. */
@Injectable()
export class CandleJobMetrics {
  private readonly runs: Counter<'job' | 'result'>;
  private readonly durations: Histogram<'job'>;
  private readonly held: Gauge<'job'>;
  private readonly progresses: Gauge<'job' | 'symbol'>;
  private readonly withdrawnSeconds: Counter;
  private readonly lateTrades: Counter;
  private readonly skippedMinutes: Counter;
  private readonly oldMissingMinutes: Gauge;
  private readonly oldMissingBySymbol = new Map<string, number>();

  constructor(
    @Inject(Metrics) metrics: Metrics,
    @Inject(FollowedSymbols) private readonly symbols: FollowedSymbols,
  ) {
    const registers = [metrics];
    this.runs = new Counter({ name: 'prate_job_runs_total', help: 'Runs by how they ended', labelNames: ['job', 'result'], registers });
    this.durations = new Histogram({
      name: 'prate_job_duration_seconds',
      help: 'How long runs took',
      labelNames: ['job'],
      buckets: [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800],
      registers,
    });
    this.held = new Gauge({ name: 'prate_job_lease_held', help: '1 while this process runs the job', labelNames: ['job'], registers });
    this.progresses = new Gauge({
      name: 'prate_job_progress_ratio',
      help: 'How far the last run is, 0 to 1',
      labelNames: ['job', 'symbol'],
      registers,
    });
    this.withdrawnSeconds = new Counter({
      name: 'prate_candle_withdrawn_seconds_total',
      help: 'Observed seconds that were taken back, because their stream turned out to have been silent',
      registers,
    });
    this.lateTrades = new Counter({
      name: 'prate_candle_late_trades_total',
      help: 'Trades that came after the minute of their time was final; they are in no candle',
      registers,
    });
    this.skippedMinutes = new Counter({
      name: 'prate_candle_skipped_minutes_total',
      help: 'Minutes the exchange gave that cannot be a candle; they are missing until it gives them otherwise',
      registers,
    });
    this.oldMissingMinutes = new Gauge({
      name: 'prate_candle_old_missing_minutes',
      help: 'Minutes that are missing from more than 30 days ago, as this process found them last; it asks for them in rounds',
      registers,
    });
  }

  /** A run begins, with its lease; call the answer when it is over. */
  started(job: string): () => void {
    this.held.set({ job }, 1);
    const end = this.durations.startTimer({ job });
    return () => {
      end();
      this.held.set({ job }, 0);
    };
  }

  /** What came of asking for a run; `elsewhere`: another process has it. */
  ended(job: string, result: string): void {
    this.runs.inc({ job, result });
  }

  /** Stored as covered, and taken back. */
  withdrawn(seconds: number): void {
    this.withdrawnSeconds.inc(seconds);
  }

  /** Told behind their final minute. */
  late(trades: number): void {
    this.lateTrades.inc(trades);
  }

  /** Given, and no candle. */
  skipped(minutes: number): void {
    this.skippedMinutes.inc(minutes);
  }

  /** What the round over old holes found, of the contracts it has looked at. */
  oldMissing(minutes: ReadonlyMap<string, number>): void {
    for (const [symbol, count] of minutes) this.oldMissingBySymbol.set(symbol, count);
    const followed = new Set(this.symbols.known);
    for (const symbol of this.oldMissingBySymbol.keys()) if (!followed.has(symbol)) this.oldMissingBySymbol.delete(symbol);
    this.oldMissingMinutes.set([...this.oldMissingBySymbol.values()].reduce((sum, count) => sum + count, 0));
  }

  progress(job: string, symbol: string, ratio: number): void {
    this.progresses.set({ job, symbol: this.symbols.known.length > MOST_LABELS ? 'all' : symbol }, ratio);
  }
}
