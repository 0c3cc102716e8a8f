const MOST_TOKENS = 10;
const SHARE_OF_CALLS = 0.1;

/** How many repetitions may still be made: ten at once, and one for every ten calls. A venue that is down is not asked three times as often. */
export class RetryBudget {
  #tokens = MOST_TOKENS;

  /** For each call. */
  earn(): void {
    this.#tokens = Math.min(MOST_TOKENS, this.#tokens + SHARE_OF_CALLS);
  }

  /** Whether there is one to spend; it is spent then. */
  spend(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
