import type { MarketDataGap, MarketDataHandlers, MarketDataHeard } from '@prate/execution-interface';
import { WatchError } from '../errors';

export interface Watched {
  /** For example `watchTicker`. */
  readonly operation: string;
  readonly symbol?: string;
  readonly onHandlerError?: (error: unknown) => void;
}

/** A caller's handlers, made safe to call: what one throws is told to `onError`, and nothing comes back but the promise to wait for. */
export class GuardedHandlers<Data> {
  constructor(
    private readonly handlers: MarketDataHandlers<Data>,
    private readonly watched: Watched,
  ) {}

  data(data: Data, sentAtMs?: number): void | Promise<void> {
    return this.call(() => this.handlers.onData(data, sentAtMs));
  }

  gap({ sinceMs, reason }: MarketDataGap): void | Promise<void> {
    return this.call(() => this.handlers.onGap?.({ sinceMs, reason }));
  }

  ready(): void | Promise<void> {
    return this.call(() => this.handlers.onReady?.());
  }

  heard({ serverTimeMs, receivedAtMs }: MarketDataHeard): void | Promise<void> {
    return this.call(() => this.handlers.onHeard?.({ serverTimeMs, receivedAtMs }));
  }

  /** `cause` comes with the operation and the symbol in front. */
  error(cause: unknown): void | Promise<void> {
    const { operation, symbol } = this.watched;
    return this.tellError(new WatchError(operation, symbol, cause), undefined);
  }

  private call(handler: () => void | Promise<void>): void | Promise<void> {
    try {
      return settled(handler(), (error) => this.threw(error));
    } catch (error) {
      return this.threw(error);
    }
  }

  private threw(error: unknown): void | Promise<void> {
    const { operation, symbol } = this.watched;
    return this.tellError(new WatchError(operation, symbol, error, 'a handler threw: '), error);
  }

  /** `thrown`: by a handler. Without an `onError` it is not ours to swallow. */
  private tellError(error: WatchError, thrown: unknown): void | Promise<void> {
    if (this.handlers.onError === undefined) return thrown === undefined ? undefined : this.surface(thrown);
    try {
      return settled(this.handlers.onError(error), (fromHandler) => this.surface(fromHandler));
    } catch (fromHandler) {
      this.surface(fromHandler);
    }
  }

  private surface(error: unknown): void {
    const { onHandlerError } = this.watched;
    if (onHandlerError === undefined) return unhandled(error);
    try {
      onHandlerError(error);
    } catch (fromHook) {
      unhandled(fromHook);
    }
  }
}

/** The promise a handler gave, which then never rejects; nothing where it gave none. */
function settled(result: void | Promise<void>, onRejected: (error: unknown) => void | Promise<void>): void | Promise<void> {
  if (typeof (result as Partial<Promise<void>> | undefined)?.then !== 'function') return undefined;
  return Promise.resolve(result).catch(onRejected);
}

function unhandled(error: unknown): void {
  void Promise.reject(error instanceof Error ? error : new Error(String(error)));
}
