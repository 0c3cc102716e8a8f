import type { Exchange } from '../exchange/exchange';
import { indexListing } from '../exchange/index-listing';
import type { Listing } from '../exchange/listing';
import { Refusal } from '../exchange/refusal';
import { HISTORY_DAYS } from '../market/seeded-market';
import type { BookChange } from '../exchange/order-book-journal';
import { dealRow, depthRow, depthSide, fundingView, tickerView } from './market-view';
import { RequestFields } from './request-fields';
import type { Route, RouteRequest } from './routes';
import { bare } from './wire-text';

const MOST_DEALS = 100;
const MOST_COMMITS = 1_000;
const MOST_FUNDING_ROWS = 1_000;

/** Reference 4.3 to 4.9: the book, trades, tickers, index and funding. */
export const marketRoutes = {
  'get-depth': (request) => {
    const listing = listingOf(request);
    const { exchange } = request;
    const most = Number.MAX_SAFE_INTEGER;
    const limit = atMost(RequestFields.ofQuery(request.rawQuery).optionalInteger('limit') ?? most, 'limit', most);
    listing.book.advance(exchange.nowMs);
    return {
      asks: depthSide(listing, 'ask', limit),
      bids: depthSide(listing, 'bid', limit),
      version: listing.book.version,
      timestamp: exchange.nowMs,
    };
  },

  'get-depth-commits': (request) => {
    const listing = listingOf(request);
    const limit = atMost(RequestFields.of(request.path).integer('limit'), 'limit', MOST_COMMITS);
    listing.book.advance(request.exchange.nowMs);
    return listing.book.latestChanges(limit).map((change) => commitView(change, listing));
  },

  'get-deals': (request) => {
    const listing = listingOf(request);
    const limit = atMost(RequestFields.ofQuery(request.rawQuery).optionalInteger('limit') ?? MOST_DEALS, 'limit', MOST_DEALS);
    return listing.trades.latest(request.exchange.nowSecond, limit).map((trade) => dealRow(trade, listing));
  },

  'get-ticker': ({ exchange, rawQuery }) => {
    const symbol = RequestFields.ofQuery(rawQuery).optionalText('symbol');
    if (symbol !== undefined) return tickerView(exchange.listing(symbol), exchange.nowMs);
    return listingsOf(exchange).map((listing) => tickerView(listing, exchange.nowMs));
  },

  'get-index-price': ({ exchange, path }) => {
    const listing = indexListing(exchange, path['symbol'] ?? '');
    return { symbol: listing.contract.symbol, indexPrice: bare(listing.indexPrice(exchange.nowSecond)), timestamp: exchange.nowMs };
  },

  'get-funding-rate': (request) => fundingView(listingOf(request), request.exchange.nowMs),

  'list-funding-rate-history': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const listing = exchange.listing(query.text('symbol'));
    const currentPage = atMost(query.optionalInteger('page_num') ?? 1, 'page_num', Number.MAX_SAFE_INTEGER);
    const pageSize = atMost(query.optionalInteger('page_size') ?? 20, 'page_size', MOST_FUNDING_ROWS);
    const settled = listing.funding.settled(exchange.nowSecond, HISTORY_DAYS);
    return {
      pageSize,
      totalCount: settled.length,
      totalPage: Math.ceil(settled.length / pageSize),
      currentPage,
      resultList: settled.slice((currentPage - 1) * pageSize, currentPage * pageSize).map(({ rate, settleTimeMs }) => ({
        symbol: listing.contract.symbol,
        fundingRate: bare(rate),
        settleTime: settleTimeMs,
        collectCycle: listing.funding.cycleHours(exchange.nowSecond),
      })),
    };
  },

  'list-funding-rates': ({ exchange }) => listingsOf(exchange).map((listing) => fundingView(listing, exchange.nowMs)),
} as const satisfies Record<string, Route>;

function listingOf({ exchange, path }: RouteRequest): Listing {
  return exchange.listing(path['symbol'] ?? '');
}

function listingsOf(exchange: Exchange): readonly Listing[] {
  return [...exchange.listings.values()];
}

/** @throws {Refusal} 600 */
function atMost(found: number, name: string, most: number): number {
  if (found < 1 || found > most) throw new Refusal(600, `${name}: found ${found}, expected 1 to ${most}`);
  return found;
}

/** One change is one commit; newest first, as the venue's sample stands (reference 4.4). */
function commitView(change: BookChange, listing: Listing): object {
  const rows = [depthRow(change, listing)];
  return { asks: change.side === 'ask' ? rows : [], bids: change.side === 'bid' ? rows : [], version: change.version };
}
