import type { ConditionalOrderId } from './conditional-commands';
import type { AnyConditionalOrder } from './conditional-order';
import type { PositionMode, PositionSide } from './enums';
import type { ClientOrderId, VenueOrderId } from './identifiers';
import type { Order } from './order';
import type { PositionModeBlockers } from './position-commands';
import type { PriceDenialCode, SizeDenialCode, SizeReading } from './order-size';

/** Our own reasons for not sending. A closed list: a new reason is a new row here. */
export type DenialCode =
  | SizeDenialCode
  | PriceDenialCode
  | 'input-invalid'
  | 'symbol-unknown'
  | 'symbol-not-tradable'
  | 'leverage-out-of-range'
  | 'leverage-differs'
  | 'margin-mode-conflict'
  | 'position-mode-unknown'
  | 'position-not-found'
  | 'position-too-small'
  | 'position-ambiguous'
  | 'trigger-fires-at-once'
  | 'client-order-id-reused'
  | 'intent-unknown'
  | 'journal-unavailable'
  | 'not-connected'
  | 'not-sent'
  | 'not-supported'
  | 'market-ceiling-not-enabled'
  | 'window-full'
  | 'mark-unavailable'
  | 'index-unavailable'
  | 'read-only'
  | 'live-not-armed'
  | 'lease-not-held'
  | 'trading-halted'
  | 'trading-reducing'
  | 'trading-state-unknown'
  | 'not-healthy'
  | 'account-stale'
  | 'symbol-not-allowed'
  | 'side-not-allowed'
  | 'max-order-notional'
  | 'max-position'
  | 'max-total-notional'
  | 'max-leverage'
  | 'max-open-orders'
  | 'price-collar'
  | 'price-band'
  | 'order-rate'
  | 'daily-loss';

/** Nothing was sent. `context` names what was found and what was expected, ready to show. */
export interface Denial {
  readonly code: DenialCode;
  readonly message: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** The venue's own refusal, beyond doubt. */
export interface Rejection {
  /** The venue's code as text, for example `2005`. */
  readonly code: string;
  /** Our word for the family, for example `funds`. */
  readonly kind: string;
  readonly message: string;
  /** Whether the same command may succeed later unchanged, with the same client order id. */
  readonly retrySafe: boolean;
}

/** There may be an order. Nothing is repeated; ask by client order id. */
export interface UnknownReason {
  readonly code: 'timeout' | 'connection-lost' | 'http-status' | 'venue-error' | 'unreadable-answer';
  readonly message: string;
}

/**
 * The answer to the only question that matters: is there an order out there?
 *
 * - `accepted`: the venue made an order with this id; not yet that it filled
 * - `denied`: by us, nothing was sent
 * - `rejected`: by the venue, beyond doubt no such order
 * - `unknown`: nobody knows; there may be one
 */
export type CreateOrderOutcome =
  | { readonly status: 'accepted'; readonly clientOrderId: ClientOrderId; readonly order: Order; readonly size: SizeReading }
  | { readonly status: 'denied'; readonly clientOrderId?: ClientOrderId; readonly denial: Denial }
  | { readonly status: 'rejected'; readonly clientOrderId: ClientOrderId; readonly rejection: Rejection }
  | { readonly status: 'unknown'; readonly clientOrderId: ClientOrderId; readonly unknown: UnknownReason };

/**
 * What a cancel did.
 *
 * - `cancelled`: the venue took the cancel; `order` is the order as read afterwards, where it could be read
 * - `alreadyFinal`: filled, cancelled or invalid before; a fill that won the race shows in `order`
 * - `notFound`: the venue knows no such order
 * - `rejected`: the venue refused the request itself (key, signature, permission)
 * - `denied`: nothing was sent, because the request made no sense
 * - `unknown`: nobody knows
 */
export type CancelOrderOutcome =
  | { readonly status: 'cancelled'; readonly orderId: string; readonly order?: Order }
  | { readonly status: 'alreadyFinal'; readonly orderId: string; readonly order?: Order }
  | { readonly status: 'notFound'; readonly orderId: string }
  | { readonly status: 'rejected'; readonly orderId: string; readonly rejection: Rejection }
  | { readonly status: 'denied'; readonly orderId: string; readonly denial: Denial }
  | { readonly status: 'unknown'; readonly orderId: string; readonly unknown: UnknownReason };

/** What cancelling many conditional orders did: read before and after, as with {@link CancelAllOrdersOutcome}. */
export interface CancelledConditionals {
  /** Really cancelled. */
  readonly count: number;
  readonly cancelled: readonly AnyConditionalOrder[];
  /** Waiting after the call, of what was meant. */
  readonly stillOpen: readonly AnyConditionalOrder[];
  /** Fired while the call was under way. */
  readonly firedMeanwhile: readonly AnyConditionalOrder[];
  /** Waited before, wait no more, and could not be read or ended otherwise. */
  readonly unresolved: readonly AnyConditionalOrder[];
  /** Kinds of which nothing, or not all, is known, with the reason. */
  readonly problems: readonly { readonly kind: ConditionalOrderId['kind']; readonly message: string }[];
}

/** What cancelling many did. The venue returns no list, so this is counted from reads before and after. */
export type CancelAllOrdersOutcome = (
  | {
      readonly status: 'done';
      /** Orders really cancelled. */
      readonly count: number;
      readonly cancelled: readonly Order[];
      /** Still working after the call. */
      readonly stillOpen: readonly Order[];
      /** Filled, wholly or in the rest, while the call was under way. */
      readonly filledMeanwhile: readonly Order[];
      /**
       * Were open before, are gone now, and could not be read: neither counted nor forgotten. With `onlyOurs` also those of which it could not be
       * read whose they are: they were not touched.
       */
      readonly unresolved: readonly Order[];
    }
  | { readonly status: 'denied'; readonly denial: Denial }
  | { readonly status: 'rejected'; readonly rejection: Rejection }
  | { readonly status: 'unknown'; readonly unknown: UnknownReason }
) & {
  /** Where kinds of those were asked for, whatever became of the orders. */
  readonly conditional?: CancelledConditionals;
};

/** What setting the leverage of one side did. */
export type SetLeverageOutcome =
  | { readonly status: 'accepted'; readonly leverage: number }
  | { readonly status: 'denied'; readonly denial: Denial }
  | { readonly status: 'rejected'; readonly rejection: Rejection }
  | { readonly status: 'unknown'; readonly unknown: UnknownReason };

/** What a command came to that changes a setting or an amount. */
export type ChangeOutcome =
  | { readonly status: 'accepted' }
  | { readonly status: 'denied'; readonly denial: Denial }
  | { readonly status: 'rejected'; readonly rejection: Rejection }
  | { readonly status: 'unknown'; readonly unknown: UnknownReason };

/** What another price and size for a working order came to. The venue may give the order another id. */
export type AmendOrderOutcome =
  | { readonly status: 'accepted'; readonly order: Order; readonly formerOrderId: VenueOrderId }
  | { readonly status: 'alreadyFinal'; readonly order: Order }
  | { readonly status: 'notFound'; readonly orderId: string }
  | { readonly status: 'denied'; readonly denial: Denial }
  | { readonly status: 'rejected'; readonly rejection: Rejection }
  | { readonly status: 'unknown'; readonly clientOrderId: ClientOrderId; readonly unknown: UnknownReason };

/** What a conditional order came to; {@link CreateOrderOutcome} says what each word means. */
export type CreateConditionalOutcome<Conditional> =
  | { readonly status: 'accepted'; readonly intentId: ClientOrderId; readonly order: Conditional }
  | { readonly status: 'denied'; readonly intentId?: ClientOrderId; readonly denial: Denial }
  | { readonly status: 'rejected'; readonly intentId: ClientOrderId; readonly rejection: Rejection }
  | { readonly status: 'unknown'; readonly intentId: ClientOrderId; readonly unknown: UnknownReason };

/**
 * One outcome a position, and the whole is done however single ones ended. `everything` where it was not known what there is to close,
 * or not all of it could be closed so: the venue was asked to close it all, which names no position. `denied`: nothing was sent.
 */
export type ClosePositionsOutcome =
  | {
      readonly status: 'done';
      readonly results: readonly {
        readonly symbol: string;
        readonly positionSide: PositionSide;
        readonly outcome: CreateOrderOutcome;
      }[];
      readonly everything?: ChangeOutcome;
    }
  | { readonly status: 'denied'; readonly denial: Denial };

/** What asking for another position mode came to. */
export type SetPositionModeOutcome =
  ChangeOutcome | { readonly status: 'blocked'; readonly positionMode: PositionMode; readonly by: PositionModeBlockers };
