import type { MexcFuturesAuth } from '@prate/mexc-auth';
import { loginMessage, type PersonalFilter, personalFilterMessage } from '../client-messages';
import { LoginRefusedError } from '../errors';
import type { Link } from './link';
import type { Answer } from './request-dispatcher';

/** How a login ended: private pushes flow, the venue refused, or it said nothing. */
export type LoginResult =
  { readonly kind: 'done' } | { readonly kind: 'refused'; readonly error: LoginRefusedError } | { readonly kind: 'unanswered' };

/** Logs in without pushes, then says which to send: nothing flows before both are acknowledged (reference 2.5, 8.5). */
export function logIn(link: Link, auth: MexcFuturesAuth, filters: readonly PersonalFilter[], onEnd: (result: LoginResult) => void): void {
  const step = (name: LoginRefusedError['step'], text: string, channel: string, next: () => void) =>
    link.ask(text, channel, (answer: Answer) => {
      if (answer.kind === 'acked') next();
      else if (answer.kind === 'refused') onEnd({ kind: 'refused', error: new LoginRefusedError(name, answer.words) });
      else onEnd({ kind: 'unanswered' });
    });
  step('login', loginMessage(auth), 'rs.login', () =>
    step('filter', personalFilterMessage(filters), 'rs.personal.filter', () => onEnd({ kind: 'done' })),
  );
}
