import { Inject } from '@nestjs/common';
import { MexcFuturesRest } from '../mexc-futures-rest';
import { MexcRestHealth } from './mexc-rest-health';

/** What a client is injected by: the class itself, or, of an account with a name, text made of the name. */
export function mexcRestToken(name?: string): typeof MexcFuturesRest | string {
  return name === undefined ? MexcFuturesRest : `MexcFuturesRest:${name}`;
}

/** The same of its health indicator. */
export function mexcRestHealthToken(name?: string): typeof MexcRestHealth | string {
  return name === undefined ? MexcRestHealth : `MexcRestHealth:${name}`;
}

/** `constructor(@InjectMexcRest('hedge') rest: MexcFuturesRest)`. */
export function InjectMexcRest(name?: string): PropertyDecorator & ParameterDecorator {
  return Inject(mexcRestToken(name));
}
