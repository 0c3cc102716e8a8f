import type { MexcError, WirePushDepth } from '@prate/mexc-protocol';
import type { Stop, StreamGap, StreamHandlers } from '../delivery/stream-event';
import { surfaceError } from '../delivery/surface-error';
import { type CancelTimer, type StreamTimer, systemTimer } from '../socket/stream-timer';
import { type BookLevel, BookSide } from './book-side';
import { fitOf, rangeOf } from './depth-range';

type SnapshotRow = readonly [price: number | string, contracts: number | string, orderCount?: number | string];

/** A whole book by REST, as `contract/depth` gives it: numbers, or their text. */
export interface DepthSnapshot {
  readonly asks: readonly SnapshotRow[];
  readonly bids: readonly SnapshotRow[];
  readonly version: number;
}

/** Where changes come from: `MexcFuturesStream.public` is one. */
export interface DepthFeed {
  watchDepth(parameters: { readonly symbol: string; readonly compress?: boolean }, handlers: StreamHandlers<WirePushDepth>): Stop;
}

/** `synced`: what the venue's book was at `version`. `recovering`: not to be relied on. */
export type BookState = 'synced' | 'recovering';

/** The book after a change. */
export interface BookView {
  readonly symbol: string;
  /** Connection whose changes built it. */
  readonly epoch: number;
  readonly version: number;
  readonly bestBid?: BookLevel;
  readonly bestAsk?: BookLevel;
}

export interface LocalOrderBookOptions {
  readonly symbol: string;
  readonly feed: DepthFeed;
  /** Reads the whole book; `MexcFuturesRest` can. At most one call at a time. */
  readonly getSnapshot: (symbol: string, limit: number) => Promise<DepthSnapshot>;
  /** Levels of each side that a snapshot has; default 1,000. Deeper changes are kept, deeper levels that never change are not known. */
  readonly limit?: number;
  /** Changes collected over 200 ms; default true. */
  readonly compress?: boolean;
  /** After each change while synced, and once on becoming so. */
  readonly onChange?: (view: BookView) => void;
  /** `reason` says why it recovers. */
  readonly onState?: (state: BookState, reason: string) => void;
  /** A snapshot that could not be read, or an error of the stream. The book goes on trying. */
  readonly onError?: (error: unknown) => void;
  readonly timer?: StreamTimer;
}

/** Between two snapshots at least so long, doubling while they do not help. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
const MOST_BUFFERED = 5_000;

/**
 * One contract's order book, kept by the rules of reference 8.10: changes are buffered, a snapshot is read after the first of them and
 * again until one bridges to what was buffered, then every change must follow the one before. A hole, a crossed book, or a cut of the
 * connection makes it `recovering` until it has been rebuilt.
 */
export class LocalOrderBook {
  readonly #asks = new BookSide('asks');
  readonly #bids = new BookSide('bids');
  readonly #timer: StreamTimer;
  #state: BookState = 'recovering';
  #version = 0;
  #epoch = 0;
  #buffer: WirePushDepth[] = [];
  #waitMs = FIRST_WAIT_MS;
  #seeding: { isStale: boolean } | undefined;
  #cancelWait: CancelTimer | undefined;
  #stop: Stop | undefined;
  #isStopped = false;
  #wasSilent = false;

  constructor(private readonly options: LocalOrderBookOptions) {
    this.#timer = options.timer ?? systemTimer;
  }

  get state(): BookState {
    return this.#state;
  }

  /** Of the last change applied; says nothing while recovering. */
  get version(): number {
    return this.#version;
  }

  /** The best so many levels of each side, best first. Empty while recovering: an old book is never shown. */
  top(count: number): { readonly asks: readonly BookLevel[]; readonly bids: readonly BookLevel[] } {
    if (this.#state === 'recovering') return { asks: [], bids: [] };
    return { asks: this.#asks.top(count), bids: this.#bids.top(count) };
  }

  /** Starts watching; a book is started once. */
  start(): void {
    if (this.#stop !== undefined || this.#isStopped) return;
    const { symbol, feed, compress = true } = this.options;
    this.#stop = feed.watchDepth(
      { symbol, compress },
      {
        onEvent: ({ epoch, data }) => this.#changed(epoch, data),
        onGap: (gap) => this.#cut(gap),
        onReady: () => this.#resumed(),
        onError: (error: MexcError) => {
          // A change that cannot be read is a hole; one that is not subscribed has no changes.
          this.#recover(error.name);
          this.#report(error);
        },
      },
    );
  }

  /** Ends it; may be called twice. */
  stop(): void {
    this.#isStopped = true;
    this.#stop?.();
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#abandonSnapshot();
    this.#state = 'recovering';
  }

  #changed(epoch: number, push: WirePushDepth): void {
    if (this.#isStopped || epoch < this.#epoch) return;
    if (epoch !== this.#epoch) this.#recover('new connection');
    this.#epoch = epoch;
    if (this.#state === 'recovering') return this.#bufferUp(push);
    const fit = fitOf(push, this.#version);
    if (fit === 'old') return;
    if (fit === 'gap') {
      this.#recover('changes missing');
      return this.#bufferUp(push);
    }
    this.#apply(push);
    if (this.#isCrossed()) return this.#recover('crossed');
    this.#tellChange();
  }

  #cut({ reason }: StreamGap): void {
    this.#recover(reason);
    this.#wasSilent = reason === 'subscription silent';
  }

  /** A quiet book may have nothing to say for long; once it is subscribed again, whether it moved can be asked. */
  #resumed(): void {
    if (this.#wasSilent && this.#state === 'recovering' && this.#seeding === undefined) this.#seedLater();
    this.#wasSilent = false;
  }

  #recover(reason: string): void {
    if (this.#isStopped) return;
    this.#buffer = [];
    this.#abandonSnapshot();
    if (this.#state === 'recovering') return;
    this.#state = 'recovering';
    this.#waitMs = FIRST_WAIT_MS;
    this.#tell(() => this.options.onState?.('recovering', reason));
  }

  #bufferUp(push: WirePushDepth): void {
    const last = this.#buffer.at(-1);
    // A hole inside the buffer: what is before it will never connect.
    if (last !== undefined && fitOf(push, rangeOf(last).end) === 'gap') this.#buffer = [];
    if (this.#buffer.length >= MOST_BUFFERED) this.#buffer.shift();
    this.#buffer.push(push);
    if (this.#seeding === undefined && this.#cancelWait === undefined) this.#seed();
  }

  #seedLater(): void {
    if (this.#isStopped || this.#cancelWait !== undefined) return;
    this.#cancelWait = this.#timer.after(this.#waitMs, () => {
      this.#cancelWait = undefined;
      if (this.#seeding === undefined && this.#state === 'recovering') this.#seed();
    });
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
  }

  #seed(): void {
    const { symbol, getSnapshot, limit = 1_000 } = this.options;
    const own = { isStale: false };
    this.#seeding = own;
    const over = (use: () => void) => {
      if (this.#seeding === own) this.#seeding = undefined;
      if (this.#isStopped) return;
      if (!own.isStale) use();
      // Asked before a cut: its answer is worth nothing now, another is needed where changes came.
      else if (this.#state === 'recovering' && this.#buffer.length > 0 && this.#seeding === undefined) this.#seedLater();
    };
    let asked: Promise<DepthSnapshot>;
    try {
      asked = getSnapshot(symbol, limit);
    } catch (error) {
      asked = Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    asked.then(
      (snapshot) => over(() => this.#load(snapshot)),
      (error: unknown) =>
        over(() => {
          this.#seedLater();
          this.#report(error);
        }),
    );
  }

  #load(snapshot: DepthSnapshot): void {
    const problem = problemOf(snapshot);
    if (problem !== undefined) {
      this.#seedLater();
      return this.#report(new RangeError(`snapshot of ${this.options.symbol}: ${problem}`));
    }
    const pending = this.#buffer.filter((push) => fitOf(push, snapshot.version) !== 'old');
    // Older than what was buffered: it cannot bridge, a later one will.
    if (pending[0] !== undefined && fitOf(pending[0], snapshot.version) === 'gap') return this.#seedLater();
    this.#asks.clear();
    this.#bids.clear();
    for (const row of snapshot.asks) this.#asks.set(levelOf(row));
    for (const row of snapshot.bids) this.#bids.set(levelOf(row));
    this.#version = snapshot.version;
    for (const push of pending) this.#apply(push);
    if (this.#isCrossed()) {
      this.#buffer = [];
      return this.#seedLater();
    }
    this.#buffer = [];
    this.#waitMs = FIRST_WAIT_MS;
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#state = 'synced';
    this.#tell(() => this.options.onState?.('synced', 'snapshot bridged'));
    this.#tellChange();
  }

  #apply(push: WirePushDepth): void {
    for (const row of push.asks) this.#asks.set(levelOf(row));
    for (const row of push.bids) this.#bids.set(levelOf(row));
    this.#version = rangeOf(push).end;
  }

  #isCrossed(): boolean {
    const bid = this.#bids.best;
    const ask = this.#asks.best;
    return bid !== undefined && ask !== undefined && bid.price >= ask.price;
  }

  #abandonSnapshot(): void {
    if (this.#seeding !== undefined) this.#seeding.isStale = true;
  }

  #tellChange(): void {
    const { best: bestBid } = this.#bids;
    const { best: bestAsk } = this.#asks;
    const view = {
      symbol: this.options.symbol,
      epoch: this.#epoch,
      version: this.#version,
      ...(bestBid && { bestBid }),
      ...(bestAsk && { bestAsk }),
    };
    this.#tell(() => this.options.onChange?.(view));
  }

  #report(error: unknown): void {
    this.#tell(() => this.options.onError?.(error));
  }

  /** What a caller's function throws is the caller's, and must not leave the book half changed. */
  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      surfaceError(error, undefined);
    }
  }
}

function levelOf([price, contracts, orderCount]: SnapshotRow): BookLevel {
  return { price: Number(price), contracts: Number(contracts), ...(orderCount !== undefined && { orderCount: Number(orderCount) }) };
}

function problemOf({ asks, bids, version }: DepthSnapshot): string | undefined {
  if (!Number.isSafeInteger(version)) return `found version ${String(version)}, expected a whole number`;
  const isLevel = (row: SnapshotRow) => Number.isFinite(Number(row[0])) && Number(row[1]) >= 0 && Number.isFinite(Number(row[1]));
  return [...asks, ...bids].every(isLevel) ? undefined : 'found a level that is no price and size';
}
