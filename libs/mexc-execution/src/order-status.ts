import type { OrderStatus } from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { type WireOrder, orderStateCodes } from '@prate/mexc-protocol';

/**
 * The venue has no state for a partial fill: working covers it, and the filled contracts tell (reference 9.11).
 *
 * @throws {UnknownCodeError} for a state that no table knows
 */
export function orderStatusOf({ state, dealVol }: Pick<WireOrder, 'state' | 'dealVol'>): OrderStatus {
  const word = orderStateCodes.toWord(state);
  if (word !== 'working') return word;
  return isPositive(dealVol as `${number}`) ? 'partially-filled' : 'open';
}
