import type { FaultName } from '../faults/fault-rows';

const KEPT_RECORDS = 10_000;
const LONGEST_PATH = 512;

/** One request, without query, headers or body: nothing secret is in it. */
export interface RequestRecord {
  readonly atMs: number;
  readonly method: string;
  /** Cut after 512 characters. */
  readonly path: string;
  /** HTTP status sent; 0 where the connection was dropped without an answer. */
  readonly status: number;
  /** What the exchange decided: the envelope's code, also where a fault kept it from being sent; absent where nothing was decided. */
  readonly code?: number;
  readonly fault?: FaultName;
}

/** The last 10,000 requests. */
export class RequestLog {
  private records: RequestRecord[] = [];

  add(record: RequestRecord): void {
    this.records.push({ ...record, path: record.path.slice(0, LONGEST_PATH) });
    if (this.records.length >= 2 * KEPT_RECORDS) this.records = this.records.slice(-KEPT_RECORDS);
  }

  /** A copy, oldest first. */
  latest(): readonly RequestRecord[] {
    return this.records.slice(-KEPT_RECORDS);
  }
}
