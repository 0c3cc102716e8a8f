import { DuckDBInstance } from '@duckdb/node-api';
import type { CandleAggregator } from '@prate/candle-aggregator';
import { DAY_MS, FIRST_DAY_MS } from './seeded-day';

type Connection = Awaited<ReturnType<DuckDBInstance['connect']>>;

/** Open, high, low, close, volume of a bucket that starts at `labelS`. */
export type Bucket = readonly [labelS: number, open: number, high: number, low: number, close: number, volume: number];

/** The seconds of one symbol in a native table of DuckDB, in memory, with two threads. */
export class DuckDbTable {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: Connection,
  ) {}

  static async of(aggregator: CandleAggregator, symbol: string, days: number): Promise<DuckDbTable> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    await connection.run('CREATE TABLE second (t INTEGER, o DOUBLE, h DOUBLE, l DOUBLE, c DOUBLE, v DOUBLE)');
    const appender = await connection.createAppender('second');
    for (let day = 0; day < days; day += 1) {
      const startTs = FIRST_DAY_MS + day * DAY_MS;
      for (const second of await aggregator.getSecondCandles({ symbol, startTs, endTs: startTs + DAY_MS })) {
        appender.appendInteger(second.timestamp / 1000);
        for (const value of [second.open, second.high, second.low, second.close, second.volume]) appender.appendDouble(value);
        appender.endRow();
      }
      appender.flushSync();
    }
    appender.closeSync();
    return new DuckDbTable(instance, connection);
  }

  /** The same question as ours: over the traded seconds of a bucket, over all where none traded. Rows of plain JavaScript values. */
  async buckets(intervalSeconds: number, startTs: number, endTs: number): Promise<Bucket[]> {
    const traded = (value: string): string => `${value} FILTER (v > 0)`;
    const either = (value: string): string => `coalesce(${traded(value)}, ${value})`;
    const reader = await this.connection.runAndReadAll(
      `SELECT (t // ${intervalSeconds}) * ${intervalSeconds} AS b, ${either('arg_min(o, t)')}, ${either('max(h)')}, ${either('min(l)')}, ` +
        `${either('arg_max(c, t)')}, sum(v) FROM second WHERE t >= ${startTs / 1000} AND t < ${endTs / 1000} GROUP BY b ORDER BY b`,
    );
    return reader.getRowsJS() as unknown as Bucket[];
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
