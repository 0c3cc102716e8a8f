import { findTimescale } from './find-timescale';
import type { PostgresStatement } from './postgres-source';
import { sqlStateOf } from './postgres-store-failure';

/** How long this waits for others at most, and they for it. */
const LOCK_TIMEOUT_MS = 500;
const TABLES = ['observed_minute', 'observed_1s'];
/** Someone reads, or the tables belong to another user, who prunes, too: the chunks stay where they are, empty. */
const LEAVE_THEM = ['55P03', '42501'];

interface Chunk {
  readonly hypertable: string;
  /** As it stands in a statement. */
  readonly name: string;
  readonly from_s: string;
  readonly to_s: string;
}

/** Compressed ones are the work of a person. */
const SELECT_CHUNKS =
  'SELECT hypertable_name AS hypertable, quote_ident(chunk_schema) || $$.$$ || quote_ident(chunk_name) AS name, range_start_integer AS from_s, ' +
  'range_end_integer AS to_s FROM timescaledb_information.chunks ' +
  'WHERE hypertable_schema = $1 AND hypertable_name = ANY($2::text[]) AND NOT is_compressed ORDER BY range_start_integer';

/**
 * Removes the chunks of observed seconds that pruning has left empty: every question would go through them. Nothing that can be read is removed,
 * by none of the snapshots that are held. Where others are at work, the chunks are left for the next time. Ends its transaction.
 */
export async function dropEmptyChunks(statement: PostgresStatement, schema: string): Promise<void> {
  const timescale = await findTimescale(statement);
  if (typeof timescale === 'string') return;
  const { functions } = timescale;
  try {
    const empty: Chunk[] = [];
    for (const chunk of await statement<Chunk>(SELECT_CHUNKS, [schema, TABLES])) if (await isEmpty(chunk, statement)) empty.push(chunk);
    if (empty.length === 0) return;
    await statement(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    // From here to the end nobody adds a row, and nobody holds a snapshot in which there was one.
    await statement(`LOCK TABLE market_symbol, ${TABLES.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    for (const chunk of empty) {
      if (!(await isEmpty(chunk, statement))) continue;
      const range = 'older_than => $1::bigint, newer_than => $2::bigint';
      await statement(`SELECT ${functions}.drop_chunks('${schema}.${chunk.hypertable}', ${range})`, [chunk.to_s, chunk.from_s]);
    }
  } catch (error) {
    // What was begun is rolled back by the commit of a transaction that has failed.
    if (!LEAVE_THEM.includes(sqlStateOf(error))) throw error;
  }
}

/** By the key: what was deleted lately is still in the table, and would have to be read. */
async function isEmpty({ name }: Chunk, statement: PostgresStatement): Promise<boolean> {
  const [row] = await statement<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM market_symbol s CROSS JOIN LATERAL (SELECT FROM ${name} WHERE symbol_id = s.id LIMIT 1) AS first) AS found`,
  );
  return row?.found === false;
}
