import type { Agent } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import WebSocket, { type ClientOptions } from 'ws';
import { frameText, LARGEST_FRAME_BYTES } from './frame-text';
import type { SocketRoute } from './socket-route';

export interface SocketListeners {
  onOpen(): void;
  onText(text: string): void;
  /** A frame that has no text; the socket goes on. */
  onUnreadable(error: unknown): void;
  /** Once, whatever the reason. Its words hold no address and no header. */
  onClosed(reason: string): void;
}

/** One connection, from its first attempt to its end. */
export interface OpenSocket {
  send(text: string): void;
  /** Ends it now, without waiting for the other side; `onClosed` follows. */
  end(): void;
}

export type SocketFactory = (url: string, listeners: SocketListeners, route?: SocketRoute) => OpenSocket;

/** Opens a WebSocket: no redirects, no compression of its own, frames of 16 MiB at most. */
export const openSocket: SocketFactory = (url, listeners, route = {}) => {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: LARGEST_FRAME_BYTES,
    ...optionsOf(route),
  });
  let reason: string | undefined;
  socket.on('open', () => listeners.onOpen());
  socket.on('message', (data, isBinary) => {
    let text: string;
    try {
      text = frameText(data as Buffer, isBinary);
    } catch (error) {
      return listeners.onUnreadable(error);
    }
    listeners.onText(text);
  });
  // An error is always followed by the close; only its code goes on, because the object knows addresses.
  socket.on('error', (error: NodeJS.ErrnoException) => (reason ??= error.code ?? 'socket error'));
  socket.on('close', (code) => listeners.onClosed(reason ?? `closed with code ${code}`));
  return {
    send: (text) => socket.send(text),
    end() {
      if (socket.readyState === WebSocket.OPEN) socket.close(1000);
      socket.terminate();
    },
  };
};

function optionsOf({ proxy, ca, localAddress, family }: SocketRoute): ClientOptions {
  const from = { ...(localAddress !== undefined && { localAddress }), ...(family !== undefined && { family }) };
  const trust = ca === undefined ? {} : { ca: [ca].flat() as (string | Buffer)[] };
  if (proxy === undefined) return { ...from, ...trust };
  const { hostname, port, username, password } = new URL(proxy.url);
  const auth = username === '' ? {} : { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` };
  const host = hostname.replace(/^\[|\]$/g, '');
  const agent = new HttpsProxyAgent({ protocol: 'http:', host, port: port === '' ? '80' : port, ...auth, ...from });
  // An agent by what it does; its declaration leaves out what Node's has inherited since.
  return { agent: agent as unknown as Agent, ...trust };
}
