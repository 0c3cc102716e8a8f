import type { Clock, Instrument } from '@prate/execution-interface';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import type { MexcFuturesStream } from '@prate/mexc-ws';
import type { ContractCatalog } from './contract-catalog';
import { MarketQueryError } from './errors';
import type { InstrumentFeed } from './instrument-feed';
import type { SharedOrderBooks } from './shared-order-books';

/** What questions and watches work with. */
export interface MarketContext {
  readonly rest: MexcFuturesRest;
  readonly stream: MexcFuturesStream;
  readonly clock: Clock;
  readonly catalog: ContractCatalog;
  readonly instrumentFeed: InstrumentFeed;
  readonly books: SharedOrderBooks;
}

/** Under which symbol the venue quotes the index of a contract: an inverse one has none of its own (reference 4.5, 8.4). */
export function indexSymbolOf({ kind, symbol, baseCurrency }: Instrument): string {
  return kind === 'inverse' ? `${baseCurrency}_USDT` : symbol;
}

/** @throws {MarketQueryError} */
export function requireWhole(
  value: number,
  { operation, symbol, parameter, most }: { operation: string; symbol: string; parameter: string; most: number },
): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new MarketQueryError(operation, symbol, parameter, value, `a whole number from 1 to ${most}`);
}
