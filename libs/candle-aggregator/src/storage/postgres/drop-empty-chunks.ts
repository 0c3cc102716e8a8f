import { findTimescale } from './find-timescale';
import type { PostgresStatement } from './postgres-source';
import { sqlStateOf } from './postgres-store-failure';

/** How long this waits for others at most, and they for it. */
const LOCK_TIMEOUT_MS = 500;
const TABLES = ['observed_minute', 'observed_1s'];
/** Someone reads, or the tables belong to another user, who prunes, too: the chunks stay where they are, empty. */
const LEAVE_THEM = ['55P03', '42501'];

/**
 * Removes the chunks that end before the oldest row there is: they are empty, and every question would go through them. Nothing that can be read
 * is removed, by none of the snapshots that are held. Where others are at work on them they are left for the next time. Ends its transaction.
 */
export async function dropEmptyChunks(statement: PostgresStatement, schema: string): Promise<void> {
  const timescale = await findTimescale(statement);
  if (typeof timescale === 'string') return;
  const { functions } = timescale;
  const drop = async (table: string, isCounting: boolean): Promise<number> => {
    const [row] = await statement<{ oldest: string | null }>(
      `SELECT min(first.open_time) AS oldest FROM market_symbol s CROSS JOIN LATERAL ` +
        `(SELECT open_time FROM ${table} WHERE symbol_id = s.id ORDER BY open_time LIMIT 1) AS first`,
    );
    if (typeof row?.oldest !== 'string') return 0;
    const chunks = `${functions}.${isCounting ? 'show' : 'drop'}_chunks('${schema}.${table}', older_than => $1::bigint)`;
    return (await statement(`SELECT ${chunks}`, [row.oldest])).length;
  };
  try {
    let emptyChunks = 0;
    for (const table of TABLES) emptyChunks += await drop(table, true);
    if (emptyChunks === 0) return;
    await statement(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    // From here to the end nothing can be added below the oldest row, and nobody holds a snapshot in which there was an older one.
    await statement(`LOCK TABLE market_symbol, ${TABLES.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    for (const table of TABLES) await drop(table, false);
  } catch (error) {
    // What was begun is rolled back by the commit of a transaction that has failed.
    if (!LEAVE_THEM.includes(sqlStateOf(error))) throw error;
  }
}
