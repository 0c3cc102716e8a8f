import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { Clock } from '@prate/execution-interface';
import type { InterpolationMethod } from '../interpolation/methods';
import type { StoreMode } from '../storage/store-mode';

export interface CandleModuleOptions {
  /** File of the candles, and the mode its data belongs to. */
  readonly database: { readonly path: string; readonly mode?: StoreMode };
  readonly method?: InterpolationMethod;
  readonly seed?: number;
  /** The machine's by default. */
  readonly clock?: Clock;
}

export const { ConfigurableModuleClass: CandleModuleBase, MODULE_OPTIONS_TOKEN: CANDLE_MODULE_OPTIONS } =
  new ConfigurableModuleBuilder<CandleModuleOptions>({ moduleName: 'Candle' }).setClassMethodName('forRoot').build();
