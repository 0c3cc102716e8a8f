import type { JournalDatabase } from './journal-database';
import { insertNotes } from './journal-statements';

/** Few, so that each of their statements is one of those that are kept compiled. */
const MOST_ROWS = 4;

type NoteRow = readonly [id: string, nowMs: number, what: string, detail: string];

interface Batch {
  readonly rows: NoteRow[];
  /** Then it is on its way, and nothing gets into it any more. */
  isTaken: boolean;
  written: Promise<unknown>;
}

/** Notes on their way to the disk. No order waits for them, and one commit keeps those that have come together. */
export class NoteBatches {
  private last: Batch | undefined;
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly database: JournalDatabase) {}

  /** Resolves when it is on disk. @throws {JournalError} */
  async add(row: NoteRow): Promise<void> {
    const { last } = this;
    if (last !== undefined && !last.isTaken && last.rows.length < MOST_ROWS) last.rows.push(row);
    else this.last = this.begin(row);
    await this.last?.written;
  }

  /** Resolves when what was handed in is on disk, or could not be written, of which its giver hears. */
  async written(): Promise<void> {
    if (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  private begin(row: NoteRow): Batch {
    const batch: Batch = { rows: [row], isTaken: false, written: Promise.resolve() };
    // A database without a queue of its own asks at once.
    const written = this.database.writeLater(`note ${row[0]}`, () => {
      batch.isTaken = true;
      return { sql: insertNotes(batch.rows.length), parameters: batch.rows.flat() };
    });
    batch.written = written;
    this.underWay.add(written);
    const end = (): void => void this.underWay.delete(written);
    written.then(end, end);
    return batch;
  }
}
