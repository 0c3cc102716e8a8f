import type { MarketTrade, StopWatching } from '@prate/execution-interface';
import type { WirePushDeal } from '@prate/mexc-protocol';
import { tradeFromPush } from '../from-wire/trades-from-wire';
import type { MarketContext } from '../market-context';
import { followTopic } from '../telling/follow-topic';
import { TradeFilter } from '../telling/trade-filter';
import type { Begin } from './begin-watch';

/** As the venue aggregates them, which is its default (reference 8.3). @throws {UnknownSymbolError} */
export async function watchTrades({ catalog, stream }: MarketContext, symbol: string, begin: Begin<MarketTrade>): Promise<StopWatching> {
  await catalog.getInstrument(symbol);
  const filter = new TradeFilter();
  return begin((handlers) =>
    followTopic<readonly WirePushDeal[], MarketTrade>(
      {
        subscribe: (own) => stream.public.watchDeals({ symbol }, own),
        read: ({ data }) => data.map((deal) => tradeFromPush(deal, symbol)).filter((trade) => filter.isNews(trade)),
      },
      handlers,
    ),
  );
}
