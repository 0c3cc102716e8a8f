import {
  type CreateOrder,
  type CreatePlanOrder,
  type CreateTrailingOrder,
  type OrderSize,
  type Position,
  decimal,
} from '@prate/execution-interface';
import { isDecimal } from '@prate/execution-interface/decimal';
import type { Opening } from './admission';

/** A plan order, judged as the order that it becomes at its trigger. */
export function openingOfPlan(command: CreatePlanOrder): Opening {
  const { trigger, validFor: _validFor, isPriceProtected: _guard, protection: _protection, intentId, ...order } = command;
  return {
    command: { ...order, ...(intentId === undefined ? {} : { clientOrderId: intentId }) } as CreateOrder,
    ...triggerPriceOf(trigger?.price),
    what: 'conditional',
  };
}

/** A trailing order, judged as a market order at the price at which it starts to follow, or at the mark. */
export function openingOfTrailing(command: CreateTrailingOrder): Opening {
  const { callback: _callback, reference: _reference, activationPrice, intentId, ...order } = command;
  return {
    command: { ...order, type: 'market', ...(intentId === undefined ? {} : { clientOrderId: intentId }) } as CreateOrder,
    ...triggerPriceOf(activationPrice),
    what: 'conditional',
  };
}

/** The second half of a reversal: as much on the other side, at the market. The first half only closes. */
export function openingOfReversal({ symbol, side, contracts, leverage, marginMode }: Position): Opening {
  return {
    command: { symbol, side: side === 'long' ? 'sell' : 'buy', effect: 'open', type: 'market', contracts, leverage, marginMode },
    what: 'reversal',
  };
}

/** The one size that is named. */
export function sizeOf({ quantity, contracts, quoteQuantity }: OrderSize): OrderSize {
  if (quantity !== undefined) return { quantity };
  return contracts !== undefined ? { contracts } : ({ quoteQuantity } as OrderSize);
}

export function triggerPriceOf(price: unknown): Pick<Opening, 'triggerPrice'> {
  // What is no price is told by the engine, which reads every field.
  return isDecimal(price) ? { triggerPrice: decimal(price) } : {};
}
