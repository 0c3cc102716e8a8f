import type { PostgresQueries } from '../postgres-queries';
import type { CountedWindow, CountStore, PlaceAnswer } from './count-store';
import { LONGEST_WAY_MS, MemoryCountStore } from './memory-count-store';
import { SharedAnswers, type SharedAnswersOptions } from './shared-answers';

/** Without PostgreSQL this process counts by itself. */
export interface PostgresCountStoreOptions extends SharedAnswersOptions {
  readonly postgres: PostgresQueries;
}

/**
 * A place is a row with the time at which it becomes free, by the clock of the server. Rows live for seconds, so the table is unlogged: a
 * crash of the server empties it, which at worst lets one window through twice.
 *
 * Counting and taking must be one step, so whoever takes holds a lock for each of his windows, in the same order as everybody. Every
 * statement of the function sees what was committed before it. One text without values is one transaction, and waits for its turn.
 */
const MIGRATE = `
SELECT pg_advisory_xact_lock(hashtextextended('prate_request_place', 0));
CREATE UNLOGGED TABLE IF NOT EXISTS prate_request_place (
  window_key text NOT NULL,
  place uuid NOT NULL,
  free_at timestamptz NOT NULL,
  PRIMARY KEY (window_key, place)
);
CREATE INDEX IF NOT EXISTS prate_request_place_free_at ON prate_request_place (window_key, free_at);
CREATE OR REPLACE FUNCTION prate_take_place(
  keys text[], counts integer[], windows_ms float8[], new_place uuid, longest_way_ms float8, OUT fullest integer, OUT free_in_ms integer
) LANGUAGE plpgsql AS $$
DECLARE
  asked_at timestamptz;
  held integer;
  wait_ms integer;
BEGIN
  fullest := 0;
  free_in_ms := 0;
  PERFORM pg_advisory_xact_lock(lock_key)
    FROM (SELECT DISTINCT hashtextextended('prate_window ' || key, 0) AS lock_key FROM unnest(keys) AS key ORDER BY 1) AS locks;
  asked_at := clock_timestamp();
  DELETE FROM prate_request_place WHERE window_key = ANY (keys) AND free_at <= asked_at;
  FOR i IN 1 .. cardinality(keys) LOOP
    SELECT count(*) INTO held FROM prate_request_place WHERE window_key = keys[i];
    CONTINUE WHEN held < counts[i];
    SELECT ceil(extract(epoch FROM free_at - asked_at) * 1000) INTO wait_ms
      FROM prate_request_place WHERE window_key = keys[i] ORDER BY free_at OFFSET held - counts[i] LIMIT 1;
    IF wait_ms > free_in_ms THEN
      fullest := i;
      free_in_ms := wait_ms;
    END IF;
  END LOOP;
  IF fullest = 0 THEN
    INSERT INTO prate_request_place
      SELECT key, new_place, asked_at + (longest_way_ms + window_ms) * interval '1 millisecond'
      FROM unnest(keys, windows_ms) AS taken (key, window_ms);
  END IF;
END $$`;

const TAKE = 'SELECT fullest, free_in_ms FROM prate_take_place($1, $2, $3, $4, $5)';

/** Never later than it would have become free anyway. */
const SETTLE = `
UPDATE prate_request_place AS taken
SET free_at = LEAST(taken.free_at, clock_timestamp() + ended.window_ms * interval '1 millisecond')
FROM unnest($1::text[], $2::float8[]) AS ended (key, window_ms)
WHERE taken.window_key = ended.key AND taken.place = $3 AND taken.free_at > clock_timestamp()`;

const GIVE_BACK = 'DELETE FROM prate_request_place WHERE window_key = ANY ($1) AND place = $2';

const HELD = 'SELECT count(*)::integer AS held FROM prate_request_place WHERE window_key = $1 AND free_at > clock_timestamp()';

/**
 * Counts requests together with other processes, in PostgreSQL: the same sliding log as {@link MemoryCountStore}. For processes that share a
 * key or an address and have a database anyway; Redis answers faster.
 */
export class PostgresCountStore implements CountStore {
  readonly #postgres: PostgresQueries;
  readonly #answers: SharedAnswers;
  readonly #ownCount = new MemoryCountStore();

  constructor(options: PostgresCountStoreOptions) {
    this.#postgres = options.postgres;
    this.#answers = new SharedAnswers('PostgresCountStore', options);
  }

  /**
   * Makes the table `prate_request_place` and the function `prate_take_place` in the schema of the connection, where they are not there
   * yet. Before first use.
   */
  async migrate(): Promise<void> {
    await this.#postgres.query(MIGRATE);
  }

  async take(windows: readonly CountedWindow[]): Promise<PlaceAnswer> {
    const place = globalThis.crypto.randomUUID();
    const keys = windows.map(({ key }) => key);
    const lengths = windows.map(({ windowMs }) => windowMs);
    const counts = windows.map(({ count }) => count);
    const rows = await this.#run(TAKE, [keys, counts, lengths, place, LONGEST_WAY_MS], isTakeAnswer);
    if (rows === undefined) return this.#ownCount.take(windows);
    const [{ fullest, free_in_ms: freeInMs }] = rows;
    if (fullest > 0) return { isTaken: false, fullKey: windows[fullest - 1]?.key ?? '', freeInMs };
    return {
      isTaken: true,
      place: {
        settle: () => void this.#run(SETTLE, [keys, lengths, place], isAnything),
        giveBack: () => void this.#run(GIVE_BACK, [keys, place], isAnything),
      },
    };
  }

  async held(window: Pick<CountedWindow, 'key' | 'windowMs'>): Promise<number> {
    const rows = await this.#run(HELD, [window.key], isCount);
    return rows?.[0].held ?? this.#ownCount.held(window);
  }

  /** `undefined` when PostgreSQL does not answer as expected. A place that was not settled ends by its own time. */
  #run<Rows>(statement: string, values: unknown[], isExpected: (rows: unknown) => rows is Rows): Promise<Rows | undefined> {
    return this.#answers.ask(async () => (await this.#postgres.query(statement, values)).rows, isExpected);
  }
}

function isTakeAnswer(rows: unknown): rows is readonly [{ readonly fullest: number; readonly free_in_ms: number }] {
  return isRowOfNumbers(rows, ['fullest', 'free_in_ms']);
}

function isCount(rows: unknown): rows is readonly [{ readonly held: number }] {
  return isRowOfNumbers(rows, ['held']);
}

function isRowOfNumbers(rows: unknown, names: readonly string[]): boolean {
  if (!Array.isArray(rows) || rows.length !== 1) return false;
  const row = rows[0] as Readonly<Record<string, unknown>>;
  return names.every((name) => typeof row[name] === 'number');
}

function isAnything(_rows: unknown): _rows is unknown {
  return true;
}
