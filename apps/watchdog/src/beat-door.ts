import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import { type Beat, beatSchema, type StandDown, standDownSchema } from './beat';
import type { Token } from './token';

/** A status of HTTP and a body, as JSON. */
export interface DoorAnswer {
  readonly status: number;
  readonly body: object;
}

export interface DoorHandlers {
  readonly beat: (beat: Beat) => DoorAnswer;
  readonly standDown: (standDown: StandDown) => DoorAnswer;
  readonly health: () => DoorAnswer;
}

const HOST = '127.0.0.1';
const LARGEST_BODY = 4_096;
const FROM_HERE = /^(https?:\/\/)?(localhost|127\.0\.0\.1)(:\d{1,5})?$/i;

/**
 * Where hosts beat: HTTP on 127.0.0.1 and nowhere else, `POST /beat`, `POST /stand-down` with the token, `GET /health` without. Requests with a
 * foreign `Host` or `Origin` are refused. Bad input is a 400 that says what was found and expected.
 */
export class BeatDoor {
  readonly #server: Server;

  constructor(
    private readonly token: Token,
    private readonly handlers: DoorHandlers,
  ) {
    this.#server = createServer((request, response) => void this.serve(request, response));
    this.#server.requestTimeout = 5_000;
    this.#server.headersTimeout = 5_000;
  }

  /** @param port 0 takes a free one @returns the address @throws the system's error */
  async open(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, HOST, resolve);
    });
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await this.answer(request).catch((error: unknown) =>
      refused(500, 'internal', error instanceof Error ? error.message : String(error)),
    );
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
  }

  private async answer(request: IncomingMessage): Promise<DoorAnswer> {
    const { method, url, headers } = request;
    if (!FROM_HERE.test(headers.host ?? '') || (headers.origin !== undefined && !FROM_HERE.test(headers.origin))) {
      return refused(403, 'not-from-here', 'found another Host or Origin, expected those of this machine');
    }
    switch (`${method} ${url}`) {
      case 'GET /health':
        return this.handlers.health();
      case 'POST /beat':
        return this.checked(request, beatSchema, this.handlers.beat);
      case 'POST /stand-down':
        return this.checked(request, standDownSchema, this.handlers.standDown);
      default:
        return refused(404, 'unknown-route', `found ${method} ${url}, expected POST /beat, POST /stand-down or GET /health`);
    }
  }

  private async checked<Body>(request: IncomingMessage, schema: z.ZodType<Body>, handler: (body: Body) => DoorAnswer): Promise<DoorAnswer> {
    if (!this.token.isIn(request.headers.authorization)) return refused(401, 'no-token', 'expected the token of the token file as bearer');
    const text = await bodyOf(request);
    if (text === undefined) return refused(413, 'too-long', `expected at most ${LARGEST_BODY} bytes`);
    const body = parse(text);
    if (body === undefined) return refused(400, 'no-json', 'found no JSON, expected an object');
    const { success, data, error } = schema.safeParse(body);
    if (success) return handler(data);
    return refused(400, 'bad-body', error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; '));
  }
}

export function refused(status: number, code: string, detail: string): DoorAnswer {
  return { status, body: { code, detail } };
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= LARGEST_BODY) chunks.push(chunk);
  }
  return length > LARGEST_BODY ? undefined : Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
