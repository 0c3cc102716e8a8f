import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange } from '../exchange/exchange';
import type { FaultName, FaultPlan } from '../faults/fault-plan';
import type { SimulatorKeys } from './authentication';
import type { RequestLog } from './request-log';
import { type Answer, answerNoRoute, answerRefusal, findRoute, respond } from './respond';

const LARGEST_BODY_BYTES = 1_048_576;
/** Longer than clients keep an idle connection, so that the server is not the one to close it under a request. */
const KEEP_ALIVE_MS = 65_000;
const BAD_GATEWAY = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

export interface ServerParts {
  readonly exchange: Exchange;
  readonly keys: SimulatorKeys;
  readonly faults: FaultPlan;
  readonly log: RequestLog;
  readonly clock: { nowMs(): number };
}

/** The HTTP side. {@link start} and {@link stop} are a pair; nothing of it outlives {@link stop}. */
export class SimulatorServer {
  private readonly server: Server;

  constructor(private readonly parts: ServerParts) {
    this.server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => void this.serve(request, response));
    this.server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
  }

  /** Listens, and answers the port taken. @throws what the operating system says, for example EADDRINUSE */
  start(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.removeListener('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Closes the door and every connection, kept-alive ones included. May be called twice. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verb = request.method ?? '';
    const [pathname = '', ...rest] = (request.url ?? '').split('?');
    const rawQuery = rest.join('?');
    const send = (answer: Answer, fault?: FaultName): void => {
      this.note(request, pathname, answer.status, { code: answer.code, ...(fault === undefined ? {} : { fault }) });
      write(response, answer.status, 'application/json', answer.text);
    };
    const body = await readBody(request);
    if (body === 'broken') return;
    if (body === 'too-large') {
      response.setHeader('Connection', 'close');
      return send(answerRefusal(413, `body: expected at most ${LARGEST_BODY_BYTES} bytes`, 413));
    }
    const route = findRoute(verb, pathname);
    if ('text' in route) return send(route);
    if (route.kind !== 'found') return send(answerNoRoute(verb, pathname, route));

    const fault = this.parts.faults.take(route.name);
    const accept = (): Answer =>
      respond({ verb, pathname, rawQuery, body, headers: request.headers }, route, this.parts.exchange, this.parts.keys);
    if (fault === undefined) return send(accept());
    if (fault === 'maintenance') return send(answerRefusal(801, 'system under maintenance'), fault);
    const code = fault.includes('accept') && fault !== 'hang-up-before-accept' ? { code: accept().code } : {};
    if (fault === 'http-502' || fault === 'http-502-after-accept') {
      this.note(request, pathname, 502, { ...code, fault });
      return write(response, 502, 'text/html', BAD_GATEWAY);
    }
    this.note(request, pathname, 0, { ...code, fault });
    request.socket.destroy();
  }

  private note(request: IncomingMessage, path: string, status: number, more: { code?: number; fault?: FaultName }): void {
    this.parts.log.add({ atMs: this.parts.clock.nowMs(), method: request.method ?? '', path, status, ...more });
  }
}

function write(response: ServerResponse, status: number, contentType: string, text: string): void {
  // The date would be the machine's, not the simulator's: equal runs give equal bytes.
  response.sendDate = false;
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(text),
    Server: 'prate-mexc-simulator',
  });
  response.end(text);
}

/** The whole body, or why there is none: `broken` when the client went away in the middle. */
async function readBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'broken'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BODY_BYTES) return 'too-large';
      chunks.push(chunk);
    }
  } catch {
    // The connection is gone: nobody is left to answer, and nothing was done.
    return 'broken';
  }
  return Buffer.concat(chunks);
}
