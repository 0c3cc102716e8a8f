import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type InstrumentChange, MarketDataInterface, type StopWatching } from '@prate/execution-interface';
import { AppLog } from '../observability/app-log';
import { Readiness } from '../observability/readiness';

const RETRY_MS = 30_000;

/** Hears of every change of the contract list as it happens, so that a paused or closed contract is denied at once, not within the hour. */
@Injectable()
export class InstrumentWatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stop: StopWatching | undefined;
  private attempt: Promise<void> | undefined;

  constructor(
    @Inject(MarketDataInterface) private readonly marketData: MarketDataInterface,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(AppLog) private readonly log: AppLog,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.ensureWatching();
  }

  @Interval('instrument-watch', RETRY_MS)
  ensureWatching(): Promise<void> {
    if (this.readiness.isDraining || this.stop !== undefined) return Promise.resolve();
    return (this.attempt ??= this.watch().finally(() => (this.attempt = undefined)));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.attempt;
    this.stop?.();
  }

  private async watch(): Promise<void> {
    const failed = (error: unknown) => this.log.failure('instruments: changes are not told', error);
    try {
      this.stop = await this.marketData.watchInstruments({ onData: (change) => this.tell(change), onError: failed });
    } catch (error) {
      failed(error);
    }
  }

  private tell({ kind, symbol, instrument }: InstrumentChange): void {
    this.log.info(`instruments: ${symbol} ${kind}, ${instrument.state}${instrument.isApiAllowed ? '' : ', closed to orders by API'}`);
  }
}
