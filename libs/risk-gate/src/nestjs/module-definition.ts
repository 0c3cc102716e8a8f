import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { RiskGateOptions } from '../config';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<RiskGateOptions>()
  .setClassMethodName('forRoot')
  .build();
