import type { MarketDataGap } from '@prate/execution-interface';
import type { GuardedHandlers } from './guarded-handlers';

type Item<Data> =
  | { readonly kind: 'data'; readonly data: Data }
  | { readonly kind: 'gap'; readonly gap: MarketDataGap }
  | { readonly kind: 'ready' }
  | { readonly kind: 'error'; readonly error: unknown };

const MOST_ERRORS_WAITING = 100;

/**
 * Tells one watcher one thing after the other, where what is told is not a topic of the stream itself. While a handler is busy, `newest` keeps
 * the newest data only, and none from before a gap; `each` keeps all.
 */
export class Teller<Data> {
  private queue: Item<Data>[] = [];
  private isBusy = false;
  private isStopped = false;

  constructor(
    private readonly handlers: GuardedHandlers<Data>,
    private readonly keep: 'newest' | 'each',
  ) {}

  data(data: Data): void {
    this.dropOldData();
    this.add({ kind: 'data', data });
  }

  gap(gap: MarketDataGap): void {
    this.dropOldData();
    // Gaps upon gaps while a handler sleeps are one, from the first of them on.
    if (this.queue.at(-1)?.kind === 'ready' && this.queue.at(-2)?.kind === 'gap') this.queue.pop();
    if (this.queue.at(-1)?.kind !== 'gap') this.add({ kind: 'gap', gap });
  }

  ready(): void {
    if (this.queue.at(-1)?.kind !== 'ready') this.add({ kind: 'ready' });
  }

  error(error: unknown): void {
    if (this.queue.filter(({ kind }) => kind === 'error').length < MOST_ERRORS_WAITING) this.add({ kind: 'error', error });
  }

  stop(): void {
    this.isStopped = true;
    this.queue = [];
  }

  private dropOldData(): void {
    if (this.keep === 'newest') this.queue = this.queue.filter(({ kind }) => kind !== 'data');
  }

  private add(item: Item<Data>): void {
    if (this.isStopped) return;
    this.queue.push(item);
    if (!this.isBusy) this.goOn();
  }

  private goOn(): void {
    this.isBusy = true;
    for (let item = this.queue.shift(); item !== undefined; item = this.queue.shift()) {
      const pending = this.tell(item);
      if (pending instanceof Promise) return void pending.then(() => this.goOn());
    }
    this.isBusy = false;
  }

  private tell(item: Item<Data>): void | Promise<void> {
    switch (item.kind) {
      case 'data':
        return this.handlers.data(item.data);
      case 'gap':
        return this.handlers.gap(item.gap);
      case 'ready':
        return this.handlers.ready();
      case 'error':
        return this.handlers.error(item.error);
    }
  }
}
