import { PagesWithoutEndError } from '../errors';

export interface PageToFetch {
  /** From 1. */
  readonly pageNum: number;
  readonly pageSize: number;
  readonly signal?: AbortSignal;
}

/** Both shapes of the venue: the bare list, and the envelope with its rows in `resultList` (reference 3.2). */
export type Page<Row> =
  | readonly Row[]
  | { readonly resultList: readonly Row[]; readonly currentPage?: number | undefined; readonly totalPage?: number | undefined };

export interface PagesOptions<Row> {
  /** Rows a page, as the endpoint allows. */
  readonly pageSize: number;
  /** Names a row. Rows that move to the next page while it is read come twice; with a name they are given out once. */
  readonly idOf?: (row: Row) => string;
  /** Aborting ends the iteration with the signal's reason, and is handed to `fetchPage`. */
  readonly signal?: AbortSignal;
  /** Pages after which something must be wrong; default 10,000. */
  readonly maxPages?: number;
}

const MOST_PAGES_WITHOUT_NEWS = 3;

/**
 * All rows of all pages, in the venue's order. The last page is the one that the envelope says, or one with fewer rows than asked for.
 *
 * A list that grows at its front while it is read loses nothing; one that shrinks at its front may skip a row at the border of a page: read
 * open orders twice where it matters.
 *
 * @param fetchPage for example `({ pageNum, pageSize, signal }) => rest.private.listOpenOrders({ pageNum, pageSize }, { signal })`
 * @throws {PagesWithoutEndError} after `maxPages`, or when full pages repeat what was there
 * @throws whatever `fetchPage` throws; what was given out until then is right
 */
export async function* iteratePages<Row>(
  fetchPage: (page: PageToFetch) => Promise<Page<Row>>,
  { pageSize, idOf, signal, maxPages = 10_000 }: PagesOptions<Row>,
): AsyncGenerator<Row, void, undefined> {
  const known = new Set<string>();
  let pagesWithoutNews = 0;
  for (let pageNum = 1; pageNum <= maxPages; pageNum++) {
    signal?.throwIfAborted();
    const page = await fetchPage({ pageNum, pageSize, ...(signal && { signal }) });
    const rows = 'resultList' in page ? page.resultList : page;
    const news = idOf === undefined ? rows : rows.filter((row) => isNew(known, idOf(row)));
    for (const row of news) {
      signal?.throwIfAborted();
      yield row;
    }
    if (isLast(page, rows.length, pageNum, pageSize)) return;
    pagesWithoutNews = news.length === 0 ? pagesWithoutNews + 1 : 0;
    if (pagesWithoutNews === MOST_PAGES_WITHOUT_NEWS) {
      throw new PagesWithoutEndError(pageNum, `${MOST_PAGES_WITHOUT_NEWS} full pages of known rows`, 'rows that were not there before');
    }
  }
  throw new PagesWithoutEndError(maxPages, 'another full page', `the end within ${maxPages} pages`);
}

function isLast(page: Page<unknown>, rowCount: number, pageNum: number, pageSize: number): boolean {
  if (rowCount === 0) return true;
  const totalPage = 'resultList' in page ? page.totalPage : undefined;
  return totalPage === undefined ? rowCount < pageSize : pageNum >= totalPage;
}

function isNew(known: Set<string>, id: string): boolean {
  if (known.has(id)) return false;
  known.add(id);
  return true;
}
