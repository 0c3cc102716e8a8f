import type { Exchange } from '../../exchange/exchange';
import type { Listing } from '../../exchange/listing';
import { dealRow } from '../../http/market-view';
import type { Trade } from '../../market/trade-tape';
import type { Feed } from '../feed';

/** Trades of the seconds after this one: a push a second, or a push a trade. Nothing is sent twice and nothing left out. */
export function dealFeed(exchange: Exchange, listing: Listing, { isAggregated }: { readonly isAggregated: boolean }): Feed {
  let through = exchange.nowSecond;
  const { symbol } = listing.contract;
  const row = (trade: Trade): object => ({ ...dealRow(trade, listing), i: trade.id, cts: String(trade.atMs) });
  return () => {
    const pushes: { symbol: string; data: readonly object[] }[] = [];
    for (; through < exchange.nowSecond; through += 1) {
      const rows = listing.trades.ofSecond(through + 1).map(row);
      if (rows.length === 0) continue;
      if (isAggregated) pushes.push({ symbol, data: rows });
      else pushes.push(...rows.map((each) => ({ symbol, data: [each] })));
    }
    return pushes;
  };
}
