import { type ClientOrderId, type CreatePlanOrder, type PlanOrder, type PositionSide, positionSideOf } from '@prate/execution-interface';
import { type WantedLegs, hasPrices, wantedLegs } from './leg-terms';
import { ProtectedEntry } from './protected-entry';

/** A plan order that opens with a stop. */
export interface GuardedPlan {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly intentId: ClientOrderId;
  readonly legs: WantedLegs;
}

/** The plan that a command is, where it opens and has a stop; `undefined` for every other. */
export function guardedPlanOf(command: CreatePlanOrder, intentId: ClientOrderId): GuardedPlan | undefined {
  const { symbol, side, effect, protection } = command;
  if (effect !== 'open' || protection?.stopLoss === undefined || !hasPrices(protection)) return undefined;
  return { symbol, positionSide: positionSideOf(side, 'open'), intentId, legs: wantedLegs(protection) };
}

/** A plan that has fired, as the entry that it is from then on; without an id of its order that is asked for. */
export function entryOfPlan({ symbol, positionSide, intentId, legs }: GuardedPlan, { id, orderId }: PlanOrder): ProtectedEntry {
  const entry = new ProtectedEntry(intentId, { symbol, positionSide, clientOrderId: intentId }, legs);
  entry.planId = id;
  entry.phase = 'accepted';
  if (orderId !== undefined) entry.orderIds.add(orderId);
  return entry;
}
