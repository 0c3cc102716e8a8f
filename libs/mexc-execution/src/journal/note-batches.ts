import type { JournalDatabase } from './journal-database';
import { insertNotes } from './journal-statements';

/** Few, so that each of their statements is one of those that are kept compiled. */
const MOST_ROWS = 4;

type NoteRow = readonly [id: string, nowMs: number, what: string, detail: string];

/** Notes on their way to the disk. No order waits for them, and one commit keeps those that have come together. */
export class NoteBatches {
  /** The last one, as long as it may grow. */
  private growing: { readonly rows: NoteRow[]; readonly written: Promise<unknown> } | undefined;
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly database: JournalDatabase) {}

  /** Resolves when it is on disk. @throws {JournalError} */
  async add(row: NoteRow): Promise<void> {
    if (this.growing !== undefined && this.growing.rows.length < MOST_ROWS) this.growing.rows.push(row);
    else this.growing = this.begin(row);
    await this.growing.written;
  }

  /** Resolves when what was handed in is on disk, or could not be written, of which its giver hears. */
  async written(): Promise<void> {
    if (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  private begin(row: NoteRow): NonNullable<NoteBatches['growing']> {
    const rows = [row];
    const written = this.database.writeLater(`note ${row[0]}`, () => {
      if (this.growing?.rows === rows) this.growing = undefined;
      return { sql: insertNotes(rows.length), parameters: rows.flat() };
    });
    this.underWay.add(written);
    const end = (): void => void this.underWay.delete(written);
    written.then(end, end);
    return { rows, written };
  }
}
