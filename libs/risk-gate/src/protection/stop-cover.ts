import type { DecimalText, StopOrder } from '@prate/execution-interface';
import { add, compare, isPositive, minimum, subtract } from '@prate/execution-interface/decimal';
import { type LegName, type WantedLegs, hasLeg } from './leg-terms';

/** What one entry wants covered. */
export interface CoverClaim {
  readonly key: string;
  /** Contracts. */
  readonly need: DecimalText;
  readonly legs: WantedLegs;
  /** Ids of the entry at the venue: stops that hang on it, or came with it, name one of them. */
  readonly orderIds: ReadonlySet<string>;
  /** Stops that were read back as this entry's before. They stay its own when somebody moves their price. */
  readonly stopIds: ReadonlySet<string>;
  /** Stops whose price the caller changed: their price says nothing about whose they are. */
  readonly movedIds: ReadonlySet<string>;
}

export interface Cover {
  readonly contracts: DecimalText;
  readonly stops: readonly StopOrder[];
}

/**
 * How far waiting stops of one side of one symbol cover what entries want of one leg. No contract of a stop counts twice: an entry takes its
 * own stops first, then those of the same terms that are nobody's own. A stop on the whole position covers everybody of its terms.
 */
export function coverOf(claims: readonly CoverClaim[], stops: readonly StopOrder[], leg: LegName): ReadonlyMap<string, Cover> {
  const left = new Map(stops.map((stop) => [stop, stop.contracts]));
  const covers = new Map<string, Cover>(claims.map(({ key }) => [key, { contracts: '0', stops: [] }]));
  const take = (claim: CoverClaim, isMeant: (stop: StopOrder) => boolean): void => {
    for (const stop of stops) {
      if (stop[leg] === undefined || !isMeant(stop)) continue;
      const cover = covers.get(claim.key) as Cover;
      const missing = subtract(claim.need, cover.contracts);
      if (!isPositive(missing)) return;
      const part = stop.isWholePosition ? missing : minimum(missing, left.get(stop) ?? '0');
      if (!isPositive(part)) continue;
      if (!stop.isWholePosition) left.set(stop, subtract(left.get(stop) ?? '0', part));
      covers.set(claim.key, { contracts: add(cover.contracts, part), stops: [...cover.stops.filter((one) => one !== stop), stop] });
    }
  };
  for (const claim of claims) if (claim.legs[leg] !== undefined) take(claim, (stop) => isOwn(claim, stop, leg));
  for (const claim of claims) {
    const terms = claim.legs[leg];
    if (terms !== undefined) take(claim, (stop) => hasLeg(stop, leg, terms) || isMoved(claim, stop));
  }
  return covers;
}

/** Whether all of a claim is covered. */
export function isCovered({ need }: CoverClaim, cover: Cover | undefined): boolean {
  return compare(cover?.contracts ?? '0', need) >= 0;
}

/** Came with the entry as it was asked for, or was its own before. */
function isOwn(claim: CoverClaim, stop: StopOrder, leg: LegName): boolean {
  const { orderIds, stopIds, legs } = claim;
  if (stopIds.has(stop.id)) return true;
  if (stop.parentOrderId !== undefined && isMoved(claim, stop)) return true;
  const terms = legs[leg];
  return stop.parentOrderId !== undefined && orderIds.has(stop.parentOrderId) && terms !== undefined && hasLeg(stop, leg, terms);
}

/** Changed by the caller, and not known to have come with another entry. */
function isMoved({ movedIds, orderIds }: CoverClaim, { id, parentOrderId }: StopOrder): boolean {
  return movedIds.has(id) && (parentOrderId === undefined || orderIds.has(parentOrderId));
}
