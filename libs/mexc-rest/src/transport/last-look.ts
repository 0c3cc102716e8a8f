/**
 * What a caller knows about whether a call may still leave: it may have waited seconds for a place in the windows, and again for a
 * connection. Whatever keeps it back, nothing was sent.
 */
export interface LastLook {
  /** Asked, and waited for, when it has its place. What it throws ends the call as it is. */
  look(): Promise<boolean>;
  /** Asked when the connection stands, right before the first byte. Answers at once and never throws. */
  mayLeave(): boolean;
}
