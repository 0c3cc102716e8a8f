import { REPEATABLE_STATES, UNSETTLED_STATES } from '@prate/execution-interface';

const INTENT_COLUMNS = 'client_order_id, kind, symbol, command, created_at_ms, attempts, outcome, updated_at_ms';

/**
 * One statement, so one commit; its trigger writes the event with it. Parameters: id, kind, symbol, command, created, now. Changes no row
 * where the id is used up.
 */
export const RECORD =
  `INSERT INTO order_intent (client_order_id, kind, symbol, command, created_at_ms, attempts, state, outcome, updated_at_ms) ` +
  `VALUES ($1, $2, $3, $4, $5, 1, 'sent', '{"state":"sent"}', $6) ` +
  `ON CONFLICT (client_order_id) DO UPDATE SET created_at_ms = excluded.created_at_ms, attempts = order_intent.attempts + 1, ` +
  `state = excluded.state, outcome = excluded.outcome, updated_at_ms = excluded.updated_at_ms ` +
  `WHERE order_intent.state IN (${quoted(REPEATABLE_STATES)}) AND order_intent.kind = excluded.kind ` +
  `AND order_intent.symbol = excluded.symbol AND order_intent.command = excluded.command`;

/** Parameters: id, state, outcome, now. Changes no row where that is known already, or contradicts what is known. */
export function settleFrom(before: readonly string[]): string {
  return (
    `UPDATE order_intent SET state = $2, outcome = $3, updated_at_ms = $4 ` +
    `WHERE client_order_id = $1 AND outcome <> $3 AND state IN (${quoted(before)})`
  );
}

/** Parameter: id. */
export const SELECT_INTENT = `SELECT ${INTENT_COLUMNS} FROM order_intent WHERE client_order_id = $1`;

export const SELECT_UNSETTLED = `SELECT ${INTENT_COLUMNS} FROM order_intent WHERE state IN (${quoted(UNSETTLED_STATES)}) ORDER BY created_at_ms, client_order_id`;

/** Parameters: four a row, id, now, what, detail. */
export function insertNotes(count: number): string {
  const rows = Array.from({ length: count }, (_, row) => `(${[1, 2, 3, 4].map((column) => `$${row * 4 + column}`).join(', ')})`);
  return `INSERT INTO order_event (client_order_id, at_ms, what, detail) VALUES ${rows.join(', ')}`;
}

/** Parameter: id. */
export const SELECT_STORY = 'SELECT at_ms, what, attempt, detail FROM order_event WHERE client_order_id = $1 ORDER BY id';

/** Which column must be what; a condition whose value is left out is none. */
export type Condition = readonly [sql: (parameter: string) => string, value: unknown];

/** The next page after (time, id), oldest first. */
export function selectIntents(conditions: readonly Condition[], after: readonly [number, string] | undefined, limit: number): Select {
  return page(`SELECT ${INTENT_COLUMNS} FROM order_intent`, ['created_at_ms', 'client_order_id'], conditions, after, limit);
}

export function selectTrades(conditions: readonly Condition[], after: readonly [number, string] | undefined, limit: number): Select {
  return page('SELECT trade_id, at_ms, fill FROM own_trade', ['at_ms', 'trade_id'], conditions, after, limit);
}

/** Parameters: five a row. */
export function insertTrades(count: number): string {
  const rows = Array.from({ length: count }, (_, row) => `(${[1, 2, 3, 4, 5].map((column) => `$${row * 5 + column}`).join(', ')})`);
  return `INSERT INTO own_trade (trade_id, order_id, symbol, at_ms, fill) VALUES ${rows.join(', ')} ON CONFLICT (trade_id) DO NOTHING`;
}

/** Parameter: 00:00 UTC of the day. */
export const SELECT_DAY_START = 'SELECT currency, equity FROM day_start WHERE day_start_ms = $1 ORDER BY currency';

/** Parameters: four a row, day, currency, equity, now. What is kept stands. */
export function insertDayStart(count: number): string {
  const rows = Array.from({ length: count }, (_, row) => `(${[1, 2, 3, 4].map((column) => `$${row * 4 + column}`).join(', ')})`);
  return (
    `INSERT INTO day_start (day_start_ms, currency, equity, kept_at_ms) VALUES ${rows.join(', ')} ` +
    'ON CONFLICT (day_start_ms, currency) DO NOTHING'
  );
}

/** Parameters: state, reason, by, now. */
export const ADD_TRADING_STATE = 'INSERT INTO kill_switch (state, reason, changed_by, at_ms) VALUES ($1, $2, $3, $4)';

/** The same, where there is none yet. */
export const ADD_FIRST_TRADING_STATE =
  'INSERT INTO kill_switch (state, reason, changed_by, at_ms) ' +
  'SELECT CAST($1 AS varchar), CAST($2 AS text), CAST($3 AS text), CAST($4 AS bigint) WHERE NOT EXISTS (SELECT 1 FROM kill_switch)';

/** Newest first. */
export const SELECT_TRADING_STATES = 'SELECT state, reason, changed_by, at_ms FROM kill_switch ORDER BY id DESC';

export interface Select {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

function page(
  select: string,
  [time, id]: readonly [string, string],
  conditions: readonly Condition[],
  after: readonly [number, string] | undefined,
  limit: number,
): Select {
  const asked = conditions.filter(([, value]) => value !== undefined);
  const where = asked.map(([sql], index) => sql(`$${index + 1}`));
  const parameters = asked.map(([, value]) => value);
  if (after !== undefined) {
    where.push(`(${time}, ${id}) > ($${parameters.length + 1}, $${parameters.length + 2})`);
    parameters.push(...after);
  }
  const filter = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  return { sql: `${select}${filter} ORDER BY ${time}, ${id} LIMIT ${limit}`, parameters };
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
