import type { Clock } from '@prate/execution-interface';
import { lastSettledMs } from '../check-minutes';
import { PACKED_FORMAT, packSeries } from '../packed/pack-seconds';
import type { SeriesName } from '../series-name';
import type { Statement } from './data-sources';
import type { UnpackedHour } from './read-candles';

const HOUR_MS = 3_600_000;

// Parameters: symbol id, hour, row count, format, data, symbol, series, stamp. Kept only if nothing of the hour has changed since it was read.
const KEEP_PACKED =
  'INSERT INTO candle_hour (symbol_id, hour, stamp, row_count, format, data) SELECT ?1, ?2, 0, ?3, ?4, ?5 WHERE ' +
  '(SELECT coalesce(sum(h.stamp), 0) FROM market_symbol s JOIN candle_hour h ON h.symbol_id = s.id AND h.hour = ?2 ' +
  'WHERE s.symbol = ?6 AND s.series = ?7) = ?8 ON CONFLICT (symbol_id, hour) DO UPDATE SET ' +
  'row_count = excluded.row_count, format = excluded.format, data = excluded.data';

type Transaction = <Result>(work: (statement: Statement) => Promise<Result>) => Promise<Result>;

interface Packed {
  readonly symbolId: number;
  readonly hourS: number;
  readonly rowCount: number;
  readonly data: Buffer;
  readonly stamp: number;
}

/** Keeps closed hours packed that a reader found unpacked. */
export class PackedHours {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  begin(key: { readonly symbol: string; readonly series: SeriesName }): HourPacking {
    // Later minutes of an hour that goes on would only drop it again.
    return new HourPacking(key, lastSettledMs(this.clock.nowMs()), this.transaction);
  }
}

/** What one reader found. */
export class HourPacking {
  private found: Packed[] = [];

  constructor(
    private readonly key: { readonly symbol: string; readonly series: SeriesName },
    private readonly settledMs: number,
    private readonly transaction: Transaction,
  ) {}

  get size(): number {
    return this.found.length;
  }

  /** Packs an hour that is over and stands on one symbol row. */
  add({ hourS, series: [series, ...others], symbolIds: [symbolId], stamp }: UnpackedHour): void {
    if (series === undefined || symbolId === undefined || others.length > 0) return;
    if (hourS * 1000 + HOUR_MS > this.settledMs) return;
    this.found.push({ symbolId, hourS, rowCount: series.length, data: packSeries(series), stamp });
  }

  /** Answers how many were found. */
  async keep(): Promise<number> {
    const { found, key } = this;
    if (found.length === 0) return 0;
    this.found = [];
    await this.transaction(async (statement) => {
      for (const { symbolId, hourS, rowCount, data, stamp } of found)
        await statement(KEEP_PACKED, [symbolId, hourS, rowCount, PACKED_FORMAT, data, key.symbol, key.series, stamp]);
    });
    return found.length;
  }

  /** Behind whatever is written now. A packed hour is only faster than its rows, so a failure is nothing the reader has to hear of. */
  keepLater(): void {
    this.keep().catch(() => undefined);
  }
}
