import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, ExecutionInterface, MarketDataInterface, type StopWatching } from '@prate/execution-interface';
import { FeeAudit, type FeeFinding } from '@prate/risk-gate';
import { Counter, Gauge } from 'prom-client';
import { AppLog } from './app-log';
import { Metrics } from './metrics';

/** Holds the fee of each fill against the account's own rates; what lasts is told to the log and counted. */
@Injectable()
export class FeeAuditService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly audit: FeeAudit;
  private readonly differing: Gauge<'symbol' | 'liquidity'>;
  private readonly unaudited: Counter;
  private stop: StopWatching | undefined;

  constructor(
    @Inject(ExecutionInterface) execution: ExecutionInterface,
    @Inject(MarketDataInterface) marketData: MarketDataInterface,
    @Inject(Clock) clock: Clock,
    @Inject(Metrics) metrics: Metrics,
    @Inject(AppLog) private readonly log: AppLog,
  ) {
    const registers = [metrics];
    this.differing = new Gauge({
      name: 'prate_fee_differs',
      help: '1 while fills in a row are charged another fee than the rate of the account says',
      labelNames: ['symbol', 'liquidity'],
      registers,
    });
    this.unaudited = new Counter({ name: 'prate_fee_unaudited_fills_total', help: 'Fills whose fee could not be checked', registers });
    this.audit = new FeeAudit({
      over: execution,
      instruments: marketData,
      clock,
      onFinding: (finding) => this.tell(finding),
      onProblem: ({ trade, message }) => {
        this.unaudited.inc();
        this.log.failure(`fees: fill ${trade.tradeId} of ${trade.symbol} was not checked`, message);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.stop = this.audit.start();
  }

  beforeApplicationShutdown(): void {
    this.stop?.();
  }

  private tell({ kind, symbol, liquidity, message }: FeeFinding): void {
    const isDiffering = kind === 'fee-differs';
    this.differing.set({ symbol, liquidity }, isDiffering ? 1 : 0);
    if (isDiffering) this.log.warn(`fees: ${message}`);
    else this.log.info(`fees: ${message}`);
  }
}
