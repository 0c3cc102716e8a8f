import type { Slots } from '@prate/execution-interface';
import { sqliteDriver } from '@prate/execution-interface/sqlite';
import { DataSource, type QueryRunner } from 'typeorm';
import { CandleDirtyEntity } from './entities/candle-dirty.entity';
import { CandleGapEntity } from './entities/candle-gap.entity';
import { CandleHourEntity } from './entities/candle-hour.entity';
import { JobLeaseEntity } from './entities/job-lease.entity';
import { MarketSymbolEntity } from './entities/market-symbol.entity';
import { MinuteDifferenceEntity } from './entities/minute-difference.entity';
import { MinuteRevisionEntity } from './entities/minute-revision.entity';
import { MinuteEntity } from './entities/minute.entity';
import { ObservedMinuteEntity } from './entities/observed-minute.entity';
import { SecondEntity } from './entities/second.entity';
import { StoreMetaEntity } from './entities/store-meta.entity';
import { CreateCandleTables } from './migrations/0001-create-candle-tables';
import { ObserveAndPack } from './migrations/0002-observe-and-pack';
import { CreateJobLease } from './migrations/0003-create-job-lease';
import { KeepTestimony } from './migrations/0004-keep-testimony';
import { NumberDifferences } from './migrations/0005-number-differences';

/** Runs one statement; the rows it answers. */
export type Statement = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

const BUSY_TIMEOUT_MS = 5_000;

/** The one connection that writes: WAL, a commit survives the process at once and the machine at the next checkpoint. */
export async function openWriter(path: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'sqlite',
    driver: sqliteDriver,
    database: path,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    entities: [
      ...[MarketSymbolEntity, MinuteEntity, SecondEntity, StoreMetaEntity, ObservedMinuteEntity, MinuteRevisionEntity],
      ...[MinuteDifferenceEntity, CandleGapEntity, CandleDirtyEntity, CandleHourEntity, JobLeaseEntity],
    ],
    migrations: [CreateCandleTables, ObserveAndPack, CreateJobLease, KeepTestimony, NumberDifferences],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logging: false,
  });
  await source.initialize();
  await source.query('PRAGMA synchronous = NORMAL');
  // A day of seconds stays in memory until it is committed, instead of going to the log in pieces.
  await source.query('PRAGMA cache_size = -16384');
  return source;
}

/** The one connection that reads; SQLite itself refuses it every write. */
export async function openReader(path: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'sqlite',
    driver: sqliteDriver,
    database: path,
    busyTimeout: BUSY_TIMEOUT_MS,
    synchronize: false,
    logging: false,
  });
  await source.initialize();
  await source.query('PRAGMA query_only = 1');
  return source;
}

/** Statements on a query runner, each in a slot of its own: other users of SQLite get their turn between two of them. */
export function statementsOn(runner: QueryRunner, slots: Slots): Statement {
  return <Row>(sql: string, parameters: readonly unknown[] = []) =>
    slots.run(async () => (await runner.query(sql, [...parameters])) as Row[]);
}
