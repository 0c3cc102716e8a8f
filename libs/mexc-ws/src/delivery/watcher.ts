import type { MexcError } from '@prate/mexc-protocol';
import type { QueuePolicy } from './queue-policy';
import type { StreamEvent, StreamGap, StreamHandlers, StreamHeard, StreamReady } from './stream-event';
import { surfaceError } from './surface-error';

type Item<Data> =
  | { readonly kind: 'event'; readonly event: StreamEvent<Data>; readonly key?: string | number }
  | { readonly kind: 'gap'; readonly gap: StreamGap }
  | { readonly kind: 'ready'; readonly ready: StreamReady }
  | { readonly kind: 'heard'; readonly heard: StreamHeard }
  | { readonly kind: 'error'; readonly error: MexcError };

/** What became of the events of a watcher so far. */
export interface WatcherCounts {
  readonly delivered: number;
  /** Replaced by a newer one of the same key before they were told. */
  readonly conflated: number;
  /** Lost to a full queue or to a cut; each such loss was announced as a gap. */
  readonly dropped: number;
  readonly waiting: number;
  readonly mostWaiting: number;
}

export interface WatcherHooks {
  readonly onHandlerError?: (error: unknown) => void;
  /** A lossless queue reached its limit; the queue keeps what it has. */
  readonly onFull?: () => void;
  /** A lossless queue that was full is half empty again. */
  readonly onDrained?: () => void;
}

const MOST_ERRORS_WAITING = 100;

/** The queue between a connection and one caller's handlers. */
export class Watcher<Data> {
  #items: Item<Data>[] = [];
  #isBusy = false;
  #isStopped = false;
  #isFull = false;
  #events = 0;
  #counts = { delivered: 0, conflated: 0, dropped: 0, mostWaiting: 0 };

  constructor(
    private readonly handlers: StreamHandlers<Data>,
    private readonly policy: QueuePolicy<Data>,
    private readonly hooks: WatcherHooks = {},
  ) {}

  get counts(): WatcherCounts {
    return { ...this.#counts, waiting: this.#events };
  }

  push(event: StreamEvent<Data>): void {
    if (this.#isStopped) return;
    if (!this.#isBusy) return this.#tell({ kind: 'event', event });
    const { policy } = this;
    if (policy.kind === 'conflate') this.#conflate(event, policy.keyOf(event.data));
    else {
      if (policy.kind === 'bounded' && this.#events >= policy.limit) this.#dropAll(event.epoch);
      this.#add({ kind: 'event', event });
      if (policy.kind === 'lossless' && this.#events >= policy.limit && !this.#isFull) {
        this.#isFull = true;
        this.hooks.onFull?.();
      }
    }
  }

  /** Market events that still wait are of a connection that is gone: dropped. Private ones are kept, they are what happened. */
  gap(gap: StreamGap): void {
    if (this.policy.kind !== 'lossless') this.#dropEvents();
    // Cuts upon cuts while a handler sleeps are one gap, from the first of them on.
    if (this.#last()?.kind === 'ready' && this.#items.at(-2)?.kind === 'gap') this.#items.pop();
    if (this.#last()?.kind === 'gap') return;
    this.#control({ kind: 'gap', gap });
  }

  ready(ready: StreamReady): void {
    if (this.#last()?.kind === 'ready') this.#items.pop();
    this.#control({ kind: 'ready', ready });
  }

  /** After all that was heard before it, which a busy handler has not been told yet; of several the newest. */
  heard(heard: StreamHeard): void {
    if (this.handlers.onHeard === undefined) return;
    if (this.#last()?.kind === 'heard') this.#items.pop();
    this.#control({ kind: 'heard', heard });
  }

  error(error: MexcError): void {
    if (this.handlers.onError === undefined) return;
    if (this.#items.filter(({ kind }) => kind === 'error').length < MOST_ERRORS_WAITING) this.#control({ kind: 'error', error });
  }

  stop(): void {
    this.#isStopped = true;
    this.#items = [];
    this.#events = 0;
    // A connection that waits for this watcher waits no longer.
    if (this.#isFull) this.#drained();
  }

  #last(): Item<Data> | undefined {
    return this.#items.at(-1);
  }

  #control(item: Item<Data>): void {
    if (this.#isStopped) return;
    if (this.#isBusy) this.#items.push(item);
    else this.#tell(item);
  }

  #add(item: Item<Data>): void {
    this.#items.push(item);
    this.#events += 1;
    this.#counts.mostWaiting = Math.max(this.#counts.mostWaiting, this.#events);
  }

  #conflate(event: StreamEvent<Data>, key: string | number): void {
    const at = this.#items.findIndex((item) => item.kind === 'event' && item.key === key);
    if (at < 0) return this.#add({ kind: 'event', event, key });
    this.#items[at] = { kind: 'event', event, key };
    this.#counts.conflated += 1;
  }

  #dropAll(epoch: number): void {
    const first = this.#items.find((item) => item.kind === 'event');
    this.gap({ epoch, reason: 'consumer too slow', sinceMs: first?.kind === 'event' ? first.event.receivedAtMs : 0 });
    this.ready({ epoch });
  }

  #dropEvents(): void {
    this.#counts.dropped += this.#events;
    // What was heard after an event that is dropped would say that the event was told.
    this.#items = this.#items.filter(({ kind }) => kind !== 'event' && kind !== 'heard');
    this.#events = 0;
  }

  /** Straight through while handlers are quick; the first that returns a promise makes the rest wait. */
  #tell(first: Item<Data>): void {
    this.#isBusy = true;
    let item: Item<Data> | undefined = first;
    while (item !== undefined) {
      const pending = this.#call(item);
      if (pending !== undefined) {
        void pending.then(() => this.#goOn());
        return;
      }
      item = this.#next();
    }
    this.#isBusy = false;
  }

  #goOn(): void {
    const next = this.#next();
    if (next === undefined) this.#isBusy = false;
    else this.#tell(next);
  }

  #next(): Item<Data> | undefined {
    const item = this.#items.shift();
    if (item?.kind === 'event') {
      this.#events -= 1;
      if (this.#isFull && this.policy.kind === 'lossless' && this.#events <= this.policy.limit / 2) this.#drained();
    }
    return item;
  }

  #drained(): void {
    this.#isFull = false;
    this.hooks.onDrained?.();
  }

  #call(item: Item<Data>): Promise<void> | undefined {
    if (this.#isStopped) return undefined;
    try {
      const result = this.#handle(item);
      if (typeof (result as Partial<Promise<void>> | undefined)?.then !== 'function') return undefined;
      return Promise.resolve(result).catch((error: unknown) => surfaceError(error, this.hooks.onHandlerError));
    } catch (error) {
      surfaceError(error, this.hooks.onHandlerError);
      return undefined;
    }
  }

  #handle(item: Item<Data>): void | Promise<void> {
    switch (item.kind) {
      case 'event':
        this.#counts.delivered += 1;
        return this.handlers.onEvent(item.event);
      case 'gap':
        return this.handlers.onGap?.(item.gap);
      case 'ready':
        return this.handlers.onReady?.(item.ready);
      case 'heard':
        return this.handlers.onHeard?.(item.heard);
      case 'error':
        return this.handlers.onError?.(item.error);
    }
  }
}
