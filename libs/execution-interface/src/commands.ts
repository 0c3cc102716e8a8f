import type { DecimalInput } from './decimal';
import type { MarginMode, OrderType, PositionEffect, PositionSide, Side } from './enums';
import type { OrderSize } from './order-size';

/** A market order carries no price; every other kind does. */
export type OrderPricing =
  { readonly type: 'market'; readonly price?: never } | { readonly type: Exclude<OrderType, 'market'>; readonly price: DecimalInput };

/** Opening an exposure names its leverage and margin mode; nothing is taken from a default. */
export type OrderExposure =
  | { readonly effect: 'open'; readonly leverage: number; readonly marginMode: MarginMode }
  | { readonly effect: 'close'; readonly leverage?: never; readonly marginMode?: never };

interface OrderBasics {
  /** The venue's name, for example `BTC_USDT`. */
  readonly symbol: string;
  /** Our id, 1 to 32 of `[A-Za-z0-9_-]`; made when absent. One id is one intent, for ever. */
  readonly clientOrderId?: string;
}

/**
 * One decision to trade. `buy` + `open` opens a long, `sell` + `close` closes it; `sell` + `open` opens a short, `buy` + `close` closes
 * it. `quantity` is base currency.
 */
export type CreateOrder = OrderBasics & { readonly side: Side } & OrderPricing & OrderExposure & OrderSize;

/** {@link CreateOrder} without side and effect, for `openLong` and `openShort`. */
export type OpenPosition = OrderBasics & OrderPricing & OrderSize & { readonly leverage: number; readonly marginMode: MarginMode };

/** {@link CreateOrder} without side and effect, for `closeLong` and `closeShort`. */
export type ReducePosition = OrderBasics & OrderPricing & OrderSize;

/** The one table from (side, effect) to the position side an order touches. */
export function positionSideOf(side: Side, effect: PositionEffect): PositionSide {
  if (effect === 'open') return side === 'buy' ? 'long' : 'short';
  return side === 'buy' ? 'short' : 'long';
}
