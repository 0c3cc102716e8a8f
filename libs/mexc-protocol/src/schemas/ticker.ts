import { z } from 'zod';
import type { WireTicker } from '../wire/ticker';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

const riseFallRates = z.object({
  zone: optional(z.string()),
  r: optional(wireDecimal),
  v: optional(wireDecimal),
  r7: optional(wireDecimal),
  r30: optional(wireDecimal),
  r90: optional(wireDecimal),
  r180: optional(wireDecimal),
  r365: optional(wireDecimal),
});

export const tickerSchema: z.ZodType<WireTicker> = z.object({
  contractId: optional(wireId),
  symbol: z.string().min(1),
  lastPrice: wireDecimal,
  bid1: optional(wireDecimal),
  ask1: optional(wireDecimal),
  volume24: optional(wireDecimal),
  amount24: optional(wireDecimal),
  holdVol: optional(wireDecimal),
  lower24Price: optional(wireDecimal),
  high24Price: optional(wireDecimal),
  riseFallRate: optional(wireDecimal),
  riseFallValue: optional(wireDecimal),
  indexPrice: optional(wireDecimal),
  fairPrice: optional(wireDecimal),
  fundingRate: optional(wireDecimal),
  maxBidPrice: optional(wireDecimal),
  minAskPrice: optional(wireDecimal),
  timestamp: wireInteger,
  riseFallRates: optional(riseFallRates),
  riseFallRatesOfTimezone: optional(z.array(wireDecimal)),
});
