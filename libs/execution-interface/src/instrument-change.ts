import type { Instrument } from './instrument';

/** One contract of the list is not what it was. */
export interface InstrumentChange {
  /** `removed`: the list no longer has it, or no longer in words that can be understood. */
  readonly kind: 'added' | 'changed' | 'removed';
  readonly symbol: string;
  /** As it is now; of a removed one, as it was last. */
  readonly instrument: Instrument;
}
