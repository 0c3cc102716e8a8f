import type { Exchange } from '../exchange/exchange';
import { indexListing } from '../exchange/index-listing';
import type { Listing } from '../exchange/listing';
import { Refusal } from '../exchange/refusal';
import type { Market } from '../market/market';
import { type Kline, buildKlines, isInterval } from '../market/klines';
import { contractView } from './contract-view';
import { RequestFields } from './request-fields';
import type { Route } from './routes';
import { bare, klinesView } from './wire-text';

/** Reference 4: what anybody may ask. */
export const publicRoutes = {
  'get-server-time': ({ exchange, skewMs }) => exchange.nowMs + skewMs,

  'get-contract-detail': ({ exchange, rawQuery }) => {
    const symbol = RequestFields.ofQuery(rawQuery).optionalText('symbol');
    if (symbol !== undefined) return contractView(exchange.listing(symbol).contract);
    return [...exchange.listings.values()].map(({ contract }) => contractView(contract));
  },

  'get-klines': ({ exchange, path, rawQuery }) => {
    const listing = exchange.listing(path['symbol'] ?? '');
    return klinesView(askedKlines(exchange, listing, listing.market, rawQuery));
  },

  'get-index-price-klines': ({ exchange, path, rawQuery }) => {
    const listing = indexListing(exchange, path['symbol'] ?? '');
    return klinesView(askedKlines(exchange, listing, listing.indexMarket, rawQuery).map(withoutTrades));
  },

  'get-fair-price-klines': ({ exchange, path, rawQuery }) => {
    const listing = exchange.listing(path['symbol'] ?? '');
    return klinesView(askedKlines(exchange, listing, listing.fairMarket, rawQuery).map(withoutTrades));
  },

  'get-fair-price': ({ exchange, path }) => {
    const listing = exchange.listing(path['symbol'] ?? '');
    return { symbol: listing.contract.symbol, fairPrice: bare(listing.fairPrice(exchange.nowSecond)), timestamp: exchange.nowMs };
  },
} as const satisfies Record<string, Route>;

/** @throws {Refusal} for a range or an interval that cannot be read */
function askedKlines(exchange: Exchange, { contract }: Listing, market: Market, rawQuery: string): readonly Kline[] {
  const query = RequestFields.ofQuery(rawQuery);
  const interval = query.optionalText('interval') ?? 'Min1';
  if (!isInterval(interval)) throw new Refusal(600, `interval: found ${JSON.stringify(interval)}, expected Min1 … Month1`);
  const startSecond = query.optionalInteger('start');
  const endSecond = query.optionalInteger('end');
  if (startSecond !== undefined && endSecond !== undefined && startSecond > endSecond) {
    throw new Refusal(6003, `time range: found start ${startSecond} after end ${endSecond}`);
  }
  const range = { ...(startSecond === undefined ? {} : { startSecond }), ...(endSecond === undefined ? {} : { endSecond }) };
  return buildKlines(market, contract, { interval, ...range, nowSecond: exchange.nowSecond });
}

/** Index and fair price have no trades: no volume, and the real prices repeat the close (reference 4.7). */
function withoutTrades(row: Kline): Kline {
  const { close } = row;
  return { ...row, vol: '0', amount: '0', realOpen: close, realClose: close, realHigh: close, realLow: close };
}
