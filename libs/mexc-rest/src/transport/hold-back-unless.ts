import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/**
 * Lets a request write its first byte only if `mayLeave` says so at that moment: when its connection stands, TLS included, which may be
 * seconds after the request was made. Node writes in the same turn, after those who listen here; a socket that was destroyed takes nothing.
 */
export function holdBackUnless(request: ClientRequest, mayLeave: () => boolean, onHeldBack: () => void): ClientRequest {
  const look = () => {
    if (request.destroyed || mayLeave()) return;
    onHeldBack();
    request.destroy(new Error('held back'));
  };
  request.once('socket', (socket) => {
    const readyEvent = readinessOf(socket);
    if (readyEvent === undefined) look();
    else socket.prependOnceListener(readyEvent, look);
  });
  return request;
}

/** The event after which bytes leave; nothing on a connection that stands. */
function readinessOf(socket: Socket): 'connect' | 'secureConnect' | undefined {
  if (socket instanceof TLSSocket && (socket.connecting || isShakingHands(socket))) return 'secureConnect';
  return socket.connecting ? 'connect' : undefined;
}

/** `getFinished()` is there as soon as this side has said its last word of the handshake. */
function isShakingHands(socket: TLSSocket): boolean {
  return socket.getFinished() === undefined;
}
