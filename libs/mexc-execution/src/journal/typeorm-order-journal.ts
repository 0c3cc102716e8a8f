import {
  type ClientOrderId,
  type Clock,
  DuplicateIntentError,
  IllegalSettlementError,
  type IntentOutcome,
  type JournalEntry,
  JournalError,
  type JournalEvent,
  type JournalIdentity,
  type JournalNote,
  type JournalQuery,
  OrderJournal,
  type OrderIntent,
  type Recorded,
  SystemClock,
  type ToldUpTo,
  type Trade,
  type TradeQuery,
  commandText,
  outcomeText,
  readJournalNote,
  statesBefore,
} from '@prate/execution-interface';
import type { JournalDatabase } from './journal-database';
import { KEEP_TOLD_UP_TO, SELECT_TOLD_UP_TO, checkIdentity } from './journal-meta';
import type { JournalOptions } from './journal-options';
import { type EventRow, type IntentRow, type TradeRow, toEntry, toEvent } from './journal-rows';
import {
  type Condition,
  RECORD,
  SELECT_INTENT,
  SELECT_STORY,
  SELECT_UNSETTLED,
  insertTrades,
  selectIntents,
  selectTrades,
  settleFrom,
} from './journal-statements';
import { NoteBatches } from './note-batches';
import { PostgresJournalDatabase } from './postgres-journal-database';
import { SqliteJournalDatabase } from './sqlite-journal-database';
import { TypeOrmDayStartStore } from './typeorm-day-start-store';
import { TypeOrmKillSwitch } from './typeorm-kill-switch';

const PAGE = 500;
/** Few enough that an order that is to be recorded meanwhile waits about a millisecond. */
const TRADES_A_STATEMENT = 200;

/** The journal in an SQLite file or a PostgreSQL database: what it has taken survives the process and the machine. */
export class TypeOrmOrderJournal extends OrderJournal {
  /** A file has one owner; a server has any number of clients. */
  override readonly isShared: boolean;
  /** Settlements that were handed in and are not on disk yet: whoever asks after them is told of them. */
  private readonly settling = new Map<ClientOrderId, Promise<unknown>>();
  private readonly notes: NoteBatches;
  /** In the same database. */
  readonly killSwitch: TypeOrmKillSwitch;
  /** In the same database. */
  readonly dayStarts: TypeOrmDayStartStore;

  private constructor(
    private readonly database: JournalDatabase,
    private readonly clock: Clock,
    readonly identity: JournalIdentity,
  ) {
    super();
    this.isShared = database.isShared;
    this.notes = new NoteBatches(database);
    this.killSwitch = new TypeOrmKillSwitch(database, clock);
    this.dayStarts = new TypeOrmDayStartStore(database, clock);
  }

  /**
   * `target`: the path of a file, made with its folders where there is none, or `postgres://user:password@host:port/database`. A journal
   * belongs to one mode and account for ever.
   *
   * @throws {JournalError} `other-mode`, `other-account`, `in-use`, `corrupt`, `newer-version`, `not-writable`, `unreachable`, `full` or
   *   `io`; nothing of what is there was changed, and the message says what to do
   */
  static async open(target: string, options: JournalOptions): Promise<TypeOrmOrderJournal> {
    checkIdentity(options);
    const isServer = /^postgres(ql)?:\/\//.test(target);
    const database = isServer ? await PostgresJournalDatabase.open(target, options) : await SqliteJournalDatabase.open(target, options);
    try {
      const { mode, account, clock = new SystemClock() } = options;
      const journal = new TypeOrmOrderJournal(database, clock, { mode, account });
      await journal.killSwitch.prepare();
      return journal;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  async record(intent: OrderIntent): Promise<Recorded<OrderIntent>> {
    const { clientOrderId, kind, symbol, createdAtMs } = intent;
    // Orders pass settlements, but not the one of their own id.
    if (this.settling.size > 0) await this.settling.get(clientOrderId);
    const changed = await this.database.write(`record ${clientOrderId}`, RECORD, [
      clientOrderId,
      kind,
      symbol,
      commandText(intent),
      createdAtMs,
      this.clock.nowMs(),
    ]);
    if (changed === 0) throw new DuplicateIntentError(await this.expect(clientOrderId, 'record'));
    return intent as Recorded<OrderIntent>;
  }

  async settle(clientOrderId: ClientOrderId, outcome: IntentOutcome): Promise<void> {
    const done = this.keepOutcome(clientOrderId, outcome);
    const all = Promise.allSettled([this.settling.get(clientOrderId), done]);
    this.settling.set(clientOrderId, all);
    try {
      await done;
    } finally {
      if (this.settling.get(clientOrderId) === all) this.settling.delete(clientOrderId);
    }
  }

  async get(clientOrderId: ClientOrderId): Promise<JournalEntry | undefined> {
    await this.settling.get(clientOrderId);
    return this.find(clientOrderId);
  }

  async listUnsettled(): Promise<readonly JournalEntry[]> {
    await Promise.all(this.settling.values());
    return (await this.database.read<IntentRow>('listUnsettled', SELECT_UNSETTLED)).map(toEntry);
  }

  async *list({ state, symbol, fromMs, toMs }: JournalQuery = {}): AsyncIterable<JournalEntry> {
    const conditions: readonly Condition[] = [
      [(value) => `state = ${value}`, state],
      [(value) => `symbol = ${value}`, symbol],
      [(value) => `created_at_ms >= ${value}`, fromMs],
      [(value) => `created_at_ms < ${value}`, toMs],
    ];
    await Promise.all(this.settling.values());
    let after: [number, string] | undefined;
    for (let isLast = false; !isLast;) {
      const { sql, parameters } = selectIntents(conditions, after, PAGE);
      const rows = await this.database.read<IntentRow>('list', sql, parameters);
      for (const row of rows) {
        after = [Number(row.created_at_ms), row.client_order_id];
        yield toEntry(row);
      }
      isLast = rows.length < PAGE;
    }
  }

  async note(clientOrderId: ClientOrderId, note: JournalNote): Promise<void> {
    const { what, ...detail } = readJournalNote(note);
    await this.notes.add([clientOrderId, this.clock.nowMs(), what, JSON.stringify(detail)]);
  }

  async story(clientOrderId: ClientOrderId): Promise<readonly JournalEvent[]> {
    await Promise.all([this.settling.get(clientOrderId), this.notes.written()]);
    const rows = await this.database.read<EventRow>(`story ${clientOrderId}`, SELECT_STORY, [clientOrderId]);
    return rows.map((row) => toEvent(clientOrderId, row));
  }

  async archiveTrades(trades: readonly Trade[]): Promise<number> {
    let added = 0;
    for (let at = 0; at < trades.length; at += TRADES_A_STATEMENT) {
      const some = trades.slice(at, at + TRADES_A_STATEMENT);
      const values = some.flatMap((trade) => [trade.tradeId, trade.orderId, trade.symbol, trade.atMs, JSON.stringify(trade)]);
      added += await this.database.write('archiveTrades', insertTrades(some.length), values);
    }
    return added;
  }

  async *listTrades({ symbol, orderId, fromMs, toMs }: TradeQuery = {}): AsyncIterable<Trade> {
    const conditions: readonly Condition[] = [
      [(value) => `symbol = ${value}`, symbol],
      [(value) => `order_id = ${value}`, orderId],
      [(value) => `at_ms >= ${value}`, fromMs],
      [(value) => `at_ms < ${value}`, toMs],
    ];
    let after: [number, string] | undefined;
    for (let isLast = false; !isLast;) {
      const { sql, parameters } = selectTrades(conditions, after, PAGE);
      const rows = await this.database.read<TradeRow>('listTrades', sql, parameters);
      for (const row of rows) {
        after = [Number(row.at_ms), row.trade_id];
        yield JSON.parse(row.fill) as Trade;
      }
      isLast = rows.length < PAGE;
    }
  }

  override async keepToldUpTo({ atMs, working }: ToldUpTo): Promise<void> {
    await this.database.write('keepToldUpTo', KEEP_TOLD_UP_TO, [JSON.stringify({ atMs, working })], { isPutOff: true });
  }

  override async toldUpTo(): Promise<ToldUpTo | undefined> {
    const [row] = await this.database.read<{ readonly value: string }>('toldUpTo', SELECT_TOLD_UP_TO);
    return row === undefined ? undefined : (JSON.parse(row.value) as ToldUpTo);
  }

  isWritable(): Promise<boolean> {
    return this.database.isWritable(this.clock.nowMs());
  }

  /** Waits for what was handed in, then lets go of file or server. Later calls fail with `closed`. */
  close(): Promise<void> {
    return this.database.close();
  }

  private async keepOutcome(clientOrderId: ClientOrderId, outcome: IntentOutcome): Promise<void> {
    const text = outcomeText(outcome);
    const changed = await this.database.write(
      `settle ${clientOrderId}`,
      settleFrom(statesBefore(outcome)),
      [clientOrderId, outcome.state, text, this.clock.nowMs()],
      { isPutOff: true },
    );
    if (changed > 0) return;
    const entry = await this.expect(clientOrderId, 'settle');
    if (outcomeText(entry.outcome) !== text) throw new IllegalSettlementError(entry, outcome);
  }

  private async find(clientOrderId: ClientOrderId): Promise<JournalEntry | undefined> {
    const [row] = await this.database.read<IntentRow>(`get ${clientOrderId}`, SELECT_INTENT, [clientOrderId]);
    return row === undefined ? undefined : toEntry(row);
  }

  private async expect(clientOrderId: ClientOrderId, operation: string): Promise<JournalEntry> {
    const entry = await this.find(clientOrderId);
    if (entry !== undefined) return entry;
    throw new JournalError(`${operation}: found no intent ${clientOrderId}, expected one recorded before`, { code: 'unknown-intent' });
  }
}
