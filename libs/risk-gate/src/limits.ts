import type { DecimalText, PositionSide } from '@prate/execution-interface';

/**
 * An amount of money. A single text counts for linear contracts, whatever they settle in; a contract settled in its base currency (inverse)
 * needs a row of its own, because 5000 USDT and 5000 BTC are no one limit: `{ USDT: '5000', BTC: '0.05' }`.
 */
export type MoneyLimit = DecimalText | Readonly<Record<string, DecimalText>>;

/** Limits of one contract. */
export interface SymbolLimits {
  /** Largest notional of one opening order, settle currency. */
  readonly maxOrderNotional?: MoneyLimit;
  /** Largest notional of one side: held, working, under way and unknown, settle currency. Default: that of one order. */
  readonly maxPositionNotional?: MoneyLimit;
  /** The same in contracts. Without one only the notional limits it: contracts of two symbols have no common measure. */
  readonly maxPositionContracts?: DecimalText;
  /** Default 20. */
  readonly maxLeverage?: number;
  /** How much dearer than the mark a limit order may buy, or cheaper sell, as a fraction of it. Default 0.05. */
  readonly priceCollar?: DecimalText;
  /** Position sides that may be opened. Default both. */
  readonly sides?: readonly PositionSide[];
}

/** What an account may do. Only the notional of an order must be said; what is left out is strict, never absent. */
export interface RiskLimits extends SymbolLimits {
  /** A settle currency without a limit opens nothing. */
  readonly maxOrderNotional: MoneyLimit;
  /** Largest notional of all sides of all contracts of one settle currency together. Default: that of one position. */
  readonly maxTotalNotional?: MoneyLimit;
  /** Working, under way and unknown, of all contracts. Default 50. */
  readonly maxOpenOrders?: number;
  /** Orders handed on in any such time; closes count and are never stopped. Default 60 in 60 s. */
  readonly orderRate?: { readonly count: number; readonly windowMs: number };
  /** Loss since 00:00 UTC, realised or not, settle currency, from which nothing opens. Default: a tenth of one order. */
  readonly maxDailyLoss?: MoneyLimit;
  /** Contracts that may be opened. Default all that are listed. */
  readonly symbols?: readonly string[];
  /** Rows for single contracts, in place of the general ones. */
  readonly bySymbol?: Readonly<Record<string, SymbolLimits>>;
}
