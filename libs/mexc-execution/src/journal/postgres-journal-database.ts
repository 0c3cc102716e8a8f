import { JournalError } from '@prate/execution-interface';
import { DataSource, type QueryRunner } from 'typeorm';
import { JOURNAL_TABLES } from './data-source-options';
import { JournalDatabase, type Statement } from './journal-database';
import { KEEP_META, SCHEMA_VERSION, checkMeta, noJournal } from './journal-meta';
import type { JournalOptions } from './journal-options';
import { toJournalError } from './to-journal-error';

const CONNECT_TIMEOUT_MS = 5_000;
/** An order waits for its record, and an answer that never comes is a failure like any other. */
const QUERY_TIMEOUT_MS = 10_000;
/** Any number; taken while tables are made, so that two replicas that start at once do not both make them. */
const MIGRATION_LOCK = 7_241_905_513;
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** One schema of a PostgreSQL database, shared by replicas. */
export class PostgresJournalDatabase extends JournalDatabase {
  readonly isShared = true;

  private constructor(
    where: string,
    private readonly source: DataSource,
  ) {
    super(where);
  }

  /** @throws {JournalError} nothing is changed when it is refused */
  static async open(url: string, { schema = 'order_journal', ...identity }: JournalOptions): Promise<PostgresJournalDatabase> {
    if (!SCHEMA_NAME.test(schema)) {
      throw new JournalError(`open: found schema ${JSON.stringify(schema)}, expected a-z, 0-9 and _, beginning with no digit`, {
        code: 'invalid',
      });
    }
    const where = `${withoutSecrets(url)} (schema ${schema})`;
    const source = new DataSource({
      type: 'postgres',
      url,
      schema,
      connectTimeoutMS: CONNECT_TIMEOUT_MS,
      // Told again by every query.
      poolErrorHandler: () => undefined,
      extra: {
        query_timeout: QUERY_TIMEOUT_MS,
        // A commit that is told is on disk, whatever the server's default.
        options: `-c search_path=${schema} -c synchronous_commit=on`,
      },
      ...JOURNAL_TABLES,
    });
    try {
      await source.initialize();
      await prepareSchema(source, schema, identity, where);
      return new PostgresJournalDatabase(where, source);
    } catch (error) {
      if (source.isInitialized) await source.destroy();
      throw toJournalError(error, 'open', where);
    }
  }

  protected async runRead<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return await withRunner(this.source, async (runner) => (await runner.query(sql, [...parameters])) as Row[]);
  }

  protected async runWrite(statement: () => Statement): Promise<number> {
    const { sql, parameters } = statement();
    return await withRunner(this.source, async (runner) => (await runner.query(sql, [...parameters], true)).affected ?? 0);
  }

  protected async isStillThere(): Promise<boolean> {
    return true;
  }

  protected async letGo(): Promise<void> {
    await this.source.destroy();
  }
}

/** Looks first and changes after, one replica at a time. */
async function prepareSchema(source: DataSource, schema: string, identity: JournalOptions, where: string): Promise<void> {
  await withRunner(source, async (runner) => {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const [known] = (await runner.query('SELECT to_regclass($1) AS found', [`${schema}.journal_meta`])) as { found: string | null }[];
      if (typeof known?.found === 'string') {
        const rows = (await runner.query('SELECT key, value FROM journal_meta')) as { key: string; value: string }[];
        checkMeta(new Map(rows.map(({ key, value }) => [key, value])), identity, where);
      } else if (identity.hasToExist === true) {
        throw noJournal(where);
      }
      await runner.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
      await source.runMigrations({ transaction: 'all' });
      await runner.query(KEEP_META, [String(SCHEMA_VERSION), identity.mode, identity.account]);
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  });
}

async function withRunner<T>(source: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    return await work(runner);
  } finally {
    await runner.release();
  }
}

function withoutSecrets(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `postgres://${host}${pathname}`;
  } catch {
    return 'postgres (an address that cannot be read)';
  }
}
