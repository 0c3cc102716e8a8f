import * as http from 'node:http';
import * as https from 'node:https';
import axios, { AxiosHeaders, type InternalAxiosRequestConfig } from 'axios';
import { type AgentOptions, type Agents, createAgents } from './create-agents';
import { holdBackUnless } from './hold-back-unless';
import { ExchangeTimeoutError, watchExchange } from './watch-exchange';

export interface HttpRequest {
  readonly verb: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent byte for byte, as UTF-8. */
  readonly body?: string;
  readonly signal: AbortSignal;
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

/** The largest true answer, all contracts in detail, has about 2.3 MB (reference 4.2); reading 50 MB would hold everything else up for seconds. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;
/** Axios has no code of its own for it, only these words. */
const TOO_LARGE = /^maxContentLength/;
/**
 * The adapter alone. What axios puts around it (merging settings, interceptors, transforms) is nothing that an exchange of text needs, and
 * took longer than signing.
 */
const exchangeText = axios.getAdapter('http');

/**
 * The only user of axios: text in, text out, no redirect, no proxy of the environment, no repetition, any status is an answer.
 *
 * An AxiosError carries headers and body, so none leaves this file: a failure is a code and whether a connection stood.
 */
export class HttpSend {
  readonly #options: HttpSendOptions;
  readonly #agents: Agents;
  readonly #config: Omit<InternalAxiosRequestConfig, 'headers'>;
  #isClosed = false;

  constructor(options: HttpSendOptions) {
    this.#options = options;
    this.#agents = createAgents(options);
    this.#config = {
      httpAgent: this.#agents.http,
      httpsAgent: this.#agents.https,
      proxy: false,
      maxRedirects: 0,
      maxContentLength: LARGEST_ANSWER_BYTES,
      validateStatus: () => true,
      responseType: 'text',
      decompress: true,
    };
  }

  async send({ verb, url, headers, body, signal, mayLeave }: HttpRequest): Promise<HttpOutcome> {
    if (this.#isClosed) return { kind: 'failed', hasConnected: false, isTimeout: false, code: 'CLIENT_CLOSED' };
    let hasConnected = false;
    let isHeldBack = false;
    const transport = {
      request: (options: http.RequestOptions, onResponse: (response: http.IncomingMessage) => void) => {
        const request = (options.protocol === 'https:' ? https : http).request(options, onResponse);
        const exchange = watchExchange(request, this.#options, () => {
          hasConnected = true;
        });
        if (mayLeave === undefined) return exchange;
        return holdBackUnless(exchange, mayLeave, () => {
          isHeldBack = true;
        });
      },
    };
    try {
      const config = { ...this.#config, method: verb, url, headers: headersOf(headers), data: body, signal, transport };
      const { status, headers: answered, data } = await exchangeText(config);
      return { kind: 'answered', answer: { status, contentType: String(answered['content-type'] ?? ''), text: data as string } };
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

/** Ours are no names that axios would have to look at one by one. */
function headersOf(headers: Readonly<Record<string, string>>): InstanceType<typeof AxiosHeaders> {
  return Object.assign(new AxiosHeaders(), { Accept: 'application/json, text/plain, */*' }, headers);
}

function codeOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof message === 'string' && TOO_LARGE.test(message)) return 'ANSWER_TOO_LARGE';
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'UNKNOWN';
}
