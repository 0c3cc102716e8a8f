import type { RiskTier } from '../simulated-contract';

/**
 * Public data of a real exchange, as paper trading needs it. A structural port: `MexcFuturesMarketData`, or whatever else looks like this,
 * fits without knowing of it. Prices and sizes are decimal text, sizes contracts, times ms since the epoch.
 */
export interface PaperSource {
  getInstrument(symbol: string): Promise<PaperInstrument>;
  getTicker(symbol: string): Promise<{ readonly lastPrice: string; readonly contracts24h?: string }>;
  /** Those with their open time in `[startMs, endMs)`, oldest first. */
  getCandles(query: {
    readonly symbol: string;
    readonly intervalSeconds: number;
    readonly startMs: number;
    readonly endMs: number;
  }): Promise<readonly PaperCandle[]>;
  /** The latest, oldest first. */
  getTrades(query: { readonly symbol: string; readonly limit?: number }): Promise<readonly PaperTrade[]>;
  getMarkPrice(symbol: string): Promise<PaperPrice>;
  getIndexPrice(symbol: string): Promise<PaperPrice>;
  getFundingRate(symbol: string): Promise<PaperFunding>;
  watchTrades(symbol: string, handlers: PaperHandlers<PaperTrade>): Promise<() => void>;
  /** The whole book whenever it has changed. */
  watchOrderBook(query: { readonly symbol: string; readonly levels?: number }, handlers: PaperHandlers<PaperBook>): Promise<() => void>;
  watchMarkPrice(symbol: string, handlers: PaperHandlers<PaperPrice>): Promise<() => void>;
  watchIndexPrice(symbol: string, handlers: PaperHandlers<PaperPrice>): Promise<() => void>;
  watchFundingRate(symbol: string, handlers: PaperHandlers<PaperFunding>): Promise<() => void>;
  watchInstruments(handlers: PaperHandlers<PaperInstrumentChange>): Promise<() => void>;
}

/** Told one after the other: a promise is awaited before the next. */
export interface PaperHandlers<Data> {
  onData(data: Data): void | Promise<void>;
  /** From here on something may have been missed; it ends with the next `onReady`. */
  onGap?(gap: { readonly reason: string }): void | Promise<void>;
  onReady?(): void | Promise<void>;
  onError?(error: Error): void | Promise<void>;
}

export interface PaperTrade {
  readonly price: string;
  readonly contracts: string;
  readonly takerSide: 'buy' | 'sell';
  readonly atMs: number;
}

/** Best first. */
export interface PaperBook {
  readonly bids: readonly { readonly price: string; readonly contracts: string }[];
  readonly asks: readonly { readonly price: string; readonly contracts: string }[];
}

export interface PaperPrice {
  readonly price: string;
}

export interface PaperFunding {
  readonly rate: string;
  readonly nextSettlementMs?: number;
  readonly intervalHours?: number;
  readonly minRate?: string;
  readonly maxRate?: string;
}

interface PaperCandlePrices {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

export interface PaperCandle {
  readonly openTimeMs: number;
  /** Continuous: the open is the previous close. */
  readonly stitched: PaperCandlePrices;
  readonly traded?: PaperCandlePrices;
  readonly contracts: number;
  readonly turnover: string;
}

export interface PaperInstrument {
  readonly symbol: string;
  readonly baseCurrency: string;
  readonly quoteCurrency: string;
  readonly settleCurrency: string;
  readonly contractSize: string;
  readonly tickSize: string;
  readonly contractStep: string;
  readonly minContracts: string;
  readonly maxMarketContracts: string;
  readonly maxLimitContracts: string;
  readonly minLeverage: number;
  readonly maxLeverage: number;
  readonly state: 'enabled' | 'delivering' | 'delivered' | 'offline' | 'paused';
  readonly isApiAllowed: boolean;
  readonly makerFeeRate: string;
  readonly takerFeeRate: string;
  readonly maintenanceMarginRate: string;
  /** Distance from the index, as fractions of it. */
  readonly priceBand?: { readonly above: string; readonly below: string };
  /** Lowest first; empty: not known. */
  readonly riskTiers: readonly PaperRiskTier[];
}

export interface PaperRiskTier extends Pick<RiskTier, 'level' | 'maxLeverage'> {
  /** One of the two is there. */
  readonly maxContracts?: string;
  readonly maxValue?: string;
  readonly maintenanceMarginRate: string;
  readonly initialMarginRate: string;
}

export interface PaperInstrumentChange {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly symbol: string;
  readonly instrument: PaperInstrument;
}
