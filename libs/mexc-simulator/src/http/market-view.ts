import { type DecimalText, divide, isZero, roundToStep, subtract } from '@prate/execution-interface/decimal';
import type { BareNumber } from '@prate/mexc-protocol';
import type { Listing } from '../exchange/listing';
import type { BookLevel, BookSide } from '../market/synthetic-book';
import type { Trade } from '../market/trade-tape';
import { bare, turnoverText } from './wire-text';

const DAY_SECONDS = 86_400;
const UTC_8_SECONDS = 8 * 3_600;
const RATE_STEP: DecimalText = '0.0001';

/** What REST and both ticker channels say alike (reference 4.9, 8.4), in the order of the observed push. */
export function tickerCore(listing: Listing, nowMs: number): Readonly<Record<string, unknown>> {
  const { contract, prices } = listing;
  const second = Math.floor(nowMs / 1000);
  const { vol, amount, highTicks, lowTicks } = listing.day.through(second);
  const { maxBidPrice, minAskPrice } = listing.priceBand(second);
  return {
    symbol: contract.symbol,
    lastPrice: bare(listing.lastPrice(second)),
    riseFallRate: bare(rise(listing, second, second - DAY_SECONDS)),
    fairPrice: bare(listing.fairPrice(second)),
    indexPrice: bare(listing.indexPrice(second)),
    volume24: bare(vol),
    amount24: bare(turnoverText(amount)),
    maxBidPrice: bare(maxBidPrice),
    minAskPrice: bare(minAskPrice),
    lower24Price: bare(prices.toText(lowTicks)),
    high24Price: bare(prices.toText(highTicks)),
    timestamp: nowMs,
  };
}

/** What only the ticker of one contract says; open interest is a constant of the contract. */
function tickerDetail(listing: Listing, second: number): Readonly<Record<string, unknown>> {
  const then = listing.lastPrice(second - DAY_SECONDS);
  return {
    bid1: bare(listing.takerPrice('sell', second)),
    ask1: bare(listing.takerPrice('buy', second)),
    holdVol: bare(listing.contract.limitMaxVol),
    riseFallValue: bare(subtract(listing.lastPrice(second), then)),
    fundingRate: bare(listing.funding.rate(second)),
  };
}

const ratePeriodsDays = [7, 30, 90, 180, 365] as const;

/** `contract/ticker` (reference 4.9): the rates are an object. */
export function tickerView(listing: Listing, nowMs: number): object {
  const second = Math.floor(nowMs / 1000);
  const detail = tickerDetail(listing, second);
  const periods = ratePeriodsDays.map((days) => [`r${days}`, bare(rise(listing, second, second - days * DAY_SECONDS))] as const);
  const riseFallRates = {
    zone: 'UTC+8',
    r: bare(rise(listing, second, dayStart(second, UTC_8_SECONDS))),
    v: detail['riseFallValue'],
    ...Object.fromEntries(periods),
  };
  return {
    contractId: listing.contract.contractId,
    ...tickerCore(listing, nowMs),
    ...detail,
    riseFallRates,
    riseFallRatesOfTimezone: ratesOfTimezones(listing, second),
  };
}

/** `push.ticker` (reference 8.4): the rates are an array, the zone stands beside it. */
export function tickerPushView(listing: Listing, nowMs: number): object {
  const second = Math.floor(nowMs / 1000);
  const ofDay = bare(rise(listing, second, dayStart(second, UTC_8_SECONDS)));
  return {
    ...tickerCore(listing, nowMs),
    ...tickerDetail(listing, second),
    zone: 'UTC+8',
    riseFallRates: [ofDay, ...ratePeriodsDays.map((days) => bare(rise(listing, second, second - days * DAY_SECONDS)))],
    riseFallRatesOfTimezone: ratesOfTimezones(listing, second),
  };
}

/** `push.tickers` row: no best prices, open interest or funding. */
export function tickersRow(listing: Listing, nowMs: number): object {
  return { contractId: listing.contract.contractId, ...tickerCore(listing, nowMs) };
}

/** A public trade as both doors write it (reference 4.8, 8.4). */
export function dealRow(trade: Trade, { prices, lots }: Listing): Readonly<Record<string, unknown>> {
  return {
    p: bare(prices.toText(trade.ticks)),
    v: bare(lots.toText(trade.lots)),
    T: trade.takerSide === 'buy' ? 1 : 2,
    O: trade.openFlag,
    M: 2,
    t: trade.atMs,
  };
}

/** `[price, contracts, orders]`. */
export function depthRow(level: BookLevel, { prices, lots }: Listing): readonly [BareNumber, BareNumber, number] {
  return [bare(prices.toText(level.ticks)), bare(lots.toText(level.lots)), level.orders];
}

/** One side of the book, best first; the book has to be brought up to the present before. */
export function depthSide(listing: Listing, side: BookSide, limit?: number): readonly (readonly [BareNumber, BareNumber, number])[] {
  return listing.book.levels(side, limit).map((level) => depthRow(level, listing));
}

/** `contract/funding_rate` (reference 4.6). */
export function fundingView(listing: Listing, nowMs: number): object {
  const second = Math.floor(nowMs / 1000);
  const { max, min } = listing.funding.bounds(second);
  return {
    symbol: listing.contract.symbol,
    fundingRate: bare(listing.funding.rate(second)),
    maxFundingRate: bare(max),
    minFundingRate: bare(min),
    collectCycle: listing.funding.cycleHours(second),
    nextSettleTime: listing.funding.nextSettleTimeMs(second),
    timestamp: nowMs,
    idxPrice: bare(listing.indexPrice(second)),
    fairPrice: bare(listing.fairPrice(second)),
  };
}

/** Since midnight in UTC+8, since midnight in UTC, over 24 hours. */
function ratesOfTimezones(listing: Listing, second: number): readonly BareNumber[] {
  const since = [dayStart(second, UTC_8_SECONDS), dayStart(second, 0), second - DAY_SECONDS];
  return since.map((start) => bare(rise(listing, second, start)));
}

function dayStart(second: number, offsetSeconds: number): number {
  return Math.floor((second + offsetSeconds) / DAY_SECONDS) * DAY_SECONDS - offsetSeconds;
}

/** Change of the last price as a fraction, four decimals. */
function rise(listing: Listing, second: number, sinceSecond: number): DecimalText {
  const then = listing.lastPrice(sinceSecond);
  if (isZero(then)) return '0';
  return roundToStep(divide(subtract(listing.lastPrice(second), then), then, 18), RATE_STEP, 'down');
}
