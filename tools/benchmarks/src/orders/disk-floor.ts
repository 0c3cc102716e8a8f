import { join } from 'node:path';
import { Database } from 'sqlite3';

/** As long as an intent with its event. */
const TEXT = 'x'.repeat(600);

/** One row, committed with `synchronous=FULL` by the driver that the journal uses, and nothing else: what the disk takes of an order. */
export class DiskFloor {
  readonly timesMs: number[] = [];
  private count = 0;

  private constructor(private readonly database: Database) {}

  static async open(folder: string): Promise<DiskFloor> {
    const database = new Database(join(folder, 'floor.sqlite'));
    await new Promise<void>((resolve, reject) => {
      const make = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID';
      database.exec(make, (error) => (error === null ? resolve() : reject(error)));
    });
    return new DiskFloor(database);
  }

  async measure(rows: number): Promise<void> {
    for (let row = 0; row < rows; row += 1) {
      const startedAtMs = performance.now();
      await this.insert();
      this.timesMs.push(performance.now() - startedAtMs);
    }
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => this.database.close((error) => (error === null ? resolve() : reject(error))));
  }

  private insert(): Promise<void> {
    this.count += 1;
    const values = [`row ${this.count}`, TEXT];
    return new Promise((resolve, reject) => {
      this.database.run('INSERT INTO row (id, text) VALUES (?1, ?2)', values, (error) => (error === null ? resolve() : reject(error)));
    });
  }
}
