import { compare } from '@prate/execution-interface/decimal';
import type { Exchange } from '../exchange/exchange';
import { indexListing } from '../exchange/index-listing';
import type { Listing } from '../exchange/listing';
import { Refusal } from '../exchange/refusal';
import type { RequestFields } from '../http/request-fields';
import { isInterval } from '../market/klines';
import type { Feed } from './feed';
import { dealFeed } from './feeds/deal-feed';
import { aggregatedDepthFeed, depthSteps, fullDepthFeed, singleDepthFeed, steppedDepthFeed } from './feeds/depth-feeds';
import { klineFeed } from './feeds/kline-feed';
import { fairPriceFeed, fundingRateFeed, indexPriceFeed } from './feeds/price-feeds';
import { tickerFeed, tickersFeed } from './feeds/ticker-feeds';

/** What a client asked for: the same topic, symbol and variant again replaces the former. */
export interface Subscription {
  readonly topic: PublicTopic;
  readonly symbol?: string;
  /** The interval of klines: several may run beside each other. */
  readonly variant?: string;
  readonly feed: Feed;
}

/** Reads the parameters of `sub.<topic>`. @throws {Refusal} whose message becomes the `rs.error` */
type TopicRow = (param: RequestFields, exchange: Exchange) => Omit<Subscription, 'topic'>;

const FULL_DEPTH_LIMITS = [5, 10, 20] as const;

const ofSymbol =
  (open: (exchange: Exchange, listing: Listing, param: RequestFields) => Feed): TopicRow =>
  (param, exchange) => {
    const listing = exchange.listing(param.text('symbol'));
    return { symbol: listing.contract.symbol, feed: open(exchange, listing, param) };
  };

const nothing: Feed = () => [];

/** The public topics of reference 8.3; `event.contract` is out of scope. */
const rows = {
  tickers: (_param, exchange) => ({ feed: tickersFeed(exchange) }),
  ticker: ofSymbol(tickerFeed),
  deal: ofSymbol((exchange, listing, param) => dealFeed(exchange, listing, { isAggregated: param.optionalFlag('compress') ?? true })),
  depth: ofSymbol((exchange, listing, param) =>
    (param.optionalFlag('compress') ?? true) ? aggregatedDepthFeed(exchange, listing) : singleDepthFeed(exchange, listing),
  ),
  'depth.full': ofSymbol((exchange, listing, param) => {
    const limit = param.optionalInteger('limit') ?? 20;
    if (!FULL_DEPTH_LIMITS.some((known) => known === limit)) throw new Refusal(600, `limit: found ${limit}, expected 5, 10 or 20`);
    return fullDepthFeed(exchange, listing, limit);
  }),
  'depth.step': ofSymbol((exchange, listing, param) => {
    const asked = param.decimal('step');
    const step = depthSteps(listing).find((known) => compare(known, asked) === 0);
    if (step === undefined) throw new Refusal(600, `step: found ${asked}, expected one of ${depthSteps(listing).join(', ')}`);
    return steppedDepthFeed(exchange, listing, step);
  }),
  kline: (param, exchange) => {
    const listing = exchange.listing(param.text('symbol'));
    const interval = param.text('interval');
    if (!isInterval(interval)) throw new Refusal(600, `interval: found ${JSON.stringify(interval)}, expected Min1 … Month1`);
    return { symbol: listing.contract.symbol, variant: interval, feed: klineFeed(exchange, listing, interval) };
  },
  'funding.rate': ofSymbol(fundingRateFeed),
  'index.price': (param, exchange) => {
    const listing = indexListing(exchange, param.text('symbol'));
    return { symbol: listing.contract.symbol, feed: indexPriceFeed(exchange, listing) };
  },
  'fair.price': ofSymbol(fairPriceFeed),
  // Told when it happens, see exchange-pushes.ts.
  contract: () => ({ feed: nothing }),
} as const satisfies Readonly<Record<string, TopicRow>>;

export type PublicTopic = keyof typeof rows;
export const publicTopics = Object.freeze(Object.keys(rows) as PublicTopic[]);

export function isPublicTopic(word: string): word is PublicTopic {
  return Object.hasOwn(rows, word);
}

/** @throws {Refusal} for parameters that cannot be served */
export function openSubscription(topic: PublicTopic, param: RequestFields, exchange: Exchange): Subscription {
  return { topic, ...rows[topic](param, exchange) };
}
