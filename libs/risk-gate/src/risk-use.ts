import { type Clock, type DecimalText, PositionSide } from '@prate/execution-interface';
import type { Admissions } from './admission';
import { lossOf } from './checks/daily-loss';
import { DEFAULT_MAX_AGES, type RiskGateOptions } from './config';
import { shown } from './denied-reasons';
import { DEFAULT_LIMITS, type EffectiveLimits, effectiveLimits } from './effective-limits';
import type { ExposureBook } from './exposure/exposure-book';
import type { FailureCounter } from './failure-counter';
import { freshPrice, readPrice } from './price-reader';
import type { SubmitLog } from './submit-log';
import type { KnownTradingState, TradingStateReader } from './trading-state-reader';

/** One side of one contract: held, working, under way and unknown, beside its limits. */
export interface ContractUse {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly contracts: DecimalText;
  /** Settle currency, at the mark where there is one. */
  readonly notional: DecimalText;
  readonly limits: EffectiveLimits;
}

/** All contracts of one settle currency. */
export interface CurrencyUse {
  readonly currency: string;
  readonly totalNotional: DecimalText;
  readonly maxTotalNotional?: DecimalText;
  readonly equity?: DecimalText;
  readonly equityAtDayStart?: DecimalText;
  /** Of the day since 00:00 UTC, transfers taken out; less than 0 is a profit. */
  readonly loss?: DecimalText;
  readonly maxDailyLoss?: DecimalText;
}

/** What the gate lets through at this moment, and how much of it is used. */
export interface RiskUse {
  readonly tradingState: KnownTradingState;
  readonly failuresInRow: number;
  readonly failuresToTrip: number;
  /** Of all contracts: working, under way and unknown. */
  readonly openOrders: number;
  readonly maxOpenOrders: number;
  /** Handed on within {@link windowMs}. */
  readonly ordersInWindow: number;
  readonly maxOrdersInWindow: number;
  readonly windowMs: number;
  /** Age of the reading that orders and positions stand on, ms; absent: there was none. */
  readonly accountAgeMs?: number;
  /** Why orders and positions could not be read lately. */
  readonly problem?: string;
  readonly contracts: readonly ContractUse[];
  readonly currencies: readonly CurrencyUse[];
}

export interface RiskUseParts {
  readonly admissions: Admissions;
  readonly book: ExposureBook;
  readonly log: SubmitLog;
  readonly state: TradingStateReader;
  readonly counter: FailureCounter;
  readonly clock: Clock;
  readonly options: Pick<RiskGateOptions, 'limits' | 'marks' | 'maxAges'>;
}

/** Reads what is too old; what cannot be read is left out, or told as `problem`. */
export async function readRiskUse({ admissions, book, log, state, counter, clock, options }: RiskUseParts): Promise<RiskUse> {
  const { accountMs, equityMs, priceMs } = { ...DEFAULT_MAX_AGES, ...options.maxAges };
  const askedAtMs = clock.nowMs();
  await Promise.all([admissions.account.freshen(askedAtMs - accountMs), admissions.equity.freshen(askedAtMs - equityMs)]);
  const instruments = book.instruments();
  const marks = await Promise.all(instruments.map(({ symbol }) => readPrice(options.marks, symbol, clock)));
  await state.freshen();
  // From here on nothing is awaited: all figures are of one moment.
  const nowMs = clock.nowMs();
  const views = instruments.flatMap((instrument, at) => {
    const { price: mark } = freshPrice(marks[at], { nowMs, maxAgeMs: priceMs });
    const limits = effectiveLimits(options.limits, instrument);
    return Object.values(PositionSide).map((positionSide) => ({
      instrument,
      limits,
      positionSide,
      view: book.view({ instrument, positionSide, mark, nowMs }),
    }));
  });
  const { problem } = admissions.account;
  const { readAtMs } = book;
  const { orderRate = DEFAULT_LIMITS.orderRate } = options.limits;
  return {
    tradingState: state.current,
    failuresInRow: counter.failures,
    failuresToTrip: counter.limit,
    openOrders: book.openOrders(),
    maxOpenOrders: options.limits.maxOpenOrders ?? DEFAULT_LIMITS.maxOpenOrders,
    ordersInWindow: log.countWithin(orderRate.windowMs, nowMs),
    maxOrdersInWindow: orderRate.count,
    windowMs: orderRate.windowMs,
    ...(readAtMs === undefined ? {} : { accountAgeMs: Math.max(0, nowMs - readAtMs) }),
    ...(problem === undefined ? {} : { problem }),
    contracts: views.map(({ instrument, limits, positionSide, view }) => ({
      symbol: instrument.symbol,
      positionSide,
      contracts: view.sideContracts,
      notional: shown(view.sideNotional),
      limits,
    })),
    currencies: [...new Map(views.map((one) => [one.instrument.settleCurrency, one])).values()].map(({ instrument, limits, view }) => {
      const equityView = admissions.equity.view(instrument.settleCurrency, nowMs);
      const { equity, atDayStart } = equityView;
      return {
        currency: instrument.settleCurrency,
        totalNotional: shown(view.totalNotional),
        ...(limits.maxTotalNotional === undefined ? {} : { maxTotalNotional: limits.maxTotalNotional }),
        ...(equity === undefined ? {} : { equity }),
        ...(atDayStart === undefined ? {} : { equityAtDayStart: atDayStart }),
        ...(equity === undefined || atDayStart === undefined ? {} : { loss: shown(lossOf({ ...equityView, equity, atDayStart })) }),
        ...(limits.maxDailyLoss === undefined ? {} : { maxDailyLoss: limits.maxDailyLoss }),
      };
    }),
  };
}
