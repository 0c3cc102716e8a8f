export type { MexcFuturesMarketDataOptions, OwnWireOptions } from './config';
export {
  CandleQueryError,
  ContractListEmptyError,
  CrossedBookError,
  KlineRowError,
  MarketDataClosedError,
  MarketQueryError,
  TickerMissingError,
  UnreadableContractError,
  WatchError,
} from './errors';
export { MexcFuturesMarketData } from './mexc-futures-market-data';
