import type { DecimalText, Instrument, MarkPrice } from '@prate/execution-interface';
import { decimal } from '@prate/execution-interface';
import { add, divide, isPositive, isZero, multiply, negate, subtract } from '@prate/execution-interface/decimal';
import {
  type WireDeal,
  type WireOrder,
  type WirePlanOrder,
  type WirePushOrder,
  type WirePushOrderDeal,
  type WirePushPlanOrder,
  type WirePushPosition,
  type WirePushStopPlanOrder,
  type WireStopOrder,
  positionTypeCodes,
} from '@prate/mexc-protocol';

/** Digits behind the point of a mark that is computed back. */
const MARK_SCALE = 12;

/** The pushed order in the shape of a read one. */
export function orderOfPush(push: WirePushOrder): WireOrder {
  return { ...push, positionId: push.positionId ?? '0', leverage: push.leverage ?? 0 };
}

/** What the venue writes where a plan order never ends, hours (reference 5.10). */
const NEVER_ENDS = 87_600;

/** The pushed plan order in the shape of a read one. One that does not say when it ends keeps the end that was known. */
export function planOfPush(push: WirePushPlanOrder): WirePlanOrder {
  return { ...push, executeCycle: push.executeCycle ?? NEVER_ENDS };
}

/** The pushed protection in the shape of a read one. */
export function stopOfPush(push: WirePushStopPlanOrder): WireStopOrder {
  return { ...push, orderId: push.orderId ?? '0' };
}

/** The pushed fill in the shape of a read one. */
export function dealOfPush(push: WirePushOrderDeal, settleCurrency: string): WireDeal {
  return { ...push, feeCurrency: push.feeCurrency ?? settleCurrency };
}

/**
 * The mark that a pushed position's profit stands on (reference 9.7); `undefined` where it says too little.
 *
 * Linear: entry ± profit / (contracts · size). Inverse: 1 / (1/entry ∓ profit / (contracts · size)).
 */
export function markOfPush(
  push: WirePushPosition,
  instrument: Pick<Instrument, 'kind' | 'contractSize'>,
  atMs: number,
): MarkPrice | undefined {
  const { pnl, holdVol, symbol } = push;
  const entryText = push.holdAvgPriceFullyScale ?? push.holdAvgPrice;
  if (pnl === undefined || entryText === undefined || !isPositive(decimal(holdVol)) || !isPositive(decimal(entryText))) return undefined;
  const entry = decimal(entryText);
  const size = multiply(decimal(holdVol), instrument.contractSize);
  const gain = positionTypeCodes.toWord(push.positionType) === 'long' ? decimal(pnl) : negate(decimal(pnl));
  const price = instrument.kind === 'linear' ? add(entry, divide(gain, size, MARK_SCALE)) : inverseMark(entry, gain, size);
  return price !== undefined && isPositive(price) ? { symbol, price, atMs } : undefined;
}

function inverseMark(entry: DecimalText, gain: DecimalText, size: DecimalText): DecimalText | undefined {
  // price = entry · size / (size − gain · entry): one quotient only.
  const below = subtract(size, multiply(gain, entry));
  return isZero(below) ? undefined : divide(multiply(entry, size), below, MARK_SCALE);
}
