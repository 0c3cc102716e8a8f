import * as fc from 'fast-check';
import { PagesWithoutEndError } from '../errors';
import { iteratePages, type Page, type PageToFetch } from './iterate-pages';

interface Row {
  readonly id: string;
}
const idOf = (row: Row) => row.id;
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: String(index) }));

/** A venue that pages a list as it is at the moment of asking. */
function pagesOf(list: () => readonly Row[], isWrapped = false, asked: PageToFetch[] = []) {
  return async (page: PageToFetch): Promise<Page<Row>> => {
    asked.push(page);
    const { pageNum, pageSize } = page;
    const resultList = list().slice((pageNum - 1) * pageSize, pageNum * pageSize);
    return isWrapped ? { resultList, currentPage: pageNum, totalPage: Math.ceil(list().length / pageSize) } : resultList;
  };
}

async function collect(rows: AsyncIterable<Row>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of rows) ids.push(id);
  return ids;
}

describe('iteratePages', () => {
  it('default: all rows of all pages, and not one page too many', async () => {
    const asked: PageToFetch[] = [];
    const rows = rowsOf(250);
    expect(
      await collect(
        iteratePages(
          pagesOf(() => rows, false, asked),
          { pageSize: 100 },
        ),
      ),
    ).toEqual(rows.map(idOf));
    expect(asked.map(({ pageNum }) => pageNum)).toEqual([1, 2, 3]);
  });

  it('args: the envelope says where the end is, also after a full page', async () => {
    const asked: PageToFetch[] = [];
    expect(
      await collect(
        iteratePages(
          pagesOf(() => rowsOf(200), true, asked),
          { pageSize: 100 },
        ),
      ),
    ).toHaveLength(200);
    expect(asked).toHaveLength(2);
  });

  it('behavior: nothing lost, nothing twice, whatever the sizes and the shape', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(300), fc.integer({ min: 1, max: 100 }), fc.boolean(), async (count, pageSize, isWrapped) => {
        const rows = rowsOf(count);
        expect(
          await collect(
            iteratePages(
              pagesOf(() => rows, isWrapped),
              { pageSize, idOf },
            ),
          ),
        ).toEqual(rows.map(idOf));
      }),
    );
  });

  it('behavior: rows that come in front while pages are read push nothing out and come once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), fc.array(fc.nat(3)), async (count, arrivals) => {
        let list: Row[] = rowsOf(count);
        const fetchPage = async (page: PageToFetch) => {
          const answer = await pagesOf(() => list)(page);
          list = [...Array.from({ length: arrivals[page.pageNum] ?? 0 }, (_, index) => ({ id: `${page.pageNum}-${index}` })), ...list];
          return answer;
        };
        const ids = await collect(iteratePages(fetchPage, { pageSize: 10, idOf }));
        expect(ids).toEqual(rowsOf(count).map(idOf));
      }),
    );
  });

  it('behavior: nothing is asked for before it is wanted', async () => {
    const asked: PageToFetch[] = [];
    for await (const { id } of iteratePages(
      pagesOf(() => rowsOf(100), false, asked),
      { pageSize: 10 },
    ))
      if (id === '12') break;
    expect(asked).toHaveLength(2);
  });

  it('behavior: an abort ends it, and reaches the one who fetches', async () => {
    const asked: PageToFetch[] = [];
    const caller = new AbortController();
    const seen: string[] = [];
    const iteration = async () => {
      for await (const { id } of iteratePages(
        pagesOf(() => rowsOf(50), false, asked),
        { pageSize: 10, signal: caller.signal },
      )) {
        seen.push(id);
        if (id === '14') caller.abort(new Error('enough'));
      }
    };
    await expect(iteration()).rejects.toThrow('enough');
    expect(seen).toHaveLength(15);
    expect(asked.map(({ signal }) => signal)).toEqual([caller.signal, caller.signal]);
  });

  it('error: a venue that gives the same page for ever', async () => {
    const same = async () => rowsOf(10);
    await expect(collect(iteratePages(same, { pageSize: 10, idOf }))).rejects.toThrow(PagesWithoutEndError);
    await expect(collect(iteratePages(same, { pageSize: 10, maxPages: 20 }))).rejects.toThrow('page 20: found another full page');
  });

  it('error: what a page throws comes out, after all rows before it', async () => {
    const seen: string[] = [];
    const iteration = async () => {
      const fetchPage = async (page: PageToFetch) => {
        if (page.pageNum === 2) throw new Error('reset');
        return rowsOf(10);
      };
      for await (const { id } of iteratePages(fetchPage, { pageSize: 10 })) seen.push(id);
    };
    await expect(iteration()).rejects.toThrow('reset');
    expect(seen).toHaveLength(10);
  });
});
