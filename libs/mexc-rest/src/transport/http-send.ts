import { Axios, VERSION } from 'axios';
import { type AgentOptions, type Agents, createAgents } from './create-agents';
import type { Deadline } from './deadline';
import { exchangeText } from './exchange-text';
import { holdBackUnless } from './hold-back-unless';
import { ExchangeTimeoutError, watchExchange } from './watch-exchange';

export interface HttpRequest {
  readonly verb: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent byte for byte, as UTF-8. */
  readonly body?: string;
  /** When it ends, so does the exchange. */
  readonly until: Pick<Deadline, 'onEnd'>;
  /** Asked when the connection is ready, right before the first byte. */
  readonly mayLeave?: () => boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export type HttpOutcome =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  /** `mayLeave` said no: no byte left. */
  | { readonly kind: 'held-back' }
  /** `hasConnected: false` is certain: no connection stood, so no byte left. `true` says that one may have. */
  | { readonly kind: 'failed'; readonly hasConnected: boolean; readonly isTimeout: boolean; readonly code: string };

export interface HttpSendOptions extends AgentOptions {
  readonly firstByteTimeoutMs?: number;
}

/** What axios says of itself and of what it reads, on every request. */
const SAID_ALWAYS = {
  Accept: 'application/json, text/plain, */*',
  'Accept-Encoding': 'gzip, deflate, br',
  'User-Agent': `axios/${VERSION}`,
};

/**
 * The only user of axios: text in, text out, no redirect, no proxy of the environment, no repetition, any status is an answer.
 *
 * Axios carries the exchange as its adapter, without settings, transforms or headers of its own to be merged: its other adapter and its
 * merging took longer than signing. An error of it carries headers and body, so none leaves this file: a failure is a code and whether a
 * connection stood.
 */
export class HttpSend {
  readonly #options: HttpSendOptions;
  readonly #agents: Agents;
  readonly #axios = new Axios({});
  #isClosed = false;

  constructor(options: HttpSendOptions) {
    this.#options = options;
    this.#agents = createAgents(options);
  }

  async send(request: HttpRequest): Promise<HttpOutcome> {
    if (this.#isClosed) return { kind: 'failed', hasConnected: false, isTimeout: false, code: 'CLIENT_CLOSED' };
    const { mayLeave } = request;
    let hasConnected = false;
    let isHeldBack = false;
    const sent = { ...request, headers: { ...SAID_ALWAYS, ...request.headers } };
    try {
      const { data: answer } = await this.#axios.request<HttpAnswer>({
        adapter: async (config) => {
          const data = await exchangeText(sent, this.#agents, (exchange) => {
            watchExchange(exchange, this.#options, () => {
              hasConnected = true;
            });
            if (mayLeave === undefined) return;
            holdBackUnless(exchange, mayLeave, () => {
              isHeldBack = true;
            });
          });
          return { data, status: data.status, statusText: '', headers: {}, config };
        },
      });
      return { kind: 'answered', answer };
    } catch (error) {
      if (isHeldBack) return { kind: 'held-back' };
      const code = codeOf(error);
      return { kind: 'failed', hasConnected, isTimeout: ExchangeTimeoutError.isCode(code), code };
    }
  }

  /** Closes all connections, also those in use; nothing is sent afterwards. */
  close(): void {
    this.#isClosed = true;
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'UNKNOWN';
}
