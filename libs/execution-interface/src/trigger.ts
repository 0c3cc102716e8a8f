import type { DecimalInput, DecimalText } from './decimal';

/** The price that a trigger watches. */
export const TriggerReference = Object.freeze({ Last: 'last', Mark: 'mark', Index: 'index' });
export type TriggerReference = (typeof TriggerReference)[keyof typeof TriggerReference];

/** When something fires. `direction` is said, never inferred from where the market stands. */
export interface Trigger {
  /** Quote currency, on the tick grid. */
  readonly price: DecimalInput;
  readonly reference: TriggerReference;
  readonly direction: 'at-or-above' | 'at-or-below';
}

/** A {@link Trigger} as read back. */
export interface ReadTrigger extends Omit<Trigger, 'price'> {
  readonly price: DecimalText;
}
