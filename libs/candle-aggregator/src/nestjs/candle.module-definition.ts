import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { Clock } from '@prate/execution-interface';
import type { InterpolationMethod } from '../interpolation/methods';
import type { TimescaleChoice } from '../storage/postgres/timescale-choice';
import type { StoreMode } from '../storage/store-mode';

export interface CandleModuleOptions {
  /** File or `postgres://` address of the candles, the mode their data belongs to, and for PostgreSQL the schema they are in and how. */
  readonly database: { readonly path: string; readonly mode?: StoreMode; readonly schema?: string; readonly timescale?: TimescaleChoice };
  readonly method?: InterpolationMethod;
  readonly seed?: number;
  /** The machine's by default. */
  readonly clock?: Clock;
}

export const { ConfigurableModuleClass: CandleModuleBase, MODULE_OPTIONS_TOKEN: CANDLE_MODULE_OPTIONS } =
  new ConfigurableModuleBuilder<CandleModuleOptions>({ moduleName: 'Candle' }).setClassMethodName('forRoot').build();
