import { Database, OPEN_READONLY } from 'sqlite3';

// Over the traded seconds of each bucket; the first and the last are looked up by their times.
const BUCKETS =
  'WITH g AS (SELECT open_time / ?2 * ?2 AS b, min(open_time) AS first_s, max(open_time) AS last_s, max(high) AS h, min(low) AS l, sum(volume) AS v ' +
  'FROM candle_1s WHERE symbol_id = ?1 AND open_time >= ?3 AND open_time < ?4 AND volume > 0 GROUP BY b) ' +
  'SELECT b, f.open AS o, h, l, z.close AS c, v FROM g JOIN candle_1s f ON f.symbol_id = ?1 AND f.open_time = first_s ' +
  'JOIN candle_1s z ON z.symbol_id = ?1 AND z.open_time = last_s ORDER BY b';

/** The file asked by SQL alone, as anybody with a SQLite tool would. Whole numbers come back, buckets without a trade are left out. */
export class PlainSql {
  private constructor(private readonly database: Database) {}

  static open(path: string): Promise<PlainSql> {
    return new Promise((resolve, reject) => {
      const database = new Database(path, OPEN_READONLY, (error) => (error === null ? resolve(new PlainSql(database)) : reject(error)));
    });
  }

  buckets(symbolId: number, intervalSeconds: number, startTs: number, endTs: number): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      this.database.all(
        BUCKETS,
        [symbolId, intervalSeconds, startTs / 1000, endTs / 1000],
        (error: Error | null, rows: readonly unknown[]) => (error === null ? resolve(rows) : reject(error)),
      );
    });
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => this.database.close((error) => (error === null ? resolve() : reject(error))));
  }
}
