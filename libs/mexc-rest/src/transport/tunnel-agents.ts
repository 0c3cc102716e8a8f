import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { openTunnel, type TunnelRoute } from './open-tunnel';

/** Of Node's agent, which hands it in always; the socket is there where no error is. */
type OnCreated = (error: Error | null, socket: Duplex) => void;

interface Target {
  readonly host?: string | null;
  readonly port?: number | string | null;
  readonly servername?: string;
}

/** Kept-alive connections through a proxy's tunnel, without TLS. */
export class HttpTunnelAgent extends http.Agent {
  readonly #closing = new AbortController();
  readonly #route: TunnelRoute;

  constructor(route: TunnelRoute, pool: http.AgentOptions) {
    super(pool);
    this.#route = route;
  }

  override createConnection(target: Target, onCreated?: OnCreated): undefined {
    openTunnel(this.#route, authority(target), this.#closing.signal).then(
      (socket) => onCreated?.(null, socket),
      (error: Error) => fail(error, onCreated),
    );
  }

  override destroy(): void {
    this.#closing.abort();
    super.destroy();
  }
}

/** The same with TLS to the host inside: the proxy sees the host's name and nothing else. */
export class HttpsTunnelAgent extends https.Agent {
  readonly #closing = new AbortController();
  readonly #route: TunnelRoute;

  constructor(route: TunnelRoute, pool: https.AgentOptions) {
    super(pool);
    this.#route = route;
  }

  override createConnection(target: Target, onCreated?: OnCreated): undefined {
    openTunnel(this.#route, authority(target), this.#closing.signal).then(
      (socket) => this.#secure(socket, target, onCreated),
      (error: Error) => fail(error, onCreated),
    );
  }

  override destroy(): void {
    this.#closing.abort();
    super.destroy();
  }

  /** A request gets this connection when its handshake is over, so no byte of it can have left before. */
  #secure(socket: Socket, { host, servername }: Target, onCreated?: OnCreated): void {
    const { ca } = this.options;
    const secured = tls.connect({ socket, host: host ?? undefined, servername: servername ?? host ?? undefined, ...(ca && { ca }) });
    const abandon = () => secured.destroy(new Error('closed'));
    const timer = setTimeout(abandon, this.#route.connectTimeoutMs);
    this.#closing.signal.addEventListener('abort', abandon, { once: true });
    const onError = (error: Error) => end(error);
    const end = (error: Error | null) => {
      clearTimeout(timer);
      this.#closing.signal.removeEventListener('abort', abandon);
      secured.off('error', onError);
      if (error === null) onCreated?.(null, secured);
      else fail(error, onCreated);
    };
    secured.once('secureConnect', () => end(null));
    secured.once('error', onError);
  }
}

function fail(error: Error, onCreated: OnCreated | undefined): void {
  (onCreated as ((error: Error) => void) | undefined)?.(error);
}

function authority({ host, port }: Target): string {
  const name = host ?? '';
  return `${name.includes(':') ? `[${name}]` : name}:${port ?? ''}`;
}
