import type { DecimalText, Instrument, PositionSide } from '@prate/execution-interface';
import { divide } from '@prate/execution-interface/decimal';
import type { MoneyLimit, RiskLimits } from './limits';

/** The limits of one contract, nothing left open. An absent amount has no row for the settle currency: it denies. */
export interface EffectiveLimits {
  readonly maxOrderNotional?: DecimalText;
  readonly maxPositionNotional?: DecimalText;
  readonly maxTotalNotional?: DecimalText;
  readonly maxDailyLoss?: DecimalText;
  /** Absent: not limited in contracts. */
  readonly maxPositionContracts?: DecimalText;
  readonly maxLeverage: number;
  readonly priceCollar: DecimalText;
  readonly sides: readonly PositionSide[];
  /** Absent: all. */
  readonly symbols?: readonly string[];
  readonly maxOpenOrders: number;
  readonly orderRate: { readonly count: number; readonly windowMs: number };
}

export const DEFAULT_LIMITS = Object.freeze({
  maxLeverage: 20,
  priceCollar: '0.05',
  maxOpenOrders: 50,
  orderRate: Object.freeze({ count: 60, windowMs: 60_000 }),
} as const);
/** Of the largest order: the daily loss where none is said. */
const LOSS_SHARE = 10;
const DECIMALS = 18;

/** Fills in what was left out, strictly; a row of a symbol stands in place of the general one. */
export function effectiveLimits(limits: RiskLimits, instrument: Instrument): EffectiveLimits {
  const { bySymbol = {}, ...general } = limits;
  const own = Object.hasOwn(bySymbol, instrument.symbol) ? bySymbol[instrument.symbol] : undefined;
  const { maxPositionContracts, maxLeverage, priceCollar, sides } = { ...general, ...own };
  const amount = (limit: MoneyLimit | undefined) => amountFor(limit, instrument);

  const orderNotional = amount(own?.maxOrderNotional ?? general.maxOrderNotional);
  const positionNotional = amount(own?.maxPositionNotional ?? general.maxPositionNotional) ?? orderNotional;
  const totalNotional = amount(general.maxTotalNotional ?? general.maxPositionNotional ?? general.maxOrderNotional);
  const usualOrder = amount(general.maxOrderNotional);
  const dailyLoss =
    general.maxDailyLoss === undefined
      ? usualOrder === undefined
        ? undefined
        : divide(usualOrder, LOSS_SHARE, DECIMALS)
      : amount(general.maxDailyLoss);
  return {
    ...(orderNotional === undefined ? {} : { maxOrderNotional: orderNotional }),
    ...(positionNotional === undefined ? {} : { maxPositionNotional: positionNotional }),
    ...(totalNotional === undefined ? {} : { maxTotalNotional: totalNotional }),
    ...(dailyLoss === undefined ? {} : { maxDailyLoss: dailyLoss }),
    ...(maxPositionContracts === undefined ? {} : { maxPositionContracts }),
    maxLeverage: maxLeverage ?? DEFAULT_LIMITS.maxLeverage,
    priceCollar: priceCollar ?? DEFAULT_LIMITS.priceCollar,
    sides: sides ?? ['long', 'short'],
    ...(general.symbols === undefined ? {} : { symbols: general.symbols }),
    maxOpenOrders: general.maxOpenOrders ?? DEFAULT_LIMITS.maxOpenOrders,
    orderRate: general.orderRate ?? DEFAULT_LIMITS.orderRate,
  };
}

/** Whether or not the contract is listed. */
export function maxLeverageOf({ bySymbol = {}, maxLeverage }: RiskLimits, symbol: string): number {
  const own = Object.hasOwn(bySymbol, symbol) ? bySymbol[symbol]?.maxLeverage : undefined;
  return own ?? maxLeverage ?? DEFAULT_LIMITS.maxLeverage;
}

function amountFor(limit: MoneyLimit | undefined, { kind, settleCurrency }: Instrument): DecimalText | undefined {
  if (typeof limit === 'object') return Object.hasOwn(limit, settleCurrency) ? limit[settleCurrency] : undefined;
  return kind === 'linear' ? limit : undefined;
}
