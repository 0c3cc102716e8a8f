import { type Clock, type InstrumentSource, type KillSwitch, type OrderJournal, SystemClock } from '@prate/execution-interface';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import { AmendedOrders } from './amended-orders';
import { type MexcFuturesExecutionOptions, checkStateOptions } from './config';
import { IntentTracker } from './intent-tracker';
import { Session } from './session';

/** What every command and query works with. */
export interface ExecutionContext {
  readonly rest: MexcFuturesRest;
  readonly instruments: InstrumentSource;
  readonly journal: OrderJournal;
  readonly clock: Clock;
  readonly session: Session;
  readonly intents: IntentTracker;
  readonly amended: AmendedOrders;
  readonly isMarketCeilingEnabled: boolean;
  /** How old the contract list may be for what opens, ms. */
  readonly instrumentsLimitMs: number;
  readonly killSwitch?: Pick<KillSwitch, 'read'> & Partial<Pick<KillSwitch, 'lastKnown'>>;
}

export function createContext({
  rest,
  instruments,
  journal,
  clock = new SystemClock(),
  isMarketCeilingEnabled = false,
  killSwitch,
  state,
}: MexcFuturesExecutionOptions): ExecutionContext {
  return {
    rest,
    instruments,
    journal,
    clock,
    session: new Session(clock),
    intents: new IntentTracker(journal),
    amended: new AmendedOrders(),
    isMarketCeilingEnabled,
    instrumentsLimitMs: checkStateOptions(state).limits.instrumentsMs,
    ...(killSwitch === undefined ? {} : { killSwitch }),
  };
}
