import type { CreateConditionalOutcome, CreateStopOrder, DecimalText, StopOrder } from '@prate/execution-interface';
import { add, maximum, minimum, subtract } from '@prate/execution-interface/decimal';
import { messageOf } from '../message-of';
import type { GuardParts } from './guard-parts';
import { type WantedLegs, hasLeg, legsKey } from './leg-terms';
import type { ProtectedEntry } from './protected-entry';
import type { Cover } from './stop-cover';

export interface Uncovered {
  readonly entry: ProtectedEntry;
  /** Contracts that it wants covered. */
  readonly need: DecimalText;
}

export interface Placing {
  /** Whose stop is missing. */
  readonly missing: Uncovered;
  /** Everybody of that side, covered or not. */
  readonly all: readonly Uncovered[];
  readonly covers: ReadonlyMap<string, Cover>;
  readonly stops: readonly StopOrder[];
  readonly held: DecimalText;
}

/** `unknown`: nobody knows; nothing more is placed on that side until somebody does. */
export type Placed =
  { readonly status: 'done' } | { readonly status: 'unknown'; readonly intentId?: string } | { readonly status: 'failed' };

/**
 * Puts a missing stop there, once, after a reading that did not show it. Where one with the same terms waits already, it is asked for the size of
 * all that share those terms: a venue may answer the id of that one and change its size. One that came with the entry and stands at another
 * price is brought to its own.
 */
export async function placeStop({ over, clock, settings }: GuardParts, placing: Placing): Promise<Placed> {
  const { missing, stops } = placing;
  const { entry } = missing;
  const { symbol, positionSide } = entry.terms;
  const spell = entry.expose(clock.nowMs());
  const { stopLoss, takeProfit } = entry.legs;
  const displaced = stops.find(
    ({ id, parentOrderId, stopLoss: leg }) =>
      parentOrderId !== undefined &&
      entry.orderIds.has(parentOrderId) &&
      leg !== undefined &&
      !entry.stopIds.has(id) &&
      !entry.movedIds.has(id),
  );
  if (stopLoss === undefined) return { status: 'failed' };
  spell.notBeforeMs = clock.nowMs() + settings.provenWithinMs;
  if (displaced !== undefined && !hasLeg(displaced, 'stopLoss', stopLoss)) {
    const amended = await over.amendProtection({ symbol, of: 'stop', id: displaced.id, ...entry.legs } as Parameters<
      typeof over.amendProtection
    >[0]);
    if (amended.status !== 'accepted') entry.problem = reasonOf(amended);
    return { status: amended.status === 'accepted' ? 'done' : 'failed' };
  }
  const withTarget = takeProfit !== undefined && (!entry.seen.isTargetCovered || stops.some((stop) => isTwin(stop, entry.legs)));
  const command = {
    symbol,
    positionSide,
    size: { contracts: sizeOf(placing) },
    stopLoss,
    ...(withTarget ? { takeProfit } : {}),
  } as CreateStopOrder;
  let outcome: CreateConditionalOutcome<StopOrder>;
  try {
    outcome = await over.createStopOrder(command);
  } catch (error) {
    entry.problem = messageOf(error);
    return { status: 'unknown' };
  }
  switch (outcome.status) {
    case 'accepted':
      spell.placed += 1;
      entry.placedIds.add(outcome.order.id);
      entry.answeredStopId = outcome.order.id;
      delete entry.problem;
      return { status: 'done' };
    case 'unknown':
      spell.placed += 1;
      entry.problem = reasonOf(outcome);
      return { status: 'unknown', intentId: outcome.intentId };
    default:
      entry.problem = reasonOf(outcome);
      spell.notBeforeMs = clock.nowMs() + 2 * settings.lookEveryMs;
      return { status: 'failed' };
  }
}

/**
 * What is uncovered; or, where a stop with the same terms waits and will be given another size, what that one has to have. Of several it is the
 * one that was answered last time, else the oldest: what the others guard stays with them.
 */
function sizeOf({ missing, all, covers, stops, held }: Placing): DecimalText {
  const key = legsKey(missing.entry.legs);
  const sharing = all.filter(({ entry }) => legsKey(entry.legs) === key);
  const sum = (amounts: readonly DecimalText[]) => amounts.reduce<DecimalText>((total, one) => add(total, one), '0');
  const twins = stops.filter((stop) => isTwin(stop, missing.entry.legs)).sort((one, other) => one.createdAtMs - other.createdAtMs);
  const growing = twins.find(({ id }) => id === missing.entry.answeredStopId) ?? twins[0];
  if (growing === undefined) {
    return minimum(sum(sharing.map(({ entry, need }) => subtract(need, minimum(need, covers.get(entry.key)?.contracts ?? '0')))), held);
  }
  const others = sum(twins.filter((stop) => stop !== growing).map(({ contracts }) => contracts));
  const wanted = subtract(sum(sharing.map(({ need }) => need)), others);
  return minimum(maximum(wanted, growing.contracts), held);
}

/** Same prices, watched on the same price. */
function isTwin(stop: StopOrder, legs: WantedLegs): boolean {
  return (['stopLoss', 'takeProfit'] as const).every((name) => {
    const terms = legs[name];
    return terms === undefined ? stop[name] === undefined : hasLeg(stop, name, terms);
  });
}

export function reasonOf(
  outcome:
    | { readonly status: 'denied'; readonly denial: { readonly message: string } }
    | { readonly status: 'rejected'; readonly rejection: { readonly code: string; readonly message: string } }
    | { readonly status: 'unknown'; readonly unknown: { readonly message: string } },
): string {
  switch (outcome.status) {
    case 'denied':
      return `denied: ${outcome.denial.message}`;
    case 'rejected':
      return `rejected: ${outcome.rejection.code} ${outcome.rejection.message}`;
    case 'unknown':
      return `unknown: ${outcome.unknown.message}`;
  }
}
