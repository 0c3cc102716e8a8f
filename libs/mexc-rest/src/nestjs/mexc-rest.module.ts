import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { MexcRestConfig } from '../config';
import { MexcFuturesRest } from '../mexc-futures-rest';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './mexc-rest.module-definition';

/**
 * Provides {@link MexcFuturesRest}: `MexcRestModule.forRoot({ baseUrl, auth })`, or `forRootAsync` with a factory, for example over the
 * `MexcFuturesAuth` of `MexcAuthModule`. Closes it in the last step of the shutdown, when jobs and requests are done.
 */
@Module({
  providers: [
    {
      provide: MexcFuturesRest,
      useFactory: (config: MexcRestConfig) => new MexcFuturesRest(config),
      inject: [MODULE_OPTIONS_TOKEN],
    },
  ],
  exports: [MexcFuturesRest],
})
export class MexcRestModule extends ConfigurableModuleClass implements OnApplicationShutdown {
  constructor(@Inject(MexcFuturesRest) private readonly rest: MexcFuturesRest) {
    super();
  }

  onApplicationShutdown(): void {
    this.rest.close();
  }
}
