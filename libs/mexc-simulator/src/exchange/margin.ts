import {
  type DecimalText,
  add,
  compare,
  divide,
  isPositive,
  isZero,
  maximum,
  multiply,
  negate,
  roundToStep,
  subtract,
} from '@prate/execution-interface/decimal';
import type { PositionTypeWord } from '@prate/mexc-protocol';
import { type SimulatedContract, isInverse } from '../simulated-contract';

/** Decimals of a quotient that does not end; 18 as in the venue's full-scale prices. */
export const QUOTIENT_SCALE = 18;

/** Taker fees reserved by an opening order, in units of one fee: opening and closing (reference 9.6). */
const ORDER_FEE_RESERVE = 2;

/** Position value in settle coin (reference 9.1): vol·size·price, inverse vol·size/price. */
export function positionValue(contract: SimulatedContract, vol: DecimalText, price: DecimalText): DecimalText {
  const size = multiply(vol, contract.contractSize);
  return isInverse(contract) ? divide(size, price, QUOTIENT_SCALE) : multiply(size, price);
}

/** Margin an opening order needs, settle coin: N/L + 2·N·taker (reference 9.6). */
export function orderMargin(contract: SimulatedContract, vol: DecimalText, price: DecimalText, leverage: number): DecimalText {
  const value = positionValue(contract, vol, price);
  return add(divide(value, leverage, QUOTIENT_SCALE), multiply(ORDER_FEE_RESERVE, multiply(value, contract.takerFeeRate)));
}

/** Margin a holding needs, settle coin: N/L + N·taker, the closing fee kept back (reference 9.6). */
export function holdingMargin(contract: SimulatedContract, vol: DecimalText, price: DecimalText, leverage: number): DecimalText {
  const value = positionValue(contract, vol, price);
  return add(divide(value, leverage, QUOTIENT_SCALE), multiply(value, contract.takerFeeRate));
}

/** Gross profit of `vol` contracts between two prices, settle coin (reference 9.7). */
export function grossProfit(
  contract: SimulatedContract,
  holding: { readonly side: PositionTypeWord; readonly vol: DecimalText; readonly entryPrice: DecimalText; readonly price: DecimalText },
): DecimalText {
  const size = multiply(holding.vol, contract.contractSize);
  const rise = multiply(size, subtract(holding.price, holding.entryPrice));
  // (1/E − 1/P)·size is (P − E)·size / (E·P): one rounding instead of two.
  const asLong = isInverse(contract) ? divide(rise, multiply(holding.entryPrice, holding.price), QUOTIENT_SCALE) : rise;
  return holding.side === 'long' ? asLong : negate(asLong);
}

/** Average price of two lots of contracts: by quantity for linear, by value for inverse contracts. */
export function averagePrice(
  contract: SimulatedContract,
  one: { readonly vol: DecimalText; readonly price: DecimalText },
  other: { readonly vol: DecimalText; readonly price: DecimalText },
): DecimalText {
  if (isZero(one.vol)) return other.price;
  if (compare(one.price, other.price) === 0) return one.price;
  const vol = add(one.vol, other.vol);
  if (!isInverse(contract)) return divide(add(multiply(one.vol, one.price), multiply(other.vol, other.price)), vol, QUOTIENT_SCALE);
  const prices = multiply(one.price, other.price);
  return divide(multiply(vol, prices), add(multiply(one.vol, other.price), multiply(other.vol, one.price)), QUOTIENT_SCALE);
}

/** What liquidation looks at. `margin` is the position's `im`, settle coin. */
export interface Holding {
  readonly side: PositionTypeWord;
  readonly vol: DecimalText;
  readonly entryPrice: DecimalText;
  readonly margin: DecimalText;
}

/** Fair price at which an isolated position would be liquidated (reference 9.8), floored to the tick; 0 where there is none. */
export function liquidationPrice(contract: SimulatedContract, { side, vol, entryPrice, margin }: Holding): DecimalText {
  const size = multiply(vol, contract.contractSize);
  const value = positionValue(contract, vol, entryPrice);
  const spare = subtract(margin, multiply(contract.maintenanceMarginRate, value));
  const rate = contract.liquidationFeeRate;
  const isLong = side === 'long';
  const numerator = isInverse(contract)
    ? multiply(isLong ? add(1, rate) : subtract(1, rate), multiply(entryPrice, size))
    : isLong
      ? subtract(value, spare)
      : add(value, spare);
  const drift = multiply(spare, entryPrice);
  const denominator = isInverse(contract)
    ? isLong
      ? add(size, drift)
      : subtract(size, drift)
    : multiply(size, isLong ? subtract(1, rate) : add(1, rate));
  if (!isPositive(denominator) || !isPositive(numerator)) return '0';
  return maximum(0, roundToStep(divide(numerator, denominator, QUOTIENT_SCALE), contract.priceUnit, 'down'));
}

/** (MM + f·fair value) / (im + unrealised), four decimals down (reference 9.8); 1 once nothing is left to divide by. */
export function marginRatio(contract: SimulatedContract, holding: Holding, fairPrice: DecimalText): DecimalText {
  const { side, vol, entryPrice } = holding;
  const needed = add(
    multiply(contract.maintenanceMarginRate, positionValue(contract, vol, entryPrice)),
    multiply(contract.liquidationFeeRate, positionValue(contract, vol, fairPrice)),
  );
  const left = add(holding.margin, grossProfit(contract, { side, vol, entryPrice, price: fairPrice }));
  return isPositive(left) ? roundToStep(divide(needed, left, QUOTIENT_SCALE), '0.0001', 'down') : '1';
}
