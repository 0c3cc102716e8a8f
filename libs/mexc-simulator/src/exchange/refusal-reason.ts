import type { OrderReasonWord } from '@prate/mexc-protocol';
import type { Refusal } from './refusal';

const reasons: Readonly<Record<number, OrderReasonWord>> = {
  600: 'param-invalid',
  1002: 'contract-not-enabled',
  1003: 'risk-level-limit',
  2005: 'insufficient-balance',
  2008: 'position-not-enough',
  2009: 'position-not-exists',
  2031: 'risk-level-limit',
  2032: 'position-liquidation-price',
  2033: 'position-liquidation-price',
};

/** What the refusal of a triggered order looks like in the `errorCode` of what triggered it (reference 6.3). */
export function reasonOf({ code }: Refusal): OrderReasonWord {
  return reasons[code] ?? 'other';
}
