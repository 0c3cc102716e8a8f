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
import { remembering } from './remembering';

/** Decimals of a quotient that does not end; 18 as in the venue's full-scale prices. */
export const QUOTIENT_SCALE = 18;

/** Taker fees reserved by an opening order, in units of one fee: opening and closing (reference 9.6). */
const ORDER_FEE_RESERVE: DecimalText = '2';

/** What the account really pays by role, a fraction of the value; less than 0 is a rebate (reference 9.9). */
export function realFeeRate(contract: SimulatedContract, role: 'taker' | 'maker'): DecimalText {
  return role === 'taker' ? (contract.realTakerFeeRate ?? contract.takerFeeRate) : (contract.realMakerFeeRate ?? contract.makerFeeRate);
}

/** What a fill is charged: the real rate, and what a fault puts on top. */
export function chargedFeeRate(contract: SimulatedContract, role: 'taker' | 'maker'): DecimalText {
  const rate = realFeeRate(contract, role);
  return contract.feeSurchargeRate === undefined ? rate : add(rate, contract.feeSurchargeRate);
}

/** One taker fee kept back, settle coin; a rebate keeps nothing back. */
function reservedFee(contract: SimulatedContract, value: DecimalText): DecimalText {
  const rate = realFeeRate(contract, 'taker');
  return rate.startsWith('-') ? '0' : multiply(value, rate);
}

/** Position value in settle coin (reference 9.1): vol·size·price, inverse vol·size/price. */
export const positionValue = remembering((contract: SimulatedContract, vol: DecimalText, price: DecimalText): DecimalText => {
  const size = multiply(vol, contract.contractSize);
  return isInverse(contract) ? divide(size, price, QUOTIENT_SCALE) : multiply(size, price);
});

/** Margin an opening order needs, settle coin: N/L + reserve·N·taker, the reserve being 2 unless the contract says otherwise (9.6). */
export function orderMargin(contract: SimulatedContract, vol: DecimalText, price: DecimalText, leverage: number): DecimalText {
  const value = positionValue(contract, vol, price);
  const reserve = multiply(contract.orderFeeReserve ?? ORDER_FEE_RESERVE, reservedFee(contract, value));
  return add(divide(value, leverage, QUOTIENT_SCALE), reserve);
}

/** Margin a holding needs, settle coin: N/L + N·taker, the closing fee kept back (reference 9.6). */
export const holdingMargin = remembering(
  (contract: SimulatedContract, vol: DecimalText, price: DecimalText, leverage: number): DecimalText => {
    const value = positionValue(contract, vol, price);
    return add(divide(value, leverage, QUOTIENT_SCALE), reservedFee(contract, value));
  },
);

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
  /** Of the tier that applies; the contract's own where absent. */
  readonly mmr?: DecimalText;
}

/**
 * Fair price at which an isolated position would be liquidated (reference 9.8), floored to the tick; 0 where there is none. With another
 * `atRatio` than 1: the price at which the margin ratio is that.
 */
export function liquidationPrice(contract: SimulatedContract, holding: Holding, atRatio: DecimalText = '1'): DecimalText {
  const { side, vol, entryPrice, margin, mmr = contract.maintenanceMarginRate } = holding;
  const size = multiply(vol, contract.contractSize);
  const value = positionValue(contract, vol, entryPrice);
  const share = (rate: DecimalText): DecimalText => (atRatio === '1' ? rate : divide(rate, atRatio, QUOTIENT_SCALE));
  const spare = subtract(margin, multiply(share(mmr), value));
  const rate = share(contract.liquidationFeeRate);
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

/** What must be left of a position at a fair price, settle coin: MM + f·fair value (reference 9.8). */
export function neededMargin(contract: SimulatedContract, holding: Omit<Holding, 'margin'>, fairPrice: DecimalText): DecimalText {
  const { vol, entryPrice, mmr = contract.maintenanceMarginRate } = holding;
  return add(
    multiply(mmr, positionValue(contract, vol, entryPrice)),
    multiply(contract.liquidationFeeRate, positionValue(contract, vol, fairPrice)),
  );
}

/** (MM + f·fair value) / (im + unrealised), four decimals down (reference 9.8); 1 once nothing is left to divide by. */
export function marginRatio(contract: SimulatedContract, holding: Holding, fairPrice: DecimalText): DecimalText {
  const { side, vol, entryPrice } = holding;
  const left = add(holding.margin, grossProfit(contract, { side, vol, entryPrice, price: fairPrice }));
  return ratioOf(neededMargin(contract, holding, fairPrice), left);
}

/** What is needed to what is left, four decimals down; 1 once nothing is left to divide by. */
export function ratioOf(needed: DecimalText, left: DecimalText): DecimalText {
  return isPositive(left) ? roundToStep(divide(needed, left, QUOTIENT_SCALE), '0.0001', 'down') : '1';
}

/**
 * Price at which closing costs exactly `loss` compared with `fromPrice`, to the tick that costs less: from the entry with the whole margin
 * it is the bankruptcy price (reference 9.8). `undefined` where no price costs as much.
 */
export function priceOfLoss(
  contract: SimulatedContract,
  holding: { readonly side: PositionTypeWord; readonly vol: DecimalText; readonly fromPrice: DecimalText; readonly loss: DecimalText },
): DecimalText | undefined {
  const { side, fromPrice, loss } = holding;
  const size = multiply(holding.vol, contract.contractSize);
  const isLong = side === 'long';
  const priced = multiply(size, fromPrice);
  const drift = isInverse(contract) ? multiply(loss, fromPrice) : loss;
  const numerator = isInverse(contract) ? priced : isLong ? subtract(priced, drift) : add(priced, drift);
  const denominator = isInverse(contract) ? (isLong ? add(size, drift) : subtract(size, drift)) : size;
  if (!isPositive(numerator) || !isPositive(denominator)) return undefined;
  return roundToStep(divide(numerator, denominator, QUOTIENT_SCALE), contract.priceUnit, isLong ? 'up' : 'down');
}
