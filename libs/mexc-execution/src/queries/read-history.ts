import { ExecutionError, type HistoryQuery } from '@prate/execution-interface';
import { MexcApiError } from '@prate/mexc-protocol';
import type { HistoryWindow } from '@prate/mexc-rest';
import { HistoryNotKeptError } from '../errors';

const DAY_MS = 86_400_000;
/** Longest period of one question, and how far back the venue answers at all (reference 5.9, code 400). */
const KEPT_MS = 90 * DAY_MS;
/** Rows of one stretch are held until they can be given out oldest first; a month keeps that small. */
const WINDOW_MS = 30 * DAY_MS;
/** Rows are stamped in whole seconds, and whether the venue includes its ends is nowhere written: each question reaches over both. */
const OVERLAP_MS = 1_000;
/** 13 digits: seconds are refused. */
const FIRST_MS = 1_000_000_000_000;
/** What clocks and travel may take from the oldest moment that can still be asked for. */
const MARGIN_MS = 60_000;
const BAD_REQUEST: ReadonlySet<number> = new Set([400, 6003]);

export interface HistorySource<Row> {
  /** Everything that the venue lists for this stretch, in its own order; more than that does no harm. */
  readonly rowsOf: (window: HistoryWindow, signal: AbortSignal | undefined) => AsyncIterable<Row>;
  readonly idOf: (row: Row) => string;
  /** The moment by which a row belongs to the period, ms. */
  readonly atMsOf: (row: Row) => number;
}

/**
 * A period oldest first, each row once: stretch by stretch, each read to its end, because the venue lists newest first.
 *
 * @throws {ExecutionError} for a period that is none
 * @throws {HistoryNotKeptError} where the venue refuses to look so far back; rows that were given out until then are right
 */
export async function* readHistory<Row>(
  nowMs: number,
  query: HistoryQuery,
  { rowsOf, idOf, atMsOf }: HistorySource<Row>,
): AsyncGenerator<Row, void, undefined> {
  const { fromMs, toMs } = periodOf(nowMs, query);
  let rows = 0;
  for (let startMs = fromMs; startMs < toMs; startMs += WINDOW_MS) {
    const endMs = Math.min(startMs + WINDOW_MS, toMs);
    const oldestMs = startMs >= nowMs - KEPT_MS ? nowMs - KEPT_MS : FIRST_MS;
    const window = { fromMs: Math.max(startMs - OVERLAP_MS, oldestMs), toMs: endMs + OVERLAP_MS };
    const found = new Map<string, Row>();
    try {
      for await (const row of rowsOf(window, query.signal)) {
        query.signal?.throwIfAborted();
        if (atMsOf(row) >= startMs && atMsOf(row) < endMs) found.set(idOf(row), row);
      }
    } catch (error) {
      if (!isTooOld(error, startMs, nowMs)) throw error;
      throw new HistoryNotKeptError({ fromMs, keptFromMs: nowMs - KEPT_MS + MARGIN_MS }, error);
    }
    for (const row of oldestFirst([...found.values()], { idOf, atMsOf })) {
      query.signal?.throwIfAborted();
      rows += 1;
      yield row;
    }
    query.onProgress?.({ share: (endMs - fromMs) / (toMs - fromMs), rows });
  }
}

/**
 * The same for a list that the venue cannot be asked for by time: newest first, page by page until one is older than the period.
 *
 * @throws {ExecutionError} for a period that is none
 */
export async function* readUntimedHistory<Row>(
  nowMs: number,
  query: HistoryQuery,
  { rows, idOf, atMsOf }: Omit<HistorySource<Row>, 'rowsOf'> & { readonly rows: (signal: AbortSignal | undefined) => AsyncIterable<Row> },
): AsyncGenerator<Row, void, undefined> {
  const { fromMs, toMs } = periodOf(nowMs, query);
  const found = new Map<string, Row>();
  let olderInARow = 0;
  for await (const row of rows(query.signal)) {
    query.signal?.throwIfAborted();
    const atMs = atMsOf(row);
    olderInARow = atMs < fromMs - OVERLAP_MS ? olderInARow + 1 : 0;
    if (olderInARow > ROWS_PROVING_AGE) break;
    if (atMs >= fromMs && atMs < toMs) found.set(idOf(row), row);
  }
  for (const row of oldestFirst([...found.values()], { idOf, atMsOf })) {
    query.signal?.throwIfAborted();
    yield row;
  }
  query.onProgress?.({ share: 1, rows: found.size });
}

/** That a list is sorted is seen, not promised: a whole page of older rows is believed. */
const ROWS_PROVING_AGE = 100;

/** Whether the venue can be asked by time for all of it. */
export function isKept(nowMs: number, { fromMs }: Pick<HistoryQuery, 'fromMs'>): boolean {
  return fromMs >= nowMs - KEPT_MS + MARGIN_MS;
}

function periodOf(nowMs: number, { fromMs, toMs = nowMs }: HistoryQuery): HistoryWindow {
  const isTime = (value: number): boolean => Number.isSafeInteger(value) && value >= FIRST_MS;
  if (isTime(fromMs) && isTime(toMs) && fromMs <= toMs) return { fromMs, toMs };
  throw new ExecutionError(`history: found ${fromMs} to ${toMs}, expected ms since the epoch (13 digits), and an end after the beginning`);
}

function isTooOld(error: unknown, startMs: number, nowMs: number): boolean {
  return error instanceof MexcApiError && BAD_REQUEST.has(error.code) && startMs < nowMs - KEPT_MS + MARGIN_MS;
}

function oldestFirst<Row>(rows: Row[], { idOf, atMsOf }: Pick<HistorySource<Row>, 'idOf' | 'atMsOf'>): Row[] {
  return rows.sort((one, other) => atMsOf(one) - atMsOf(other) || compareIds(idOf(one), idOf(other)));
}

/** Ids grow: the shorter one is the older one, and of one length their digits decide. */
function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : one > other ? 1 : 0;
}
