import { symbol } from './parameter-rules';

/** What is asked about one contract. */
export interface ContractParameters {
  /** For example `BTC_USDT`. */
  readonly symbol: string;
}

export const contractRules = { symbol };
