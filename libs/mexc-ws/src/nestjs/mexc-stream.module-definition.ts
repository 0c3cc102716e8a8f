import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { MexcStreamConfig } from '../config';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MexcStreamConfig>({
  moduleName: 'MexcStream',
})
  .setClassMethodName('forRoot')
  .build();
