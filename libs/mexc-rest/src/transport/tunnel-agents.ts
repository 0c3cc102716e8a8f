import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { openTunnel, TunnelError, type TunnelRoute } from './open-tunnel';

/** Of Node's agent, which hands it in always; the socket is there where no error is. */
type OnCreated = (error: Error | null, socket: Duplex) => void;

interface Target {
  readonly host?: string | null;
  readonly port?: number | string | null;
  readonly servername?: string;
}

/** Kept-alive connections through a proxy's tunnel, without TLS. */
export class HttpTunnelAgent extends http.Agent {
  readonly #route: TunnelRoute;
  readonly #underWay = new Set<{ destroy(): void }>();

  constructor(route: TunnelRoute, pool: http.AgentOptions) {
    super(pool);
    this.#route = route;
  }

  override createConnection(target: Target, onCreated?: OnCreated): undefined {
    hand(openTo(target, this.#route, this.#underWay), onCreated);
  }

  override destroy(): void {
    for (const opening of this.#underWay) opening.destroy();
    super.destroy();
  }
}

/** The same with TLS to the host inside: the proxy sees the host's name and nothing else. */
export class HttpsTunnelAgent extends https.Agent {
  readonly #route: TunnelRoute;
  readonly #underWay = new Set<{ destroy(): void }>();

  constructor(route: TunnelRoute, pool: https.AgentOptions) {
    super(pool);
    this.#route = route;
  }

  override createConnection(target: Target, onCreated?: OnCreated): undefined {
    const opened = openTo(target, this.#route, this.#underWay);
    hand(
      opened.then((socket) => this.#secure(socket, target)),
      onCreated,
    );
  }

  override destroy(): void {
    for (const opening of this.#underWay) opening.destroy();
    super.destroy();
  }

  /** A request gets this connection when its handshake is over, so no byte of it can have left before. */
  #secure(socket: Socket, { host, servername }: Target): Promise<Socket> {
    const { ca } = this.options;
    const name = servername ?? host ?? '';
    const secured = tls.connect({ socket, servername: name, ...(host && { host }), ...(ca !== undefined && { ca }) });
    const ended = new Promise<Socket>((resolve, reject) => {
      secured.once('secureConnect', () => resolve(secured));
      secured.once('error', reject);
      secured.once('close', () => reject(new TunnelError('TLS_CLOSED')));
    });
    const timer = setTimeout(() => secured.destroy(new TunnelError('CONNECT_TIMEOUT')), this.#route.connectTimeoutMs);
    this.#underWay.add(secured);
    return ended.finally(() => {
      clearTimeout(timer);
      this.#underWay.delete(secured);
    });
  }
}

function openTo({ host, port }: Target, route: TunnelRoute, underWay: Set<{ destroy(): void }>): Promise<Socket> {
  const name = host ?? '';
  const tunnel = openTunnel(route, `${name.includes(':') ? `[${name}]` : name}:${port ?? ''}`);
  underWay.add(tunnel);
  return tunnel.socket.finally(() => underWay.delete(tunnel));
}

function hand(created: Promise<Socket>, onCreated: OnCreated | undefined): void {
  created.then(
    (socket) => onCreated?.(null, socket),
    (error: Error) => (onCreated as ((error: Error) => void) | undefined)?.(error),
  );
}
