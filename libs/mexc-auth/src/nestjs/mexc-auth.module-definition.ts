import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { MexcFuturesAuthConfig } from '../mexc-futures-auth';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MexcFuturesAuthConfig>({
  moduleName: 'MexcAuth',
})
  .setClassMethodName('forRoot')
  .build();
