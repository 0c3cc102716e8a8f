import type { PacedSend, SendPacer } from '../socket/send-pacer';
import type { CancelTimer, StreamTimer } from '../socket/stream-timer';

/** How a request ended. */
export type Answer =
  | { readonly kind: 'acked' }
  /** The venue said something else than `success`. */
  | { readonly kind: 'refused'; readonly words: string }
  /** Nobody said anything: no answer in time, or the connection ended. Of one that was not sent the venue knows nothing. */
  | { readonly kind: 'unanswered'; readonly wasSent: boolean };

/** A request on its way. */
export interface PendingRequest {
  /** Takes it back while it waits to be sent; then `onAnswer` is not called. False when it has been sent. */
  withdraw(): boolean;
}

interface Pending {
  readonly answerChannel: string;
  readonly onAnswer: (answer: Answer) => void;
  wasSent: boolean;
  cancelTimer: CancelTimer | undefined;
}

/**
 * Who is being answered? Frames carry no request id, and an ack names its topic only (reference 8.2): so acks are handed out per topic, in
 * the order of sending. `rs.error` names nothing at all: it belongs to a request when only one is unanswered, else to nobody, and the
 * requests it may have meant end as unanswered. One dispatcher serves one connection.
 */
export class RequestDispatcher {
  #pending: Pending[] = [];

  constructor(
    private readonly timer: StreamTimer,
    private readonly pacer: SendPacer,
    private readonly answerTimeoutMs: number,
  ) {}

  /** Sent or not sent, answered or not. */
  get unanswered(): number {
    return this.#pending.length;
  }

  ask(text: string, answerChannel: string, onAnswer: (answer: Answer) => void): PendingRequest {
    const pending: Pending = { answerChannel, onAnswer, wasSent: false, cancelTimer: undefined };
    this.#pending.push(pending);
    const send: PacedSend = this.pacer.send(text, () => {
      pending.wasSent = true;
      pending.cancelTimer = this.timer.after(this.answerTimeoutMs, () => this.#settle(pending, { kind: 'unanswered', wasSent: true }));
    });
    return {
      withdraw: () => {
        const isWithdrawn = send.withdraw();
        if (isWithdrawn) this.#pending = this.#pending.filter((other) => other !== pending);
        return isWithdrawn;
      },
    };
  }

  /** Hands an ack to the oldest request of its channel. False when nobody waits for it. */
  acked(channel: string): boolean {
    const pending = this.#sent().find(({ answerChannel }) => answerChannel === channel);
    if (pending !== undefined) this.#settle(pending, { kind: 'acked' });
    return pending !== undefined;
  }

  /** Hands a refusal to the one it must belong to. False when that cannot be told. */
  refused(channel: string, words: string): boolean {
    const sent = this.#sent();
    const pending = channel === 'rs.error' ? (sent.length === 1 ? sent[0] : undefined) : sent.find((one) => one.answerChannel === channel);
    if (pending !== undefined) this.#settle(pending, { kind: 'refused', words });
    return pending !== undefined;
  }

  /** The connection is gone: everything that waits ends here. */
  close(): void {
    this.pacer.clear();
    const open = this.#pending;
    this.#pending = [];
    for (const { cancelTimer, onAnswer, wasSent } of open) {
      cancelTimer?.();
      onAnswer({ kind: 'unanswered', wasSent });
    }
  }

  #sent(): readonly Pending[] {
    return this.#pending.filter(({ wasSent }) => wasSent);
  }

  #settle(pending: Pending, answer: Answer): void {
    pending.cancelTimer?.();
    this.#pending = this.#pending.filter((other) => other !== pending);
    pending.onAnswer(answer);
  }
}
