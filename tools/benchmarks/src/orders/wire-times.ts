import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';

const CREATE = /\/private\/order\/(create|submit)\b/;

/** When the request of the order under way reached its socket, and when the head of its answer was read; ms. Of whatever client sent it. */
export const wireTimes = { wroteAtMs: Number.NaN, answeredAtMs: Number.NaN };

/** From now on every order that leaves this process is noted, without a client knowing of it. */
export function watchWire(): void {
  const { write } = Duplex.prototype as unknown as { readonly write: (...args: unknown[]) => boolean };
  Socket.prototype.write = function (this: Socket, ...args: unknown[]): boolean {
    const [chunk] = args;
    const head = typeof chunk === 'string' ? chunk.slice(0, 80) : Buffer.isBuffer(chunk) ? chunk.toString('latin1', 0, 80) : '';
    const isCreate = head.startsWith('POST ') && CREATE.test(head);
    const isTaken = write.apply(this, args);
    if (isCreate) wireTimes.wroteAtMs = performance.now();
    return isTaken;
  } as Socket['write'];
  subscribe('http.client.response.finish', (message) => {
    const { request } = message as { readonly request: { readonly path?: string } };
    if (CREATE.test(request.path ?? '')) wireTimes.answeredAtMs = performance.now();
  });
  subscribe('undici:request:headers', (message) => {
    const { request } = message as { readonly request: { readonly path?: string } };
    if (CREATE.test(request.path ?? '')) wireTimes.answeredAtMs = performance.now();
  });
}
