/** Who may send orders of an account, as one process sees it. */
export interface LeaseState {
  readonly account: string;
  /** This process, by the name its people gave it. */
  readonly owner: string;
  /** Whether this process may send at this moment. Answers at once and never throws. */
  isHeld(): boolean;
  /** Of the latest grant to this process; larger than that of everybody before it. Nothing before the first one. */
  readonly fencingToken?: number | undefined;
}
