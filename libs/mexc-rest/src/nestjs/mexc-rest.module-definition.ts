import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { MexcRestConfig } from '../config';
import { MexcFuturesRest } from '../mexc-futures-rest';
import { MexcRestHealth } from './mexc-rest-health';
import { mexcRestHealthToken, mexcRestToken } from './mexc-rest-token';

export interface MexcRestModuleExtras {
  /** Of a further account; see `mexcRestToken`. */
  readonly name?: string;
}

export const CONFIG_OF_MODULE = Symbol('MexcRestConfig of this module');
/** The client of one module, whatever it is called outside. */
export const REST_OF_MODULE = Symbol('MexcFuturesRest of this module');

export const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<MexcRestConfig>({
  moduleName: 'MexcRest',
  optionsInjectionToken: CONFIG_OF_MODULE,
})
  .setClassMethodName('forRoot')
  .setExtras<MexcRestModuleExtras>({ name: undefined }, (definition, { name }) => {
    const [token, healthToken] = [mexcRestToken(name), mexcRestHealthToken(name)];
    const key = name === undefined ? 'mexc-rest' : `mexc-rest-${name}`;
    const providers = [
      { provide: REST_OF_MODULE, useFactory: (config: MexcRestConfig) => new MexcFuturesRest(config), inject: [CONFIG_OF_MODULE] },
      { provide: token, useExisting: REST_OF_MODULE },
      { provide: healthToken, useFactory: (rest: MexcFuturesRest) => new MexcRestHealth(rest, key), inject: [REST_OF_MODULE] },
    ];
    return { ...definition, providers: [...(definition.providers ?? []), ...providers], exports: [token, healthToken] };
  })
  .build();
