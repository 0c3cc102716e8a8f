import { type DecimalText, absolute, compare, multiply, subtract } from '@prate/execution-interface/decimal';
import type { Listing } from './listing';

/** Of a published contract (reference 4.2); used where a contract names none. */
export const USUAL_TRIGGER_PROTECT: DecimalText = '0.1';

/** Whether last and fair price are further apart than `triggerProtect` allows: what is protected does not fire then (reference 9.16). */
export function isHeldBack(listing: Listing, second: number): boolean {
  const fair = listing.fairPrice(second);
  const allowed = multiply(fair, listing.contract.triggerProtect ?? USUAL_TRIGGER_PROTECT);
  return compare(absolute(subtract(listing.lastPrice(second), fair)), allowed) > 0;
}
