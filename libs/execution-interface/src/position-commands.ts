import type { OrderPricing } from './commands';
import type { DecimalInput } from './decimal';
import type { MarginMode, PositionMode, PositionSide } from './enums';
import type { OrderSize } from './order-size';

/** Closes a position, wholly or in part. `market`: at once. */
export type ClosePosition = OrderPricing & {
  readonly symbol: string;
  /** Needed where both sides are open. */
  readonly positionSide?: PositionSide;
  /** Everything that can be closed when left out. */
  readonly size?: OrderSize;
  readonly clientOrderId?: string;
};

/** Closes a position and opens the opposite one of the same size. */
export interface ReversePosition {
  readonly symbol: string;
  readonly positionSide: PositionSide;
}

/** Adds margin to an isolated position, or takes it out. */
export interface ChangeMargin {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  /** Settle currency, positive. */
  readonly amount: DecimalInput;
  readonly direction: 'add' | 'remove';
}

export interface SetAutoAddMargin {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly isEnabled: boolean;
}

/** What stands in the way of another position mode. */
export interface PositionModeBlockers {
  readonly orders: number;
  readonly planOrders: number;
  readonly positions: number;
}

export interface SetPositionMode {
  readonly positionMode: PositionMode;
}

/** The largest order that a leverage allows. */
export interface MaxSizeQuery {
  readonly symbol: string;
  readonly leverage: number;
  readonly marginMode: MarginMode;
}
