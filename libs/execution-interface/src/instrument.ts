import type { DecimalText } from './decimal';

/**
 * Margin terms of a position up to a size. The terms of the tier a position falls into apply to all of it. Its bound is stated in contracts or
 * as a value, as the venue counts it; one of the two is there.
 */
export interface RiskTier {
  /** Counted from 1. */
  readonly level: number;
  /** Largest position, contracts. */
  readonly maxContracts?: DecimalText;
  /** Largest position as a value. Linear: quote currency. */
  readonly maxValue?: DecimalText;
  /** Fractions of the position's value. */
  readonly maintenanceMarginRate: DecimalText;
  readonly initialMarginRate: DecimalText;
  readonly maxLeverage: number;
}

/** What may be traded, on which grid and within which bounds. One row of the venue's contract list. */
export interface Instrument {
  /** The venue's name, for example `BTC_USDT`. */
  readonly symbol: string;
  readonly baseCurrency: string;
  readonly quoteCurrency: string;
  /** Currency of margin, fees and profit. */
  readonly settleCurrency: string;
  /** `linear`: settled in the quote currency; `inverse`: settled in the base currency. */
  readonly kind: 'linear' | 'inverse';
  /** Linear: base currency a contract. Inverse: quote-currency face value a contract. */
  readonly contractSize: DecimalText;
  /** Price grid: every price is a whole number of ticks. */
  readonly tickSize: DecimalText;
  /** Size grid, in contracts. */
  readonly contractStep: DecimalText;
  /** Smallest order, in contracts. */
  readonly minContracts: DecimalText;
  /** Largest market order, in contracts. */
  readonly maxMarketContracts: DecimalText;
  /** Largest limit order, in contracts. */
  readonly maxLimitContracts: DecimalText;
  readonly minLeverage: number;
  readonly maxLeverage: number;
  readonly state: 'enabled' | 'delivering' | 'delivered' | 'offline' | 'paused';
  /** Whether orders by API are allowed on this contract. */
  readonly isApiAllowed: boolean;
  /** Contract default, as a fraction; the account's real rate may differ. */
  readonly makerFeeRate: DecimalText;
  readonly takerFeeRate: DecimalText;
  /** Of the lowest risk tier, as a fraction of the position's value. */
  readonly maintenanceMarginRate: DecimalText;
  /** How far from the index price a limit order may stand, as fractions of it; absent where the venue does not say. */
  readonly priceBand?: {
    /** A buy may not stand higher than index × (1 + above). */
    readonly above: DecimalText;
    /** A sell may not stand lower than index × (1 − below). */
    readonly below: DecimalText;
  };
  /** Lowest first; empty where the venue's own statement cannot be understood: they are never guessed, so that means unknown, not unlimited. */
  readonly riskTiers: readonly RiskTier[];
}

/** Two questions of {@link MarketDataInterface}, for those who need instruments and nothing else. */
export interface InstrumentSource {
  /** @throws {UnknownSymbolError} when the venue does not list it */
  getInstrument(symbol: string): Promise<Instrument>;
  getInstruments(): Promise<readonly Instrument[]>;
  /** When the list that answers was read, ms since the epoch by our clock; absent where that is not known, or nothing was read. */
  readonly instrumentsReadAtMs?: number | undefined;
}
