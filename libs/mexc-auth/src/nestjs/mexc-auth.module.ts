import { Module } from '@nestjs/common';
import { MexcFuturesAuth, type MexcFuturesAuthConfig } from '../mexc-futures-auth';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './mexc-auth.module-definition';

/** Provides {@link MexcFuturesAuth}: `MexcAuthModule.forRoot({ credentials })`, or `forRootAsync` with a factory. */
@Module({
  providers: [
    {
      provide: MexcFuturesAuth,
      useFactory: (config: MexcFuturesAuthConfig) => new MexcFuturesAuth(config),
      inject: [MODULE_OPTIONS_TOKEN],
    },
  ],
  exports: [MexcFuturesAuth],
})
export class MexcAuthModule extends ConfigurableModuleClass {}
