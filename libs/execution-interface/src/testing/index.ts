export { buildInstrument } from './builders';
export type { JournalCase, KillSwitchCase, KillSwitchPair } from './journal/journal-case';
export { JOURNAL_NOW_MS, buildIntent, buildTrade } from './journal/journal-samples';
export { killSwitchContract } from './journal/kill-switch-contract';
export { orderJournalContract } from './journal/order-journal-contract';
export { ManualClock } from './manual-clock';
export { marketDataContract } from './market-data/market-data-contract';
export type { MarketDataCase, MarketDataVenue, WatchKind } from './market-data/market-data-venue';
