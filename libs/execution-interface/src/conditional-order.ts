import type { DecimalText } from './decimal';
import type { MarginMode, PositionEffect, PositionSide, ReadOrderType, Side } from './enums';
import type { PositionId, VenueOrderId } from './identifiers';
import type { ReadProtectionLeg } from './protection';
import type { ReadTrigger, TriggerReference } from './trigger';

/** `expired`: its time was over, or what it hung on is gone. `failed`: it fired, and its order was refused. */
export type ConditionalStatus = 'waiting' | 'active' | 'executed' | 'cancelled' | 'expired' | 'failed';

interface ConditionalOrder {
  readonly id: string;
  readonly symbol: string;
  readonly status: ConditionalStatus;
  readonly contracts: DecimalText;
  /** Absent for inverse contracts. */
  readonly baseQuantity?: DecimalText;
  /** The order it became. */
  readonly orderId?: VenueOrderId;
  /** Why it failed, in the venue's word. */
  readonly reason?: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

interface OpeningTerms {
  readonly side: Side;
  readonly effect: PositionEffect;
  readonly positionSide: PositionSide;
  /** 0 where the venue does not say. */
  readonly leverage: number;
  readonly marginMode: MarginMode;
}

export interface PlanOrder extends ConditionalOrder, OpeningTerms {
  readonly kind: 'plan';
  readonly trigger: ReadTrigger;
  readonly type: ReadOrderType;
  readonly price?: DecimalText;
  readonly takeProfit?: ReadProtectionLeg;
  readonly stopLoss?: ReadProtectionLeg;
  /** Absent: it never expires. */
  readonly expiresAtMs?: number;
}

export interface StopOrder extends ConditionalOrder {
  readonly kind: 'stop';
  readonly positionSide: PositionSide;
  readonly positionId: PositionId;
  /** The working order it hangs on until that one fills; absent where it hangs on the position. */
  readonly parentOrderId?: VenueOrderId;
  readonly isWholePosition: boolean;
  readonly takeProfit?: ReadProtectionLeg;
  readonly stopLoss?: ReadProtectionLeg;
  /** What fired. */
  readonly fired?: 'take-profit' | 'stop-loss';
}

export interface TrailingOrder extends ConditionalOrder, OpeningTerms {
  readonly kind: 'trailing';
  readonly callback: { readonly fraction: DecimalText } | { readonly distance: DecimalText };
  readonly reference: TriggerReference;
  readonly activationPrice?: DecimalText;
  /** Best price since it became active. */
  readonly bestPrice?: DecimalText;
  /** Where it would fire now. */
  readonly triggerPrice?: DecimalText;
}

export type AnyConditionalOrder = PlanOrder | StopOrder | TrailingOrder;
