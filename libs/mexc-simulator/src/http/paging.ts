import { Refusal } from '../exchange/refusal';
import type { RequestFields } from './request-fields';

const DAY_MS = 86_400_000;
const DEFAULT_WINDOW_DAYS = 7;
const LONGEST_WINDOW_DAYS = 90;

export interface Page {
  readonly num: number;
  readonly size: number;
}

/** `page_num` from 1, `page_size` up to `most`; 20 rows unless asked. @throws {Refusal} 600 */
export function readPage(
  query: RequestFields,
  most: number,
  names: { readonly num: string; readonly size: string } = { num: 'page_num', size: 'page_size' },
): Page {
  const num = query.optionalInteger(names.num) ?? 1;
  const size = query.optionalInteger(names.size) ?? 20;
  if (num < 1) throw new Refusal(600, `${names.num}: found ${num}, expected 1 or more`);
  if (size < 1 || size > most) throw new Refusal(600, `${names.size}: found ${size}, expected 1 to ${most}`);
  return { num, size };
}

export function pageOf<Row>(rows: readonly Row[], { num, size }: Page): readonly Row[] {
  return rows.slice((num - 1) * size, num * size);
}

/**
 * Whether a time (ms) lies in the asked window, both edges included. Seven days up to its end unless asked; both spellings are read
 * (reference 5.9, 10.8).
 *
 * @throws {Refusal} 6003 for a window that ends before it starts or is longer than 90 days, 400 for a start further back than that
 */
export function readTimeWindow(query: RequestFields, nowMs: number): (timeMs: number) => boolean {
  const end = query.optionalInteger('end_time') ?? query.optionalInteger('endTime') ?? nowMs;
  const start = query.optionalInteger('start_time') ?? query.optionalInteger('startTime') ?? end - DEFAULT_WINDOW_DAYS * DAY_MS;
  if (start > end) throw new Refusal(6003, `time range: found start ${start} after end ${end}`);
  if (end - start > LONGEST_WINDOW_DAYS * DAY_MS) throw new Refusal(6003, `time range: expected at most ${LONGEST_WINDOW_DAYS} days`);
  if (start < nowMs - LONGEST_WINDOW_DAYS * DAY_MS) {
    throw new Refusal(400, `start time: found ${start}, expected at most ${LONGEST_WINDOW_DAYS} days before ${nowMs}`);
  }
  return (timeMs) => timeMs >= start && timeMs <= end;
}

/** The venue's envelope of a page (reference 3.2); the rows stand in the order of the answer. */
export function pagedView<Row>(rows: readonly Row[], page: Page, view: (row: Row) => object): object {
  return {
    pageSize: page.size,
    totalCount: rows.length,
    totalPage: Math.ceil(rows.length / page.size),
    currentPage: page.num,
    resultList: pageOf(rows, page).map(view),
  };
}
