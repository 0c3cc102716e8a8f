import type { OrderBook, StopWatching } from '@prate/execution-interface';
import { type DepthSnapshot, LocalOrderBook, type MexcFuturesStream, type StreamTimer } from '@prate/mexc-ws';
import { decimalOf } from './from-wire/decimal-of';
import type { GuardedHandlers } from './telling/guarded-handlers';
import { momentOf } from './telling/follow-topic';
import { Teller } from './telling/teller';

export interface SharedOrderBooksOptions {
  readonly feed: Pick<MexcFuturesStream['public'], 'watchDepth'>;
  readonly getSnapshot: (symbol: string, limit: number) => Promise<DepthSnapshot>;
  readonly timer: StreamTimer;
}

interface Reader {
  readonly levels: number;
  readonly teller: Teller<OrderBook>;
}

/** One book a contract, however many watch it; it ends with the last of them. */
export class SharedOrderBooks {
  private readonly books = new Map<string, SharedBook>();

  constructor(private readonly options: SharedOrderBooksOptions) {}

  watch({ symbol, levels }: { symbol: string; levels: number }, handlers: GuardedHandlers<OrderBook>): StopWatching {
    const known = this.books.get(symbol);
    const shared = known ?? new SharedBook(symbol, this.options);
    if (known === undefined) this.books.set(symbol, shared);
    const reader = { levels, teller: new Teller(handlers, 'newest') };
    shared.add(reader);
    return () => {
      reader.teller.stop();
      if (shared.remove(reader) && this.books.get(symbol) === shared) this.books.delete(symbol);
    };
  }
}

/** A book and those who read it. */
class SharedBook {
  private readonly readers = new Set<Reader>();
  private readonly book: LocalOrderBook;
  /** Of the last change, by the venue; of the last event, by us. ms since the epoch. */
  private atMs = 0;
  private heardAtMs: number;

  constructor(
    private readonly symbol: string,
    { feed, getSnapshot, timer }: SharedOrderBooksOptions,
  ) {
    this.heardAtMs = timer.nowMs();
    this.book = new LocalOrderBook({
      symbol,
      getSnapshot,
      timer,
      feed: {
        watchDepth: (parameters, handlers) =>
          feed.watchDepth(parameters, {
            ...handlers,
            onEvent: (event) => {
              this.atMs = Math.max(this.atMs, event.data.cts ?? momentOf(event));
              const result = handlers.onEvent(event);
              this.heardAtMs = event.receivedAtMs;
              return result;
            },
          }),
      },
      onChange: () => this.tell(),
      onState: (state, reason) => {
        for (const { teller } of [...this.readers]) {
          if (state === 'synced') teller.ready();
          else teller.gap({ sinceMs: this.heardAtMs, reason });
        }
      },
      onError: (error) => {
        for (const { teller } of [...this.readers]) teller.error(error);
      },
    });
  }

  add(reader: Reader): void {
    this.readers.add(reader);
    this.book.start();
    if (this.book.state !== 'synced') return;
    reader.teller.ready();
    reader.teller.data(this.read(reader.levels));
  }

  /** Whether nobody reads any more; the book has ended then. */
  remove(reader: Reader): boolean {
    this.readers.delete(reader);
    if (this.readers.size > 0) return false;
    this.book.stop();
    return true;
  }

  private tell(): void {
    const read = new Map<number, OrderBook>();
    for (const { levels, teller } of [...this.readers]) {
      const book = read.get(levels) ?? this.read(levels);
      read.set(levels, book);
      teller.data(book);
    }
  }

  private read(levels: number): OrderBook {
    const { bids, asks } = this.book.top(levels);
    const inWords = (rows: typeof bids) =>
      rows.map(({ price, contracts }) => ({ price: decimalOf(price), contracts: decimalOf(contracts) }));
    return { symbol: this.symbol, bids: inWords(bids), asks: inWords(asks), version: this.book.version, atMs: this.atMs };
  }
}
