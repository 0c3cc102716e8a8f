import { type DecimalText, type Ticker, decimal } from '@prate/execution-interface';
import type { WirePushTicker, WireTicker } from '@prate/mexc-protocol';
import { decimalOf } from './decimal-of';

/** The venue's names, ours beside them (reference 4.9). */
const fields = {
  bidPrice: 'bid1',
  askPrice: 'ask1',
  markPrice: 'fairPrice',
  indexPrice: 'indexPrice',
  high24hPrice: 'high24Price',
  low24hPrice: 'lower24Price',
  contracts24h: 'volume24',
  turnover24h: 'amount24',
  openInterestContracts: 'holdVol',
  fundingRate: 'fundingRate',
} as const;

type Optional = keyof typeof fields;

/** A row of `contract/ticker`, or `push.ticker`, which says the same in numbers. */
export function tickerFromWire(wire: WireTicker | WirePushTicker): Ticker {
  const given: { -readonly [Field in Optional]?: DecimalText } = {};
  for (const [ours, theirs] of Object.entries(fields) as [Optional, (typeof fields)[Optional]][]) {
    const value = wire[theirs];
    if (value !== undefined) given[ours] = textOf(value);
  }
  return { symbol: wire.symbol, lastPrice: textOf(wire.lastPrice), ...given, atMs: wire.timestamp };
}

function textOf(value: string | number): DecimalText {
  return typeof value === 'number' ? decimalOf(value) : decimal(value);
}
