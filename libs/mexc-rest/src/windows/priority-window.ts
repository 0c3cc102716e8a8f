import type { EndpointName, EndpointRow, Lane } from '@prate/mexc-protocol';
import type { Timer } from '../system-timer';
import { AdaptiveCount } from './adaptive-count';
import type { CountedWindow, CountStore, TakenPlace } from './count-store';

type Limit = EndpointRow['limit'];

export interface PriorityWindowOptions {
  readonly store: CountStore;
  readonly timer: Timer;
  /** Over all requests to the host. */
  readonly host: CountedWindow;
  /** Where and how the requests of an endpoint are counted. */
  readonly windowOf: (endpoint: EndpointName) => CountedWindow;
  /** Of every window, 0 to below 1: taken by the lane `urgent` only. */
  readonly urgentShare: number;
}

/** May leave now. Say, once, how it ended. */
export interface Departure {
  readonly leftAtMs: number;
  readonly waitedMs: number;
  /** The exchange has ended. */
  settle(): void;
  /** Nothing left. */
  giveBack(): void;
  /** The venue refused it as too frequent: fewer from now on. */
  shrink(scope: 'endpoint' | 'host'): void;
}

interface Waiter {
  readonly endpoint: EndpointName;
  readonly lane: Lane;
  readonly sinceMs: number;
  leave(place: TakenPlace): void;
  fail(reason: unknown): void;
}

const LANES: readonly Lane[] = ['urgent', 'order', 'read'];

/**
 * Lets requests leave so that no window is ever exceeded: not the one of the endpoint, not the one of the host. Within a lane first come,
 * first served; `urgent` before `order` before `read`. A full endpoint holds back its own requests only. Of every window a share is kept
 * for `urgent`: the other lanes take a place only while more than that share is free.
 */
export class PriorityWindow {
  readonly #options: PriorityWindowOptions;
  readonly #waiting: Readonly<Record<Lane, Set<Waiter>>> = { urgent: new Set(), order: new Set(), read: new Set() };
  readonly #counts = new Map<string, AdaptiveCount>();
  #isPassing = false;
  #isPassDue = false;
  #wakeUp: { cancel(): void } | undefined;

  constructor(options: PriorityWindowOptions) {
    this.#options = options;
  }

  /**
   * Waits for a place.
   *
   * @param signal aborting it ends the wait: the promise rejects with what `onAbort` makes, and nothing is taken
   */
  async enter(endpoint: EndpointName, lane: Lane, signal: AbortSignal, onAbort: (waitedMs: number) => unknown): Promise<Departure> {
    const { timer } = this.#options;
    const sinceMs = timer.nowMs();
    if (signal.aborted) throw onAbort(0);
    let waiter: Waiter | undefined;
    const end = () => waiter?.fail(onAbort(timer.nowMs() - sinceMs));
    try {
      const place = await new Promise<TakenPlace>((resolve, reject) => {
        waiter = { endpoint, lane, sinceMs, leave: resolve, fail: reject };
        waiter = this.#queue(waiter);
        signal.addEventListener('abort', end, { once: true });
        this.#pass();
      });
      return this.#departure(endpoint, place, sinceMs);
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  /** A place at once, where nobody waits and the store need not ask anybody. Otherwise `undefined`, and nothing is taken: wait for one. */
  enterNow(endpoint: EndpointName, lane: Lane): Departure | undefined {
    const { timer, store } = this.#options;
    if (store.takeNow === undefined || this.#isPassing || this.#isAwaited()) return undefined;
    const answer = store.takeNow(this.#windowsOf(endpoint, lane));
    return answer.isTaken ? this.#departure(endpoint, answer.place, timer.nowMs()) : undefined;
  }

  /** Sends everybody away who waits, each with an error of its own. */
  dismiss(reasonFor: (endpoint: EndpointName, waitedMs: number) => unknown): void {
    for (const lane of LANES) {
      for (const waiter of [...this.#waiting[lane]]) {
        waiter.fail(reasonFor(waiter.endpoint, this.#options.timer.nowMs() - waiter.sinceMs));
      }
    }
  }

  /** Places of the host that a request of this lane would find now. */
  async headroom(): Promise<Readonly<Record<Lane, number>>> {
    const { host, store } = this.#options;
    const held = await store.held(host);
    const free = (lane: Lane) => Math.max(0, this.#narrowed(host, lane).count - held);
    return { urgent: free('urgent'), order: free('order'), read: free('read') };
  }

  /** How many wait in each lane. */
  get waiting(): Readonly<Record<Lane, number>> {
    const { urgent, order, read } = this.#waiting;
    return { urgent: urgent.size, order: order.size, read: read.size };
  }

  #queue({ leave, fail, ...request }: Waiter): Waiter {
    const queue = this.#waiting[request.lane];
    const waiter: Waiter = {
      ...request,
      leave: (place) => (queue.delete(waiter) ? leave(place) : place.giveBack()),
      fail: (reason) => {
        if (!queue.delete(waiter)) return;
        fail(reason);
        // When nobody waits any more, nobody needs to be woken up.
        this.#pass();
      },
    };
    queue.add(waiter);
    return waiter;
  }

  #departure(endpoint: EndpointName, place: TakenPlace, sinceMs: number): Departure {
    const { timer, host, windowOf } = this.#options;
    const leftAtMs = timer.nowMs();
    const settled = (act: () => void) => () => {
      act();
      this.#pass();
    };
    return {
      leftAtMs,
      waitedMs: leftAtMs - sinceMs,
      settle: settled(() => place.settle()),
      giveBack: settled(() => place.giveBack()),
      shrink: (scope) => this.#count(scope === 'host' ? host : windowOf(endpoint)).shrink(timer.nowMs(), leftAtMs),
    };
  }

  /** Lets go whoever may leave, and wakes up when the next place is free. One pass at a time: the store may take its time to answer. */
  #pass(): void {
    if (!this.#isPassing && !this.#isAwaited()) {
      this.#wakeUp?.cancel();
      this.#wakeUp = undefined;
      return;
    }
    this.#isPassDue = true;
    if (this.#isPassing) return;
    this.#isPassing = true;
    void this.#passUntilDone();
  }

  async #passUntilDone(): Promise<void> {
    while (this.#isPassDue) {
      this.#isPassDue = false;
      const freeInMs = await this.#passOnce();
      this.#wakeUp?.cancel();
      this.#wakeUp = freeInMs === undefined ? undefined : this.#options.timer.after(freeInMs, () => this.#pass());
    }
    this.#isPassing = false;
  }

  /** @returns when to look again, in ms; `undefined` when nobody waits */
  async #passOnce(): Promise<number | undefined> {
    let soonestMs: number | undefined;
    for (const lane of LANES) {
      const full = new Set<string>();
      for (const waiter of [...this.#waiting[lane]]) {
        const windows = this.#windowsOf(waiter.endpoint, lane);
        if (!this.#waiting[lane].has(waiter) || windows.some(({ key }) => full.has(key))) continue;
        const freeInMs = await this.#tryToLeave(waiter, windows, full);
        if (freeInMs !== undefined) soonestMs = Math.min(freeInMs, soonestMs ?? Number.POSITIVE_INFINITY);
        // Somebody came or a place became free meanwhile: begin again with the most urgent one.
        if (this.#isPassDue) return soonestMs;
      }
    }
    return soonestMs;
  }

  async #tryToLeave(waiter: Waiter, windows: readonly CountedWindow[], full: Set<string>): Promise<number | undefined> {
    try {
      const answer = await this.#options.store.take(windows);
      if (answer.isTaken) {
        waiter.leave(answer.place);
        return undefined;
      }
      full.add(answer.fullKey);
      return answer.freeInMs;
    } catch (error) {
      waiter.fail(error);
      return undefined;
    }
  }

  #isAwaited(): boolean {
    const { urgent, order, read } = this.#waiting;
    return urgent.size > 0 || order.size > 0 || read.size > 0;
  }

  /** In which a request needs a place. */
  #windowsOf(endpoint: EndpointName, lane: Lane): readonly CountedWindow[] {
    return [this.#narrowed(this.#options.windowOf(endpoint), lane), this.#narrowed(this.#options.host, lane)];
  }

  /** The window as it is at the moment, less what is kept for `urgent`. */
  #narrowed(window: CountedWindow, lane: Lane): CountedWindow {
    const count = this.#count(window).current(this.#options.timer.nowMs());
    const kept = lane === 'urgent' ? 0 : Math.floor(count * this.#options.urgentShare);
    return { key: window.key, windowMs: window.windowMs, count: count - kept };
  }

  #count({ key, count, windowMs }: Limit & { readonly key: string }): AdaptiveCount {
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const made = new AdaptiveCount(count, windowMs);
    this.#counts.set(key, made);
    return made;
  }
}
