import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { politeAnswer } from './venue-grammar';

/** A WebSocket server that does what a test says; it knows nothing of the exchange. */
export interface RawStreamServer {
  readonly url: string;
  /** Messages received, with the number of the connection they came over. */
  readonly received: { readonly connection: number; readonly text: string; readonly atMs: number }[];
  /** Sockets that are open now. */
  readonly open: ReadonlySet<WebSocket>;
  /** How many connections have been accepted. */
  readonly accepted: number;
  /** What is said to a message; replaced by tests. */
  answer: (text: string, socket: WebSocket) => void;
  push(frame: string | Buffer): void;
  /** Ends every socket without a closing handshake. */
  cut(): void;
  /** Every socket of this moment stays open, hears nothing and says nothing. */
  halfOpen(): void;
  stop(): Promise<void>;
}

export async function startRawStreamServer(nowMs: () => number = () => 0): Promise<RawStreamServer> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  const open = new Set<WebSocket>();
  const deaf = new WeakSet<WebSocket>();
  const received: { connection: number; text: string; atMs: number }[] = [];
  let accepted = 0;
  const server: Omit<RawStreamServer, 'url'> = {
    received,
    open,
    get accepted() {
      return accepted;
    },
    answer: (text, socket) => socket.send(politeAnswer(text)),
    push: (frame) => {
      for (const socket of open) if (!deaf.has(socket)) socket.send(frame, { binary: typeof frame !== 'string' });
    },
    cut: () => {
      for (const socket of open) socket.terminate();
    },
    halfOpen: () => {
      for (const socket of open) deaf.add(socket);
    },
    stop: async () => {
      for (const socket of open) socket.terminate();
      sockets.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  sockets.on('connection', (socket) => {
    const connection = ++accepted;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      if (deaf.has(socket)) return;
      const text = (data as Buffer).toString('utf8');
      received.push({ connection, text, atMs: nowMs() });
      server.answer(text, socket);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/edge`;
  // Onto the same object: its accessors stay, and what a test replaces is what is used.
  return Object.assign(server, { url });
}
