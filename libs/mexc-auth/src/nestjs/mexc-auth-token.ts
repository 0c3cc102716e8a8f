import { Inject } from '@nestjs/common';
import { MexcFuturesAuth } from '../mexc-futures-auth';

/** What a signer is injected by: the class itself, or, of an account with a name, text made of the name. */
export function mexcAuthToken(name?: string): typeof MexcFuturesAuth | string {
  return name === undefined ? MexcFuturesAuth : `MexcFuturesAuth:${name}`;
}

/** `constructor(@InjectMexcAuth('hedge') auth: MexcFuturesAuth)`. */
export function InjectMexcAuth(name?: string): PropertyDecorator & ParameterDecorator {
  return Inject(mexcAuthToken(name));
}
