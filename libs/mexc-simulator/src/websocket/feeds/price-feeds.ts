import { printWireJson } from '@prate/mexc-protocol';
import type { Exchange } from '../../exchange/exchange';
import type { Listing } from '../../exchange/listing';
import { bare } from '../../http/wire-text';
import type { Feed } from '../feed';

export function indexPriceFeed(exchange: Exchange, listing: Listing): Feed {
  return onChange(exchange, listing, (second) => ({ price: bare(listing.indexPrice(second)) }));
}

export function fairPriceFeed(exchange: Exchange, listing: Listing): Feed {
  return onChange(exchange, listing, (second) => ({ price: bare(listing.fairPrice(second)) }));
}

export function fundingRateFeed(exchange: Exchange, listing: Listing): Feed {
  return onChange(exchange, listing, (second) => ({
    rate: bare(listing.funding.rate(second)),
    nextSettleTime: listing.funding.nextSettleTimeMs(second),
  }));
}

function onChange(exchange: Exchange, listing: Listing, read: (second: number) => object): Feed {
  const { symbol } = listing.contract;
  let sent: string | undefined;
  return () => {
    const data = { symbol, ...read(exchange.nowSecond) };
    const text = printWireJson(data);
    if (text === sent) return [];
    sent = text;
    return [{ symbol, data }];
  };
}
