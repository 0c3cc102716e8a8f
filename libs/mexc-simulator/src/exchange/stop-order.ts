import type { DecimalText } from '@prate/execution-interface/decimal';
import type {
  OrderReasonWord,
  PositionTypeWord,
  ProfitLossVolTypeWord,
  StopStateWord,
  TrendWord,
  TriggerSideWord,
  VolTypeWord,
} from '@prate/mexc-protocol';
import type { AttachedStop } from './attached-stops';

/** One of the two sides of a take-profit / stop-loss order. */
export interface StopLeg extends AttachedStop {
  /** Contracts that it closes, unless the order is about the whole position. */
  readonly vol: DecimalText;
  /** The limit of the order that closes; absent: at market. */
  readonly orderPrice?: DecimalText;
}

/** What a take-profit / stop-loss order shall do (reference 5.11); at least one of the two legs is there. */
export interface StopTerms {
  readonly vol: DecimalText;
  readonly volType: VolTypeWord;
  /** Whether the legs have a size each. */
  readonly volumes: ProfitLossVolTypeWord;
  readonly takeProfit?: StopLeg;
  readonly stopLoss?: StopLeg;
  readonly isPriceProtected: boolean;
}

/** What a client asks for with `stoporder/place`. */
export interface StopRequest extends StopTerms {
  readonly positionId: string;
}

/** A new price of a leg; what is not said stays as it was. */
export interface StopPriceChange {
  readonly triggerPrice: DecimalText;
  readonly trend?: TrendWord;
  readonly isReversing?: boolean;
}

/** A leg that is left out is taken away (a reading of ours). */
export interface StopPriceChanges {
  readonly takeProfit?: StopPriceChange;
  readonly stopLoss?: StopPriceChange;
}

/** A take-profit / stop-loss order as the exchange keeps it. It hangs on a position and reserves none of its contracts. */
export interface SimulatedStopOrder {
  readonly stopOrderId: string;
  /** The entry that brought it along; `0` when it was hung on the position by hand. */
  readonly orderId: string;
  readonly symbol: string;
  readonly positionId: string;
  readonly positionSide: PositionTypeWord;
  readonly createdAtMs: number;
  terms: StopTerms;
  state: StopStateWord;
  triggerSide: TriggerSideWord;
  /** Contracts placed. */
  realityVol: DecimalText;
  /** The order that closes; `0` until then. */
  placeOrderId: string;
  reason: OrderReasonWord;
  /** Tries that were refused. */
  closeTries: number;
  reverseTries: number;
  reverseReason: OrderReasonWord;
  version: number;
  updatedAtMs: number;
}

/** The leg with its new price, as it was otherwise; `undefined` takes it away. */
export function changedStop<Leg extends AttachedStop>(
  was: Leg | undefined,
  change: StopPriceChange | undefined,
  fresh: Omit<Leg, keyof AttachedStop>,
): (AttachedStop & Omit<Leg, keyof AttachedStop>) | undefined {
  if (change === undefined) return undefined;
  return {
    ...(was ?? fresh),
    triggerPrice: change.triggerPrice,
    trend: change.trend ?? was?.trend ?? 'last',
    isReversing: change.isReversing ?? was?.isReversing ?? false,
  };
}
