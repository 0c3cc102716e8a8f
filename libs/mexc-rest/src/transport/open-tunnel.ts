import * as http from 'node:http';
import type { Socket } from 'node:net';

export interface TunnelRoute {
  readonly proxyUrl: string;
  readonly connectTimeoutMs: number;
  readonly localAddress?: string;
  readonly family?: 4 | 6;
}

/** The proxy did not let us through. Nothing of the request left this machine. Its code tells why; it never holds the proxy's address. */
export class ProxyRefusedError extends Error {
  constructor(
    /** `PROXY_HTTP_407`, or the system's word. */
    readonly code: string,
  ) {
    super(code);
  }
}

/**
 * Asks an HTTP proxy for a connection to a host (`CONNECT`), and gives the socket when it stands.
 *
 * @throws {ProxyRefusedError} when the proxy cannot be reached, says no, or takes longer than the time limit
 */
export function openTunnel({ proxyUrl, connectTimeoutMs, ...from }: TunnelRoute, target: string, signal: AbortSignal): Promise<Socket> {
  const { hostname, port, username, password } = new URL(proxyUrl);
  const headers: Record<string, string> = { host: target };
  if (username !== '') headers['proxy-authorization'] = `Basic ${basic(username, password)}`;
  const host = hostname.replace(/^\[|\]$/g, '');
  const request = http.request({
    ...{ host, port: port === '' ? 80 : Number(port), method: 'CONNECT', path: target, headers, agent: false, signal },
    ...from,
  });
  return new Promise<Socket>((resolve, reject) => {
    const refuse = (code: string) => {
      clearTimeout(timer);
      reject(new ProxyRefusedError(code));
    };
    const timer = setTimeout(() => {
      refuse('CONNECT_TIMEOUT');
      request.destroy();
    }, connectTimeoutMs);
    request.once('connect', (response, socket, head) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        return refuse(`PROXY_HTTP_${response.statusCode}`);
      }
      clearTimeout(timer);
      if (head.length > 0) socket.unshift(head);
      return resolve(socket);
    });
    // A proxy that answers CONNECT like any request has not opened a tunnel.
    request.once('response', (response) => {
      response.resume();
      refuse(`PROXY_HTTP_${response.statusCode}`);
    });
    request.once('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? 'PROXY_FAILED'));
    request.end();
  });
}

function basic(username: string, password: string): string {
  return Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
}
