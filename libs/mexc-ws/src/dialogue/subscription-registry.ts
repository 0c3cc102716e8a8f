import type { PublicSubscription } from '../client-messages';
import type { Watcher } from '../delivery/watcher';
import type { PublicConnection } from './public-connection';
import { Topic } from './topic';

interface Placed {
  readonly topic: Topic;
  readonly connection: PublicConnection;
}

/** Counts of all public subscriptions. */
export interface SubscriptionCounts {
  readonly wanted: number;
  /** Of these, how many have sent a frame since their connection stands. */
  readonly flowing: number;
  readonly connections: number;
  readonly watchers: number;
}

/**
 * Who watches what, and over which connection. A topic is subscribed once, however many watch it, and ended with the last of them. Topics
 * are spread over connections, so many each; an empty connection is closed.
 */
export class SubscriptionRegistry {
  readonly #placed = new Map<string, Placed>();
  readonly #connections = new Set<PublicConnection>();

  constructor(
    private readonly topicsPerSocket: number,
    private readonly connect: () => PublicConnection,
  ) {}

  get connections(): ReadonlySet<PublicConnection> {
    return this.#connections;
  }

  get topics(): readonly Topic[] {
    return [...this.#placed.values()].map(({ topic }) => topic);
  }

  get counts(): SubscriptionCounts {
    const { topics } = this;
    return {
      wanted: topics.length,
      flowing: topics.filter(({ state }) => state === 'flowing').length,
      connections: this.#connections.size,
      watchers: topics.reduce((sum, { watchers }) => sum + watchers.size, 0),
    };
  }

  /** Adds a watcher; returns how it leaves. */
  add(subscription: PublicSubscription, watcher: Watcher<unknown>): () => void {
    const fresh = new Topic(subscription);
    const placed = this.#placed.get(fresh.key) ?? this.#place(fresh);
    placed.topic.watchers.add(watcher);
    placed.connection.joined(placed.topic, watcher);
    return () => this.#remove(placed, watcher);
  }

  #place(topic: Topic): Placed {
    let connection = [...this.#connections].find((one) => one.size < this.topicsPerSocket && !one.has(topic.route));
    if (connection === undefined) {
      connection = this.connect();
      this.#connections.add(connection);
    }
    const placed = { topic, connection };
    this.#placed.set(topic.key, placed);
    connection.add(topic);
    return placed;
  }

  #remove({ topic, connection }: Placed, watcher: Watcher<unknown>): void {
    if (!topic.watchers.delete(watcher) || topic.watchers.size > 0) return;
    this.#placed.delete(topic.key);
    connection.remove(topic);
    if (connection.size > 0) return;
    this.#connections.delete(connection);
    void connection.stop();
  }

  /** Closes everything; resolves when the last socket is closed. */
  async stop(): Promise<void> {
    const connections = [...this.#connections];
    this.#connections.clear();
    this.#placed.clear();
    await Promise.all(connections.map((connection) => connection.stop()));
  }
}
