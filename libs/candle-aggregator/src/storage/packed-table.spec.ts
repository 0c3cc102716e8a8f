import { Database } from 'sqlite3';
import { type CellValue, packTable } from './packed-table';

/** What SQLite makes of packed rows. */
async function unpacked(rows: readonly (readonly CellValue[])[]): Promise<CellValue[][]> {
  const { expressions, parameters } = packTable(rows);
  const names = expressions.map((_, column) => `c${column}`);
  const sql =
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${rows.length}) ` +
    `SELECT ${expressions.map((expression, column) => `${expression} AS c${column}`).join(', ')} FROM n`;
  const database = new Database(':memory:');
  const found = await new Promise<Record<string, CellValue>[]>((resolve, reject) =>
    database.all<Record<string, CellValue>>(sql, parameters, (error, answer) => (error === null ? resolve(answer) : reject(error))),
  );
  await new Promise((resolve) => database.close(resolve));
  return found.map((row) => names.map((name) => row[name] ?? null));
}

describe('packTable', () => {
  it('default: numbers, text and nulls come out as they went in', async () => {
    const rows = [
      [1, 1_609_459_200, 0, null, 'linear@1', null, '120.5', 7],
      [1, 1_609_459_260, Number.MAX_SAFE_INTEGER, null, 'linear@1', '0.000000000001', null, null],
      [1, 60, 12, null, 'linear@1', '12345678901234567890.12', '3', 0],
    ];
    expect(await unpacked(rows)).toEqual(rows);
  });

  it('args: one row, whose values are all handed over as they are', async () => {
    expect(await unpacked([[5, null, 'x']])).toEqual([[5, null, 'x']]);
  });
});
