import { type DecimalText, add, multiply, roundToStep } from '@prate/execution-interface/decimal';
import type { Exchange } from '../../exchange/exchange';
import type { BookChange, BookStep } from '../../exchange/order-book-journal';
import type { Listing } from '../../exchange/listing';
import { depthStepTicks } from '../../http/contract-view';
import { depthRow, depthSide } from '../../http/market-view';
import { bare } from '../../http/wire-text';
import type { BookSide } from '../../market/synthetic-book';
import type { Feed } from '../feed';

/** Every 200 ms what changed, with the range of versions it covers: ranges follow each other without a hole (reference 8.10). */
export function aggregatedDepthFeed(exchange: Exchange, listing: Listing): Feed {
  return incremental(exchange, listing, (step) => [
    {
      cts: step.atMs,
      asks: rows(step.changes, 'ask', listing),
      bids: rows(step.changes, 'bid', listing),
      end: step.end,
      begin: step.begin,
      version: step.end,
    },
  ]);
}

/** Every change by itself, each one version on. */
export function singleDepthFeed(exchange: Exchange, listing: Listing): Feed {
  return incremental(exchange, listing, (step) =>
    step.changes.map((change) => ({
      cts: step.atMs,
      asks: rows([change], 'ask', listing),
      bids: rows([change], 'bid', listing),
      version: change.version,
    })),
  );
}

/** The best rows as they stand, whenever the book has changed. */
export function fullDepthFeed(exchange: Exchange, listing: Listing, limit: number): Feed {
  return onNewVersion(exchange, listing, () => ({
    cts: exchange.nowMs,
    asks: depthSide(listing, 'ask', limit),
    bids: depthSide(listing, 'bid', limit),
    version: listing.book.version,
  }));
}

const STEP_ROWS = 20;

/** Steps a client may ask for: `depthStepList` of the contract. */
export function depthSteps({ contract }: Listing): readonly DecimalText[] {
  return depthStepTicks.map((ticks) => multiply(contract.priceUnit, ticks));
}

/** The book merged to a coarser grid: asks upwards, bids downwards. */
export function steppedDepthFeed(exchange: Exchange, listing: Listing, step: DecimalText): Feed {
  return onNewVersion(exchange, listing, () => ({
    askMarketLevelPrice: bare(bestPrice(listing, 'ask')),
    asks: mergedRows(listing, 'ask', step),
    bidMarketLevelPrice: bare(bestPrice(listing, 'bid')),
    bids: mergedRows(listing, 'bid', step),
    ct: exchange.nowMs,
    version: listing.book.version,
  }));
}

function incremental(exchange: Exchange, listing: Listing, write: (step: BookStep) => readonly object[]): Feed {
  const { book, contract } = listing;
  book.advance(exchange.nowMs);
  let version = book.version;
  return () => {
    book.advance(exchange.nowMs);
    const steps = book.stepsAfter(version);
    version = book.version;
    return steps.flatMap(write).map((data) => ({ symbol: contract.symbol, data }));
  };
}

function onNewVersion(exchange: Exchange, listing: Listing, view: () => object): Feed {
  const { book, contract } = listing;
  let version: number | undefined;
  return () => {
    book.advance(exchange.nowMs);
    if (version === book.version) return [];
    version = book.version;
    return [{ symbol: contract.symbol, data: view() }];
  };
}

/** A price that changed more than once is told as it stands at the end. */
function rows(changes: readonly BookChange[], side: BookSide, listing: Listing): readonly unknown[] {
  const away = side === 'ask' ? 1 : -1;
  const last = new Map(changes.filter((change) => change.side === side).map((change) => [change.ticks, change]));
  return [...last.values()].sort((one, other) => away * (one.ticks - other.ticks)).map((change) => depthRow(change, listing));
}

function bestPrice({ book, prices }: Listing, side: BookSide): DecimalText {
  return prices.toText(book.levels(side, 1)[0]?.ticks ?? 0);
}

function mergedRows({ book, prices, lots }: Listing, side: BookSide, step: DecimalText): readonly unknown[] {
  const merged = new Map<DecimalText, { vol: DecimalText; orders: number }>();
  for (const level of book.levels(side)) {
    const price = roundToStep(prices.toText(level.ticks), step, side === 'ask' ? 'up' : 'down');
    const known = merged.get(price) ?? { vol: '0', orders: 0 };
    merged.set(price, { vol: add(known.vol, lots.toText(level.lots)), orders: known.orders + level.orders });
  }
  return [...merged].slice(0, STEP_ROWS).map(([price, { vol, orders }]) => [bare(price), bare(vol), orders]);
}
