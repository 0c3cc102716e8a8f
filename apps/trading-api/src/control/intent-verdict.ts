import type { IntentOutcome } from '@prate/execution-interface';

/** What a person found out about an intent, and who that is. */
export interface IntentVerdict {
  readonly outcome: Extract<IntentOutcome, { state: 'accepted' | 'done' | 'never-arrived' }>;
  readonly by: string;
  readonly reason: string;
}
