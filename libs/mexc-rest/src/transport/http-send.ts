import * as http from 'node:http';
import * as https from 'node:https';
import axios, { type AxiosInstance } from 'axios';

export interface HttpRequest {
  readonly verb: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent byte for byte, as UTF-8. */
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export type HttpOutcome =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  /** `hasConnected: false` is certain: no connection stood, so no byte left. `true` says that one may have. */
  | { readonly kind: 'failed'; readonly hasConnected: boolean; readonly code: string };

const POOL = { keepAlive: true, maxSockets: 16, maxFreeSockets: 8, timeout: 15_000, scheduling: 'lifo' } as const;
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;
const asItIs = (data: unknown) => data;

/**
 * The only user of axios: text in, text out, no redirect, no proxy of the environment, no repetition, any status is an answer.
 *
 * An AxiosError carries headers and body, so none leaves this file: a failure is a code and whether a connection stood.
 */
export class HttpSend {
  readonly #httpAgent = new http.Agent(POOL);
  readonly #httpsAgent = new https.Agent(POOL);
  readonly #axios: AxiosInstance = axios.create({
    adapter: 'http',
    httpAgent: this.#httpAgent,
    httpsAgent: this.#httpsAgent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER_BYTES,
    validateStatus: () => true,
    responseType: 'text',
    transformRequest: [asItIs],
    transformResponse: [asItIs],
    decompress: true,
  });

  #isClosed = false;

  async send({ verb, url, headers, body, signal }: HttpRequest): Promise<HttpOutcome> {
    if (this.#isClosed) return { kind: 'failed', hasConnected: false, code: 'CLIENT_CLOSED' };
    let hasConnected = false;
    const transport = watchedTransport(() => {
      hasConnected = true;
    });
    try {
      const {
        status,
        headers: answered,
        data,
      } = await this.#axios.request<string>({ method: verb, url, headers, data: body, signal, transport });
      return { kind: 'answered', answer: { status, contentType: String(answered['content-type'] ?? ''), text: data } };
    } catch (error) {
      return { kind: 'failed', hasConnected, code: codeOf(error) };
    }
  }

  /** Closes all connections, also those in use; nothing is sent afterwards. */
  close(): void {
    this.#isClosed = true;
    this.#httpAgent.destroy();
    this.#httpsAgent.destroy();
  }
}

/**
 * Node's own request, which tells when its connection stands. A kept-alive connection stands from the start; a new one from its TCP
 * `connect`, which comes before the first byte (and, on the careful side, before the TLS handshake).
 */
function watchedTransport(onConnected: () => void) {
  return {
    request(options: http.RequestOptions, onResponse: (response: http.IncomingMessage) => void): http.ClientRequest {
      const request = (options.protocol === 'https:' ? https : http).request(options, onResponse);
      request.once('socket', (socket) => {
        if (socket.connecting) socket.once('connect', onConnected);
        else onConnected();
      });
      return request;
    },
  };
}

function codeOf(error: unknown): string {
  const code: unknown = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'UNKNOWN';
}
