import { type BeforeApplicationShutdown, Inject, Module } from '@nestjs/common';
import { MarketDataInterface } from '@prate/execution-interface';
import type { MexcFuturesMarketDataOptions } from '../config';
import { MexcFuturesMarketData } from '../mexc-futures-market-data';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './module-definition';

/** Provides `MarketDataInterface`, and the same object as `MexcFuturesMarketData`. It opens nothing by itself, and ends its watches with the app. */
@Module({
  providers: [
    {
      provide: MexcFuturesMarketData,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options: MexcFuturesMarketDataOptions) => new MexcFuturesMarketData(options),
    },
    { provide: MarketDataInterface, useExisting: MexcFuturesMarketData },
  ],
  exports: [MarketDataInterface, MexcFuturesMarketData],
})
export class MexcMarketDataModule extends ConfigurableModuleClass implements BeforeApplicationShutdown {
  constructor(@Inject(MexcFuturesMarketData) private readonly marketData: MexcFuturesMarketData) {
    super();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.marketData.close();
  }
}
