import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { MexcRestConfig } from '../config';
import type { MexcFuturesRest } from '../mexc-futures-rest';
import { CONFIG_OF_MODULE, ConfigurableModuleClass, REST_OF_MODULE } from './mexc-rest.module-definition';

/**
 * Provides `MexcFuturesRest` and `MexcRestHealth`: `MexcRestModule.forRoot({ baseUrl, auth })`, or `forRootAsync` with a factory, for example
 * over the `MexcFuturesAuth` of `MexcAuthModule`. Further accounts have a `name` and are injected with `@InjectMexcRest(name)`. A client
 * that signs has its clock set every 60 s. It is closed in the last step of the shutdown, when jobs and requests are done.
 */
@Module({})
export class MexcRestModule extends ConfigurableModuleClass implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(REST_OF_MODULE) private readonly rest: MexcFuturesRest,
    @Inject(CONFIG_OF_MODULE) private readonly config: MexcRestConfig,
  ) {
    super();
  }

  /** A round that fails is told by `onCall`, like every call. */
  onModuleInit(): void {
    if (this.config.auth !== undefined) this.rest.startClockSync();
  }

  onApplicationShutdown(): void {
    this.rest.close();
  }
}
