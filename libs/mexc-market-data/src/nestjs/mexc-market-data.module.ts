import { Module } from '@nestjs/common';
import { MarketDataInterface } from '@prate/execution-interface';
import type { MexcFuturesMarketDataOptions } from '../config';
import { MexcFuturesMarketData } from '../mexc-futures-market-data';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './module-definition';

/** Provides `MarketDataInterface`, and the same object as `MexcFuturesMarketData`. */
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
export class MexcMarketDataModule extends ConfigurableModuleClass {}
