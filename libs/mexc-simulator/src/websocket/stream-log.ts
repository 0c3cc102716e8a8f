const KEPT_RECORDS = 10_000;

/** What happened on a socket. Connections are numbered from 1; no parameter but the symbol is kept. */
export interface StreamRecord {
  readonly atMs: number;
  readonly connection: number;
  readonly event: 'opened' | 'message' | 'closed';
  /** Of a message: its method, its symbol, and whether the answer was `rs.error`. */
  readonly method?: string;
  readonly symbol?: string;
  readonly isRefused?: boolean;
}

/** The last 10,000 records. */
export class StreamLog {
  private records: StreamRecord[] = [];

  add(record: StreamRecord): void {
    this.records.push(record);
    if (this.records.length >= 2 * KEPT_RECORDS) this.records = this.records.slice(-KEPT_RECORDS);
  }

  /** A copy, oldest first. */
  latest(): readonly StreamRecord[] {
    return this.records.slice(-KEPT_RECORDS);
  }
}
