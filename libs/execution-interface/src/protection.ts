import type { DecimalInput, DecimalText } from './decimal';
import type { TriggerReference } from './trigger';

/** One side of a protection: take profit or stop loss. */
export interface ProtectionLeg {
  /** Trigger price, quote currency, on the tick grid. */
  readonly price: DecimalInput;
  readonly reference: TriggerReference;
  /** Absent: closes at the market. */
  readonly limitPrice?: DecimalInput;
}

/** Take profit, stop loss or both; at least one. */
export type Protection =
  | { readonly takeProfit: ProtectionLeg; readonly stopLoss?: ProtectionLeg }
  | { readonly takeProfit?: ProtectionLeg; readonly stopLoss: ProtectionLeg };

/** A {@link ProtectionLeg} as read back. */
export interface ReadProtectionLeg {
  readonly price: DecimalText;
  readonly reference: TriggerReference;
  readonly limitPrice?: DecimalText;
}
