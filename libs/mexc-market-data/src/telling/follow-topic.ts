import type { StopWatching } from '@prate/execution-interface';
import type { Stop, StreamEvent, StreamHandlers } from '@prate/mexc-ws';
import type { GuardedHandlers } from './guarded-handlers';

export interface Topic<Wire, Data> {
  readonly subscribe: (handlers: StreamHandlers<Wire>) => Stop;
  /** What a push says, in the order to be told; nothing where it is no news. What it throws is told as an error. */
  readonly read: (event: StreamEvent<Wire>) => readonly Data[];
}

/** Tells a watcher what a topic of the stream says. Subscriptions, their count, queues and gaps are the stream's. */
export function followTopic<Wire, Data>({ subscribe, read }: Topic<Wire, Data>, handlers: GuardedHandlers<Data>): StopWatching {
  let isStopped = false;
  const tellFrom = (data: readonly Data[], first: number, sentAtMs: number): void | Promise<void> => {
    for (let index = first; index < data.length && !isStopped; index += 1) {
      const pending = handlers.data(data[index] as Data, sentAtMs);
      if (pending instanceof Promise) return pending.then(() => tellFrom(data, index + 1, sentAtMs));
    }
  };
  const stop = subscribe({
    onEvent: (event) => {
      let data: readonly Data[];
      try {
        data = read(event);
      } catch (error) {
        return handlers.error(error);
      }
      return tellFrom(data, 0, momentOf(event));
    },
    onGap: (gap) => handlers.gap(gap),
    onReady: () => handlers.ready(),
    onHeard: (heard) => handlers.heard(heard),
    onError: (error) => handlers.error(error),
  });
  return () => {
    isStopped = true;
    stop();
  };
}

/** When a push was sent, or else received; ms since the epoch. */
export function momentOf({ tsMs, receivedAtMs }: StreamEvent<unknown>): number {
  return tsMs ?? receivedAtMs;
}
