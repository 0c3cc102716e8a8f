/** Where MEXC's WebSocket for futures is (reference 8.1); public and private streams share it. */
export const MEXC_STREAM_URL = 'wss://contract.mexc.com/edge';

/** How often a topic speaks, at best. `on`: what makes it speak; `everyMs`: its beat, or how long changes are collected. */
export interface Cadence {
  readonly on: 'clock' | 'trades' | 'changes';
  readonly everyMs?: number;
}

/** One public topic: what is said to get it, and what comes back. */
export interface PublicChannelRow {
  readonly subscribe: string;
  readonly unsubscribe: string;
  /** Names no symbol (reference 8.2). */
  readonly ack: string;
  readonly unsubscribeAck: string;
  readonly push: string;
  readonly isPrivate: false;
  /** Members of `param`, in the order they are written. */
  readonly params: readonly ('symbol' | 'compress' | 'limit' | 'step' | 'interval')[];
  readonly cadence: Cadence;
  /** Sections of the reference. */
  readonly source: string;
}

/** One private channel: it comes after login, if the filter lets it through. */
export interface PersonalChannelRow {
  readonly push: string;
  readonly isPrivate: true;
  /** Whether `personal.filter` knows its name, and takes symbols with it. */
  readonly filter?: { readonly takesSymbols: boolean };
  readonly source: string;
}

const clock = (everyMs: number): Cadence => ({ on: 'clock', everyMs });
const trades = (everyMs?: number): Cadence => ({ on: 'trades', ...(everyMs !== undefined && { everyMs }) });
const changes = (everyMs?: number): Cadence => ({ on: 'changes', ...(everyMs !== undefined && { everyMs }) });

function publicRow(topic: string, params: PublicChannelRow['params'], cadence: Cadence): PublicChannelRow {
  return {
    subscribe: `sub.${topic}`,
    unsubscribe: `unsub.${topic}`,
    ack: `rs.sub.${topic}`,
    unsubscribeAck: `rs.unsub.${topic}`,
    push: `push.${topic}`,
    isPrivate: false,
    params,
    cadence,
    source: '8.3, 8.4',
  };
}

function personalRow(topic: string, source: string, filter?: { readonly takesSymbols: boolean }): PersonalChannelRow {
  return { push: `push.personal.${topic}`, isPrivate: true, ...(filter && { filter }), source };
}

const ofSymbols = { takesSymbols: true };
const ofAll = { takesSymbols: false };

/** Public topics (reference 8.3; read 2026-10). `event.contract` is of event products, which are no futures. */
export const publicChannels = Object.freeze({
  tickers: publicRow('tickers', [], clock(2_000)),
  ticker: publicRow('ticker', ['symbol'], trades(1_000)),
  deal: publicRow('deal', ['symbol', 'compress'], trades()),
  depth: publicRow('depth', ['symbol', 'compress'], changes(200)),
  'depth.full': publicRow('depth.full', ['symbol', 'limit'], changes()),
  'depth.step': publicRow('depth.step', ['symbol', 'step'], changes(200)),
  kline: publicRow('kline', ['symbol', 'interval'], changes()),
  'funding.rate': publicRow('funding.rate', ['symbol'], changes()),
  'index.price': publicRow('index.price', ['symbol'], changes()),
  'fair.price': publicRow('fair.price', ['symbol'], changes()),
  contract: publicRow('contract', [], changes()),
});
export type PublicTopic = keyof typeof publicChannels;
export const publicTopics = Object.freeze(Object.keys(publicChannels) as PublicTopic[]);

/** Private channels (reference 8.5, 8.6; read 2026-10), started by login and filter, never by `sub`. */
export const personalChannels = Object.freeze({
  order: personalRow('order', '8.6, 8.7', ofSymbols),
  'order.deal': personalRow('order.deal', '8.6, 8.8', ofSymbols),
  asset: personalRow('asset', '8.6', ofAll),
  position: personalRow('position', '8.6, 8.9', ofSymbols),
  'plan.order': personalRow('plan.order', '8.6, 5.10', ofSymbols),
  'stop.planorder': personalRow('stop.planorder', '8.6, 5.11', ofSymbols),
  'stop.order': personalRow('stop.order', '8.6', ofSymbols),
  'track.order': personalRow('track.order', '8.6, 5.12'),
  'adl.level': personalRow('adl.level', '8.6', ofAll),
  'liquidate.risk': personalRow('liquidate.risk', '8.6'),
  'risk.limit': personalRow('risk.limit', '8.6', ofSymbols),
  'position.mode': personalRow('position.mode', '8.6'),
  'leverage.mode': personalRow('leverage.mode', '8.6'),
  'order.chase': personalRow('order.chase', '8.6'),
  'position.closeall.fail': personalRow('position.closeall.fail', '8.6'),
  'reverse.position': personalRow('reverse.position', '8.6'),
  bonus: personalRow('bonus', '8.6'),
  'generic.notify': personalRow('generic.notify', '8.6'),
  'event.contract.position': personalRow('event.contract.position', '8.6'),
});
export type PersonalTopic = keyof typeof personalChannels;
export const personalTopics = Object.freeze(Object.keys(personalChannels) as PersonalTopic[]);

/** What `personal.filter` knows, and whether it takes symbols (reference 8.5). */
export const personalFilters = {
  order: ofSymbols,
  'order.deal': ofSymbols,
  position: ofSymbols,
  'plan.order': ofSymbols,
  'stop.order': ofSymbols,
  'stop.planorder': ofSymbols,
  'risk.limit': ofSymbols,
  'adl.level': ofAll,
  asset: ofAll,
} as const satisfies Readonly<Partial<Record<PersonalTopic, { readonly takesSymbols: boolean }>>>;
export type PersonalFilterName = keyof typeof personalFilters;
