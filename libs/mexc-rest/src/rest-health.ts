import type { Lane } from '@prate/mexc-protocol';

/** How a client stands with the venue. */
export interface RestHealth {
  /** Since the last answer, whatever it said; ms. Nothing before the first one. */
  readonly lastAnswerAgeMs?: number;
  /** How long the host is still left alone after its firewall refused us; ms, 0 when it is not. */
  readonly hostPausedForMs: number;
  /** Of the clock that signs. */
  readonly isClockSynchronised?: boolean;
  /** What is added to the local clock, ms. */
  readonly clockOffsetMs?: number;
  /** Of the sender lease, where the client has one. */
  readonly lease?: {
    readonly account: string;
    readonly owner: string;
    readonly isHeld: boolean;
    /** Of the latest grant to this process. */
    readonly fencingToken?: number;
  };
  /** Requests to the host that may leave now, by lane. */
  readonly headroom: Readonly<Record<Lane, number>>;
  /** Calls that wait for a place, by lane. */
  readonly waiting: Readonly<Record<Lane, number>>;
}
