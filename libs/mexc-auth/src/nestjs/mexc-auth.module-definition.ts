import { ConfigurableModuleBuilder } from '@nestjs/common';
import { MexcFuturesAuth, type MexcFuturesAuthConfig } from '../mexc-futures-auth';
import { mexcAuthToken } from './mexc-auth-token';

export interface MexcAuthModuleExtras {
  /** Of a further account; see `mexcAuthToken`. */
  readonly name?: string;
}

const CONFIG = Symbol('MexcFuturesAuthConfig');

export const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<MexcFuturesAuthConfig>({
  moduleName: 'MexcAuth',
  optionsInjectionToken: CONFIG,
})
  .setClassMethodName('forRoot')
  .setExtras<MexcAuthModuleExtras>({ name: undefined }, (definition, { name }) => {
    const token = mexcAuthToken(name);
    const auth = { provide: token, useFactory: (config: MexcFuturesAuthConfig) => new MexcFuturesAuth(config), inject: [CONFIG] };
    return { ...definition, providers: [...(definition.providers ?? []), auth], exports: [token] };
  })
  .build();
