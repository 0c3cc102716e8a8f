/** As much of sqlite3's statement as is needed. */
interface Statement {
  run(parameters: readonly unknown[], done: (this: { readonly changes: number }, error: Error | null) => void): unknown;
  finalize(done: (error: Error | null) => void): unknown;
}

/** As much of sqlite3's connection, which TypeORM's driver holds. */
export interface WritingConnection {
  prepare(sql: string, done: (error: Error | null) => void): Statement;
}

/** An order needs two, and there are few others; long ones with many rows are seldom the same twice. */
const MOST_KEPT = 16;

/**
 * Statements of one connection, compiled once and kept: SQLite compiles the triggers with each of them, which takes longer than running it.
 * One at a time.
 */
export class PreparedWrites {
  private readonly kept = new Map<string, Statement>();

  constructor(private readonly connection: WritingConnection) {}

  /** Committed when it resolves. How many rows were changed. @throws the driver's error */
  async run(sql: string, parameters: readonly unknown[]): Promise<number> {
    const known = this.kept.get(sql);
    if (known !== undefined) return runOnce(known, parameters);
    const statement = await this.prepare(sql);
    if (this.kept.size < MOST_KEPT) {
      this.kept.set(sql, statement);
      return runOnce(statement, parameters);
    }
    try {
      return await runOnce(statement, parameters);
    } finally {
      await finalize(statement);
    }
  }

  /** Lets go of all of them: a connection with statements cannot be closed. */
  async close(): Promise<void> {
    for (const statement of this.kept.values()) await finalize(statement);
    this.kept.clear();
  }

  private prepare(sql: string): Promise<Statement> {
    return new Promise((resolve, reject) => {
      const statement: Statement = this.connection.prepare(sql, (error) => (error === null ? resolve(statement) : reject(error)));
    });
  }
}

function runOnce(statement: Statement, parameters: readonly unknown[]): Promise<number> {
  return new Promise((resolve, reject) => {
    statement.run(parameters, function (error) {
      if (error === null) resolve(this.changes);
      else reject(error);
    });
  });
}

function finalize(statement: Statement): Promise<void> {
  return new Promise((resolve, reject) => void statement.finalize((error) => (error ? reject(error) : resolve())));
}
