import type { ExecutionEvent, ExecutionEventHandler, StopWatching } from '@prate/execution-interface';

/** Tells every watcher of every event, in order. What one of them throws reaches neither the others nor the feed. */
export class EventHub {
  private readonly handlers = new Set<{ readonly handler: ExecutionEventHandler }>();

  /** @param onHandlerError told what a watcher threw */
  constructor(private readonly onHandlerError: (error: unknown) => void = () => undefined) {}

  watch(handler: ExecutionEventHandler): StopWatching {
    // The same function may watch twice.
    const own = { handler };
    this.handlers.add(own);
    return () => void this.handlers.delete(own);
  }

  emit(event: ExecutionEvent): void {
    for (const { handler } of [...this.handlers]) {
      try {
        const result: unknown = handler(event);
        // Of an async handler, which the type lets through.
        if (result instanceof Promise) result.catch((error: unknown) => this.failed(error));
      } catch (error) {
        this.failed(error);
      }
    }
  }

  private failed(error: unknown): void {
    try {
      this.onHandlerError(error);
    } catch {
      // A hook that throws about a handler that threw: there is nobody left to tell.
    }
  }
}
