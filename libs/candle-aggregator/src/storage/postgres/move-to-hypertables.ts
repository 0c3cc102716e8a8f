import type { Timescale } from './find-timescale';
import { LARGE_TABLES } from './large-tables';
import type { PostgresStatement } from './postgres-source';

/** Shorter than PostgreSQL's `deadlock_timeout`, so that it is never one of the others that has to give way. */
const LOCK_TIMEOUT_MS = 500;

/** For policies, which the owner of the database may add. */
const NOW = "RETURNS bigint LANGUAGE sql STABLE AS 'SELECT floor(extract(epoch FROM now()))::bigint'";

/** A server that has not loaded the extension would put rows where nobody finds them once it has. */
const IS_NOT_LOADED =
  "current_setting('timescaledb.disable_load', true) IS DISTINCT FROM 'off' OR current_setting('timescaledb.restoring', true) = 'on'";
const REFUSE = `RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'found a hypertable, expected the server to have loaded timescaledb (shared_preload_libraries)' USING ERRCODE = '55000';
  END $$`;

export interface HypertableMove {
  readonly schema: string;
  /** Of {@link LARGE_TABLES}. */
  readonly tables: readonly string[];
  readonly timescale: Timescale;
}

/** Makes plain tables hypertables, with what is in them: all of them, or none. Fails with `55P03` where others do not let go of them soon. */
export async function moveToHypertables(statement: PostgresStatement, { schema, tables, timescale }: HypertableMove): Promise<void> {
  const { functions } = timescale;
  // Moved rows are no changes: no trigger has to hear of them.
  await statement(`BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; SET LOCAL prate.candle_writer = 'on'`);
  try {
    // An older snapshot would see neither the emptied tables nor the new chunks: whoever reads is waited for, whoever comes waits here.
    await statement(`LOCK TABLE market_symbol, ${Object.keys(LARGE_TABLES).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    await statement(`CREATE OR REPLACE FUNCTION candle_now_s() ${NOW}`);
    await statement(`CREATE OR REPLACE FUNCTION refuse_without_timescale() ${REFUSE}`);
    for (const table of tables) {
      const name = `${schema}.${table}`;
      // Making a chunk with a foreign key locks `market_symbol`, and two writers that each make one would wait for each other. The stamps of the
      // hours keep theirs, and no candle is there without one: an unknown symbol is refused, and a known one cannot be taken away.
      await statement(`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${table}_symbol_id_fkey`);
      // The key serves every question; an index by time alone serves none.
      await statement(
        `SELECT ${functions}.create_hypertable('${name}', ${functions}.by_range('open_time', ${LARGE_TABLES[table]}::bigint), ` +
          'create_default_indexes => false, if_not_exists => true, migrate_data => true)',
      );
      await statement(`SELECT ${functions}.set_integer_now_func('${name}', '${schema}.candle_now_s', replace_if_exists => true)`);
      await statement(
        `CREATE TRIGGER ${table}_loaded BEFORE INSERT OR UPDATE OR DELETE ON ${table} FOR EACH STATEMENT WHEN (${IS_NOT_LOADED}) ` +
          'EXECUTE FUNCTION refuse_without_timescale()',
      );
    }
    await statement('COMMIT');
  } catch (error) {
    // A connection that is gone has rolled back by itself; the first failure is the one to tell.
    await statement('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
