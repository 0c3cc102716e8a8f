import type { IntentOutcome, JournalNote, VenueOrderId } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import type { AccountReader } from '../reconcile/account-reader';
import type { AccountState } from '../state/account-state';

/** What looking for the order of an intent works with. */
export interface ResolverContext {
  readonly context: ExecutionContext;
  readonly state: AccountState;
  readonly reader: AccountReader;
}

/** What one look saw. Without an outcome it saw nothing, which proves nothing by itself. */
export interface Looked {
  /** What is proven by this look alone. */
  readonly outcome?: IntentOutcome;
  /** What would be right if nothing else shows until the looking ends; `never-arrived` where left out. */
  readonly unlessMore?: IntentOutcome;
  /** There are signs of it that cannot be read yet: this look does not count. */
  readonly isInconclusive?: boolean;
  /** An amended order, which goes on under the id that it is settled with. */
  readonly formerOrderId?: VenueOrderId;
  readonly evidence: Extract<JournalNote, { what: 'resolution' }>['evidence'];
  readonly found: readonly VenueOrderId[];
}
