import type { OrderReasonWord } from '@prate/mexc-protocol';

/** What becomes of orders otherwise than by the rules, while one request is served; empty unless a fault strikes. */
export interface OrderFate {
  /** A new order gets its id, and ends in state 5 with this reason. */
  readonly invalidBy?: OrderReasonWord;
  /** A new order fills by half, rounded down to whole lots, and the exchange cancels the rest with this reason. */
  readonly halvedBy?: OrderReasonWord;
  /** A cancel comes too late: the order fills at its limit. `denied`: the cancel says so (2041); `hidden`: it answers 0. */
  readonly fillOnCancel?: 'denied' | 'hidden';
  /** A new order with a known externalOid is answered by the order that has it, or becomes a second one; refused (603) when left out. */
  readonly onDuplicate?: 'answer' | 'second-order';
}
