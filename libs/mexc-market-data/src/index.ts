export type { MexcFuturesMarketDataOptions } from './config';
export { CandleQueryError, KlineRowError, UnreadableContractError } from './errors';
export { MexcFuturesMarketData } from './mexc-futures-market-data';
