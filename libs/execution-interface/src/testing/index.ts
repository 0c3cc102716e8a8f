export { buildInstrument } from './builders';
export { ManualClock } from './manual-clock';
export { marketDataContract } from './market-data/market-data-contract';
export type { MarketDataCase, MarketDataVenue, WatchKind } from './market-data/market-data-venue';
