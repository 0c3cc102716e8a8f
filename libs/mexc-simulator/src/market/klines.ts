import { type DecimalText, decimal, multiply, toNumber } from '@prate/execution-interface/decimal';
import { KLINE_PAGE_ROWS, klineIntervalSeconds } from '@prate/mexc-protocol';
import { type SimulatedContract, isInverse } from '../simulated-contract';
import { type Market, MINUTE_SECONDS, type MinuteBar } from './market';
import { PriceGrid } from './price-grid';

/** Interval words of the venue; months have no fixed length and are cut by the UTC calendar. */
export type SimulatedInterval = keyof typeof klineIntervalSeconds | 'Month1';

/** One row in both readings: continuous (the open is the previous close) and real (trades only). Prices are decimal text. */
export interface Kline {
  /** Seconds since the epoch. */
  readonly time: number;
  readonly open: DecimalText;
  readonly close: DecimalText;
  readonly high: DecimalText;
  readonly low: DecimalText;
  /** Contracts. */
  readonly vol: DecimalText;
  /** Turnover: quote coin (linear), base coin (inverse). */
  readonly amount: DecimalText;
  readonly realOpen: DecimalText;
  readonly realClose: DecimalText;
  readonly realHigh: DecimalText;
  readonly realLow: DecimalText;
}

export interface KlineQuery {
  readonly interval: SimulatedInterval;
  /** Seconds; rows whose window opens from here on. */
  readonly startSecond?: number;
  /** Seconds; rows whose window opens up to and including here. */
  readonly endSecond?: number;
  readonly nowSecond: number;
}

export function isInterval(word: string): word is SimulatedInterval {
  return word === 'Month1' || Object.hasOwn(klineIntervalSeconds, word);
}

/**
 * Rows oldest first, 2000 at most (reference 4.7): with a start the first 2000 from it, without one the last 2000. The running window
 * covers its seconds so far.
 */
export function buildKlines(market: Market, contract: SimulatedContract, query: KlineQuery): readonly Kline[] {
  const span = market.span(query.nowSecond);
  if (span === undefined) return [];
  const first = Math.max(span.first, query.startSecond ?? span.first);
  const last = Math.min(span.last, query.endSecond ?? span.last);
  const rows: Kline[] = [];
  const take = (opensAt: number): void => {
    const row = buildRow(market, contract, opensAt, Math.min(nextWindow(opensAt, query.interval) - 1, query.nowSecond));
    if (row !== undefined) rows.push(row);
  };
  if (query.startSecond !== undefined) {
    let opensAt = windowOf(first, query.interval);
    if (opensAt < query.startSecond) opensAt = nextWindow(opensAt, query.interval);
    for (; opensAt <= last && rows.length < KLINE_PAGE_ROWS; opensAt = nextWindow(opensAt, query.interval)) take(opensAt);
    return rows;
  }
  const oldest = windowOf(first, query.interval);
  for (let opensAt = windowOf(last, query.interval); opensAt >= oldest && rows.length < KLINE_PAGE_ROWS;) {
    take(opensAt);
    opensAt = windowOf(opensAt - 1, query.interval);
  }
  return rows.reverse();
}

function buildRow(market: Market, contract: SimulatedContract, opensAt: number, throughSecond: number): Kline | undefined {
  const bars: MinuteBar[] = [];
  for (let minute = opensAt; minute <= throughSecond; minute += MINUTE_SECONDS) {
    const bar = market.minute(minute, throughSecond);
    if (bar !== undefined) bars.push(bar);
  }
  if (bars.length === 0) return undefined;

  const traded = bars.flatMap((bar) => bar.traded ?? []);
  const previous = market.closeBefore === undefined ? market.lastTradeTicks(opensAt - 1) : market.closeBefore(opensAt);
  const opening = previous ?? (traded[0] as { open: number }).open;
  // Without a trade the row stays where the price stood.
  const real =
    traded.length === 0
      ? { open: opening, high: opening, low: opening, close: opening }
      : {
          open: (traded[0] as { open: number }).open,
          high: traded.reduce((high, bar) => Math.max(high, bar.high), 0),
          low: traded.reduce((low, bar) => Math.min(low, bar.low), Number.POSITIVE_INFINITY),
          close: (traded[traded.length - 1] as { close: number }).close,
        };
  const prices = new PriceGrid(contract.priceUnit);
  const lots = bars.reduce((sum, bar) => sum + bar.lots, 0n);
  return {
    time: opensAt,
    open: prices.toText(opening),
    close: prices.toText(real.close),
    high: prices.toText(Math.max(real.high, opening)),
    low: prices.toText(Math.min(real.low, opening)),
    vol: new PriceGrid(contract.volUnit).toText(lots),
    amount: turnover(contract, bars),
    realOpen: prices.toText(real.open),
    realClose: prices.toText(real.close),
    realHigh: prices.toText(real.high),
    realLow: prices.toText(real.low),
  };
}

/** Quote coin (linear) or base coin (inverse) that changed hands in these bars. */
export function turnover(contract: SimulatedContract, bars: readonly MinuteBar[]): DecimalText {
  const lot = multiply(contract.contractSize, contract.volUnit);
  if (isInverse(contract)) {
    const lotsPerTick = bars.reduce((sum, bar) => sum + bar.lotsPerTick, 0);
    return decimal(((lotsPerTick * toNumber(lot)) / toNumber(contract.priceUnit)).toFixed(8));
  }
  const lotTicks = bars.reduce((sum, bar) => sum + bar.lotTicks, 0n);
  return multiply(multiply(`${lotTicks}` as DecimalText, lot), contract.priceUnit);
}

/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_SECOND = 345_600;

/** Where the window that holds this second opens. */
export function windowOf(second: number, interval: SimulatedInterval): number {
  if (interval === 'Month1') {
    const date = new Date(second * 1000);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 1000;
  }
  const length = klineIntervalSeconds[interval];
  const origin = interval === 'Week1' ? FIRST_MONDAY_SECOND : 0;
  return Math.floor((second - origin) / length) * length + origin;
}

function nextWindow(opensAt: number, interval: SimulatedInterval): number {
  if (interval !== 'Month1') return opensAt + klineIntervalSeconds[interval];
  const date = new Date(opensAt * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) / 1000;
}
