import { isInterval, buildKlines } from '../market/klines';
import { Refusal } from '../exchange/refusal';
import { contractView } from './contract-view';
import { RequestFields } from './request-fields';
import type { Route } from './routes';
import { bare, klinesView } from './wire-text';

/** Reference 4: what anybody may ask. */
export const publicRoutes = {
  'get-server-time': ({ exchange }) => exchange.nowMs,

  'get-contract-detail': ({ exchange, rawQuery }) => {
    const symbol = RequestFields.ofQuery(rawQuery).optionalText('symbol');
    if (symbol !== undefined) return contractView(exchange.listing(symbol).contract);
    return [...exchange.listings.values()].map(({ contract }) => contractView(contract));
  },

  'get-klines': ({ exchange, path, rawQuery }) => {
    const { contract, market } = exchange.listing(path['symbol'] ?? '');
    const query = RequestFields.ofQuery(rawQuery);
    const interval = query.optionalText('interval') ?? 'Min1';
    if (!isInterval(interval)) throw new Refusal(600, `interval: found ${JSON.stringify(interval)}, expected Min1 … Month1`);
    const startSecond = query.optionalInteger('start');
    const endSecond = query.optionalInteger('end');
    if (startSecond !== undefined && endSecond !== undefined && startSecond > endSecond) {
      throw new Refusal(6003, `time range: found start ${startSecond} after end ${endSecond}`);
    }
    const range = { ...(startSecond === undefined ? {} : { startSecond }), ...(endSecond === undefined ? {} : { endSecond }) };
    return klinesView(buildKlines(market, contract, { interval, ...range, nowSecond: exchange.nowSecond }));
  },

  'get-fair-price': ({ exchange, path }) => {
    const listing = exchange.listing(path['symbol'] ?? '');
    return { symbol: listing.contract.symbol, fairPrice: bare(listing.fairPrice(exchange.nowSecond)), timestamp: exchange.nowMs };
  },
} as const satisfies Record<string, Route>;
