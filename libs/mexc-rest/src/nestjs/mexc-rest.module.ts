import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { MexcFuturesRest } from '../mexc-futures-rest';
import { ConfigurableModuleClass, REST_OF_MODULE } from './mexc-rest.module-definition';

/**
 * Provides `MexcFuturesRest` and `MexcRestHealth`: `MexcRestModule.forRoot({ baseUrl, auth })`, or `forRootAsync` with a factory, for example
 * over the `MexcFuturesAuth` of `MexcAuthModule`. Further accounts have a `name` and are injected with `@InjectMexcRest(name)`. Closes its
 * client in the last step of the shutdown, when jobs and requests are done.
 */
@Module({})
export class MexcRestModule extends ConfigurableModuleClass implements OnApplicationShutdown {
  constructor(@Inject(REST_OF_MODULE) private readonly rest: MexcFuturesRest) {
    super();
  }

  onApplicationShutdown(): void {
    this.rest.close();
  }
}
