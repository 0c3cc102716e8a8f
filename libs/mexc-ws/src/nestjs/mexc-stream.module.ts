import { type BeforeApplicationShutdown, type DynamicModule, Inject, Module } from '@nestjs/common';
import type { MexcStreamConfig } from '../config';
import { MexcFuturesStream } from '../mexc-futures-stream';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './mexc-stream.module-definition';
import { MexcStreamHealth } from './mexc-stream.health';

/** Where a named stream is found: `@Inject(mexcStreamToken('second'))`. */
export function mexcStreamToken(name: string): string {
  return `MexcFuturesStream:${name}`;
}

/**
 * Provides {@link MexcFuturesStream} and {@link MexcStreamHealth}: `MexcStreamModule.forRoot({ auth })`, or `forRootAsync` with a factory. It
 * opens nothing by itself, and disconnects when the app closes. A second account is `MexcStreamModule.named('second', { auth })`.
 */
@Module({
  providers: [
    {
      provide: MexcFuturesStream,
      useFactory: (config: MexcStreamConfig) => new MexcFuturesStream(config),
      inject: [MODULE_OPTIONS_TOKEN],
    },
    MexcStreamHealth,
  ],
  exports: [MexcFuturesStream, MexcStreamHealth],
})
export class MexcStreamModule extends ConfigurableModuleClass implements BeforeApplicationShutdown {
  constructor(@Inject(MexcFuturesStream) private readonly stream: MexcFuturesStream) {
    super();
  }

  /** One more stream, under {@link mexcStreamToken} and not as {@link MexcFuturesStream}. */
  static named(name: string, config: MexcStreamConfig): DynamicModule {
    const token = mexcStreamToken(name);
    // A class of its own: Nest would take two imports of one class with like options for one.
    class NamedMexcStreamModule implements BeforeApplicationShutdown {
      constructor(private readonly stream: MexcFuturesStream) {}
      beforeApplicationShutdown(): Promise<void> {
        return this.stream.disconnect();
      }
    }
    Inject(token)(NamedMexcStreamModule, undefined, 0);
    Module({})(NamedMexcStreamModule);
    return {
      module: NamedMexcStreamModule,
      providers: [{ provide: token, useFactory: () => new MexcFuturesStream(config) }],
      exports: [token],
    };
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stream.disconnect();
  }
}
