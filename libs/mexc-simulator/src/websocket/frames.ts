import { printWireJson } from '@prate/mexc-protocol';

/** A push before it is written. */
export interface Push {
  /** Topic without `push.`: `depth`, `personal.order`. */
  readonly topic: string;
  /** Stands outside of `data` on public pushes about one contract. */
  readonly symbol?: string;
  readonly data: unknown;
}

/** Observed key order: symbol first, channel after data; without a symbol the channel leads (reference 8.2, 8.4). */
export function pushFrame({ topic, symbol, data }: Push, nowMs: number): string {
  const channel = `push.${topic}`;
  return printWireJson(symbol === undefined ? { channel, data, ts: nowMs } : { symbol, data, channel, ts: nowMs });
}

/** An acknowledgement names its method and no symbol. */
export function ackFrame(method: string, nowMs: number): string {
  return printWireJson({ channel: `rs.${method}`, data: 'success', ts: nowMs });
}

/** The documents show its time as quoted text (reference 2.5). */
export function loginFrame(nowMs: number): string {
  return printWireJson({ channel: 'rs.login', data: 'success', ts: String(nowMs) });
}

export function errorFrame(message: string, nowMs: number): string {
  return printWireJson({ channel: 'rs.error', data: message, ts: nowMs });
}

export function pongFrame(nowMs: number): string {
  return printWireJson({ channel: 'pong', data: nowMs, ts: nowMs });
}
