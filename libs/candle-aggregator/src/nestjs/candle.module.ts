import { type BeforeApplicationShutdown, Inject, Module } from '@nestjs/common';
import { CandleAggregator } from '../candle-aggregator';
import { CandleDatabase } from '../storage/candle-database';
import { CANDLE_MODULE_OPTIONS, CandleModuleBase, type CandleModuleOptions } from './candle.module-definition';

/** Provides {@link CandleDatabase} and {@link CandleAggregator}; closes the database when the application shuts down, after running writes. */
@Module({
  providers: [
    {
      provide: CandleDatabase,
      inject: [CANDLE_MODULE_OPTIONS],
      useFactory: ({ database: { path, ...options }, clock }: CandleModuleOptions) =>
        CandleDatabase.open(path, { ...options, ...(clock === undefined ? {} : { clock }) }),
    },
    {
      provide: CandleAggregator,
      inject: [CandleDatabase, CANDLE_MODULE_OPTIONS],
      useFactory: (database: CandleDatabase, { method, seed, clock }: CandleModuleOptions) =>
        new CandleAggregator(database, {
          ...(method === undefined ? {} : { method }),
          ...(seed === undefined ? {} : { seed }),
          ...(clock === undefined ? {} : { clock }),
        }),
    },
  ],
  exports: [CandleDatabase, CandleAggregator],
})
export class CandleModule extends CandleModuleBase implements BeforeApplicationShutdown {
  constructor(@Inject(CandleDatabase) private readonly database: CandleDatabase) {
    super();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
