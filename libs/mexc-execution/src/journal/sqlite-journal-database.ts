import { JournalError, Slots } from '@prate/execution-interface';
import { FileLock, inspectFile, prepareFile, sqliteDriver } from '@prate/execution-interface/sqlite';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { JOURNAL_TABLES } from './data-source-options';
import { JournalDatabase, type Statement, type WriteOptions } from './journal-database';
import { KEEP_META, SCHEMA_VERSION, checkMeta, noJournal } from './journal-meta';
import type { JournalOptions } from './journal-options';
import { PreparedWrites, type WritingConnection } from './prepared-writes';
import { JOURNAL_FILE, toJournalError } from './to-journal-error';
import { WriteQueue } from './write-queue';

const BUSY_TIMEOUT_MS = 5_000;
/** So many commits lie in the log before they are carried over into the file, which takes as long as many commits, so beside them. */
const COMMITS_A_CHECKPOINT = 64;
/** Pages in the log at which a commit does it all the same. */
const PAGES_AT_MOST = 8_000;

/**
 * One file: one connection that writes, one that reads, one owner. An order waits for these statements, so they go first in the slots, and
 * wait no longer than for what is at work there.
 */
export class SqliteJournalDatabase extends JournalDatabase {
  readonly isShared = false;
  private readonly writeQueue = new WriteQueue();
  private readonly readQueue = new Slots(1);
  private readonly writes: PreparedWrites;
  private commits = 0;
  private checkpoint: Promise<void> | undefined;

  private constructor(
    path: string,
    private readonly slots: Slots,
    private readonly lock: FileLock,
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly keeper: DataSource,
    private readonly fileId: number,
  ) {
    super(path);
    const { databaseConnection } = writer.driver as unknown as { readonly databaseConnection: WritingConnection };
    this.writes = new PreparedWrites(databaseConnection);
  }

  /** @throws {JournalError} nothing of the file is changed when it is refused */
  static async open(path: string, { slots = Slots.shared, ...identity }: JournalOptions): Promise<SqliteJournalDatabase> {
    if (path === '' || path === ':memory:') {
      const found = path === '' ? 'an empty path' : path;
      throw new JournalError(`open: found ${found}, expected the path of a file; for tests there is MemoryOrderJournal`, {
        code: 'not-writable',
      });
    }
    let file = path;
    const cleanup: (() => Promise<void>)[] = [];
    try {
      if (identity.hasToExist === true && !existsSync(path)) throw noJournal(path);
      file = await prepareFile(path);
      const lock = await slots.run(() => FileLock.acquire(file, JOURNAL_FILE));
      cleanup.unshift(() => lock.release());
      const meta = await slots.run(() => inspectFile(file, JOURNAL_FILE));
      if (meta !== undefined) checkMeta(meta, identity, file);
      const writer = await slots.run(() => openWriter(file));
      cleanup.unshift(() => writer.destroy());
      await slots.run(() => writer.runMigrations({ transaction: 'all' }));
      await slots.run(() => writer.query(toSqlite(KEEP_META), [String(SCHEMA_VERSION), identity.mode, identity.account]));
      const reader = await slots.run(() => openReader(file));
      cleanup.unshift(() => reader.destroy());
      const keeper = await slots.run(() => openReader(file));
      cleanup.unshift(() => keeper.destroy());
      return new SqliteJournalDatabase(file, slots, lock, writer, reader, keeper, (await stat(file)).ino);
    } catch (error) {
      for (const step of cleanup) await step();
      throw toJournalError(error, 'open', file);
    }
  }

  protected async runRead<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    // One at a time: statements on one connection would only wait for each other, each on a thread of its own.
    return await this.readQueue.run(() =>
      this.first(async () => (await this.reader.createQueryRunner().query(toSqlite(sql), [...parameters])) as Row[]),
    );
  }

  /** Alone on its connection: only then is a statement's end its commit. */
  protected async runWrite(statement: () => Statement, options: WriteOptions): Promise<number> {
    const changed = await this.writeQueue.run(() => {
      const { sql, parameters } = statement();
      return this.first(() => this.writes.run(toSqlite(sql), parameters));
    }, options);
    this.commits += 1;
    if (this.commits >= COMMITS_A_CHECKPOINT) this.checkpoint ??= this.carryOver();
    return changed;
  }

  /** Readers and the writer go on meanwhile. */
  private async carryOver(): Promise<void> {
    this.commits = 0;
    try {
      await this.slots.run(() => this.keeper.query('PRAGMA wal_checkpoint(PASSIVE)'));
    } catch {
      // The log only grows on until the next one; at the latest the writer does it, and its error is heard.
    } finally {
      this.checkpoint = undefined;
    }
  }

  protected async isStillThere(): Promise<boolean> {
    return (await stat(this.where)).ino === this.fileId;
  }

  protected async letGo(): Promise<void> {
    await this.writeQueue.drained();
    await this.readQueue.run(() => Promise.resolve());
    await this.checkpoint;
    await this.slots.run(async () => {
      await this.writes.close();
      await this.keeper.destroy();
      await this.reader.destroy();
      await this.writer.destroy();
      await this.lock.release();
    });
  }

  private first<T>(work: () => Promise<T>): Promise<T> {
    return this.slots.run(work, { goesFirst: true });
  }
}

/** WAL, and every commit is on disk before it is told: what survives the process survives the machine. */
async function openWriter(path: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'sqlite',
    driver: sqliteDriver,
    database: path,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    ...JOURNAL_TABLES,
  });
  await source.initialize();
  await source.query('PRAGMA synchronous = FULL');
  await source.query(`PRAGMA wal_autocheckpoint = ${PAGES_AT_MOST}`);
  // Elsewhere than on macOS this does nothing; there a plain fsync leaves data in the drive.
  await source.query('PRAGMA fullfsync = 1');
  return source;
}

/** SQLite itself refuses it every write. */
async function openReader(path: string): Promise<DataSource> {
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

/** There are few statements, and an order waits for two of them. */
const translated = new Map<string, string>();
const MOST_TRANSLATED = 200;

function toSqlite(sql: string): string {
  const known = translated.get(sql);
  if (known !== undefined) return known;
  const own = sql.replace(/\$(\d+)/g, '?$1');
  if (translated.size < MOST_TRANSLATED) translated.set(sql, own);
  return own;
}
