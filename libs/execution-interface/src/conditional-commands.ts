import type { OrderExposure, OrderPricing } from './commands';
import type { DecimalInput } from './decimal';
import type { PositionSide, Side } from './enums';
import type { OrderSize } from './order-size';
import type { Protection } from './protection';
import type { Trigger, TriggerReference } from './trigger';

interface ConditionalBasics {
  /** The venue's name, for example `BTC_USDT`. */
  readonly symbol: string;
  /** Our id of the intent, 1 to 32 of `[A-Za-z0-9_-]`; made when absent. Kept in the journal; a venue without client ids never sees it. */
  readonly intentId?: string;
}

/** An order that waits for a price, then is placed as asked. */
export type CreatePlanOrder = ConditionalBasics & { readonly side: Side } & OrderPricing &
  OrderExposure &
  OrderSize & {
    readonly trigger: Trigger;
    /** How long it waits. */
    readonly validFor: 'one-day' | 'seven-days';
    /** Passed on to the order that it becomes. */
    readonly protection?: Protection;
    /** Does not fire while last and mark price are too far apart. */
    readonly isPriceProtected?: boolean;
  };

/** Take profit, stop loss or both on an open position. What fires first ends the other. */
export type CreateStopOrder = ConditionalBasics &
  Protection & {
    readonly positionSide: PositionSide;
    /** `whole-position` follows the position as it grows and shrinks. */
    readonly size: 'whole-position' | OrderSize;
    readonly isPriceProtected?: boolean;
  };

/** A market order that fires when the price has come back by so much from its best. */
export type CreateTrailingOrder = ConditionalBasics & { readonly side: Side } & OrderExposure &
  OrderSize & {
    /** Exactly one: a fraction (0.02 is 2 %), or a distance in quote currency. */
    readonly callback: { readonly fraction: DecimalInput } | { readonly distance: DecimalInput };
    readonly reference: TriggerReference;
    /** Absent: active at once. */
    readonly activationPrice?: DecimalInput;
  };

/** Which conditional order: each kind has ids of its own. */
export interface ConditionalOrderId {
  readonly kind: 'plan' | 'stop' | 'trailing';
  readonly symbol: string;
  readonly id: string;
}

/** Another trigger and price for a waiting plan order. */
export type AmendPlanOrder = { readonly symbol: string; readonly id: string; readonly trigger: Trigger } & OrderPricing;

/** Another protection for a waiting plan order, a working limit order or a stop order; a leg that is left out goes. */
export type AmendProtection = Partial<Protection> & {
  readonly symbol: string;
  readonly of: 'order' | 'plan' | 'stop';
  readonly id: string;
};

/** Other terms for a waiting trailing order. */
export type AmendTrailingOrder = Pick<CreateTrailingOrder, 'symbol' | 'callback' | 'reference' | 'activationPrice'> &
  OrderSize & { readonly id: string };

/** Which conditional orders to list: all when empty. */
export interface ConditionalQuery {
  readonly symbol?: string;
  /** True: those that wait or follow; false: those that are done; both when left out. */
  readonly isWaiting?: boolean;
}

/** Which conditional orders to cancel: all of a kind, or those of one symbol. */
export interface CancelConditionalOrders {
  readonly kind: ConditionalOrderId['kind'];
  readonly symbol?: string;
}

/** What `cancelAllOrders` is about. */
export interface CancelAllOptions {
  /** `order`: working orders. Those only when left out; never empty. */
  readonly kinds?: readonly ('order' | ConditionalOrderId['kind'])[];
  /**
   * Only what this account's journal made, by id. Of what carries no sign of whose it is (a stop that hangs on a position, where the venue does
   * not say which order brought it), that is taken which the journal knows by its id, or by what an order of ours asked for and when it filled;
   * where that fits more than it can be, all of it stays and is told.
   */
  readonly onlyOurs?: boolean;
}
