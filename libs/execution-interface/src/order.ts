import type { DecimalText } from './decimal';
import type { MarginMode, OrderStatus, PositionEffect, PositionSide, ReadOrderType, Side } from './enums';
import type { ClientOrderId, PositionId, VenueOrderId } from './identifiers';

/** An order as last known. Sizes in both readings: `contracts` is the venue's count, `baseQuantity` base currency. */
export interface Order {
  readonly orderId: VenueOrderId;
  /** Absent on orders that carry no client id (made on the web site, for example). */
  readonly clientOrderId?: ClientOrderId;
  readonly symbol: string;
  readonly side: Side;
  readonly effect: PositionEffect;
  readonly positionSide: PositionSide;
  readonly type: ReadOrderType;
  readonly status: OrderStatus;
  /** Limit price; absent on market orders, whose read-back price means nothing. */
  readonly price?: DecimalText;
  readonly contracts: DecimalText;
  /** Absent for inverse contracts, which have no fixed base quantity. */
  readonly baseQuantity?: DecimalText;
  readonly filledContracts: DecimalText;
  readonly filledBaseQuantity?: DecimalText;
  /** Average fill price; absent until something filled. */
  readonly averagePrice?: DecimalText;
  /** 0 where the venue does not say (close orders). */
  readonly leverage: number;
  readonly marginMode: MarginMode;
  readonly positionId?: PositionId;
  /** Why it ended, in the venue's word, where it did not end by filling or by our cancel. */
  readonly reason?: string;
  /** Who made it: a plain order, or the venue itself (liquidation, auto-deleveraging, delivery). */
  readonly category: 'normal' | 'liquidation' | 'custody-close' | 'auto-deleveraging' | 'delivery' | 'liquidation-hedge';
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}
