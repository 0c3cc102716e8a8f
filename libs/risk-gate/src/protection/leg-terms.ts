import {
  type DecimalText,
  type Protection,
  type ProtectionLeg,
  type ReadProtectionLeg,
  type StopOrder,
  decimal,
} from '@prate/execution-interface';
import { compare, isDecimal } from '@prate/execution-interface/decimal';

/** What is wanted of a leg: where it fires, and by which price. */
export interface LegTerms {
  readonly price: DecimalText;
  readonly reference: ReadProtectionLeg['reference'];
}

export interface WantedLegs {
  readonly stopLoss?: LegTerms;
  readonly takeProfit?: LegTerms;
}

export type LegName = keyof WantedLegs;

export function wantedLegs(legs: { readonly stopLoss?: ProtectionLeg; readonly takeProfit?: ProtectionLeg }): WantedLegs {
  const termsOf = ({ price, reference }: ProtectionLeg): LegTerms => ({ price: decimal(price), reference });
  return {
    ...(legs.stopLoss === undefined ? {} : { stopLoss: termsOf(legs.stopLoss) }),
    ...(legs.takeProfit === undefined ? {} : { takeProfit: termsOf(legs.takeProfit) }),
  };
}

/** Whether that stop has this leg, at this price and watching this one. */
export function hasLeg(stop: Pick<StopOrder, LegName>, name: LegName, terms: LegTerms): boolean {
  const leg = stop[name];
  return leg !== undefined && leg.reference === terms.reference && compare(leg.price, terms.price) === 0;
}

/** One text for one pair of legs. */
export function legsKey({ stopLoss, takeProfit }: WantedLegs): string {
  return [stopLoss, takeProfit].map((leg) => (leg === undefined ? '-' : `${leg.price}@${leg.reference}`)).join('/');
}

/** What is no price is denied by the engine, which reads every field. */
export function hasPrices({ stopLoss, takeProfit }: Protection): boolean {
  return isDecimal(stopLoss?.price) && (takeProfit === undefined || isDecimal(takeProfit.price));
}
