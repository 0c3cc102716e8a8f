import { printWireJson } from '@prate/mexc-protocol';
import type { Exchange } from '../../exchange/exchange';
import type { Listing } from '../../exchange/listing';
import { bare, turnoverText } from '../../http/wire-text';
import { type Kline, type SimulatedInterval, buildKlines, windowOf } from '../../market/klines';
import type { Feed } from '../feed';

/** The running window whenever it changed; before it, once, the last state of every window that has closed meanwhile. */
export function klineFeed(exchange: Exchange, listing: Listing, interval: SimulatedInterval): Feed {
  const { symbol } = listing.contract;
  let through: number | undefined;
  let sent = '';
  return () => {
    const { nowSecond } = exchange;
    if (through === nowSecond) return [];
    const startSecond = windowOf(through ?? nowSecond, interval);
    through = nowSecond;
    const views = buildKlines(listing.market, listing.contract, { interval, startSecond, nowSecond }).map((row) =>
      view(symbol, interval, row),
    );
    // Only the first row can be the one that was sent last.
    const fresh = views[0] !== undefined && printWireJson(views[0]) === sent ? views.slice(1) : views;
    sent = views.length === 0 ? sent : printWireJson(views[views.length - 1]);
    return fresh.map((data) => ({ symbol, data }));
  };
}

/** `q` contracts, `a` turnover, `ro` … `rl` the trades alone (reference 8.4). */
function view(symbol: string, interval: SimulatedInterval, row: Kline): object {
  return {
    symbol,
    interval,
    t: row.time,
    o: bare(row.open),
    c: bare(row.close),
    h: bare(row.high),
    l: bare(row.low),
    a: bare(turnoverText(row.amount)),
    q: bare(row.vol),
    ro: bare(row.realOpen),
    rc: bare(row.realClose),
    rh: bare(row.realHigh),
    rl: bare(row.realLow),
  };
}
