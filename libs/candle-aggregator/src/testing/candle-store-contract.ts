import type { CandleStoreCase } from './candle-store-contract/case-support';
import { logCases } from './candle-store-contract/log-cases';
import { minuteCases } from './candle-store-contract/minute-cases';
import { observedCases } from './candle-store-contract/observed-cases';
import { upkeepCases } from './candle-store-contract/upkeep-cases';
import { withdrawalCases } from './candle-store-contract/withdrawal-cases';

export type { CandleStoreCase } from './candle-store-contract/case-support';
export { CONTRACT_NOW_MS } from './candle-store-contract/case-support';

/** The suite. Run every case on a fresh store. */
export const candleStoreContract: readonly CandleStoreCase[] = [
  ...minuteCases,
  ...observedCases,
  ...withdrawalCases,
  ...logCases,
  ...upkeepCases,
];
