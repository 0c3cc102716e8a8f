/**
 * Ids from time and count: they rise, they differ between runs on a running clock, and the same clock and commands give the same ids.
 */
export class OrderIds {
  private lastOrderId = 0n;
  private lastPositionId = 0;
  private lastDealId = 0;
  private lastStopOrderId = 0;

  /** 18 digits above 2^53, always odd: a double rounds it away, so a client that reads numbers is found out (reference 3.4). */
  nextOrderId(nowMs: number): string {
    const fromTime = 100_000_000_000_000_001n + BigInt(Math.max(0, Math.floor(nowMs))) * 400_000n;
    this.lastOrderId = fromTime > this.lastOrderId ? fromTime : this.lastOrderId + 2n;
    return this.lastOrderId.toString();
  }

  /** 10 digits. */
  nextPositionId(nowMs: number): string {
    this.lastPositionId = Math.max(this.lastPositionId + 1, 1_000_000_000, Math.floor(nowMs / 1000));
    return String(this.lastPositionId);
  }

  /** 9 digits. */
  nextStopOrderId(nowMs: number): string {
    this.lastStopOrderId = Math.max(this.lastStopOrderId + 1, 100_000_000, Math.floor(nowMs / 10_000));
    return String(this.lastStopOrderId);
  }

  /** 11 digits. */
  nextDealId(nowMs: number): string {
    this.lastDealId = Math.max(this.lastDealId + 1, 10_000_000_000 + Math.floor(nowMs / 1000));
    return String(this.lastDealId);
  }
}
