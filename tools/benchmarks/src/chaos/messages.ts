import type { PositionMode } from '@prate/execution-interface';
import type { ClockSetting } from './fast-clock';
import type { KillStep } from './kill-steps';

/** A trader that is wrong on purpose, to prove that the audit sees it. */
export type Defect =
  /** Sends an order again when it does not know what became of it. */
  | 'resends'
  /** Sends orders under ids that its journal does not know. */
  | 'renames'
  /** Opens where it was to close. */
  | 'flips';

export const defects: readonly Defect[] = ['resends', 'renames', 'flips'];

/** Everything a trader has to know to begin. */
export interface TraderOrder {
  readonly what: 'go';
  readonly name: string;
  readonly seed: string;
  readonly journalPath: string;
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly keys: { readonly apiKey: string; readonly apiSecret: string };
  readonly clock: ClockSetting;
  readonly symbols: readonly string[];
  readonly positionMode: PositionMode;
  /** Recorded orders after which nothing new is decided. */
  readonly quota: number;
  /** The first decision that nobody has begun. */
  readonly nextIndex: number;
  /** Decisions that were begun by a process that was killed: done again, under the same ids. */
  readonly again: readonly Begun[];
  readonly defect?: Defect;
}

/** A decision that is being carried out, and the command it became. */
export interface Begun {
  readonly index: number;
  readonly command: unknown;
  readonly method: 'createOrder' | 'createPlanOrder' | 'createStopOrder' | 'createTrailingOrder';
}

export type ToTrader =
  | TraderOrder
  /** The next time this step is reached, it is told, and nothing goes on from there. */
  | { readonly what: 'halt-at'; readonly step: KillStep }
  /** Nothing new is decided; told when all that was under way is known. */
  | { readonly what: 'settle' }
  /** Time stands still from here; what is known of the account is told. */
  | { readonly what: 'show'; readonly atMs: number }
  | { readonly what: 'resume' }
  | { readonly what: 'end' };

/** What a trader knows of its account, in words that the exchange's truth can be put into, sorted. */
export interface SeenAccount {
  readonly working: readonly string[];
  readonly positions: readonly string[];
  readonly balances: readonly string[];
  /** Orders of which another end is known than the exchange's can be, fills told twice and the like. */
  readonly violations: readonly string[];
  readonly health: string;
}

/** What a cancel was told to have done. */
export interface ToldCancel {
  readonly symbol: string;
  /** As it was asked for: an id of the venue or of the trader. */
  readonly orderId: string;
  readonly status: string;
  /** Of the order as it was read afterwards. */
  readonly read?: { readonly orderId: string; readonly status: string; readonly filledContracts: string };
}

export type FromTrader =
  | { readonly what: 'ready' }
  | { readonly what: 'connected'; readonly tookMs: number; readonly wasHalted: boolean }
  | ({ readonly what: 'begun' } & Begun)
  | { readonly what: 'ended'; readonly index: number; readonly id: string; readonly kind: string; readonly outcome: string }
  | { readonly what: 'recorded'; readonly count: number }
  | { readonly what: 'halted-at'; readonly step: KillStep }
  | ({ readonly what: 'cancel' } & ToldCancel)
  | { readonly what: 'tripped'; readonly reason: string }
  /** A person has decided what no reading could. */
  | { readonly what: 'decided'; readonly line: string }
  /** Now and then, for whoever watches. */
  | { readonly what: 'state'; readonly text: string }
  | { readonly what: 'settled' }
  | ({ readonly what: 'seen' } & SeenAccount)
  | { readonly what: 'trouble'; readonly message: string };
