import type { PersonalTopic, WirePersonalPushes } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../delivery/stream-event';
import { Watcher, type WatcherCounts } from '../delivery/watcher';
import { StreamClosedError } from '../errors';
import { type AnyPersonalPush, PrivateConnection } from './private-connection';
import type { StreamContext } from './stream-context';

/** What the functions of `streams/private` watch through. */
export class PrivateStreams {
  readonly connection: PrivateConnection;
  readonly #watchers = new Set<Pick<Watcher<never>, 'counts' | 'stop'>>();
  #isClosed = false;

  constructor(private readonly context: StreamContext) {
    this.connection = new PrivateConnection(context);
  }

  get counts(): readonly WatcherCounts[] {
    return [...this.#watchers].map(({ counts }) => counts);
  }

  /** @throws {StreamClosedError} after `disconnect` */
  connect(): Promise<void> {
    if (this.#isClosed) throw new StreamClosedError('connectPrivate');
    return this.connection.connect();
  }

  /** Starts the private connection where it has not been started. Errors as {@link watchAll}. */
  watch<Topic extends PersonalTopic>(topic: Topic, handlers: StreamHandlers<WirePersonalPushes[Topic]>): Stop {
    // The connection hands a topic's watchers what the schema of that topic made.
    return this.#watch(handlers, (watcher) => this.connection.add(topic, watcher as unknown as Watcher<unknown>));
  }

  /**
   * @throws {CredentialsMissingError} without `auth`
   * @throws {StreamClosedError} after `disconnect`
   */
  watchAll(handlers: StreamHandlers<AnyPersonalPush>): Stop {
    return this.#watch(handlers, (watcher) => this.connection.addToAll(watcher));
  }

  #watch<Data>(handlers: StreamHandlers<Data>, add: (watcher: Watcher<Data>) => () => void): Stop {
    if (this.#isClosed) throw new StreamClosedError('watch private');
    const { privateQueueLimit: limit, onHandlerError } = this.context.settings;
    const hooks = { ...this.connection.queueHooks, ...(onHandlerError && { onHandlerError }) };
    const watcher = new Watcher(handlers, { kind: 'lossless', limit }, hooks);
    const leave = add(watcher);
    try {
      this.connection.start();
    } catch (error) {
      leave();
      throw error;
    }
    this.#watchers.add(watcher);
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
    await this.connection.stop();
  }
}
