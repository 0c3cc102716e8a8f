import type { MexcError } from '@prate/mexc-protocol';

/** One push, decoded. */
export interface StreamEvent<Data> {
  /** Connection it came over. Numbers grow with every connection the stream makes; events of another epoch have a gap between them. */
  readonly epoch: number;
  /** Our clock, ms since the epoch. */
  readonly receivedAtMs: number;
  /** When the gateway sent it, ms since the epoch, where it says so. */
  readonly tsMs?: number;
  /** Of a public push; a private one has it inside `data`. */
  readonly symbol?: string;
  readonly data: Data;
}

/** From `sinceMs` on, events may be missing. It ends with the next {@link StreamReady}. */
export interface StreamGap {
  /** Connection that ended, or in which something was lost. */
  readonly epoch: number;
  /** For example `silence`, `closed with code 1006`, `subscription silent`, `consumer too slow`. For people and counters. */
  readonly reason: string;
  /** Last moment up to which nothing is missing, ms since the epoch. */
  readonly sinceMs: number;
}

/** Events flow (again): private, after login and filter; public, after the venue confirmed the topic. What was before is to be read by REST. */
export interface StreamReady {
  readonly epoch: number;
}

/** The connection lives: everything that the venue sent on it up to here has been told. About once a second, of a quiet one with each pong. */
export interface StreamHeard {
  readonly epoch: number;
  /** The gateway's clock when it sent what was heard, ms since the epoch. */
  readonly serverTimeMs: number;
  /** Our clock, ms since the epoch. */
  readonly receivedAtMs: number;
}

/**
 * What a watcher is told, one thing after the other: a handler that returns a promise is awaited before the next. What waits meanwhile is
 * kept, conflated or counted as dropped, as the stream's page says.
 */
export interface StreamHandlers<Data> {
  onEvent(event: StreamEvent<Data>): void | Promise<void>;
  onGap?(gap: StreamGap): void | Promise<void>;
  onReady?(ready: StreamReady): void | Promise<void>;
  /** For those who must tell "nothing happened" from "nothing arrived". */
  onHeard?(heard: StreamHeard): void | Promise<void>;
  /** A push of this topic that could not be read, a subscription or a login refused. The stream goes on by itself. */
  onError?(error: MexcError): void | Promise<void>;
}

/** Ends watching. May be called twice, and from inside a handler; nothing is told afterwards. */
export type Stop = () => void;
