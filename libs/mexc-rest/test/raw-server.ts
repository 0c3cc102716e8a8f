import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as it arrived, byte for byte where it matters. */
export interface Arrival {
  readonly method: string;
  /** Path and query, undecoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** 1 for the first connection, 2 for the second … */
  readonly connection: number;
}

export type Answer = (response: ServerResponse, arrival: Arrival, request: IncomingMessage) => void;

export interface RawServer {
  readonly url: string;
  readonly arrivals: Arrival[];
  /** How requests are answered from now on. */
  answer: Answer;
  /** Closes it, hanging requests included. */
  stop(): Promise<void>;
}

/** `success: true` around JSON text. */
export function ok(dataText?: string): Answer {
  return raw(200, dataText === undefined ? '{"success":true,"code":0}' : `{"success":true,"code":0,"data":${dataText}}`);
}

export function raw(status: number, text: string, contentType = 'application/json'): Answer {
  return (response) => response.writeHead(status, { 'content-type': contentType }).end(text);
}

/** A plain node:http server on a free port, so that tests see what really leaves. */
export async function startRawServer(): Promise<RawServer> {
  const connections = new Map<Socket, number>();
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const arrival = {
        method,
        url,
        headers,
        body: Buffer.concat(chunks).toString('utf8'),
        connection: connections.get(request.socket) ?? 0,
      };
      arrivals.push(arrival);
      started.answer(response, arrival, request);
    });
  });
  server.on('connection', (socket) => connections.set(socket, connections.size + 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const started: RawServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    answer: ok(),
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
  return started;
}
