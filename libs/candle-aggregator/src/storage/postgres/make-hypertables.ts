import { reasonOf } from '@prate/execution-interface/sqlite';
import type { StoreStats } from '../../candle-store';
import { CandleStoreError, type CandleStoreErrorCode } from '../../errors';
import { type Timescale, findTimescale } from './find-timescale';
import type { PostgresStatement } from './postgres-source';
import { sqlStateOf } from './postgres-store-failure';
import type { TimescaleChoice } from './timescale-choice';

export type TimescaleUse = NonNullable<StoreStats['timescale']>;

const DAY_S = 86_400;
/** The tables that grow by the minute, and what one chunk of them spans. Minutes are kept for years, so they get few; pruning ends with whole days. */
const TABLES: Readonly<Record<string, number>> = { candle_1m: 28 * DAY_S, observed_minute: 7 * DAY_S, observed_1s: DAY_S };
/** Moved at an opening that was not asked for it: some seconds of work, in which all others wait. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Others are let through between two; shorter than PostgreSQL's `deadlock_timeout`, so that it is never one of them that has to give way. */
const ATTEMPTS = 10;
const ATTEMPT_MS = 500;
/** What a server says of a statement that it understood and will not carry out; of the extension all of it. Nothing of disks and connections. */
const REFUSAL = /^(0A|22|23|40|42|55|57014|P0|TS|XX000)/;
const LOCK_NOT_AVAILABLE = '55P03';

export interface HypertableWish {
  readonly schema: string;
  readonly choice: TimescaleChoice;
  /** Address without a secret, for messages. */
  readonly where: string;
}

/**
 * Makes the large tables hypertables where that is wished and can be done, with what is in them; all of them or none. To be called by one process
 * at a time.
 *
 * @throws {CandleStoreError} `not-writable` where they are required and cannot be had, `in-use` where others do not let go of them
 */
export async function makeHypertables(statement: PostgresStatement, wish: HypertableWish): Promise<TimescaleUse> {
  const { isBusy = false, ...use } = await tryTo(statement, wish);
  if (use.isUsed || wish.choice !== 'required') return use;
  throw refusal(use.reason, wish.where, isBusy ? 'in-use' : 'not-writable');
}

/** Before anything is made. @throws {CandleStoreError} `not-writable` where there is no TimescaleDB to use */
export async function requireTimescale(statement: PostgresStatement, where: string): Promise<void> {
  const found = await findTimescale(statement);
  if (typeof found === 'string') throw refusal(found, where, 'not-writable');
}

function refusal(reason: string, where: string, code: CandleStoreErrorCode): CandleStoreError {
  return new CandleStoreError(
    code,
    `open ${where}: ${reason}, expected hypertables, because timescale is 'required'; mend that, or choose 'when-there'`,
  );
}

type Found = TimescaleUse & { readonly isBusy?: boolean };

async function tryTo(statement: PostgresStatement, { schema, choice }: HypertableWish): Promise<Found> {
  try {
    const timescale = await findTimescale(statement);
    if (typeof timescale === 'string') return plain(timescale);
    const tables = await plainTables(statement, schema);
    if (tables.length === 0) return { isUsed: true, version: timescale.version };
    if (choice === 'never') return plain(`found timescale 'never'`);
    const bytes = await sizeOf(statement, schema, tables);
    if (choice === 'when-there' && bytes > MOST_BYTES) {
      const [found, most] = [bytes, MOST_BYTES].map((size) => `${Math.round(size / 1_048_576)} MiB`);
      return plain(
        `found ${found} in ${tables.join(', ')}, expected at most ${most}; moving that takes an opening with timescale 'required'`,
      );
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        await move(statement, { schema, tables, timescale });
        return { isUsed: true, version: timescale.version };
      } catch (error) {
        if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
        if (attempt === ATTEMPTS) return { ...plain('found the tables in use by others'), isBusy: true };
      }
    }
  } catch (error) {
    const code = sqlStateOf(error);
    if (!REFUSAL.test(code)) throw error;
    return plain(`found ${code} (${reasonOf(error)})`);
  }
}

function plain(reason: string): { readonly isUsed: false; readonly reason: string } {
  return { isUsed: false, reason };
}

async function plainTables(statement: PostgresStatement, schema: string): Promise<string[]> {
  const rows = await statement<{ name: string }>(
    'SELECT hypertable_name AS name FROM timescaledb_information.hypertables WHERE hypertable_schema = $1',
    [schema],
  );
  return Object.keys(TABLES).filter((table) => !rows.some(({ name }) => name === table));
}

async function sizeOf(statement: PostgresStatement, schema: string, tables: readonly string[]): Promise<number> {
  const [row] = await statement<{ bytes: string }>(
    'SELECT sum(pg_total_relation_size(to_regclass(name))) AS bytes FROM unnest($1::text[]) AS name',
    [tables.map((table) => `${schema}.${table}`)],
  );
  return Number(row?.bytes);
}

interface Move {
  readonly schema: string;
  readonly tables: readonly string[];
  readonly timescale: Timescale;
}

async function move(statement: PostgresStatement, { schema, tables, timescale: { functions } }: Move): Promise<void> {
  // Moved rows are no changes: no trigger has to hear of them.
  await statement(`BEGIN; SET LOCAL lock_timeout = ${ATTEMPT_MS}; SET LOCAL prate.candle_writer = 'on'`);
  try {
    // An older snapshot would see neither the emptied tables nor the new chunks: whoever reads is waited for, whoever comes waits here.
    await statement(`LOCK TABLE market_symbol, ${Object.keys(TABLES).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    await statement(
      `CREATE OR REPLACE FUNCTION ${schema}.candle_now_s() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT floor(extract(epoch FROM now()))::bigint'`,
    );
    for (const table of tables) {
      const name = `${schema}.${table}`;
      // Making a chunk with a foreign key locks `market_symbol`, and two writers that each make one would wait for each other. The hour stamps
      // keep theirs, and no row is edited without one: an unknown symbol is refused, and a known one cannot be taken away.
      await statement(`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${table}_symbol_id_fkey`);
      // The key serves every question; an index by time alone serves none.
      await statement(
        `SELECT ${functions}.create_hypertable('${name}', ${functions}.by_range('open_time', ${TABLES[table]}::bigint), ` +
          'create_default_indexes => false, if_not_exists => true, migrate_data => true)',
      );
      await statement(`SELECT ${functions}.set_integer_now_func('${name}', '${schema}.candle_now_s', replace_if_exists => true)`);
    }
    await statement('COMMIT');
  } catch (error) {
    // A connection that is gone has rolled back by itself; the first failure is the one to tell.
    await statement('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
