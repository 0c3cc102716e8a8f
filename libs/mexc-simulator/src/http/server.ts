import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Exchange } from '../exchange/exchange';
import type { FaultPlan } from '../faults/fault-plan';
import { interferenceOf } from '../faults/interference';
import type { LateArrivals } from '../faults/late-arrivals';
import { LateTimer } from '../faults/late-timer';
import type { RequestLog, RequestRecord } from './request-log';
import { type Answer, type Guards, answerNoRoute, answerRefusal, findRoute, respond } from './respond';
import { serveStruck } from './struck-request';
import type { Unsupported } from './unsupported';
import { withoutUpgrade } from './without-upgrade';
import { writeAnswer } from './write-answer';
import { respondSpot } from './spot-routes';

const LARGEST_BODY_BYTES = 1_048_576;
/** Longer than clients keep an idle connection, so that the server is not the one to close it under a request. */
const KEEP_ALIVE_MS = 65_000;

export interface ServerParts {
  readonly exchange: Exchange;
  readonly guards: Guards;
  readonly faults: FaultPlan;
  readonly arrivals: LateArrivals;
  readonly log: RequestLog;
  readonly unsupported: Unsupported;
  readonly clock: { nowMs(): number };
  /** Takes over what asks for the WebSocket. */
  readonly streams: { readonly path: string; upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void };
}

/** The HTTP side. {@link start} and {@link stop} are a pair; nothing of it outlives {@link stop}. */
export class SimulatorServer {
  private readonly server: Server;
  private readonly late = new LateTimer();

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
    this.late.stop();
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
    const send = (answer: Answer): void => {
      this.note({ method: verb, path: pathname, status: answer.status, code: answer.code });
      writeAnswer(response, answer);
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
    if (route.kind !== 'found') {
      const gap = this.parts.unsupported.add(verb, pathname);
      return send(answerNoRoute(verb, pathname, { match: route, gap }));
    }

    const { exchange, guards, faults, arrivals, clock } = this.parts;
    arrivals.deliver(clock.nowMs());
    const signed = { verb, rawQuery, body, headers: request.headers, address: request.socket.remoteAddress ?? '' };
    const fault = faults.take(route.name, clock.nowMs());
    if (fault === undefined) return send(respond(signed, route, exchange, guards));
    serveStruck(fault, {
      request,
      response,
      late: this.late,
      arriveAfter: (delayMs, arrive) => arrivals.hold(clock.nowMs() + delayMs, arrive),
      accept: () => respond(signed, route, exchange, guards, interferenceOf(fault, { exchange, ...guards })),
      note: (outcome) => this.note({ method: verb, path: pathname, ...outcome, fault: fault.name }),
    });
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { streams } = this.parts;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const method = request.method ?? '';
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      // An offer that nobody has to take, such as h2c: the request is served as if it were not there.
      socket.unshift(withoutUpgrade(request, head));
      this.server.emit('connection', socket);
      return;
    }
    if (path === streams.path) {
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
