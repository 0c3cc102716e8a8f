import type { DecimalText } from '@prate/execution-interface/decimal';
import type {
  OpenTypeWord,
  OrderReasonWord,
  OrderTypeWord,
  PlanStateWord,
  PositionModeWord,
  SideWord,
  TrendWord,
  TriggerTypeWord,
} from '@prate/mexc-protocol';
import type { AttachedStops } from './attached-stops';

/** When a plan order becomes an order, and at what price: what `planorder/change_price` may change (reference 5.10). */
export interface PlanTrigger {
  readonly triggerPrice: DecimalText;
  readonly triggerType: TriggerTypeWord;
  /** The price that is watched. */
  readonly trend: TrendWord;
  /** Of the order it becomes. */
  readonly type: OrderTypeWord;
  /** Absent for market orders. */
  readonly price?: DecimalText;
}

/** What a client asks for with `planorder/place`. */
export interface PlanRequest extends PlanTrigger {
  readonly symbol: string;
  readonly side: SideWord;
  readonly vol: DecimalText;
  readonly openType: OpenTypeWord;
  readonly leverage?: number;
  readonly positionMode?: PositionModeWord;
  readonly isReduceOnly: boolean;
  /** Hours until it expires. */
  readonly cycleHours: number;
  /** Take-profit and stop-loss of the order it becomes. */
  readonly stops?: AttachedStops;
  /** Does not fire while last and fair price are too far apart. */
  readonly isPriceProtected?: boolean;
}

/** A plan order as the exchange keeps it. It freezes nothing until it is triggered (reference 9.16). */
export interface SimulatedPlanOrder {
  readonly planOrderId: string;
  readonly request: PlanRequest;
  readonly positionMode: PositionModeWord;
  readonly createdAtMs: number;
  trigger: PlanTrigger;
  stops?: AttachedStops;
  state: PlanStateWord;
  reason: OrderReasonWord;
  /** The order it became; `0` until then. */
  orderId: string;
  updatedAtMs: number;
}
