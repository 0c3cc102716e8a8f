import type { PublicTopic } from '@prate/mexc-protocol';
import type { PublicSubscription } from '../client-messages';
import type { Watcher } from '../delivery/watcher';

/**
 * Where a subscription stands: `wanted` (nothing sent on this connection), `asked`, `confirmed` (the ack came, or a frame), `flowing` (a
 * frame came; acks name no symbol, so only this is certain), `refused`.
 */
export type TopicState = 'wanted' | 'asked' | 'confirmed' | 'flowing' | 'refused';

type Members = { readonly topic: PublicTopic; readonly symbol?: string; readonly interval?: string };

/** One public subscription, shared by all who watch it. */
export class Topic {
  /** With every parameter: two watchers of one key share one subscription. */
  readonly key: string;
  /** As much of it as a push tells. Two topics of one route cannot live on one connection: their pushes could not be told apart. */
  readonly route: string;
  readonly symbol: string | undefined;
  readonly watchers = new Set<Watcher<unknown>>();
  state: TopicState = 'wanted';
  /** When it was last asked for or last spoke, ms since the epoch. */
  movedAtMs = 0;
  /** When it last spoke, or was first asked for: from then on something may be missing. */
  heardAtMs = 0;
  /** Times it was asked for again without a word from it. */
  repairs = 0;

  constructor(readonly subscription: PublicSubscription) {
    const { topic, symbol, interval, ...rest } = subscription as Members & Readonly<Record<string, unknown>>;
    this.symbol = symbol;
    this.route = routeOf(topic, symbol, interval);
    const extras = Object.entries(withDefaults(topic, rest)).sort(([a], [b]) => (a < b ? -1 : 1));
    this.key = [this.route, ...extras.map(([name, value]) => `${name}=${String(value)}`)].join('|');
  }

  get topic(): PublicTopic {
    return this.subscription.topic;
  }
}

/** Of a subscription, or of a push of it. */
export function routeOf(topic: PublicTopic, symbol: string | undefined, interval: string | undefined): string {
  return [topic, symbol, topic === 'kline' ? interval : undefined].filter((part) => part !== undefined).join('|');
}

/** What the venue takes where nothing is said (reference 8.3): saying it and leaving it out are one subscription. */
function withDefaults(topic: PublicTopic, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (topic === 'depth' || topic === 'deal') return { compress: given['compress'] ?? true };
  if (topic === 'depth.full') return { limit: given['limit'] ?? 20 };
  return given;
}
