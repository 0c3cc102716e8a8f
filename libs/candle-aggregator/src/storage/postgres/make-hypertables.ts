import { reasonOf } from '@prate/execution-interface/sqlite';
import type { StoreStats } from '../../candle-store';
import { CandleStoreError, type CandleStoreErrorCode } from '../../errors';
import { findTimescale } from './find-timescale';
import { LARGE_TABLES } from './large-tables';
import { type HypertableMove, moveToHypertables } from './move-to-hypertables';
import type { PostgresStatement } from './postgres-source';
import { sqlStateOf } from './postgres-store-failure';
import type { TimescaleChoice } from './timescale-choice';

export type TimescaleUse = NonNullable<StoreStats['timescale']>;

/** Moved at an opening that was not asked for it: some seconds of work, in which all others wait. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Others are let through between two. */
const ATTEMPTS = 10;
const LOCK_NOT_AVAILABLE = '55P03';
/** What a server says of a statement that it understood and will not carry out; of the extension all of it. Nothing of disks and connections. */
const REFUSAL = /^(0A|22|23|40|42|55|57014|P0|TS|XX000)/;

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
 * @throws {CandleStoreError} `not-writable` where they are required and cannot be had, or are there and the server has not loaded the extension;
 *   `in-use` where they are required and others do not let go of the tables
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
  const what = `open ${where}: ${reason}, expected hypertables, because timescale is 'required'`;
  return new CandleStoreError(code, `${what}; mend that, or choose 'when-there'`);
}

type Found = TimescaleUse & { readonly isBusy?: boolean };

async function tryTo(statement: PostgresStatement, { schema, choice, where }: HypertableWish): Promise<Found> {
  try {
    const timescale = await findTimescale(statement);
    if (typeof timescale === 'string') {
      if ((await hypertablesIn(statement, schema)).length === 0) return plain(timescale);
      throw new CandleStoreError(
        'not-writable',
        `open ${where}: ${timescale}, expected what the hypertables of this schema were made with`,
      );
    }
    const known = await hypertablesIn(statement, schema);
    const tables = Object.keys(LARGE_TABLES).filter((table) => !known.includes(table));
    if (tables.length === 0) return { isUsed: true, version: timescale.version };
    if (choice === 'never') return plain(`found timescale 'never'`);
    const bytes = await sizeOf(statement, schema, tables);
    if (choice === 'when-there' && bytes > MOST_BYTES) {
      const [found, most] = [bytes, MOST_BYTES].map((size) => `${Math.round(size / 1_048_576)} MiB`);
      const advice = `moving that takes an opening with timescale 'required'`;
      return plain(`found ${found} in ${tables.join(', ')}, expected at most ${most}; ${advice}`);
    }
    return (await moveInTurns(statement, { schema, tables, timescale }))
      ? { isUsed: true, version: timescale.version }
      : { ...plain('found the tables in use by others'), isBusy: true };
  } catch (error) {
    const code = sqlStateOf(error);
    if (!REFUSAL.test(code)) throw error;
    return plain(`found ${code} (${reasonOf(error)})`);
  }
}

/** Whether others let go of the tables. */
async function moveInTurns(statement: PostgresStatement, wanted: HypertableMove): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      await moveToHypertables(statement, wanted);
      return true;
    } catch (error) {
      if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
    }
  }
  return false;
}

function plain(reason: string): { readonly isUsed: false; readonly reason: string } {
  return { isUsed: false, reason };
}

/** Asks a table, not the extension, which need not be loaded. */
async function hypertablesIn(statement: PostgresStatement, schema: string): Promise<string[]> {
  const catalog = '_timescaledb_catalog.hypertable';
  const [known] = await statement<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [catalog]);
  if (known?.found !== true) return [];
  return (await statement<{ name: string }>(`SELECT table_name AS name FROM ${catalog} WHERE schema_name = $1`, [schema])).map(
    ({ name }) => name,
  );
}

async function sizeOf(statement: PostgresStatement, schema: string, tables: readonly string[]): Promise<number> {
  const [row] = await statement<{ bytes: string }>(
    'SELECT sum(pg_total_relation_size(to_regclass(name))) AS bytes FROM unnest($1::text[]) AS name',
    [tables.map((table) => `${schema}.${table}`)],
  );
  return Number(row?.bytes);
}
