import type { MarketTrade, StopWatching } from '@prate/execution-interface';
import type { WirePushDeal } from '@prate/mexc-protocol';
import { tradeFromPush } from '../from-wire/trades-from-wire';
import type { MarketContext } from '../market-context';
import { followTopic } from '../telling/follow-topic';
import { TradeFilter } from '../telling/trade-filter';
import type { Begin } from './begin-watch';

/** Each trade by itself: merged ones, the venue's default (reference 8.3), would not be those that a call tells. @throws {UnknownSymbolError} */
export async function watchTrades({ catalog, stream }: MarketContext, symbol: string, begin: Begin<MarketTrade>): Promise<StopWatching> {
  await catalog.getInstrument(symbol);
  const filter = new TradeFilter();
  return begin((handlers) =>
    followTopic<readonly WirePushDeal[], MarketTrade>(
      {
        subscribe: (own) => stream.public.watchDeals({ symbol, compress: false }, own),
        read: ({ data }) => data.map((deal) => tradeFromPush(deal, symbol)).filter((trade) => filter.isNews(trade)),
      },
      handlers,
    ),
  );
}
