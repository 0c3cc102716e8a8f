/** All rows of a list that comes in pages, each once: pages are read until one is short, or brings nothing new. */
export async function readPages<Row>(
  pageSize: number,
  idOf: (row: Row) => string,
  readPage: (page: { readonly pageNum: number; readonly pageSize: number }) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  for (let pageNum = 1; ; pageNum += 1) {
    const page = await readPage({ pageNum, pageSize });
    const before = rows.size;
    for (const row of page) rows.set(idOf(row), row);
    if (page.length < pageSize || rows.size === before) return [...rows.values()];
  }
}
