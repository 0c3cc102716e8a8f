import { faultCases } from './fault-cases';
import { instrumentCases } from './instrument-cases';
import type { MarketDataCase } from './market-data-venue';
import { questionCases } from './question-cases';
import { sharingCases } from './sharing-cases';
import { watchCases } from './watch-cases';

/** What every {@link MarketDataInterface} must hold. Run every case on a fresh venue. */
export const marketDataContract: readonly MarketDataCase[] = [
  ...questionCases,
  ...watchCases,
  ...sharingCases,
  ...faultCases,
  ...instrumentCases,
];
