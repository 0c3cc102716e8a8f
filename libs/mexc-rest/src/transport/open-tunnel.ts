import * as http from 'node:http';
import type { Socket } from 'node:net';

export interface TunnelRoute {
  readonly proxyUrl: string;
  readonly connectTimeoutMs: number;
  readonly localAddress?: string;
  readonly family?: 4 | 6;
}

/** No way through the proxy. Nothing of the request left this machine. Its code tells why; it never holds the proxy's address. */
export class TunnelError extends Error {
  constructor(
    /** `PROXY_HTTP_407`, or the system's word. */
    readonly code: string,
  ) {
    super(code);
  }
}

/** A tunnel under way. */
export interface Tunnel {
  /** Rejects with a {@link TunnelError} when the proxy cannot be reached, says no, or takes longer than the time limit. */
  readonly socket: Promise<Socket>;
  destroy(): void;
}

/** Asks an HTTP proxy for a connection to `host:port` (`CONNECT`). */
export function openTunnel({ proxyUrl, connectTimeoutMs, ...from }: TunnelRoute, target: string): Tunnel {
  const { hostname, port, username, password } = new URL(proxyUrl);
  const headers: Record<string, string> = { host: target };
  if (username !== '') headers['proxy-authorization'] = `Basic ${basic(username, password)}`;
  const host = hostname.replace(/^\[|\]$/g, '');
  const proxy = { host, port: port === '' ? 80 : Number(port), agent: false, ...from };
  const request = http.request({ ...proxy, method: 'CONNECT', path: target, headers });
  const socket = new Promise<Socket>((resolve, reject) => {
    const refuse = (code: string) => {
      clearTimeout(timer);
      reject(new TunnelError(code));
    };
    const timer = setTimeout(() => {
      refuse('CONNECT_TIMEOUT');
      request.destroy();
    }, connectTimeoutMs);
    request.once('connect', ({ statusCode }, opened, head) => {
      if (statusCode !== 200) {
        opened.destroy();
        return refuse(`PROXY_HTTP_${statusCode}`);
      }
      clearTimeout(timer);
      if (head.length > 0) opened.unshift(head);
      return resolve(opened);
    });
    request.once('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? 'PROXY_FAILED'));
  });
  request.end();
  return { socket, destroy: () => void request.destroy() };
}

function basic(username: string, password: string): string {
  return Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
}
