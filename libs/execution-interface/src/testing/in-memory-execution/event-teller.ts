import type { Clock } from '../../clock';
import type { EventEvidence, ExecutionEvent, ExecutionEventHandler } from '../../execution-event';
import type { StopWatching } from '../../market-data-handlers';

type Untold<Event> = Event extends unknown ? Omit<Event, keyof EventEvidence> : never;
/** An event that nobody has heard yet. */
export type Happening = Untold<ExecutionEvent>;

/** Tells every watcher of every event, in order. What one of them throws reaches no other; it is kept for the test to see. */
export class EventTeller {
  readonly handlerErrors: unknown[] = [];
  private readonly handlers = new Set<{ readonly handler: ExecutionEventHandler }>();

  constructor(private readonly clock: Clock) {}

  watch(handler: ExecutionEventHandler): StopWatching {
    // The same function may watch twice.
    const own = { handler };
    this.handlers.add(own);
    return () => void this.handlers.delete(own);
  }

  tell(happening: Happening): void {
    const event = { ...happening, source: 'stream', receivedAtMs: this.clock.nowMs() } as ExecutionEvent;
    for (const own of [...this.handlers]) {
      if (!this.handlers.has(own)) continue;
      try {
        own.handler(event);
      } catch (error) {
        this.handlerErrors.push(error);
      }
    }
  }
}
