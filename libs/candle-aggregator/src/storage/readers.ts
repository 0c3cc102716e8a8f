import { Slots } from '@prate/execution-interface';
import type { DataSource } from 'typeorm';
import { type Statement, openReader, statementsOn } from './data-sources';

/** Connections that wait for the next reader; others are closed when their reader has ended. */
const KEPT = 2;

interface Connection {
  readonly source: DataSource;
  /** Statements on one connection would only wait for each other, each on a thread of its own. */
  readonly queue: Slots;
}

/**
 * Reading connections, each of one reader at a time: a range read is one transaction, so that it sees one state from its first row to its last,
 * however long somebody takes to read it. There are as many as readers at once; the slots bound how many are at work.
 */
export class Readers {
  private readonly idle: Connection[] = [];
  private readonly open = new Set<Connection>();
  private isClosed = false;

  constructor(
    private readonly path: string,
    private readonly slots: Slots,
  ) {}

  /** One statement, which is a snapshot by itself. */
  async read<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const connection = await this.take();
    try {
      return await this.statementOf(connection)<Row>(sql, parameters);
    } finally {
      await this.give(connection);
    }
  }

  /** All that `work` yields stands in one snapshot. */
  async *snapshot<Item>(work: (statement: Statement) => AsyncIterable<Item>): AsyncIterable<Item> {
    const connection = await this.take();
    const statement = this.statementOf(connection);
    let isBegun = false;
    try {
      await statement('BEGIN');
      isBegun = true;
      yield* work(statement);
    } finally {
      // Nobody waits until the snapshot is let go: whoever takes the connection next stands behind that in its queue.
      if (isBegun && !this.isClosed)
        statement('ROLLBACK')
          .catch(() => this.discard(connection))
          .catch(() => undefined);
      await this.give(connection);
    }
  }

  /** Waits for statements at work, then closes all connections; who still reads hears of it with the next statement. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.open].map((connection) => connection.queue.run(() => this.slots.run(() => connection.source.destroy()))));
    this.open.clear();
  }

  private statementOf({ source, queue }: Connection): Statement {
    const statement = statementsOn(source.createQueryRunner(), this.slots);
    return <Row>(sql: string, parameters?: readonly unknown[]) => queue.run(() => statement<Row>(sql, parameters));
  }

  private async take(): Promise<Connection> {
    const waiting = this.idle.pop();
    if (waiting !== undefined) return waiting;
    const source = await this.slots.run(() => openReader(this.path));
    const connection = { source, queue: new Slots(1) };
    if (this.isClosed) await source.destroy();
    else this.open.add(connection);
    return connection;
  }

  private async give(connection: Connection): Promise<void> {
    if (this.isClosed) return;
    if (this.idle.length < KEPT) {
      this.idle.push(connection);
      return;
    }
    await this.discard(connection);
  }

  /** Closes a connection behind the statements that were handed in. */
  private async discard(connection: Connection): Promise<void> {
    const at = this.idle.indexOf(connection);
    if (at >= 0) this.idle.splice(at, 1);
    if (!this.open.delete(connection)) return;
    await connection.queue.run(() => this.slots.run(() => connection.source.destroy()));
  }
}
