import type { PublicTopic, WirePublicPushes } from '@prate/mexc-protocol';
import { type PublicSubscription, subscribeMessage } from '../client-messages';
import type { QueuePolicy } from '../delivery/queue-policy';
import type { Stop, StreamHandlers } from '../delivery/stream-event';
import { Watcher, type WatcherCounts } from '../delivery/watcher';
import { StreamClosedError } from '../errors';
import { PublicConnection } from './public-connection';
import type { StreamContext } from './stream-context';
import { SubscriptionRegistry } from './subscription-registry';

type SubscriptionTo<Topic extends PublicTopic> = Extract<PublicSubscription, { readonly topic: unknown }> & { readonly topic: Topic };

/** What the functions of `streams/public` watch through. */
export class PublicStreams {
  readonly registry: SubscriptionRegistry;
  readonly #watchers = new Set<Pick<Watcher<never>, 'counts' | 'stop'>>();
  #connectionsMade = 0;
  #isClosed = false;

  constructor(private readonly context: StreamContext) {
    this.registry = new SubscriptionRegistry(
      context.settings.topicsPerSocket,
      () => new PublicConnection(context, `public-${++this.#connectionsMade}`),
    );
  }

  get queueLimit(): number {
    return this.context.settings.marketQueueLimit;
  }

  get counts(): readonly WatcherCounts[] {
    return [...this.#watchers].map(({ counts }) => counts);
  }

  /**
   * @throws {InvalidMessageError} for parameters that make no sense
   * @throws {StreamClosedError} after `disconnect`
   */
  watch<Topic extends PublicTopic>(
    subscription: SubscriptionTo<Topic>,
    handlers: StreamHandlers<WirePublicPushes[Topic]>,
    policy: QueuePolicy<WirePublicPushes[Topic]>,
  ): Stop {
    // Checked before anything is kept.
    subscribeMessage(subscription);
    if (this.#isClosed) throw new StreamClosedError(`watch ${subscription.topic}`);
    const { onHandlerError } = this.context.settings;
    const watcher = new Watcher(handlers, policy, { ...(onHandlerError && { onHandlerError }) });
    this.#watchers.add(watcher);
    // The registry hands a topic's watchers what the schema of that topic made.
    const leave = this.registry.add(subscription, watcher as unknown as Watcher<unknown>);
    return () => {
      watcher.stop();
      this.#watchers.delete(watcher);
      leave();
    };
  }

  async stop(): Promise<void> {
    this.#isClosed = true;
    for (const watcher of this.#watchers) watcher.stop();
    this.#watchers.clear();
    await this.registry.stop();
  }
}
