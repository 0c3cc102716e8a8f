import { JournalError } from '@prate/execution-interface';
import { PROBE_LENGTH, PROVE_WRITABLE } from './journal-meta';
import { toJournalError } from './to-journal-error';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface WriteOptions {
  /** Nobody waits for it: whatever somebody waits for may go before. */
  readonly isPutOff?: boolean;
}

/** Where the journal lies. Statements name their parameters `$1`, `$2`, in both databases. */
export abstract class JournalDatabase {
  /** Whether other processes may write it at the same time. */
  abstract readonly isShared: boolean;
  private closing: Promise<void> | undefined;

  /** Path or address without a secret, for messages. */
  protected constructor(readonly where: string) {}

  /** Committed, with a consistent view, whatever is being written. @throws {JournalError} */
  async read<Row>(operation: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return await this.attempt(operation, () => this.runRead<Row>(sql, parameters));
  }

  /** One statement, committed and on disk when it returns. How many rows it changed. @throws {JournalError} nothing was changed */
  async write(operation: string, sql: string, parameters: readonly unknown[] = [], options: WriteOptions = {}): Promise<number> {
    return await this.attempt(operation, () => this.runWrite(() => ({ sql, parameters }), options));
  }

  /** {@link write} of what nobody waits for; what is written is asked for when its turn has come. */
  async writeLater(operation: string, statement: () => Statement): Promise<number> {
    return await this.attempt(operation, () => this.runWrite(statement, { isPutOff: true }));
  }

  /** `nowMs` is kept: the answer is a commit. */
  async isWritable(nowMs: number): Promise<boolean> {
    if (this.closing !== undefined) return false;
    try {
      if (!(await this.isStillThere())) return false;
      await this.runWrite(() => ({ sql: PROVE_WRITABLE, parameters: [String(nowMs).padEnd(PROBE_LENGTH)] }), {});
      return true;
    } catch {
      // The answer of this question is the failure; who writes next hears the reason.
      return false;
    }
  }

  /** Waits for what was handed in, then lets go. Later calls fail with `closed`. */
  close(): Promise<void> {
    this.closing ??= this.letGo();
    return this.closing;
  }

  protected abstract runRead<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  protected abstract runWrite(statement: () => Statement, options: WriteOptions): Promise<number>;
  /** Whether what was opened is what its name still leads to. */
  protected abstract isStillThere(): Promise<boolean>;
  protected abstract letGo(): Promise<void>;

  private async attempt<T>(operation: string, work: () => Promise<T>): Promise<T> {
    if (this.closing !== undefined) {
      throw new JournalError(`${operation} in ${this.where}: found the journal closed, expected to be called before close()`, {
        code: 'closed',
      });
    }
    try {
      return await work();
    } catch (error) {
      throw toJournalError(error, operation, this.where);
    }
  }
}
