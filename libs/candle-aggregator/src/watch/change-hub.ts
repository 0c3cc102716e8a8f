import type { CandleChange, CandleChangeHandler } from './candle-change';
import { type WatchErrorHook, callGuarded } from './guarded';

/** Tells every watcher of every change, in order. What one of them throws reaches neither the others nor the writer. */
export class ChangeHub {
  private readonly handlers = new Set<{ readonly handler: CandleChangeHandler }>();

  constructor(private readonly onError: WatchErrorHook) {}

  get isWatched(): boolean {
    return this.handlers.size > 0;
  }

  watch(handler: CandleChangeHandler): () => void {
    // The same function may watch twice.
    const own = { handler };
    this.handlers.add(own);
    return () => void this.handlers.delete(own);
  }

  publish(change: CandleChange): void {
    for (const { handler } of [...this.handlers]) callGuarded(handler, change, this.onError);
  }
}
