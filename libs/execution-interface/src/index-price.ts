import type { DecimalText } from './decimal';

/** Price of a contract's underlying, made by the venue from spot markets. */
export interface IndexPrice {
  /** Of the contract that was asked about, whatever name the venue gives the index. */
  readonly symbol: string;
  /** Quote currency. */
  readonly price: DecimalText;
  /** When the venue stated it, ms since the epoch. */
  readonly atMs: number;
}
