import { type MarketTrade, decimal } from '@prate/execution-interface';
import { type WireMarketDeal, type WirePushDeal, dealSideCodes } from '@prate/mexc-protocol';
import { decimalOf } from './decimal-of';

/** `contract/deals`, newest first (reference 4.8), as trades, oldest first. @throws {UnknownCodeError} for a side that no table knows */
export function tradesFromWire(deals: readonly WireMarketDeal[], symbol: string): MarketTrade[] {
  return deals
    .map(({ p, v, T, t }) => ({ symbol, price: decimal(p), contracts: decimal(v), takerSide: dealSideCodes.toWord(T), atMs: t }))
    .reverse()
    .sort((one, other) => one.atMs - other.atMs);
}

/** A trade of `push.deal` (reference 8.4). @throws {UnknownCodeError} for a side that no table knows */
export function tradeFromPush({ p, v, T, t, i }: WirePushDeal, symbol: string): MarketTrade {
  return {
    ...(i === undefined ? {} : { id: i }),
    symbol,
    price: decimalOf(p),
    contracts: decimalOf(v),
    takerSide: dealSideCodes.toWord(T),
    atMs: t,
  };
}
