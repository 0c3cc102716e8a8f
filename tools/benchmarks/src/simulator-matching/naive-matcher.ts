interface Standing {
  readonly id: number;
  readonly isBuy: boolean;
  readonly ticks: number;
  lots: number;
}

/**
 * The yardstick: orders in one array, looked through from end to end by every taker and every cancel. It matches and nothing else: no
 * money, no positions, no text, no events.
 */
export class NaiveMatcher {
  private standing: Standing[] = [];
  private lastId = 0;

  /** Fills what it can, lets the rest stand; answers the id. */
  limit(isBuy: boolean, ticks: number, lots: number): number {
    this.lastId += 1;
    const left = this.take(isBuy, ticks, lots);
    if (left > 0) this.standing.push({ id: this.lastId, isBuy, ticks, lots: left });
    return this.lastId;
  }

  /** Answers what could not be filled. */
  take(isBuy: boolean, limit: number, lots: number): number {
    const offers = this.standing
      .filter((other) => other.isBuy !== isBuy && (isBuy ? other.ticks <= limit : other.ticks >= limit))
      .sort((one, other) => (isBuy ? one.ticks - other.ticks : other.ticks - one.ticks) || one.id - other.id);
    let left = lots;
    for (const offer of offers) {
      const met = Math.min(left, offer.lots);
      offer.lots -= met;
      left -= met;
      if (left === 0) break;
    }
    this.standing = this.standing.filter((other) => other.lots > 0);
    return left;
  }

  cancel(id: number): void {
    const at = this.standing.findIndex((order) => order.id === id);
    if (at >= 0) this.standing.splice(at, 1);
  }
}
