import type { ClientRequest } from 'node:http';

export interface ExchangeLimits {
  readonly connectTimeoutMs: number;
  readonly firstByteTimeoutMs?: number;
}

const CODES = ['CONNECT_TIMEOUT', 'FIRST_BYTE_TIMEOUT'] as const;

/** Ends an exchange that kept one of its two time limits waiting. Its code tells which. */
export class ExchangeTimeoutError extends Error {
  constructor(readonly code: (typeof CODES)[number]) {
    super(code);
  }

  static isCode(code: string): boolean {
    return (CODES as readonly string[]).includes(code);
  }
}

/**
 * Tells when the connection of a request stands, and ends a request that waits too long for it or for the first byte after it. A kept-alive
 * connection stands from the start; a new one from its TCP `connect`, which comes before the first byte (and, on the careful side, before
 * the TLS handshake).
 */
export function watchExchange(request: ClientRequest, limits: ExchangeLimits, onConnected: () => void): ClientRequest {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  const limit = (code: ExchangeTimeoutError['code'], timeoutMs: number | undefined) => {
    stop();
    if (timeoutMs !== undefined) timer = setTimeout(() => request.destroy(new ExchangeTimeoutError(code)), timeoutMs);
  };
  request.once('socket', (socket) => {
    const awaitAnswer = () => {
      onConnected();
      limit('FIRST_BYTE_TIMEOUT', limits.firstByteTimeoutMs);
    };
    // It failed before it began, for example for an address that is not ours: nothing is written to it.
    if (socket.destroyed) return;
    if (!socket.connecting) return awaitAnswer();
    limit('CONNECT_TIMEOUT', limits.connectTimeoutMs);
    return void socket.once('connect', awaitAnswer);
  });
  request.once('response', stop);
  request.once('close', stop);
  return request;
}
