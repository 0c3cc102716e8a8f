import { CredentialsMissingError, type MexcFuturesAuth } from '@prate/mexc-auth';
import { personalChannels, type PersonalTopic } from '@prate/mexc-protocol';
import { personalPushShapes } from '@prate/mexc-protocol/schemas';
import type { StreamEvent } from '../delivery/stream-event';
import type { Watcher } from '../delivery/watcher';
import { type LoginRefusedError, StreamClosedError, UnreadablePushError } from '../errors';
import type { SocketLoss } from '../socket/reconnecting-socket';
import { Link, type PushFrame } from './link';
import { logIn, type LoginResult } from './private-login';
import type { StreamContext } from './stream-context';

/** `paused`: given up because a handler is too slow, until it has caught up. */
export type PrivateState = 'off' | 'connecting' | 'ready' | 'paused';

/** A push of any private channel, as watchers of all of them see it. */
export interface AnyPersonalPush {
  readonly topic: PersonalTopic;
  readonly data: unknown;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The private socket: logs in and filters after every connect, hands out what comes, and loses nothing without saying so. */
export class PrivateConnection {
  readonly #watchers = new Map<PersonalTopic, Set<Watcher<unknown>>>();
  readonly #watchersOfAll = new Set<Watcher<AnyPersonalPush>>();
  readonly #link: Link;
  #state: PrivateState = 'off';
  #hasBeenReady = false;
  /** Whether watchers were told that events flow, and not yet that they do not. */
  #isLive = false;
  #waiters: Waiter[] = [];
  #fullQueues = 0;

  constructor(private readonly context: StreamContext) {
    this.#link = new Link(context, 'private', 'private', {
      onOpen: () => this.#opened(),
      onPush: (frame, epoch, receivedAtMs) => this.#pushed(frame, epoch, receivedAtMs),
      onLost: (loss) => this.#lost(loss),
    });
  }

  get state(): PrivateState {
    return this.#state;
  }

  get epoch(): number | undefined {
    return this.#link.epoch;
  }

  get heardAtMs(): number | undefined {
    return this.#link.heardAtMs;
  }

  /** For the queues of its watchers. */
  readonly queueHooks = {
    onFull: () => void (this.#fullQueues += 1),
    onDrained: () => {
      this.#fullQueues -= 1;
      if (this.#state === 'paused' && this.#fullQueues === 0) {
        this.#state = 'connecting';
        this.#link.resume();
      }
    },
  };

  /** @throws {CredentialsMissingError} when there is nothing to log in with */
  start(): void {
    this.#requireAuth();
    if (this.#state !== 'off') return;
    this.#state = 'connecting';
    this.#hasBeenReady = false;
    this.#link.start();
  }

  /** Resolves when private pushes flow; rejects when the first login is refused, or when it is stopped before. */
  connect(): Promise<void> {
    this.start();
    if (this.#state === 'ready') return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  async stop(reason: Error = new StreamClosedError('connectPrivate')): Promise<void> {
    if (this.#state === 'off') return;
    this.#state = 'off';
    const waiters = this.#waiters.splice(0);
    const closed = this.#link.stop();
    for (const { reject } of waiters) reject(reason);
    await closed;
  }

  add(topic: PersonalTopic, watcher: Watcher<unknown>): () => void {
    const set = this.#watchers.get(topic) ?? new Set();
    this.#watchers.set(topic, set);
    return this.#join(set, watcher);
  }

  addToAll(watcher: Watcher<AnyPersonalPush>): () => void {
    return this.#join(this.#watchersOfAll, watcher);
  }

  #join<Data>(set: Set<Watcher<Data>>, watcher: Watcher<Data>): () => void {
    set.add(watcher);
    if (this.#state === 'ready' && this.epoch !== undefined) watcher.ready({ epoch: this.epoch });
    return () => void set.delete(watcher);
  }

  #requireAuth(): MexcFuturesAuth {
    const { auth } = this.context.settings;
    if (auth === undefined) throw new CredentialsMissingError(['apiKey', 'apiSecret']);
    return auth;
  }

  #opened(): void {
    this.context.drift.lookAgain();
    logIn(this.#link, this.#requireAuth(), this.context.settings.filters, (result) => this.#loggedIn(result));
  }

  #loggedIn(result: LoginResult): void {
    const { epoch } = this;
    if (epoch === undefined) return;
    if (result.kind === 'unanswered') return this.#link.restart('login unanswered');
    if (result.kind === 'refused') return this.#refused(result.error);
    this.#state = 'ready';
    this.#hasBeenReady = true;
    this.#isLive = true;
    for (const { resolve } of this.#waiters.splice(0)) resolve();
    this.#each((watcher) => watcher.ready({ epoch }));
    this.context.tellState({ kind: 'ready', connection: this.#link.name, epoch });
  }

  /** A first refusal is the key's or the configuration's and does not pass; a later one may be the clock's, and is tried again. */
  #refused(error: LoginRefusedError): void {
    this.#each((watcher) => watcher.error(error));
    if (this.#hasBeenReady) this.#link.restart(`${error.step} refused`);
    else void this.stop(error);
  }

  #lost({ epoch, reason, sinceMs }: SocketLoss): void {
    if (this.#state === 'ready') this.#state = 'connecting';
    if (this.#isLive) this.#each((watcher) => watcher.gap({ epoch, reason, sinceMs }));
    this.#isLive = false;
  }

  #pushed(frame: PushFrame, epoch: number, receivedAtMs: number): void {
    const topic = frame.channel.slice('push.personal.'.length) as PersonalTopic;
    // A public push on the private connection is nobody's here.
    if (!frame.channel.startsWith('push.personal.') || !Object.hasOwn(personalChannels, topic)) return;
    const data = this.context.drift.read<unknown>(frame.channel, personalPushShapes[topic], frame.data);
    const watchers = this.#watchers.get(topic) ?? [];
    if (data instanceof UnreadablePushError) {
      for (const watcher of [...watchers, ...this.#watchersOfAll]) watcher.error(data);
      return;
    }
    const event: Omit<StreamEvent<unknown>, 'data'> = { epoch, receivedAtMs, ...(frame.tsMs !== undefined && { tsMs: frame.tsMs }) };
    for (const watcher of watchers) watcher.push({ ...event, data });
    for (const watcher of this.#watchersOfAll) watcher.push({ ...event, data: { topic, data } });
    if (this.#fullQueues > 0 && this.#state !== 'off' && this.#state !== 'paused') {
      this.#state = 'paused';
      this.#link.pause('consumer too slow');
    }
  }

  #each(tell: (watcher: Pick<Watcher<unknown>, 'gap' | 'ready' | 'error'>) => void): void {
    for (const set of this.#watchers.values()) for (const watcher of set) tell(watcher);
    for (const watcher of this.#watchersOfAll) tell(watcher);
  }
}
