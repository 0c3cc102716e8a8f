import type { CreateOrder, OpenPosition } from './commands';
import type { StopOrder } from './conditional-order';
import type { DecimalText } from './decimal';
import type { PositionSide } from './enums';
import type { ClientOrderId, VenueOrderId } from './identifiers';
import type { CreateOrderOutcome } from './outcome';
import type { Protection, ProtectionLeg } from './protection';

/** An entry with a stop, or a stop and a target: one operation. */
export type CreateProtectedOrder = Extract<CreateOrder, { readonly effect: 'open' }> & {
  readonly protection: Protection & { readonly stopLoss: ProtectionLeg };
};

/** {@link CreateProtectedOrder} without side and effect. */
export type OpenProtectedPosition = OpenPosition & Pick<CreateProtectedOrder, 'protection'>;

/**
 * One leg of a protected order, as far as it was read back.
 *
 * - `proven`: it waits at the venue with the right side and trigger, and covers all that has filled
 * - `pending`: nothing has filled yet; it is proven as the entry fills
 * - `unproven`: it could not be read back in time, and is still looked for
 * - `none`: there is nothing to guard: no entry, an entry that filled nothing, or a position that is closed by now
 */
export type ProtectionPart =
  | { readonly status: 'proven'; readonly orders: readonly StopOrder[] }
  | { readonly status: 'pending' }
  | { readonly status: 'unproven'; readonly message: string }
  | { readonly status: 'none' };

/** What an entry with its protection came to: one outcome a part. */
export interface ProtectedOrderOutcome {
  readonly entry: CreateOrderOutcome;
  readonly stop: ProtectionPart;
  /** Absent where none was asked for. */
  readonly target?: ProtectionPart;
  /** Something has filled, and every filled contract has a stop that was read back. */
  readonly protected: boolean;
  /** The longest that filled contracts of this entry were without a stop that had been read back, ms. */
  readonly unprotectedMs: number;
  /** The closing of what could not be protected, where that was configured and had to be done. */
  readonly flattened?: CreateOrderOutcome;
}

/**
 * - `proven`: a stop was read back that covers all that has filled
 * - `missing`: it was looked for and is not there; it is placed next
 * - `repaired`: it was missing, was placed, and was read back
 * - `unproven`: it could be neither found nor placed in time: an alarm
 * - `target-missing`: the stop is there and the target is not, or not for all; it is not placed: a person decides
 * - `flattened`: what it should guard was closed, as configured
 * - `released`: the caller took the stop away; nobody looks after that entry any more
 * - `cleared`: a stop that had outlived what it guarded was cancelled
 */
export type ProtectionFinding = 'proven' | 'missing' | 'repaired' | 'unproven' | 'target-missing' | 'flattened' | 'released' | 'cleared';

/** What was found about the stop of an entry. */
export interface ProtectionNews {
  readonly finding: ProtectionFinding;
  readonly symbol: string;
  readonly positionSide: PositionSide;
  /** Of the entry; absent where the engine has not named it yet. */
  readonly clientOrderId?: ClientOrderId;
  readonly entryOrderId?: VenueOrderId;
  readonly stopOrderIds: readonly string[];
  /** Filled contracts of the entry that are held. */
  readonly contracts: DecimalText;
  /** How long it was without one, ms, up to now. */
  readonly unprotectedMs: number;
  /** For people. */
  readonly message: string;
}
