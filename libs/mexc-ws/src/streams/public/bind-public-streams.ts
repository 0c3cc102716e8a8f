import type { PublicStreams } from '../../dialogue/public-streams';
import type { Stop } from '../../delivery/stream-event';
import { watchContracts } from './watch-contracts';
import { watchDeals } from './watch-deals';
import { watchDepth } from './watch-depth';
import { watchDepthFull } from './watch-depth-full';
import { watchDepthStep } from './watch-depth-step';
import { watchFairPrice } from './watch-fair-price';
import { watchFundingRate } from './watch-funding-rate';
import { watchIndexPrice } from './watch-index-price';
import { watchKlines } from './watch-klines';
import { watchTicker } from './watch-ticker';
import { watchTickers } from './watch-tickers';

/** The public streams over one set of connections; each is documented in the file named like it. */
export function bindPublicStreams(streams: PublicStreams) {
  const over =
    <Rest extends unknown[]>(watch: (streams: PublicStreams, ...rest: Rest) => Stop) =>
    (...rest: Rest): Stop =>
      watch(streams, ...rest);
  return {
    watchTickers: over(watchTickers),
    watchTicker: over(watchTicker),
    watchDeals: over(watchDeals),
    watchDepth: over(watchDepth),
    watchDepthFull: over(watchDepthFull),
    watchDepthStep: over(watchDepthStep),
    watchKlines: over(watchKlines),
    watchFundingRate: over(watchFundingRate),
    watchIndexPrice: over(watchIndexPrice),
    watchFairPrice: over(watchFairPrice),
    watchContracts: over(watchContracts),
  };
}
