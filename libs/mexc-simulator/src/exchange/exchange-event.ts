import type { DecimalText } from '@prate/execution-interface/decimal';
import type { NotifyTypeWord, PositionModeWord, RiskSourceWord } from '@prate/mexc-protocol';
import type { LeverageSetting } from './leverages';
import type { SimulatedOrder } from './order';
import type { SimulatedPlanOrder } from './plan-order';
import type { SimulatedPosition } from './positions';
import type { SimulatedStopOrder } from './stop-order';
import type { SimulatedTrackOrder } from './track-order';

/** One fill of an order of the account (reference 8.8). Contracts and settle-coin amounts are decimal text. */
export interface SimulatedDeal {
  readonly dealId: string;
  readonly order: SimulatedOrder;
  /** The position it opened, added to or closed. */
  readonly positionId: string;
  readonly vol: DecimalText;
  readonly price: DecimalText;
  /** Positive: paid. */
  readonly fee: DecimalText;
  /** Gross, of the part that closed. */
  readonly profit: DecimalText;
  readonly role: 'taker' | 'maker';
  /** Whether the other side of it is an order of the same account; absent: it is not. */
  readonly isSelf?: boolean;
  readonly atMs: number;
}

/**
 * What happened on the exchange, told at once and in the order of reference 9.13: order, deal, position, asset. The objects live on:
 * a listener reads them before it returns.
 */
export type ExchangeEvent =
  | { readonly kind: 'order'; readonly order: SimulatedOrder }
  | { readonly kind: 'deal'; readonly deal: SimulatedDeal }
  | { readonly kind: 'position'; readonly position: SimulatedPosition }
  | { readonly kind: 'asset'; readonly currency: string }
  | { readonly kind: 'plan-order'; readonly plan: SimulatedPlanOrder }
  | { readonly kind: 'stop-order'; readonly stop: SimulatedStopOrder }
  /** What travels with an order was changed. */
  | { readonly kind: 'order-stops'; readonly order: SimulatedOrder }
  | { readonly kind: 'track-order'; readonly track: SimulatedTrackOrder }
  | { readonly kind: 'chase-failed'; readonly symbol: string; readonly code: number }
  /** How a reversal that began has ended; code 0: done. */
  | { readonly kind: 'reversal'; readonly position: SimulatedPosition; readonly code: number }
  | { readonly kind: 'close-all-failed' }
  | { readonly kind: 'risk-limit'; readonly symbol: string; readonly setting: LeverageSetting; readonly source: RiskSourceWord }
  | { readonly kind: 'liquidate-risk'; readonly position: SimulatedPosition }
  | { readonly kind: 'adl-level'; readonly position: SimulatedPosition }
  | {
      readonly kind: 'notify';
      readonly position: SimulatedPosition;
      readonly notifyType: NotifyTypeWord;
      readonly marginRatio: DecimalText;
    }
  | { readonly kind: 'position-mode'; readonly positionMode: PositionModeWord }
  | { readonly kind: 'contract'; readonly symbol: string };

export type ExchangeListener = (event: ExchangeEvent) => void;
