import type { WebSocket } from 'ws';
import type { PersonalFilter } from './personal-filter';
import type { Subscription } from './topics';

/** A connection that sends no ping for longer than this is closed (reference 8.1). */
export const LONGEST_SILENCE_MS = 60_000;

/** One client: what it wants, and its way out. Nothing is sent once it is closed or half open. */
export class Connection {
  isLoggedIn = false;
  /** Absent: no private pushes, because nobody logged in or asked for them to wait. */
  filter: PersonalFilter | undefined;
  private wanted: readonly Subscription[] = [];
  private lastPingMs: number;
  private isDeaf = false;
  private readonly waiting: { readonly dueMs: number; readonly frame: string }[] = [];

  constructor(
    readonly id: number,
    private readonly socket: WebSocket,
    openedAtMs: number,
  ) {
    this.lastPingMs = openedAtMs;
  }

  get subscriptions(): readonly Subscription[] {
    return this.wanted;
  }

  /** The same topic, symbol and variant again replaces the former. */
  subscribe(subscription: Subscription): void {
    this.unsubscribe(subscription);
    this.wanted = [...this.wanted, subscription];
  }

  /** Without a variant every one of the topic and symbol ends. */
  unsubscribe({ topic, symbol, variant }: Omit<Subscription, 'feed'>): void {
    this.wanted = this.wanted.filter(
      (known) => known.topic !== topic || known.symbol !== symbol || (variant !== undefined && known.variant !== variant),
    );
  }

  pinged(nowMs: number): void {
    this.lastPingMs = nowMs;
  }

  isOverdue(nowMs: number): boolean {
    return !this.isDeaf && nowMs - this.lastPingMs > LONGEST_SILENCE_MS;
  }

  /** Sends at `dueMs` or at the first {@link flush} after it; frames never overtake each other. */
  send(frame: string, dueMs: number, nowMs: number): void {
    if (this.waiting.length === 0 && dueMs <= nowMs) this.write(frame);
    else this.waiting.push({ dueMs, frame });
  }

  flush(nowMs: number): void {
    while (this.waiting[0] !== undefined && this.waiting[0].dueMs <= nowMs) this.write((this.waiting.shift() as { frame: string }).frame);
  }

  /** Says a last word and closes. */
  close(frame: string): void {
    this.write(frame);
    this.socket.close();
  }

  /** The line is gone, without a word. */
  cut(): void {
    this.socket.terminate();
  }

  /** Neither reads nor writes any more, and does not close either. */
  turnDeaf(): void {
    this.isDeaf = true;
    this.waiting.length = 0;
    this.socket.pause();
  }

  private write(frame: string): void {
    if (!this.isDeaf && this.socket.readyState === this.socket.OPEN) this.socket.send(frame);
  }
}
