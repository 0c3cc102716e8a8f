import { type Clock, type InstrumentSource, type KillSwitch, type OrderJournal, SystemClock } from '@prate/execution-interface';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import { AmendedOrders } from './amended-orders';
import { type MexcFuturesExecutionOptions, checkStateOptions } from './config';
import { type ExecutionTimer, systemTimer } from './execution-timer';
import { IntentTracker } from './intent-tracker';
import { Session } from './session';

/** What every command and query works with. */
export interface ExecutionContext {
  readonly rest: MexcFuturesRest;
  readonly instruments: InstrumentSource;
  readonly journal: OrderJournal;
  readonly clock: Clock;
  readonly timer: ExecutionTimer;
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
  timer = systemTimer,
  isMarketCeilingEnabled = false,
  killSwitch,
  state,
}: MexcFuturesExecutionOptions): ExecutionContext {
  return {
    rest,
    instruments,
    journal,
    clock,
    timer,
    session: new Session(clock),
    intents: new IntentTracker(journal, timer),
    amended: new AmendedOrders(),
    isMarketCeilingEnabled,
    instrumentsLimitMs: checkStateOptions(state).limits.instrumentsMs,
    ...(killSwitch === undefined ? {} : { killSwitch }),
  };
}
