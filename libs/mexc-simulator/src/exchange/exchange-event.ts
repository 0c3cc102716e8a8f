import type { DecimalText } from '@prate/execution-interface/decimal';
import type { PositionModeWord } from '@prate/mexc-protocol';
import type { SimulatedOrder } from './order';
import type { SimulatedPlanOrder } from './plan-order';
import type { SimulatedPosition } from './positions';

/** One fill of an order of the account (reference 8.8). Contracts and settle-coin amounts are decimal text. */
export interface SimulatedDeal {
  readonly dealId: string;
  readonly order: SimulatedOrder;
  readonly vol: DecimalText;
  readonly price: DecimalText;
  /** Positive: paid. */
  readonly fee: DecimalText;
  /** Gross, of the part that closed. */
  readonly profit: DecimalText;
  readonly role: 'taker' | 'maker';
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
  | { readonly kind: 'position-mode'; readonly positionMode: PositionModeWord }
  | { readonly kind: 'contract'; readonly symbol: string };

export type ExchangeListener = (event: ExchangeEvent) => void;
