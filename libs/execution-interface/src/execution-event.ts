import type { Balance } from './balance';
import type { PlanOrder, StopOrder, TrailingOrder } from './conditional-order';
import type { DecimalText } from './decimal';
import type { PositionMode, PositionSide } from './enums';
import type { ExecutionHealth } from './execution-interface';
import type { ClientOrderId, VenueOrderId } from './identifiers';
import type { Order } from './order';
import type { Position } from './position';
import type { ReadProtectionLeg } from './protection';
import type { ProtectionNews } from './protected-order';
import type { Trade } from './trade';

/** On what an event stands: a push of this connection, or a read. */
export interface EventEvidence {
  readonly source: 'stream' | 'read';
  /** Connection epoch of a push; each lost connection ends one. */
  readonly epoch?: number;
  /** When we learned it, ms by our clock. */
  readonly receivedAtMs: number;
}

/**
 * What happened to the account, each thing once and in an order in which no final state is left. `ours` says whether the order carries a
 * client id of this account's journal.
 */
export type ExecutionEvent = EventEvidence &
  (
    | { readonly kind: 'order'; readonly order: Order; readonly isOurs: boolean }
    | { readonly kind: 'trade'; readonly trade: Trade; readonly isOurs: boolean }
    | { readonly kind: 'position'; readonly position: Position }
    | { readonly kind: 'position-closed'; readonly symbol: string; readonly positionSide: PositionSide; readonly positionId: string }
    | { readonly kind: 'balance'; readonly balance: Balance }
    | { readonly kind: 'conditional-order'; readonly order: PlanOrder | StopOrder | TrailingOrder }
    /** A waiting plan order ends within the hour if nothing fires it. That it has ended is told as `conditional-order`. */
    | { readonly kind: 'plan-expiring'; readonly order: PlanOrder }
    /** The venue could not carry out a chase that it had accepted: an order of this symbol stands as it stood. `code` is the venue's. */
    | { readonly kind: 'chase-failed'; readonly symbol: string; readonly code: string }
    /** What travels with a working order is this from now on, whoever changed it; a leg that is absent is none. */
    | {
        readonly kind: 'protection-changed';
        readonly symbol: string;
        readonly orderId: VenueOrderId;
        readonly takeProfit?: ReadProtectionLeg;
        readonly stopLoss?: ReadProtectionLeg;
      }
    /** The risk tier of one side of a contract. `isByVenue`: its liquidation service did it, nobody of this account. */
    | {
        readonly kind: 'risk-limit-changed';
        readonly symbol: string;
        readonly positionSide: PositionSide;
        readonly level: number;
        /** Largest position, contracts. */
        readonly maxContracts: DecimalText;
        readonly maxLeverage: number;
        /** Fractions of the position's value. */
        readonly maintenanceMarginRate: DecimalText;
        readonly initialMarginRate: DecimalText;
        readonly isByVenue: boolean;
      }
    | { readonly kind: 'position-mode'; readonly positionMode: PositionMode }
    | { readonly kind: 'liquidation-warning'; readonly symbol: string; readonly positionId: string; readonly marginRatio: string }
    /** An intent that was unknown is known. */
    | {
        readonly kind: 'intent-resolved';
        readonly clientOrderId: ClientOrderId;
        readonly resolution: 'found' | 'never-arrived' | 'needs-operator';
      }
    /** The stop of an entry, read back or missed. Told by who guards entries, a risk gate. */
    | ({ readonly kind: 'protection' } & ProtectionNews)
    | { readonly kind: 'health'; readonly health: ExecutionHealth }
    /** Something came that cannot be understood: told, never guessed. */
    | { readonly kind: 'unreadable'; readonly message: string }
  );

export type ExecutionEventHandler = (event: ExecutionEvent) => void;
