import { publicChannels, type PublicTopic } from '@prate/mexc-protocol';
import { publicPushShapes } from '@prate/mexc-protocol/schemas';
import { subscribeMessage, unsubscribeMessage } from '../client-messages';
import type { Watcher } from '../delivery/watcher';
import { SubscriptionError, UnreadablePushError } from '../errors';
import type { SocketLoss } from '../socket/reconnecting-socket';
import type { CancelTimer } from '../socket/stream-timer';
import { Link, type PushFrame } from './link';
import type { Answer, PendingRequest } from './request-dispatcher';
import type { StreamContext } from './stream-context';
import { routeOf, type Topic } from './topic';

const LOOK_EVERY_MS = 1_000;
const REFUSED_AGAIN_MS = 10_000;
const LONGEST_PATIENCE_MS = 900_000;
const HEARD_EVERY_MS = 1_000;

/** One public socket and its topics: asks for all of them after every connect, and again for those that fall silent. */
export class PublicConnection {
  readonly #topics = new Map<string, Topic>();
  readonly #asking = new Map<Topic, PendingRequest>();
  readonly #link: Link;
  #cancelLook: CancelTimer | undefined;
  #stopped: Promise<void> | undefined;
  /** When `onHeard` was told last, by the gateway's clock. */
  #toldHeardMs = -Infinity;

  constructor(
    private readonly context: StreamContext,
    readonly name: string,
  ) {
    this.#link = new Link(context, name, 'public', {
      onOpen: (epoch) => this.#opened(epoch),
      onPush: (frame, epoch, receivedAtMs) => this.#pushed(frame, epoch, receivedAtMs),
      onHeard: (serverTimeMs, epoch, receivedAtMs) => this.#heard(serverTimeMs, epoch, receivedAtMs),
      onUnreadable: (epoch, receivedAtMs) => this.#unreadable(epoch, receivedAtMs),
      onLost: (loss) => this.#lost(loss),
    });
    this.#link.start();
  }

  get size(): number {
    return this.#topics.size;
  }

  get epoch(): number | undefined {
    return this.#link.epoch;
  }

  get heardAtMs(): number | undefined {
    return this.#link.heardAtMs;
  }

  has(route: string): boolean {
    return this.#topics.has(route);
  }

  add(topic: Topic): void {
    this.#topics.set(topic.route, topic);
    if (this.epoch !== undefined) this.#ask(topic);
  }

  /** A watcher came to a topic that may be flowing already. */
  joined(topic: Topic, watcher: Watcher<unknown>): void {
    if (this.epoch !== undefined && isLive(topic)) watcher.ready({ epoch: this.epoch });
  }

  remove(topic: Topic): void {
    this.#topics.delete(topic.route);
    const isUnsent = this.#asking.get(topic)?.withdraw() === true;
    this.#asking.delete(topic);
    if (this.epoch !== undefined && topic.state !== 'wanted' && !isUnsent) this.#unsubscribe(topic);
  }

  stop(): Promise<void> {
    this.#cancelLook?.();
    this.#stopped ??= this.#link.stop();
    return this.#stopped;
  }

  #opened(epoch: number): void {
    this.context.drift.lookAgain();
    this.#toldHeardMs = -Infinity;
    this.#lookLater();
    for (const topic of this.#topics.values()) this.#ask(topic);
    this.context.tellState({ kind: 'ready', connection: this.name, epoch });
  }

  #lost({ epoch, reason, sinceMs }: SocketLoss): void {
    this.#cancelLook?.();
    this.#asking.clear();
    for (const topic of this.#topics.values()) {
      if (isLive(topic)) for (const watcher of topic.watchers) watcher.gap({ epoch, reason, sinceMs });
      topic.state = 'wanted';
    }
  }

  #ask(topic: Topic): void {
    topic.state = 'asked';
    topic.movedAtMs = this.context.settings.timer.nowMs();
    topic.heardAtMs = topic.movedAtMs;
    const request = this.#link.ask(subscribeMessage(topic.subscription), publicChannels[topic.topic].ack, (answer) =>
      this.#answered(topic, answer),
    );
    // What was answered at once is not pending.
    if (topic.state === 'asked') this.#asking.set(topic, request);
  }

  #unsubscribe(topic: Topic): void {
    this.#link.ask(unsubscribeMessage(topic.subscription), publicChannels[topic.topic].unsubscribeAck, () => undefined);
  }

  #answered(topic: Topic, answer: Answer): void {
    this.#asking.delete(topic);
    const { epoch } = this;
    // Its connection is gone, or a frame has said more than any answer.
    if (epoch === undefined || topic.state !== 'asked' || this.#topics.get(topic.route) !== topic) return;
    topic.movedAtMs = this.context.settings.timer.nowMs();
    if (answer.kind === 'acked') return this.#live(topic, 'confirmed', epoch);
    topic.state = 'refused';
    const words = answer.kind === 'refused' ? answer.words : '';
    for (const watcher of topic.watchers) watcher.error(new SubscriptionError(topic.topic, topic.symbol, answer.kind, words));
  }

  #live(topic: Topic, state: 'confirmed' | 'flowing', epoch: number): void {
    const wasLive = isLive(topic);
    topic.state = state;
    if (!wasLive) for (const watcher of topic.watchers) watcher.ready({ epoch });
  }

  #pushed(frame: PushFrame, epoch: number, receivedAtMs: number): void {
    const name = frame.channel.slice('push.'.length);
    // A private push on a public connection is nobody's here.
    if (!Object.hasOwn(publicChannels, name)) return;
    const topic = this.#topicOf(name as PublicTopic, frame);
    if (topic === undefined) return;
    topic.repairs = 0;
    topic.movedAtMs = receivedAtMs;
    topic.heardAtMs = receivedAtMs;
    this.#live(topic, 'flowing', epoch);
    const data = this.context.drift.read<unknown>(frame.channel, publicPushShapes[topic.topic], frame.data);
    if (data instanceof UnreadablePushError) {
      for (const watcher of topic.watchers) watcher.error(data);
      return;
    }
    const event = {
      epoch,
      receivedAtMs,
      ...(frame.tsMs !== undefined && { tsMs: frame.tsMs }),
      ...(frame.symbol !== undefined && { symbol: frame.symbol }),
      data,
    };
    for (const watcher of topic.watchers) watcher.push(event);
  }

  #heard(serverTimeMs: number, epoch: number, receivedAtMs: number): void {
    if (serverTimeMs < this.#toldHeardMs + HEARD_EVERY_MS) return;
    this.#toldHeardMs = serverTimeMs;
    for (const topic of this.#topics.values()) {
      if (isLive(topic)) for (const watcher of topic.watchers) watcher.heard({ epoch, serverTimeMs, receivedAtMs });
    }
  }

  /** It may have been a push of any topic. */
  #unreadable(epoch: number, sinceMs: number): void {
    for (const topic of this.#topics.values()) {
      if (!isLive(topic)) continue;
      for (const watcher of topic.watchers) {
        watcher.gap({ epoch, reason: 'unreadable frame', sinceMs });
        watcher.ready({ epoch });
      }
    }
  }

  #topicOf(name: PublicTopic, { symbol, data }: PushFrame): Topic | undefined {
    const inner = (typeof data === 'object' && data !== null ? data : {}) as { readonly symbol?: unknown; readonly interval?: unknown };
    const takesSymbol = publicChannels[name].params.includes('symbol');
    const told = symbol ?? (typeof inner.symbol === 'string' ? inner.symbol : undefined);
    const interval = typeof inner.interval === 'string' ? inner.interval : undefined;
    return this.#topics.get(routeOf(name, takesSymbol ? told : undefined, interval));
  }

  #lookLater(): void {
    this.#cancelLook = this.context.settings.timer.after(LOOK_EVERY_MS, () => {
      this.#lookLater();
      for (const topic of this.#topics.values()) this.#look(topic);
    });
  }

  /** Subscribed but silent, or refused a while ago: asked for again, each time after twice as long. */
  #look(topic: Topic): void {
    const { epoch } = this;
    const { timer, silentAfterMs } = this.context.settings;
    const patienceMs = topic.state === 'refused' ? REFUSED_AGAIN_MS : isLive(topic) ? silentAfterMs[topic.topic] : 0;
    // A clock that was set back must not make silence longer.
    topic.movedAtMs = Math.min(topic.movedAtMs, timer.nowMs());
    const allowedMs = Math.min(patienceMs * 2 ** topic.repairs, Math.max(patienceMs, LONGEST_PATIENCE_MS));
    if (epoch === undefined || patienceMs === 0 || timer.nowMs() - topic.movedAtMs < allowedMs) return;
    topic.repairs += 1;
    if (isLive(topic)) {
      const { topic: name, symbol, heardAtMs: sinceMs } = topic;
      this.context.tellState({
        kind: 'silent',
        connection: this.name,
        epoch,
        topic: name,
        ...(symbol !== undefined && { symbol }),
        sinceMs,
      });
      for (const watcher of topic.watchers) watcher.gap({ epoch, reason: 'subscription silent', sinceMs });
      this.#unsubscribe(topic);
    }
    this.#ask(topic);
  }
}

function isLive({ state }: Topic): boolean {
  return state === 'confirmed' || state === 'flowing';
}
