import type { Candle, CandleStreamQuery, StopWatching } from '@prate/execution-interface';
import type { WirePushKline } from '@prate/mexc-protocol';
import { candleFromPush } from '../from-wire/candles-from-wire';
import type { MarketContext } from '../market-context';
import { requireInterval } from '../questions/get-candles';
import { CandleFilter } from '../telling/candle-filter';
import { followTopic, momentOf } from '../telling/follow-topic';
import type { Begin } from './begin-watch';

/** The venue marks no end: a candle is complete when it is read by call after its window. @throws {CandleQueryError | UnknownSymbolError} */
export async function watchCandles(
  { catalog, stream }: MarketContext,
  { symbol, intervalSeconds }: CandleStreamQuery,
  begin: Begin<Candle>,
): Promise<StopWatching> {
  const interval = requireInterval(intervalSeconds, `watchCandles of ${symbol}`);
  const instrument = await catalog.getInstrument(symbol);
  const filter = new CandleFilter();
  return begin((handlers) =>
    followTopic<WirePushKline, Candle>(
      {
        subscribe: (own) => stream.public.watchKlines({ symbol, interval }, own),
        read: (event) => {
          const candle = candleFromPush(event.data, { instrument, intervalSeconds });
          return filter.isNews(candle, { epoch: event.epoch, atMs: momentOf(event) }) ? [candle] : [];
        },
      },
      handlers,
    ),
  );
}
