import type { WatcherCounts } from './delivery/watcher';
import type { PrivateState } from './dialogue/private-connection';
import type { SubscriptionCounts } from './dialogue/subscription-registry';

/** How the streams are, now. Ages are ms since something was last heard; absent while no connection stands. */
export interface StreamHealth {
  readonly public: SubscriptionCounts & {
    /** The oldest of all connections: one that stands still is not hidden by others. Absent where one does not stand, or none is wanted. */
    readonly ageMs?: number;
    /** Connections that stand. */
    readonly open: number;
  };
  readonly private: { readonly state: PrivateState; readonly epoch?: number; readonly ageMs?: number };
  /** Over all watchers that have not stopped. */
  readonly queues: WatcherCounts;
  /** What was not expected on the wire, counted by kind, channel and field. */
  readonly drift: Readonly<Record<string, number>>;
}

export function addUp(counts: readonly WatcherCounts[]): WatcherCounts {
  const sum = (of: (count: WatcherCounts) => number) => counts.reduce((total, count) => total + of(count), 0);
  return {
    delivered: sum(({ delivered }) => delivered),
    conflated: sum(({ conflated }) => conflated),
    dropped: sum(({ dropped }) => dropped),
    waiting: sum(({ waiting }) => waiting),
    mostWaiting: Math.max(0, ...counts.map(({ mostWaiting }) => mostWaiting)),
  };
}
