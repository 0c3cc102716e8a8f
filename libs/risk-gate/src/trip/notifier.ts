/** What an operator is told. */
export interface Notice {
  /**
   * `trip-finished`: once through all of it, with what is left. `trip-proven`: two readings in a row find nothing left, where something was.
   * `unprotected`: a position has no stop that could be read back; `flattened`: it was closed for that.
   * `target-missing`: it has its stop, and lost the target that it was given. `dead-man-…`: of a process beside the
   * host that cancels when that is silent; fired, then proven or not that nothing is left.
   */
  readonly kind:
    | 'tripped'
    | 'trip-finished'
    | 'trip-proven'
    | 'reset'
    | 'unprotected'
    | 'target-missing'
    | 'flattened'
    | 'dead-man-fired'
    | 'dead-man-proven'
    | 'dead-man-unproven';
  readonly reason: string;
  readonly by: string;
  /** ms since the epoch. */
  readonly atMs: number;
  /** For people: what was done and what is left, one line. */
  readonly message: string;
}

/** Tells a person: a log line, a webhook, a command. It may fail or hang; nothing waits for it. */
export abstract class Notifier {
  abstract notify(notice: Notice): Promise<void>;
}
