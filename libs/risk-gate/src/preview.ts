import {
  type CreateOrder,
  type DecimalText,
  type Denial,
  type FeeRates,
  type Instrument,
  type SizeReading,
  positionSideOf,
  readSize,
} from '@prate/execution-interface';
import { add, divide, multiply } from '@prate/execution-interface/decimal';
import { shown } from './denied-reasons';
import { liquidationEstimate } from './liquidation-estimate';
import type { OrderValue } from './order-value';

/** What one check says of an order. */
export interface Verdict {
  readonly check: string;
  readonly isAllowed: boolean;
  readonly denial?: Denial;
}

/** What an order would be, and whether it would be let through at this moment. Amounts in the settle currency. */
export interface OrderPreview {
  /** As it would be handed on. */
  readonly command: CreateOrder;
  readonly isAllowed: boolean;
  /** Every check in its order, or the one reason why nothing could be judged. */
  readonly verdicts: readonly Verdict[];
  /** Absent where its size cannot be read. */
  readonly estimate?: OrderEstimate;
}

export interface OrderEstimate {
  readonly size: SizeReading;
  /** What it was valued at, quote currency. */
  readonly price: DecimalText;
  readonly notional: DecimalText;
  readonly settleCurrency: string;
  readonly fee: {
    /** Whose rates these are: what the account really pays, or the contract's own. */
    readonly of: 'account' | 'instrument';
    /** If it rests; negative is a rebate. */
    readonly asMaker: DecimalText;
    readonly asTaker: DecimalText;
  };
  /** Of openings: notional ÷ leverage and a fee of closing, held as margin. */
  readonly margin?: DecimalText;
  /** Of isolated openings: for a position of this order alone, at this price; see {@link liquidationEstimate}. */
  readonly liquidationPrice?: DecimalText;
}

/** Figures of an order; reads and sends nothing. */
export function estimateOrder(
  command: CreateOrder,
  instrument: Instrument,
  value: OrderValue,
  account: FeeRates | undefined,
): OrderEstimate {
  const { contracts, price, notional } = value;
  const maker = account?.maker ?? instrument.makerFeeRate;
  const taker = account?.taker ?? instrument.takerFeeRate;
  const asTaker = multiply(notional, taker);
  const estimate: OrderEstimate = {
    size: readSize(contracts, instrument, price),
    price,
    notional: shown(notional),
    settleCurrency: instrument.settleCurrency,
    fee: { of: account === undefined ? 'instrument' : 'account', asMaker: shown(multiply(notional, maker)), asTaker: shown(asTaker) },
  };
  // A leverage that is none is what a verdict is about; there is no margin to it.
  if (command.effect === 'close' || !(Number.isSafeInteger(command.leverage) && command.leverage >= 1)) return estimate;
  const margin = add(divide(notional, command.leverage, 30), asTaker);
  if (command.marginMode !== 'isolated') return { ...estimate, margin: shown(margin) };
  const liquidationPrice = liquidationEstimate({
    instrument,
    positionSide: positionSideOf(command.side, 'open'),
    contracts,
    entryPrice: price,
    margin,
    feeRate: taker,
  });
  return { ...estimate, margin: shown(margin), ...(liquidationPrice === undefined ? {} : { liquidationPrice: shown(liquidationPrice) }) };
}
