import { MexcApiError, UnreadableResponseError } from '@prate/mexc-protocol';
import type { KindReport } from '../condition';
import type { OrderKind } from './order-kinds';

/** A kind that failed this often in a row is cancelled as a whole: better a closing order too few than an opening one too many. */
const FAILURES_BEFORE_ALL = 3;

/** One kind of order on its way to nothing left; remembers what was done. */
export class KindSweep<Row> {
  #failuresInARow = 0;
  #cancelsTaken = 0;
  #kept = 0;
  #cancelledAllTimes = 0;
  #problem: string | undefined;

  constructor(
    private readonly kind: OrderKind<Row>,
    private readonly tell: (line: string) => void,
  ) {}

  get report(): KindReport {
    return {
      kind: this.kind.name,
      cancelsTaken: this.#cancelsTaken,
      kept: this.#kept,
      cancelledAllTimes: this.#cancelledAllTimes,
      ...(this.#problem !== undefined && { problem: this.#problem }),
    };
  }

  /**
   * Reads, and cancels what has to go. Never throws.
   *
   * @returns `clean`: a whole reading showed nothing that has to go; `cancelled`: something had to, read again; `failed`
   */
  async round(): Promise<'clean' | 'cancelled' | 'failed'> {
    const { name } = this.kind;
    try {
      const rows = await this.kind.list();
      const going = rows.filter((row) => !this.kind.isKept(row));
      this.#kept = rows.length - going.length;
      if (going.length > 0) {
        this.tell(`${name}: found ${going.length} to cancel, ${this.#kept} that stay`);
        this.#cancelsTaken += await this.kind.cancel(going);
      }
      this.#failuresInARow = 0;
      return going.length === 0 ? 'clean' : 'cancelled';
    } catch (error) {
      this.#failuresInARow += 1;
      this.complain('could not be read or cancelled one by one', error);
      if (isBroken(error) || this.#failuresInARow >= FAILURES_BEFORE_ALL) await this.cancelAll();
      return 'failed';
    }
  }

  private async cancelAll(): Promise<void> {
    const { name, cancelAll } = this.kind;
    if (cancelAll === undefined) return;
    try {
      await cancelAll();
      this.#cancelledAllTimes += 1;
      this.tell(`${name}: all cancelled at once, closing ones too, because they could not be told apart`);
    } catch (error) {
      this.complain('could not be cancelled all at once', error);
    }
  }

  private complain(what: string, error: unknown): void {
    this.#problem = `${what}: ${error instanceof Error ? error.message : String(error)}`;
    this.tell(`${this.kind.name}: ${this.#problem}`);
  }
}

/** The venue answers, and this will not pass with time: waiting would only leave the orders where they are. */
function isBroken(error: unknown): boolean {
  if (error instanceof UnreadableResponseError) return true;
  return error instanceof MexcApiError && (error.kind === 'permission' || error.kind === 'unmapped');
}
