import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Exchange } from '../exchange/exchange';
import { type FaultName, type FaultPlan, faultRows } from '../faults/fault-plan';
import type { RequestLog, RequestRecord } from './request-log';
import { type Answer, type Guards, answerNoRoute, answerRefusal, findRoute, respond } from './respond';
import { respondSpot } from './spot-routes';

const LARGEST_BODY_BYTES = 1_048_576;
/** Longer than clients keep an idle connection, so that the server is not the one to close it under a request. */
const KEEP_ALIVE_MS = 65_000;
const BAD_GATEWAY = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

export interface ServerParts {
  readonly exchange: Exchange;
  readonly guards: Guards;
  readonly faults: FaultPlan;
  readonly log: RequestLog;
  readonly clock: { nowMs(): number };
  /** Takes over what asks for the WebSocket. */
  readonly streams: { readonly path: string; upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void };
}

/** The HTTP side. {@link start} and {@link stop} are a pair; nothing of it outlives {@link stop}. */
export class SimulatorServer {
  private readonly server: Server;

  constructor(private readonly parts: ServerParts) {
    this.server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => void this.serve(request, response));
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.server.on('clientError', (error, socket) => this.refuseMalformed(error, socket));
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
    const body = await readBody(request);
    if (body === 'broken') return;
    const send = (answer: Answer, fault?: FaultName): void => {
      this.note({ method: verb, path: pathname, status: answer.status, code: answer.code, ...(fault === undefined ? {} : { fault }) });
      write(response, answer.status, 'application/json', answer.text);
    };
    if (body === 'too-large') return send(answerRefusal(413, `body: expected at most ${LARGEST_BODY_BYTES} bytes`, 413));
    const spot = respondSpot(
      { verb, path: pathname, rawQuery, headers: request.headers },
      this.parts.guards.keys,
      this.parts.clock.nowMs(),
    );
    if (spot !== undefined) return send(spot);
    const route = findRoute(verb, pathname);
    if ('text' in route) return send(route);
    if (route.kind !== 'found') return send(answerNoRoute(verb, pathname, route));

    const address = request.socket.remoteAddress ?? '';
    const accept = (): Answer =>
      respond({ verb, rawQuery, body, headers: request.headers, address }, route, this.parts.exchange, this.parts.guards);
    const fault = this.parts.faults.take(route.name);
    if (fault === undefined) return send(accept());
    const { isAccepted, answer } = faultRows[fault];
    if (answer === 'maintenance') return send(answerRefusal(801, 'system under maintenance'), fault);
    const decided = isAccepted ? { code: accept().code } : {};
    this.note({ method: verb, path: pathname, status: answer === 'bad-gateway' ? 502 : 0, ...decided, fault });
    if (answer === 'bad-gateway') write(response, 502, 'text/html', BAD_GATEWAY);
    else request.socket.destroy();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { streams } = this.parts;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const method = request.method ?? '';
    if (path === streams.path && request.headers.upgrade?.toLowerCase() === 'websocket') {
      this.note({ method, path, status: 101 });
      return streams.upgrade(request, socket, head);
    }
    const answer = answerRefusal(404, `the simulator has its WebSocket at ${streams.path} and upgrades nothing else`, 404);
    this.note({ method, path, status: answer.status, code: answer.code });
    writeRaw(socket, 'Not Found', answer);
  }

  /** No HTTP at all, or a head beyond measure: said on the raw socket, because there is no request to answer. */
  private refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (!socket.writable) return;
    const answer = answerRefusal(400, `the request cannot be read as HTTP: ${error.code ?? error.message}`, 400);
    this.note({ method: '', path: '', status: answer.status, code: answer.code });
    writeRaw(socket, 'Bad Request', answer);
  }

  private note(record: Omit<RequestRecord, 'atMs'>): void {
    this.parts.log.add({ atMs: this.parts.clock.nowMs(), ...record });
  }
}

function writeRaw(socket: Duplex, reason: string, { status, text }: Answer): void {
  const head = `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close`;
  socket.end(`${head}\r\n\r\n${text}`);
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
      // Read to its end and thrown away: a client that is still sending would not hear the answer.
      if (size <= LARGEST_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    // The connection is gone: nobody is left to answer, and nothing was done.
    return 'broken';
  }
  return size > LARGEST_BODY_BYTES ? 'too-large' : Buffer.concat(chunks);
}
