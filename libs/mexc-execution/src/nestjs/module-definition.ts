import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { MexcFuturesExecutionOptions } from '../config';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MexcFuturesExecutionOptions>()
  .setClassMethodName('forRoot')
  .build();
