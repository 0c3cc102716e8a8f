/** Who asks for which lease. */
export interface LeaseClaim {
  /** What is leased: the right to send orders for this account. */
  readonly account: string;
  /** One process, and one start of it: never shared by two. */
  readonly holder: string;
  /** From now on, by the clock of the store; ms. */
  readonly ttlMs: number;
}

/** A lease as it was granted. */
export interface LeaseGrant {
  readonly account: string;
  readonly holder: string;
  /** Fencing token: larger with every grant of this account, whoever it goes to. */
  readonly token: number;
}

/**
 * Where processes agree on who may send. Every question is atomic; no answer (an error) leaves open whether it was carried out.
 *
 * A store that can forget what it granted can grant it twice: it must keep leases over its own restart and failover.
 */
export interface LeaseStore {
  /** Grants the lease when nobody has it, its time is over, or this very holder has it already. @returns the new token */
  claim(claim: LeaseClaim): Promise<number | undefined>;
  /** Makes a grant that still runs last until `ttlMs` from now; never shorter than it did. @returns false when it has ended */
  extend(grant: LeaseGrant, ttlMs: number): Promise<boolean>;
  /** Ends exactly this grant; nothing when it is another's by now. */
  release(grant: LeaseGrant): Promise<void>;
}
