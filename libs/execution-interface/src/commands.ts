import type { DecimalInput } from './decimal';
import type { BestPrice, MarginMode, OrderType, PositionEffect, PositionSide, SelfTradeMode, Side } from './enums';
import type { OrderSize } from './order-size';
import type { Protection } from './protection';

/** A market order carries no price; every other kind does. */
export type OrderPricing =
  { readonly type: 'market'; readonly price?: never } | { readonly type: Exclude<OrderType, 'market'>; readonly price: DecimalInput };

/** Opening an exposure names its leverage and margin mode; nothing is taken from a default. */
export type OrderExposure =
  | { readonly effect: 'open'; readonly leverage: number; readonly marginMode: MarginMode }
  | { readonly effect: 'close'; readonly leverage?: never; readonly marginMode?: never };

/** A price that the venue takes from the book when the order arrives, instead of one of ours. Not for market orders. */
export type BestPricing = {
  readonly type: Exclude<OrderType, 'market'>;
  readonly bestPrice: BestPrice;
  readonly price?: never;
};

type Pricing = (OrderPricing & { readonly bestPrice?: never }) | BestPricing;

/** What only an order that opens may carry. */
interface OpeningOptions {
  /** Take profit and stop loss that hang on the position as it fills. Legs here close at the market. */
  readonly protection?: Protection;
  /** The protection does not fire while last and mark price are too far apart. */
  readonly isPriceProtected?: boolean;
  /** Of market orders: as much as the whole free balance carries, whatever size is named. Denied unless the engine was told to allow it. */
  readonly isMarketCeiling?: boolean;
  readonly isFlashClose?: never;
}

/** What only an order that closes may carry. */
interface ClosingOptions {
  /** The venue's quick close. */
  readonly isFlashClose?: boolean;
  readonly protection?: never;
  readonly isPriceProtected?: never;
  readonly isMarketCeiling?: never;
}

interface OrderBasics {
  /** The venue's name, for example `BTC_USDT`. */
  readonly symbol: string;
  /** Our id, 1 to 32 of `[A-Za-z0-9_-]`; made when absent. One id is one intent, for ever. */
  readonly clientOrderId?: string;
  /** The venue's own rule when absent. */
  readonly selfTrade?: SelfTradeMode;
}

type OrderTerms =
  | (Extract<OrderExposure, { readonly effect: 'open' }> & OpeningOptions)
  | (Extract<OrderExposure, { readonly effect: 'close' }> & ClosingOptions);

/**
 * One decision to trade. `buy` + `open` opens a long, `sell` + `close` closes it; `sell` + `open` opens a short, `buy` + `close` closes
 * it. `quantity` is base currency.
 */
export type CreateOrder = OrderBasics & { readonly side: Side } & Pricing & OrderTerms & OrderSize;

/** {@link CreateOrder} without side and effect, for `openLong` and `openShort`. */
export type OpenPosition = OrderBasics &
  Pricing &
  OrderSize &
  OpeningOptions & { readonly leverage: number; readonly marginMode: MarginMode };

/** {@link CreateOrder} without side and effect, for `closeLong` and `closeShort`. */
export type ReducePosition = OrderBasics & Pricing & OrderSize & ClosingOptions;

/** Another price and size for a working limit order. */
export interface AmendOrder {
  readonly symbol: string;
  /** The venue's id or ours. */
  readonly orderId: string;
  readonly price: DecimalInput;
  /** Of the whole order, what has filled included. */
  readonly size: OrderSize;
}

/** The one table from (side, effect) to the position side an order touches. */
export function positionSideOf(side: Side, effect: PositionEffect): PositionSide {
  if (effect === 'open') return side === 'buy' ? 'long' : 'short';
  return side === 'buy' ? 'short' : 'long';
}
