import { Slots, WriteLock } from '@prate/execution-interface';
import { DataSource, type QueryRunner } from 'typeorm';
import type { StoreMode } from '../store-mode';
import { CandleStoreError } from '../../errors';
import { type TimescaleUse, makeHypertables, requireTimescale } from './make-hypertables';
import { CreatePostgresCandleTables } from './migrations/0001-create-postgres-candle-tables';
import { KeepPostgresTestimony } from './migrations/0002-keep-testimony';
import { toPostgresStoreError } from './postgres-store-failure';
import type { TimescaleChoice } from './timescale-choice';

/** Number of the migrations of this series; SQLite has its own. */
export const POSTGRES_SCHEMA_VERSION = 2;

const CONNECT_TIMEOUT_MS = 5_000;
/** A statement that takes longer is a failure like any other. */
const QUERY_TIMEOUT_MS = 60_000;
/** Of ranges that are being read: who reads them decides how long they are taken, so they are nobody else's. */
const READERS = 8;
/** Of what ends by itself. One kind never waits for another: a lease is renewed while all writers wait for other processes. */
const TURNS = { write: 3, snapshot: 3, single: 2 } as const;
/** Any number; taken while tables are made, so that two replicas that start at once do not both make them. */
const MIGRATION_LOCK = 6_031_947_226;
/** The longest that a timer can take. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;
/** Of one moment. The lock comes before the moment: who moves the tables is waited for, and waits (`makeHypertables`, `dropEmptyChunks`). */
const BEGIN_READING = 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; LOCK TABLE market_symbol IN ACCESS SHARE MODE';
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** Runs one statement with parameters `$1`, `$2` …; the rows it answers, whole numbers of eight bytes as text. */
export type PostgresStatement = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

export interface PostgresSourceOptions {
  readonly mode?: StoreMode;
  readonly schema?: string;
  /** `when-there` by default. */
  readonly timescale?: TimescaleChoice;
}

/** One schema of a PostgreSQL database, shared by replicas. */
export class PostgresSource {
  private closing: Promise<void> | undefined;
  private readonly atWork = new Set<Promise<unknown>>();
  private readonly readers = new Set<QueryRunner>();
  private readonly writers = new Map<string, WriteLock>();
  private readonly turns: Readonly<Record<keyof typeof TURNS, Slots>> = {
    write: new Slots(TURNS.write),
    snapshot: new Slots(TURNS.snapshot),
    single: new Slots(TURNS.single),
  };

  private constructor(
    /** Address without a secret, for messages. */
    readonly where: string,
    readonly schema: string,
    readonly mode: StoreMode | 'unspecified',
    /** As it was found at opening, or made. */
    readonly timescale: TimescaleUse,
    private readonly source: DataSource,
    private readonly reading: DataSource,
  ) {}

  /** @throws {CandleStoreError} `not-writable`, `newer-version`, `other-mode` or `io`; nothing of what is there was changed */
  static async open(
    url: string,
    { mode, schema = schemaIn(url) ?? 'candles', timescale = 'when-there' }: PostgresSourceOptions,
  ): Promise<PostgresSource> {
    if (!SCHEMA_NAME.test(schema)) {
      throw new CandleStoreError(
        'not-writable',
        `open: found schema ${JSON.stringify(schema)}, expected a-z, 0-9 and _, beginning with no digit`,
      );
    }
    const where = `${withoutSecrets(url)} (schema ${schema})`;
    const source = sourceOf(url, schema, TURNS.write + TURNS.snapshot + TURNS.single);
    const reading = sourceOf(url, schema, READERS);
    try {
      await source.initialize();
      const actual = await prepareSchema(source, { schema, mode, timescale, where });
      await reading.initialize();
      return new PostgresSource(where, schema, actual.mode, actual.timescale, source, reading);
    } catch (error) {
      for (const opened of [source, reading]) if (opened.isInitialized) await opened.destroy();
      throw toPostgresStoreError(error, 'open', where);
    }
  }

  get isClosed(): boolean {
    return this.closing !== undefined;
  }

  /** One transaction that sees one moment and changes nothing. */
  snapshot<T>(operation: string, work: (statement: PostgresStatement) => Promise<T>): Promise<T> {
    return this.handIn(operation, () => this.transaction('snapshot', BEGIN_READING, work));
  }

  /** One transaction; all of it or nothing. Writes of one key follow each other, in every process. */
  write<T>(operation: string, key: string, work: (statement: PostgresStatement) => Promise<T>): Promise<T> {
    const lock = this.writers.get(key) ?? new WriteLock();
    this.writers.set(key, lock);
    return this.handIn(operation, () =>
      lock.run(() =>
        // The writer stamps what it changes by itself; only a person's changes need the triggers.
        this.transaction('write', `BEGIN; SET LOCAL prate.candle_writer = 'on'`, async (statement) => {
          // Waiting here holds no row and no snapshot: what is read after sees what the one before has committed.
          await statement('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${this.schema} ${key}`]);
          return await work(statement);
        }),
      ),
    );
  }

  /** One statement, committed when it answers. */
  single(operation: string, sql: string, parameters: readonly unknown[] = []): Promise<unknown[]> {
    return this.handIn(operation, () => this.withRunner('single', (runner) => statementOn(runner)(sql, parameters)));
  }

  /**
   * Rows in slices, all of one moment. Whoever stops early must let the generator know (`return`), as `for await` does: until then one of eight
   * connections is taken. Who finds them all taken fails with `io` after 5 seconds; writes, leases and short reads have their own.
   */
  async *slices<T>(operation: string, work: (statement: PostgresStatement) => AsyncIterable<T>): AsyncIterable<T> {
    this.checkOpen(operation);
    const runner = this.reading.createQueryRunner();
    const statement = statementOn(runner);
    this.readers.add(runner);
    let isWhole = false;
    try {
      await statement(BEGIN_READING);
      yield* work(statement);
      isWhole = true;
    } catch (error) {
      this.checkOpen(operation);
      throw toPostgresStoreError(error, operation, this.where);
    } finally {
      // Where the connection is gone, so is the transaction.
      await statement(isWhole ? 'COMMIT' : 'ROLLBACK').catch(() => undefined);
      this.readers.delete(runner);
      await runner.release();
    }
  }

  /** Waits for what was handed in, then lets go; a range that is being read ends with `closed`, as later calls do. */
  close(): Promise<void> {
    this.closing ??= (async () => {
      await Promise.allSettled(this.atWork);
      // Whoever began to read and never went on must not hold it up.
      await Promise.all([...this.readers].map((runner) => runner.release()));
      await Promise.all([this.source, this.reading].map((source) => source.destroy()));
    })();
    return this.closing;
  }

  checkOpen(operation: string): void {
    if (this.closing === undefined) return;
    throw new CandleStoreError('closed', `${operation} of ${this.where}: found the database closed, expected to be called before close()`);
  }

  private transaction<T>(kind: keyof typeof TURNS, begin: string, work: (statement: PostgresStatement) => Promise<T>): Promise<T> {
    return this.withRunner(kind, async (runner) => {
      const statement = statementOn(runner);
      await statement(begin);
      try {
        const result = await work(statement);
        await statement('COMMIT');
        return result;
      } catch (error) {
        // A connection that is gone has rolled back by itself; the first failure is the one to tell.
        await statement('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  private withRunner<T>(kind: keyof typeof TURNS, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    return this.turns[kind].run(async () => {
      const runner = this.source.createQueryRunner();
      try {
        return await work(runner);
      } finally {
        await runner.release();
      }
    });
  }

  /** Taken while it is open; closing then waits for it. */
  private async handIn<T>(operation: string, work: () => Promise<T>): Promise<T> {
    this.checkOpen(operation);
    const run = work();
    this.atWork.add(run);
    try {
      return await run;
    } catch (error) {
      throw toPostgresStoreError(error, operation, this.where);
    } finally {
      this.atWork.delete(run);
    }
  }
}

function sourceOf(url: string, schema: string, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolSize,
    // Told again by every query.
    poolErrorHandler: () => undefined,
    extra: { query_timeout: QUERY_TIMEOUT_MS, options: `-c search_path=${schema}` },
    migrations: [CreatePostgresCandleTables, KeepPostgresTestimony],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logging: false,
  });
}

function statementOn(runner: QueryRunner): PostgresStatement {
  return async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    ((await runner.query(sql, [...parameters], true)).records ?? []) as Row[];
}

/** As {@link statementOn}, for what takes longer the more rows there are. */
async function patientStatementOn(runner: QueryRunner): Promise<PostgresStatement> {
  const client = (await runner.connect()) as {
    query(config: { text: string; values: unknown[]; query_timeout: number }): Promise<{ readonly rows?: unknown[] }>;
  };
  return async <Row>(text: string, parameters: readonly unknown[] = []) =>
    ((await client.query({ text, values: [...parameters], query_timeout: NO_TIMEOUT_MS })).rows ?? []) as Row[];
}

interface SchemaWish {
  readonly schema: string;
  readonly mode: StoreMode | undefined;
  readonly timescale: TimescaleChoice;
  readonly where: string;
}

interface PreparedSchema {
  readonly mode: StoreMode | 'unspecified';
  readonly timescale: TimescaleUse;
}

/** Looks first and changes after, one replica at a time. */
async function prepareSchema(source: DataSource, { schema, mode, timescale, where }: SchemaWish): Promise<PreparedSchema> {
  const runner = source.createQueryRunner();
  const statement = statementOn(runner);
  try {
    await statement('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const [known] = await statement<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [`${schema}.store_meta`]);
      const rows =
        typeof known?.found === 'string' ? await statement<{ key: string; value: string }>('SELECT key, value FROM store_meta') : [];
      const meta = new Map(rows.map(({ key, value }) => [key, value]));
      const stored = checkMeta(meta, mode, where);
      if (timescale === 'required') await requireTimescale(statement, where);
      await statement(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
      await source.runMigrations({ transaction: 'all' });
      const actual = stored ?? mode ?? 'unspecified';
      await statement(
        `INSERT INTO store_meta (key, value) VALUES ('schema_version', $1), ('mode', $2) ` +
          'ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE store_meta.value <> excluded.value',
        [String(POSTGRES_SCHEMA_VERSION), actual],
      );
      return { mode: actual, timescale: await makeHypertables(await patientStatementOn(runner), { schema, choice: timescale, where }) };
    } finally {
      await statement('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
}

function checkMeta(meta: ReadonlyMap<string, string>, mode: StoreMode | undefined, where: string): StoreMode | 'unspecified' | undefined {
  if (meta.size === 0) return undefined;
  const version = Number(meta.get('schema_version'));
  if (version > POSTGRES_SCHEMA_VERSION) {
    throw new CandleStoreError(
      'newer-version',
      `open ${where}: found schema version ${version}, expected at most ${POSTGRES_SCHEMA_VERSION}; update this package or name another schema`,
    );
  }
  const stored = (meta.get('mode') ?? 'unspecified') as StoreMode | 'unspecified';
  if (mode !== undefined && stored !== mode) {
    throw new CandleStoreError(
      'other-mode',
      `open ${where}: found data of mode ${stored}, expected ${mode}; name another schema, data of different modes is never mixed`,
    );
  }
  return stored;
}

/** `?schema=…` at the end of an address. */
function schemaIn(url: string): string | undefined {
  return URL.canParse(url) ? (new URL(url).searchParams.get('schema') ?? undefined) : undefined;
}

function withoutSecrets(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `postgres://${host}${pathname}`;
  } catch {
    return 'postgres (an address that cannot be read)';
  }
}
