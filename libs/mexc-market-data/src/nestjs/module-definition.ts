import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { MexcFuturesMarketDataOptions } from '../config';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MexcFuturesMarketDataOptions>()
  .setClassMethodName('forRoot')
  .build();
