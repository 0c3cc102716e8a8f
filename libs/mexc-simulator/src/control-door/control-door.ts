import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ControlInput, ControlRefusal } from './control-input';
import { type ControlReach, controlRoutes } from './control-routes';
import { isFromHere } from './is-from-here';

const HOST = '127.0.0.1';
const LARGEST_BODY_BYTES = 1_048_576;

interface Row {
  readonly verb: string;
  readonly pattern: RegExp;
  readonly run: (typeof controlRoutes)[string];
}

const rows: readonly Row[] = Object.entries(controlRoutes).map(([route, run]) => {
  const [verb = '', path = ''] = route.split(' ');
  return { verb, run, pattern: new RegExp(`^${path.replace('{name}', '([A-Z0-9_]{1,40})')}$`) };
});

/**
 * `SimulatorControl` by HTTP and JSON, for people and for tests in other languages. This machine only, whatever the exchange listens on,
 * and not from pages of elsewhere; nobody has to log in. {@link start} and {@link stop} are a pair.
 */
export class ControlDoor {
  private readonly server: Server;

  constructor(private readonly reach: ControlReach) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Listens, and answers its address. @throws what the operating system says, for example EADDRINUSE */
  start(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, HOST, () => {
        this.server.removeListener('error', reject);
        resolve(`http://${HOST}:${(this.server.address() as AddressInfo).port}`);
      });
    });
  }

  /** May be called twice. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let status = 200;
    let answer: unknown;
    try {
      answer = (await this.answer(request)) ?? { done: true };
    } catch (error) {
      status = statusOf(error);
      answer = { error: error instanceof Error ? error.message : String(error) };
    }
    const text = JSON.stringify(answer);
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
    });
    response.end(text);
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    const { host, origin } = request.headers;
    if (!isFromHere({ host, origin })) {
      throw new ControlRefusal(
        403,
        `found host ${host ?? 'none'}${origin === undefined ? '' : ` and origin ${origin}`}, expected this machine`,
      );
    }
    const verb = request.method ?? '';
    const path = (request.url ?? '').split('?')[0] ?? '';
    const matches = rows.filter(({ pattern }) => pattern.test(path));
    const row = matches.find((each) => each.verb === verb);
    if (row === undefined) throw noRoute(verb, path, matches);
    const text = await readText(request);
    // A form on a page can be sent anywhere; it cannot be sent as JSON without asking first.
    const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
    if (verb === 'POST' && text !== '' && !isJson) throw new ControlRefusal(415, 'content-type: expected application/json');
    const name = row.pattern.exec(path)?.[1] ?? '';
    return row.run({ ...this.reach, name, input: ControlInput.read(text) });
  }
}

function noRoute(verb: string, path: string, matches: readonly Row[]): ControlRefusal {
  const asked = `found ${verb} ${path.slice(0, 200)}`;
  return matches.length > 0
    ? new ControlRefusal(405, `${asked}, expected ${matches.map((each) => each.verb).join(', ')}`)
    : new ControlRefusal(404, `${asked}, expected one of ${Object.keys(controlRoutes).join(', ')}`);
}

/** What does not make sense behind the door is a RangeError; the rest is a fault of our own. */
function statusOf(error: unknown): number {
  if (error instanceof ControlRefusal) return error.status;
  return error instanceof RangeError || (error instanceof Error && error.name === 'FeedError') ? 400 : 500;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  if (size > LARGEST_BODY_BYTES) throw new ControlRefusal(413, `body: found ${size} bytes, expected at most ${LARGEST_BODY_BYTES}`);
  return Buffer.concat(chunks).toString('utf8');
}
