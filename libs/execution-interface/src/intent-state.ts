import type { VenueOrderId } from './identifiers';

/**
 * What is known of an intent.
 *
 * - `sent`: recorded, and no more is known. That is the state a crash leaves behind, and it means that nobody knows
 * - `accepted`: there is an order, plan, stop or trailing order with this id
 * - `done`: the venue did it, and nothing with an id of its own came of it
 * - `rejected`: by the venue, beyond doubt
 * - `not-sent`: it never left us
 * - `never-arrived`: it may have left us, and reading long enough proved that there is no order
 * - `unknown`: nobody knows
 * - `needs-operator`: several orders may be it; a person says which
 */
export type IntentState =
  | { readonly state: 'sent' }
  | { readonly state: 'accepted'; readonly orderId: VenueOrderId }
  | { readonly state: 'done' }
  | { readonly state: 'rejected'; readonly code: string }
  | { readonly state: 'not-sent' }
  | { readonly state: 'never-arrived' }
  | { readonly state: 'unknown'; readonly code: string }
  | { readonly state: 'needs-operator'; readonly candidates: readonly VenueOrderId[] };

export type IntentStateName = IntentState['state'];

/** What an intent can be settled to. */
export type IntentOutcome = Exclude<IntentState, { readonly state: 'sent' }>;

/** There may be an order, and nobody knows. Risk stays reserved. */
export const UNSETTLED_STATES = ['sent', 'unknown', 'needs-operator'] as const satisfies readonly IntentStateName[];

/** It is proven that no order came of it: the same command may be recorded again under its id. */
export const REPEATABLE_STATES = ['rejected', 'not-sent', 'never-arrived'] as const satisfies readonly IntentStateName[];

/**
 * The states that this outcome may follow. Doubt ends in anything. That there is an order also corrects what was taken for proof that there
 * is none, for it is the stronger evidence; nothing else leads out of a proof, and nothing at all leads away from an order.
 */
export function statesBefore(outcome: IntentOutcome): readonly IntentStateName[] {
  return outcome.state === 'accepted' || outcome.state === 'done' ? [...UNSETTLED_STATES, ...REPEATABLE_STATES] : UNSETTLED_STATES;
}

/** One text for one outcome: its own fields only, always in the same order. */
export function outcomeText(outcome: IntentState): string {
  switch (outcome.state) {
    case 'accepted':
      return JSON.stringify({ state: outcome.state, orderId: outcome.orderId });
    case 'rejected':
    case 'unknown':
      return JSON.stringify({ state: outcome.state, code: outcome.code });
    case 'needs-operator':
      return JSON.stringify({ state: outcome.state, candidates: outcome.candidates });
    default:
      return JSON.stringify({ state: outcome.state });
  }
}
