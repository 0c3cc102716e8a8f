/** What an operator is told. */
export interface Notice {
  /** `unprotected`: a position has no stop that could be read back; `flattened`: it was closed for that. */
  readonly kind: 'tripped' | 'trip-finished' | 'reset' | 'unprotected' | 'flattened';
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
