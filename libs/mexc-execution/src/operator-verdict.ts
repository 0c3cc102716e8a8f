import {
  type ClientOrderId,
  IllegalSettlementError,
  type IntentOutcome,
  type JournalEntry,
  JournalError,
  UNSETTLED_STATES,
  outcomeText,
} from '@prate/execution-interface';
import type { ExecutionContext } from './execution-context';

/** What a person found out about an intent of which nobody knew. */
export interface OperatorVerdict {
  /** `accepted` with the venue's id, `done` where nothing with an id came of it, `never-arrived` where the venue has nothing of it. */
  readonly outcome: Extract<IntentOutcome, { state: 'accepted' | 'done' | 'never-arrived' }>;
  readonly by: string;
  readonly reason: string;
}

/**
 * Settles an intent by a person's word, which is kept with it. Only where nobody knows: what is known is not overruled, and what is under
 * way has its answer still to come.
 *
 * @throws {JournalError} `unknown-intent`; `illegal-settlement` where it is known already; `invalid` while it is under way, or without name or
 *   reason; otherwise when it cannot be kept
 */
export async function settleByOperator(
  { journal, intents }: Pick<ExecutionContext, 'journal' | 'intents'>,
  id: ClientOrderId,
  { outcome, by, reason }: OperatorVerdict,
): Promise<JournalEntry> {
  await intents.written(id);
  const entry = await journal.get(id);
  if (entry === undefined)
    throw new JournalError(`resolve: found no intent ${id}, expected one of the journal`, { code: 'unknown-intent' });
  if (!UNSETTLED_STATES.some((state) => state === entry.outcome.state)) throw new IllegalSettlementError(entry, outcome);
  await intents.refresh();
  if (!intents.isUnknown(id)) {
    throw new JournalError(`resolve ${id}: found it under way, expected one of which nobody knows; its answer is still to come`, {
      code: 'invalid',
    });
  }
  await journal.note(id, { what: 'operator', by, act: `settled as ${outcomeText(outcome)}`, reason });
  await intents.resolve(id, outcome);
  return { ...entry, outcome };
}
