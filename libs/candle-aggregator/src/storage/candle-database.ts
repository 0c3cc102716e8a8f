import type { Clock, Slots } from '@prate/execution-interface';
import { CandleStore, type StoreStats } from '../candle-store';
import { PostgresCandleDatabase } from './postgres/postgres-candle-database';
import { SqliteCandleDatabase } from './sqlite-candle-database';
import type { TimescaleChoice } from './postgres/timescale-choice';
import type { StoreMode } from './store-mode';

export interface CandleDatabaseOptions {
  /** Where the data comes from. A database holds one mode for ever; without this option any is taken, and a new one stays unspecified. */
  readonly mode?: StoreMode;
  /** Says which minutes are over, for {@link CandleDatabase.missing}, and which hours may be packed; the machine's clock by default. */
  readonly clock?: Clock;
  /** SQLite: turns at it; `Slots.shared`, two for the whole process, by default. */
  readonly slots?: Slots;
  /** PostgreSQL: where the tables are; by default what the address says with `?schema=…`, else `candles`. Made where it is not there. */
  readonly schema?: string;
  /** PostgreSQL: whether the large tables are hypertables of TimescaleDB; `when-there` by default. `stats()` says which they are. */
  readonly timescale?: TimescaleChoice;
}

/** The candle store in a database: an SQLite file of one process, or a schema of a PostgreSQL database that processes share. */
export abstract class CandleDatabase extends CandleStore {
  /** Where it really lies: the file, or address and schema without a secret. */
  abstract readonly path: string;
  abstract readonly mode: StoreMode | 'unspecified';
  /** As in `stats()`, without counting. */
  readonly timescale?: StoreStats['timescale'];
  /** Whether a write would succeed now. */
  abstract isWritable(): Promise<boolean>;
  /** Waits for the writes that were handed in and for statements at work, then lets go. Later calls fail with `closed`. */
  abstract close(): Promise<void>;

  /**
   * Opens it, or makes it, and brings an older one up to date. Nothing of it is changed when it is refused.
   *
   * @param target path of a file, made with its folders; or `postgres://user:password@host:port/database`
   * @throws {CandleStoreError} `not-writable`, `corrupt`, `in-use`, `newer-version`, `other-mode` or `io`; the message says what to do
   */
  static async open(target: string, options: CandleDatabaseOptions = {}): Promise<CandleDatabase> {
    const isServer = typeof target === 'string' && /^postgres(ql)?:\/\//.test(target);
    return isServer ? await PostgresCandleDatabase.open(target, options) : await SqliteCandleDatabase.open(target, options);
  }
}
