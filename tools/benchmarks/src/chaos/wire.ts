import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request on its way to the exchange. */
export interface PassingRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly body: string;
}

/** What stands between trader and exchange may look at a request, and hold it or its answer. */
export interface WireHooks {
  /** Awaited before the exchange gets it. It gets it, whatever became of the trader meanwhile. */
  readonly onRequest: (passing: PassingRequest) => Promise<void>;
  /** Awaited after the exchange has answered, before the trader hears of it. */
  readonly onAnswer: (passing: PassingRequest) => Promise<void>;
}

/** The wire between trader and exchange, at the exchange's end: what has come here has left the trader for good. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly server = createServer({ keepAliveTimeout: 65_000 }, (incoming, outgoing) => void this.pass(incoming, outgoing));
  private target = new URL('http://127.0.0.1');

  constructor(private readonly hooks: WireHooks) {}

  /** @returns the address a trader is to use */
  async start(targetUrl: string): Promise<string> {
    this.target = new URL(targetUrl);
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.agent.destroy();
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      // The trader died in the middle of a request: the exchange never had it whole.
      return;
    }
    const body = Buffer.concat(chunks);
    const passing = { method: incoming.method ?? '', path: (incoming.url ?? '').split('?')[0] ?? '', body: body.toString() };
    await this.hooks.onRequest(passing);
    const answer = await this.ask(incoming, body);
    await this.hooks.onAnswer(passing);
    deliver(answer, outgoing);
  }

  /** The answer as it came, as far as it came. */
  private ask(incoming: IncomingMessage, body: Buffer): Promise<CameBack> {
    return new Promise((resolve) => {
      const { method, url, headers } = incoming;
      const { hostname, port } = this.target;
      const upstream = request({
        agent: this.agent,
        hostname,
        port,
        method,
        path: url,
        headers: { ...headers, host: `${hostname}:${port}` },
      });
      upstream.once('error', () => resolve({ isWhole: false }));
      upstream.once('response', (response) => {
        const parts: Buffer[] = [];
        const head = { status: response.statusCode ?? 502, headers: response.headers };
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('close', () => resolve({ ...head, body: Buffer.concat(parts), isWhole: response.complete }));
        response.once('error', () => undefined);
      });
      upstream.end(body);
    });
  }
}

interface CameBack {
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Buffer;
  /** Otherwise the connection was lost before or in the middle of the answer. */
  readonly isWhole: boolean;
}

function deliver({ status, headers, body, isWhole }: CameBack, outgoing: ServerResponse): void {
  if (status === undefined) return void outgoing.destroy();
  outgoing.on('error', () => undefined);
  outgoing.writeHead(status, headers);
  if (isWhole) outgoing.end(body);
  else outgoing.write(body ?? '', () => outgoing.destroy());
}
