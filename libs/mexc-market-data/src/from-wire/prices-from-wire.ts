import { type FundingRate, type IndexPrice, type MarkPrice, decimal } from '@prate/execution-interface';
import type { WireFairPrice, WireFundingRate, WireIndexPrice, WirePushFundingRate, WirePushPrice } from '@prate/mexc-protocol';
import { decimalOf } from './decimal-of';

export function markPriceFromWire({ symbol, fairPrice, timestamp }: WireFairPrice): MarkPrice {
  return { symbol, price: decimal(fairPrice), atMs: timestamp };
}

/** `symbol` is the contract's: the index may be quoted under another (reference 4.5). */
export function indexPriceFromWire({ indexPrice, timestamp }: WireIndexPrice, symbol: string): IndexPrice {
  return { symbol, price: decimal(indexPrice), atMs: timestamp };
}

/** `push.fair.price` and `push.index.price` tell no time of their own: `atMs` is the gateway's. */
export function priceFromPush({ price }: WirePushPrice, { symbol, atMs }: { symbol: string; atMs: number }): MarkPrice & IndexPrice {
  return { symbol, price: decimalOf(price), atMs };
}

/** `receivedAtMs` stands in where the venue states no time. */
export function fundingRateFromWire(wire: WireFundingRate, { receivedAtMs }: { receivedAtMs: number }): FundingRate {
  const { symbol, fundingRate, maxFundingRate, minFundingRate, collectCycle, nextSettleTime, timestamp } = wire;
  return {
    symbol,
    rate: decimal(fundingRate),
    ...(nextSettleTime === undefined ? {} : { nextSettlementMs: nextSettleTime }),
    ...(collectCycle === undefined ? {} : { intervalHours: collectCycle }),
    ...(minFundingRate === undefined ? {} : { minRate: decimal(minFundingRate) }),
    ...(maxFundingRate === undefined ? {} : { maxRate: decimal(maxFundingRate) }),
    atMs: timestamp ?? receivedAtMs,
  };
}

export function fundingRateFromPush({ symbol, rate, nextSettleTime }: WirePushFundingRate, { atMs }: { atMs: number }): FundingRate {
  return { symbol, rate: decimalOf(rate), nextSettlementMs: nextSettleTime, atMs };
}
