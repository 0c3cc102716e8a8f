import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { MexcRestConfig } from '../config';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MexcRestConfig>({ moduleName: 'MexcRest' })
  .setClassMethodName('forRoot')
  .build();
