/** Options that no exchange can be started from. Nothing was started; all violations are named at once. */
export class SimulatorOptionsError extends Error {
  override readonly name = 'SimulatorOptionsError';
  constructor(readonly violations: readonly string[]) {
    super(`the simulator's options: ${violations.join('; ')}`);
  }
}

/** A record that cannot be served as it is. Nothing was started; the message names the row, what was found and expected. */
export class TapeError extends Error {
  override readonly name = 'TapeError';
}

/** Something handed to a feed that cannot be taken as it is; nothing was changed. The message names the contract, what was found and expected. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
}

/** The source of paper trading cannot be read or watched; its error is the cause. Nothing was started. */
export class PaperSourceError extends Error {
  override readonly name = 'PaperSourceError';
  constructor(cause: unknown) {
    super(`the public data cannot be had: ${(cause as Partial<Error> | undefined)?.message ?? String(cause)}`, { cause });
  }
}
