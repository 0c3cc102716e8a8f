import { type Clock, ExecutionError, type InstrumentSource, type KillSwitch, type OrderJournal } from '@prate/execution-interface';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import type { MexcFuturesStream } from '@prate/mexc-ws';
import type { ExecutionTimer } from './execution-timer';
import type { OutcomeRecord } from './outcome-record';

/** How old what is known may be before health is `stale`; ms. */
export interface FreshnessLimits {
  /** Since the private stream was last heard, pongs included; default 30,000. */
  readonly streamMs: number;
  /** Since the account was last compared while the stream stands; default 900,000. */
  readonly reconcileMs: number;
  /** Since it was last read while there is no stream; default 20,000. */
  readonly pollMs: number;
  /** Since the venue's time was read; default 900,000. */
  readonly clockMs: number;
  /** Since the contract list was read, where its source says so; then nothing opens. Default 7,200,000: it is read every hour. */
  readonly instrumentsMs: number;
}

/** How the account's state is kept; all in ms. */
export interface StateOptions {
  /** Between two comparisons of the whole account while the stream stands; default 300,000. */
  readonly reconcileEveryMs?: number;
  /** Between two readings while there is no stream; default 5,000, which is about two requests a second. */
  readonly pollEveryMs?: number;
  /** How long `connect()` waits for the stream before it goes on with reading; default 5,000. */
  readonly streamWaitMs?: number;
  readonly limits?: Partial<FreshnessLimits>;
}

export type StateSettings = Required<Omit<StateOptions, 'limits'>> & { readonly limits: FreshnessLimits };

export interface MexcFuturesExecutionOptions {
  /** With keys; its owner closes it. */
  readonly rest: MexcFuturesRest;
  /** With the same keys; its owner disconnects it. Without it the account is read now and then, and health is `degraded`. */
  readonly stream?: MexcFuturesStream;
  readonly instruments: InstrumentSource;
  /** Every order is in here before it is sent. A journal that forgets (`MemoryOrderJournal`) never stands in front of real money. */
  readonly journal: OrderJournal;
  /** Lets orders with `isMarketCeiling` out, which take the whole free balance. Default false: they are denied. */
  readonly isMarketCeilingEnabled?: boolean;
  /**
   * Read again when anything that adds exposure is recorded, and when it has its place in the request windows; `lastKnown()` right before its
   * first byte. The one of the gate. Without it only the gate asks, before the order is prepared.
   */
  readonly killSwitch?: Pick<KillSwitch, 'read'> & Partial<Pick<KillSwitch, 'lastKnown'>>;
  readonly clock?: Clock;
  /** Delays, where they are not the machine's. */
  readonly timer?: ExecutionTimer;
  readonly state?: StateOptions;
  /** Told once of each command when it has ended. Records hold no secret. What it throws is ignored: an order is not undone by a log. */
  readonly onOutcome?: (record: OutcomeRecord) => void;
  /** Told what a watcher of events threw; without it that is ignored, for it is not the feed's. */
  readonly onHandlerError?: (error: unknown) => void;
}

export interface CreateExecutionOptions extends Omit<MexcFuturesExecutionOptions, 'rest' | 'stream'> {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Default: the venue's own address. */
  readonly baseUrl?: string;
  /** Of the private stream; default: the venue's own. `false`: none, the account is read now and then. */
  readonly streamUrl?: string | false;
}

const LONGEST_MS = 2 ** 31 - 1;

/** @throws {ExecutionError} naming everything that is no whole number of ms above 0 */
export function checkStateOptions({ limits, ...options }: StateOptions = {}): StateSettings {
  const settings = { reconcileEveryMs: 300_000, pollEveryMs: 5_000, streamWaitMs: 5_000, ...stated(options) };
  const freshness = {
    streamMs: 30_000,
    reconcileMs: 900_000,
    pollMs: 20_000,
    clockMs: 900_000,
    instrumentsMs: 7_200_000,
    ...stated(limits ?? {}),
  };
  const wrong = Object.entries({ ...settings, ...freshness })
    .filter(([, value]) => !Number.isInteger(value) || value < 1 || value > LONGEST_MS)
    .map(([name, value]) => `${name}: found ${String(value)}, expected a whole number of ms from 1 to ${LONGEST_MS}`);
  if (wrong.length > 0) throw new ExecutionError(`state: ${wrong.join('; ')}`);
  return { ...settings, limits: freshness };
}

function stated<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}
