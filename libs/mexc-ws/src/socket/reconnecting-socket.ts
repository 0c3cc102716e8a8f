import { Backoff, type BackoffSettings } from './backoff';
import { KeepAlive, type KeepAliveSettings } from './keep-alive';
import type { OpenSocket, SocketFactory } from './open-socket';
import type { SocketRoute } from './socket-route';
import type { CancelTimer, StreamTimer } from './stream-timer';

/** A connection that has stood so long starts its next waits from the beginning. */
const STABLE_AFTER_MS = 10_000;

export interface ReconnectingSocketSettings extends KeepAliveSettings, SocketRoute {
  readonly url: string;
  readonly connectTimeoutMs: number;
  readonly backoff: BackoffSettings;
}

export interface SocketLoss {
  readonly epoch: number;
  readonly reason: string;
  /** When something was last heard, ms since the epoch: what came after it may be missing. */
  readonly sinceMs: number;
}

export interface ReconnectingSocketListeners {
  onOpen(epoch: number): void;
  onText(text: string, epoch: number): void;
  onUnreadable(error: unknown, epoch: number): void;
  /** Time for a ping. */
  onPing(): void;
  onLost(loss: SocketLoss): void;
  onRetry(retry: { readonly attempt: number; readonly delayMs: number; readonly reason: string }): void;
}

/**
 * One address, connected to until it is told to stop. Every connection that opens is an epoch of its own, and nothing that an earlier
 * socket still says is passed on.
 */
export class ReconnectingSocket {
  readonly #backoff: Backoff;
  readonly #keepAlive: KeepAlive;
  #socket: OpenSocket | undefined;
  #epoch: number | undefined;
  #openedAtMs = 0;
  #attempt = 0;
  #cancelTimer: CancelTimer | undefined;
  #state: 'stopped' | 'running' | 'paused' = 'stopped';
  readonly #unclosed = new Set<Promise<void>>();

  constructor(
    private readonly settings: ReconnectingSocketSettings,
    private readonly timer: StreamTimer,
    private readonly open: SocketFactory,
    private readonly nextEpoch: () => number,
    private readonly listeners: ReconnectingSocketListeners,
  ) {
    this.#backoff = new Backoff(settings.backoff);
    this.#keepAlive = new KeepAlive(
      timer,
      settings,
      () => listeners.onPing(),
      () => this.restart('silence'),
    );
  }

  /** Of the connection that stands, if one does. */
  get epoch(): number | undefined {
    return this.#epoch;
  }

  get heardAtMs(): number | undefined {
    return this.#epoch === undefined ? undefined : this.#keepAlive.heardAtMs;
  }

  start(): void {
    if (this.#state !== 'stopped') return;
    this.#state = 'running';
    this.#connect();
  }

  /** Ends it for good; resolves when the last socket is closed. */
  async stop(): Promise<void> {
    this.#state = 'stopped';
    this.#drop('stopped');
    await Promise.all(this.#unclosed);
  }

  /** Writes now. A message to a connection that does not stand is not sent. */
  send(text: string): void {
    if (this.#epoch !== undefined) this.#socket?.send(text);
  }

  /** Gives this connection up and makes another. */
  restart(reason: string): void {
    if (this.#state !== 'running' || this.#socket === undefined) return;
    this.#drop(reason);
    this.#retry(reason);
  }

  /** Gives this connection up; no other is made before {@link resume}. */
  pause(reason: string): void {
    if (this.#state !== 'running') return;
    this.#state = 'paused';
    this.#drop(reason);
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    this.#connect();
  }

  #connect(): void {
    this.#cancelTimer?.();
    this.#attempt += 1;
    let closed = () => undefined as void;
    const closing = new Promise<void>((resolve) => (closed = resolve));
    this.#unclosed.add(closing);
    // Filled once the factory has returned; what is said before that belongs to it all the same.
    const own: { socket?: OpenSocket; isOver: boolean } = { isOver: false };
    const isCurrent = () => !own.isOver && this.#socket === own.socket;
    own.socket = this.open(
      this.settings.url,
      {
        onOpen: () => isCurrent() && this.#opened(),
        onText: (text) => {
          if (!isCurrent() || this.#epoch === undefined) return;
          this.#keepAlive.heard();
          this.listeners.onText(text, this.#epoch);
        },
        onUnreadable: (error) => {
          if (!isCurrent() || this.#epoch === undefined) return;
          this.#keepAlive.heard();
          this.listeners.onUnreadable(error, this.#epoch);
        },
        onClosed: (reason) => {
          if (isCurrent()) this.restart(reason);
          own.isOver = true;
          this.#unclosed.delete(closing);
          closed();
        },
      },
      this.settings,
    );
    this.#socket = own.socket;
    this.#cancelTimer = this.timer.after(this.settings.connectTimeoutMs, () => this.restart('no connection in time'));
  }

  #opened(): void {
    this.#cancelTimer?.();
    this.#attempt = 0;
    this.#openedAtMs = this.timer.nowMs();
    const epoch = this.nextEpoch();
    this.#epoch = epoch;
    this.#keepAlive.start();
    this.listeners.onOpen(epoch);
  }

  /** After this, whatever the socket says is from the past. */
  #drop(reason: string): void {
    this.#cancelTimer?.();
    this.#keepAlive.stop();
    const socket = this.#socket;
    const epoch = this.#epoch;
    this.#socket = undefined;
    this.#epoch = undefined;
    socket?.end();
    if (epoch === undefined) return;
    if (this.timer.nowMs() - this.#openedAtMs >= STABLE_AFTER_MS) this.#backoff.reset();
    this.listeners.onLost({ epoch, reason, sinceMs: this.#keepAlive.heardAtMs });
  }

  #retry(reason: string): void {
    // A listener may have stopped it meanwhile.
    if (this.#state !== 'running' || this.#socket !== undefined) return;
    const delayMs = this.#backoff.nextMs();
    this.listeners.onRetry({ attempt: this.#attempt + 1, delayMs, reason });
    if (this.#state !== 'running') return;
    this.#cancelTimer = this.timer.after(delayMs, () => this.#connect());
  }
}
