import type { FundingRate, IndexPrice, MarkPrice, StopWatching, Ticker } from '@prate/execution-interface';
import type { WirePushFundingRate, WirePushPrice, WirePushTicker } from '@prate/mexc-protocol';
import { fundingRateFromPush, priceFromPush } from '../from-wire/prices-from-wire';
import { tickerFromWire } from '../from-wire/ticker-from-wire';
import { type MarketContext, indexSymbolOf } from '../market-context';
import { type Topic, followTopic, momentOf } from '../telling/follow-topic';
import type { GuardedHandlers } from '../telling/guarded-handlers';
import { NewestFilter } from '../telling/newest-filter';
import type { Begin } from './begin-watch';

/** At most once a second, by the venue. @throws {UnknownSymbolError} */
export async function watchTicker({ catalog, stream }: MarketContext, symbol: string, begin: Begin<Ticker>): Promise<StopWatching> {
  await catalog.getInstrument(symbol);
  return begin((handlers) =>
    followNewest<WirePushTicker, Ticker>(
      { subscribe: (own) => stream.public.watchTicker({ symbol }, own), read: ({ data }) => [tickerFromWire(data)] },
      handlers,
    ),
  );
}

/** @throws {UnknownSymbolError} */
export async function watchMarkPrice({ catalog, stream }: MarketContext, symbol: string, begin: Begin<MarkPrice>): Promise<StopWatching> {
  await catalog.getInstrument(symbol);
  return begin((handlers) =>
    followNewest<WirePushPrice, MarkPrice>(
      {
        subscribe: (own) => stream.public.watchFairPrice({ symbol }, own),
        read: (event) => [priceFromPush(event.data, { symbol, atMs: momentOf(event) })],
      },
      handlers,
    ),
  );
}

/** Of an inverse contract: quoted under the USDT symbol of its base currency. @throws {UnknownSymbolError} */
export async function watchIndexPrice({ catalog, stream }: MarketContext, symbol: string, begin: Begin<IndexPrice>): Promise<StopWatching> {
  const instrument = await catalog.getInstrument(symbol);
  return begin((handlers) =>
    followNewest<WirePushPrice, IndexPrice>(
      {
        subscribe: (own) => stream.public.watchIndexPrice({ symbol: indexSymbolOf(instrument) }, own),
        read: (event) => [priceFromPush(event.data, { symbol, atMs: momentOf(event) })],
      },
      handlers,
    ),
  );
}

/** @throws {UnknownSymbolError} */
export async function watchFundingRate(
  { catalog, stream }: MarketContext,
  symbol: string,
  begin: Begin<FundingRate>,
): Promise<StopWatching> {
  await catalog.getInstrument(symbol);
  return begin((handlers) =>
    followNewest<WirePushFundingRate, FundingRate>(
      {
        subscribe: (own) => stream.public.watchFundingRate({ symbol }, own),
        read: (event) => [fundingRateFromPush(event.data, { atMs: momentOf(event) })],
      },
      handlers,
    ),
  );
}

/** What states how a thing is: late and repeated pushes are no news. */
function followNewest<Wire, Data extends { readonly atMs: number }>(
  { subscribe, read }: Topic<Wire, Data>,
  handlers: GuardedHandlers<Data>,
): StopWatching {
  const filter = new NewestFilter<Data>();
  return followTopic({ subscribe, read: (event) => read(event).filter((data) => filter.isNews(event.epoch, data)) }, handlers);
}
