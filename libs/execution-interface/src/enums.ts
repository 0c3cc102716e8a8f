/** Frozen objects with a union of the same name: `Side.Buy` and `'buy'` are one value, also in JSON. */

export const Side = Object.freeze({ Buy: 'buy', Sell: 'sell' });
export type Side = (typeof Side)[keyof typeof Side];

/** Whether an order adds to a position or reduces one. Never inferred from the side. */
export const PositionEffect = Object.freeze({ Open: 'open', Close: 'close' });
export type PositionEffect = (typeof PositionEffect)[keyof typeof PositionEffect];

export const PositionSide = Object.freeze({ Long: 'long', Short: 'short' });
export type PositionSide = (typeof PositionSide)[keyof typeof PositionSide];

/** Kinds of order that may be sent. */
export const OrderType = Object.freeze({
  Limit: 'limit',
  /** Rests or is cancelled; never takes. */
  PostOnly: 'post-only',
  /** Fills what crosses, the rest is cancelled. */
  Ioc: 'ioc',
  /** All at once or not at all. */
  Fok: 'fok',
  Market: 'market',
});
export type OrderType = (typeof OrderType)[keyof typeof OrderType];

/** Kinds of order that may be met when reading; `market-to-limit` is understood and never sent. */
export type ReadOrderType = OrderType | 'market-to-limit';

/** What happens when an order would meet one of the same account. */
export const SelfTradeMode = Object.freeze({
  Allow: 'allow',
  CancelBoth: 'cancel-both',
  CancelMaker: 'cancel-maker',
  CancelTaker: 'cancel-taker',
});
export type SelfTradeMode = (typeof SelfTradeMode)[keyof typeof SelfTradeMode];

/** A price out of the book at the moment of arrival: of the other side or of the own, first or fifth level. */
export const BestPrice = Object.freeze({ Opposite1: 'opposite-1', Opposite5: 'opposite-5', Same1: 'same-1', Same5: 'same-5' });
export type BestPrice = (typeof BestPrice)[keyof typeof BestPrice];

export const OrderStatus = Object.freeze({
  /** Accepted, not in the book yet. */
  Pending: 'pending',
  /** Working, nothing filled. */
  Open: 'open',
  PartiallyFilled: 'partially-filled',
  Filled: 'filled',
  /** Cancelled; part of it may have filled before. */
  Cancelled: 'cancelled',
  /** Refused by the venue after it had accepted the request. */
  Invalid: 'invalid',
});
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

export const MarginMode = Object.freeze({ Isolated: 'isolated', Cross: 'cross' });
export type MarginMode = (typeof MarginMode)[keyof typeof MarginMode];

export const PositionMode = Object.freeze({
  /** Long and short side by side. */
  Hedge: 'hedge',
  /** One net position a symbol. */
  OneWay: 'one-way',
});
export type PositionMode = (typeof PositionMode)[keyof typeof PositionMode];

const FINAL_STATUSES: ReadonlySet<OrderStatus> = new Set([OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Invalid]);

/** Whether no event can lead out of this status. */
export function isFinalStatus(status: OrderStatus): boolean {
  return FINAL_STATUSES.has(status);
}
