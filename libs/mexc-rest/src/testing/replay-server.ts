import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What may be asked, and what is answered. */
export interface ReplayedAnswer {
  /** Verb and path, with the query where it matters: `GET /api/v1/contract/ping`. */
  readonly request: string;
  /** Text that the body must hold. */
  readonly bodyHolds?: string;
  /** The answer as the venue wrote it, envelope included; `hang up` closes the connection instead. */
  readonly answer: string;
  /** Default 200. */
  readonly status?: number;
}

/** A request as it arrived. Headers are left out: they hold key and signature. */
export interface ReplayedRequest {
  readonly request: string;
  readonly body: string;
}

/** Thrown by `verify`: what was asked is not what was written down. */
export class UnexpectedRequestError extends Error {
  override readonly name = 'UnexpectedRequestError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
  }
}

/**
 * Answers recorded text over real HTTP, each once and in the order written, and checks what was asked. For tests of code that uses
 * `MexcFuturesRest`: real sockets, real envelopes, no venue. For behaviour rather than text there is `@prate/mexc-simulator`.
 */
export class ReplayServer {
  readonly requests: ReplayedRequest[] = [];
  readonly #answers: ReplayedAnswer[];
  readonly #problems: string[] = [];
  readonly #server: Server;

  private constructor(answers: readonly ReplayedAnswer[]) {
    this.#answers = [...answers];
    this.#server = createServer((request, response) => {
      void textOf(request).then((body) => {
        const next = this.#take(`${request.method} ${request.url}`, body);
        if (next === undefined) return response.writeHead(404).end();
        if (next.answer === 'hang up') return request.socket.destroy();
        return response.writeHead(next.status ?? 200, { 'content-type': 'application/json' }).end(next.answer);
      });
    });
  }

  /** Listens on a free port of this machine. */
  static async start(answers: readonly ReplayedAnswer[]): Promise<ReplayServer> {
    const replay = new ReplayServer(answers);
    await new Promise<void>((resolve) => replay.#server.listen(0, '127.0.0.1', resolve));
    return replay;
  }

  /** For `baseUrl`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** @throws {UnexpectedRequestError} when something else was asked, or something was not */
  verify(): void {
    const problems = [...this.#problems, ...this.#answers.map(({ request }) => `found no ${request}, expected one`)];
    if (problems.length > 0) throw new UnexpectedRequestError(problems);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  #take(request: string, body: string): ReplayedAnswer | undefined {
    this.requests.push({ request, body });
    const isAsked = (answer: ReplayedAnswer) => matches(answer.request, request) && body.includes(answer.bodyHolds ?? '');
    const index = this.#answers.findIndex(isAsked);
    if (index >= 0) return this.#answers.splice(index, 1)[0];
    this.#problems.push(`found ${request}, expected one of ${this.#answers.map((answer) => answer.request).join(', ') || 'nothing more'}`);
    return undefined;
  }
}

/** Without a query of its own, any query is fine. */
function matches(written: string, asked: string): boolean {
  return written.includes('?') ? written === asked : written === asked.split('?')[0];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
