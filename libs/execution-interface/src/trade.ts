import type { DecimalText } from './decimal';
import type { PositionEffect, PositionSide, Side } from './enums';
import type { ClientOrderId, TradeId, VenueOrderId } from './identifiers';
import type { Order } from './order';

/** An execution of ours: one fill of one order. */
export interface Trade {
  readonly tradeId: TradeId;
  readonly orderId: VenueOrderId;
  readonly clientOrderId?: ClientOrderId;
  readonly symbol: string;
  readonly side: Side;
  readonly effect: PositionEffect;
  readonly positionSide: PositionSide;
  readonly price: DecimalText;
  readonly contracts: DecimalText;
  /** Absent for inverse contracts. */
  readonly baseQuantity?: DecimalText;
  /** In {@link feeCurrency}: positive paid, negative a rebate. */
  readonly fee: DecimalText;
  readonly feeCurrency: string;
  /** Gross result of the part that closed, settle currency. */
  readonly closingPnl: DecimalText;
  readonly liquidity: 'maker' | 'taker';
  readonly isSelfTrade: boolean;
  readonly category: Order['category'];
  readonly atMs: number;
}
