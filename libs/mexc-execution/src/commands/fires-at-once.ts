import type { DecimalText, Denial, PositionSide, Trigger, TriggerReference } from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import { denial } from './denials';

/** On which side of its price a leg fires: a long takes profit above and loss below, a short the other way round (reference 9.16). */
export function directionOfLeg(positionSide: PositionSide, leg: 'takeProfit' | 'stopLoss'): Trigger['direction'] {
  return (positionSide === 'long') === (leg === 'takeProfit') ? 'at-or-above' : 'at-or-below';
}

/**
 * Whether a trigger stands on the side of the market where it would fire at once.
 *
 * | fires | trigger under the reference | on it | over it |
 * |---|---|---|---|
 * | `at-or-above` | denied | denied | waits |
 * | `at-or-below` | waits | denied | denied |
 */
export function firesAtOnce({ direction, price }: { direction: Trigger['direction']; price: DecimalText }, at: DecimalText): boolean {
  const side = compare(at, price);
  return direction === 'at-or-above' ? side >= 0 : side <= 0;
}

/** The reason, with the price that it stands against. */
export function denyFiring(
  what: string,
  { direction, price }: { direction: Trigger['direction']; price: DecimalText },
  { at, reference }: { at: DecimalText; reference: TriggerReference | 'order-price' },
): Denial | undefined {
  if (!firesAtOnce({ direction, price }, at)) return undefined;
  const expected = direction === 'at-or-above' ? `above ${at}` : `below ${at}`;
  return denial('trigger-fires-at-once', `${what}: found ${price}, expected ${expected} (${reference}), else it would fire at once`, {
    found: price,
    direction,
    reference,
    referencePrice: at,
  });
}
