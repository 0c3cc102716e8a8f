import type { Clock, InstrumentSource, OrderJournal } from '@prate/execution-interface';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import type { OutcomeRecord } from './outcome-record';

export interface MexcFuturesExecutionOptions {
  /** With keys; its owner closes it. */
  readonly rest: MexcFuturesRest;
  readonly instruments: InstrumentSource;
  /** Every order is in here before it is sent. A journal that forgets (`MemoryOrderJournal`) never stands in front of real money. */
  readonly journal: OrderJournal;
  readonly clock?: Clock;
  /** Told once of each command when it has ended. Records hold no secret. What it throws is ignored: an order is not undone by a log. */
  readonly onOutcome?: (record: OutcomeRecord) => void;
}

export interface CreateExecutionOptions extends Omit<MexcFuturesExecutionOptions, 'rest'> {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Default: the venue's own address. */
  readonly baseUrl?: string;
}
