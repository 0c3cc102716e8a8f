import { iteratePages, type Page, type PagesOptions, type PageToFetch } from './iterate-pages';

/** A stretch of time, ms since the epoch, both ends included. */
export interface HistoryWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface HistoryOptions<Row> extends PagesOptions<Row>, HistoryWindow {
  /** Names a row: windows share their border, and a row of that moment is given out once. */
  readonly idOf: (row: Row) => string;
  /** Longest stretch asked for at once, ms; at most and by default the venue's 90 days (reference 5.9). */
  readonly windowMs?: number;
  /** Told after each stretch. */
  readonly onProgress?: (done: HistoryWindow & { readonly rows: number }) => void;
}

const LONGEST_WINDOW_MS = 90 * 86_400_000;
/** Finished rows are stamped in whole seconds (reference 3.3), and whether the venue includes its ends is nowhere written. */
const SHARED_MS = 1_000;

/**
 * All rows of any stretch of time, oldest stretch first, each row once; within a stretch in the venue's order, which is newest first.
 *
 * @param fetchPage of one stretch; give both its ends to the venue
 * @throws {RangeError} for a stretch that ends before it begins, or a `windowMs` beyond 90 days
 * @throws {PagesWithoutEndError} as `iteratePages`
 * @throws whatever `fetchPage` throws; what was given out until then is right
 */
export async function* iterateHistory<Row>(
  fetchPage: (window: HistoryWindow, page: PageToFetch) => Promise<Page<Row>>,
  { fromMs, toMs, windowMs = LONGEST_WINDOW_MS, idOf, onProgress, ...paging }: HistoryOptions<Row>,
): AsyncGenerator<Row, void, undefined> {
  if (!(fromMs <= toMs)) throw new RangeError(`iterateHistory: found ${fromMs} to ${toMs}, expected a stretch that ends after it begins`);
  if (!(windowMs > SHARED_MS && windowMs <= LONGEST_WINDOW_MS)) {
    throw new RangeError(
      `iterateHistory: found a window of ${windowMs} ms, expected more than ${SHARED_MS} and at most ${LONGEST_WINDOW_MS}`,
    );
  }
  let before: ReadonlySet<string> = new Set();
  for (const window of windowsOf({ fromMs, toMs }, windowMs)) {
    const ids = new Set<string>();
    let rows = 0;
    for await (const row of iteratePages((page) => fetchPage(window, page), { ...paging, idOf })) {
      const id = idOf(row);
      ids.add(id);
      if (before.has(id)) continue;
      rows += 1;
      yield row;
    }
    before = ids;
    onProgress?.({ ...window, rows });
  }
}

function* windowsOf({ fromMs, toMs }: HistoryWindow, windowMs: number): Generator<HistoryWindow> {
  for (let startMs = fromMs; ; startMs += windowMs - SHARED_MS) {
    const endMs = Math.min(startMs + windowMs, toMs);
    yield { fromMs: startMs, toMs: endMs };
    if (endMs === toMs) return;
  }
}
