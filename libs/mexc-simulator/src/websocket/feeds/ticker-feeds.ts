import type { Exchange } from '../../exchange/exchange';
import type { Listing } from '../../exchange/listing';
import { tickerPushView, tickersRow } from '../../http/market-view';
import type { Feed } from '../feed';

const TICKERS_EVERY_MS = 2_000;

/** Once a second in which somebody traded. */
export function tickerFeed(exchange: Exchange, listing: Listing): Feed {
  let through: number | undefined;
  return () => {
    const { nowMs, nowSecond } = exchange;
    const isDue = through === undefined || hasTraded(listing, through, nowSecond);
    through = nowSecond;
    return isDue ? [{ symbol: listing.contract.symbol, data: tickerPushView(listing, nowMs) }] : [];
  };
}

/** All contracts, every 2 s. */
export function tickersFeed(exchange: Exchange): Feed {
  let turn: number | undefined;
  return () => {
    const present = Math.floor(exchange.nowMs / TICKERS_EVERY_MS);
    if (turn === present) return [];
    turn = present;
    return [{ data: [...exchange.listings.values()].map((listing) => tickersRow(listing, exchange.nowMs)) }];
  };
}

function hasTraded(listing: Listing, afterSecond: number, throughSecond: number): boolean {
  for (let second = throughSecond; second > afterSecond; second -= 1) if (listing.market.tradedLots(second) > 0) return true;
  return false;
}
