/** A value of a row of a small table. */
export type CellValue = number | string | null;

/** Rows as fixed-width text, for one statement that SQLite splits on its own thread. */
export interface PackedTable {
  /** One SQL expression a column, of the row `i`. */
  readonly expressions: readonly string[];
  /** The first one is the packed text; the others are values that all rows share. */
  readonly parameters: readonly unknown[];
}

/** Packs rows of whole numbers from 0 on, ASCII text without blanks, and nulls. Columns that never change are handed over once. */
export function packTable(rows: readonly (readonly CellValue[])[]): PackedTable {
  const [first = []] = rows;
  const parameters: unknown[] = [undefined];
  const varying: { readonly column: number; readonly width: number; readonly isNumber: boolean; readonly hasNull: boolean }[] = [];
  first.forEach((value, column) => {
    const cells = rows.map((row) => row[column] ?? null);
    if (cells.every((cell) => cell === value)) return;
    varying.push({
      column,
      width: Math.max(...cells.map((cell) => (cell === null ? 0 : String(cell).length))),
      isNumber: cells.every((cell) => cell === null || typeof cell === 'number'),
      hasNull: cells.includes(null),
    });
  });
  const rowWidth = varying.reduce((sum, { width }) => sum + width, 0);
  let offset = 1;
  const expressions = first.map((value, column) => {
    const cell = varying.find((one) => one.column === column);
    if (cell === undefined) {
      parameters.push(value);
      return `?${parameters.length}`;
    }
    const text = `CAST(substr(?1, ${offset} + i * ${rowWidth}, ${cell.width}) AS TEXT)`;
    offset += cell.width;
    if (cell.isNumber) return cell.hasNull ? `CAST(nullif(ltrim(${text}), '') AS INTEGER)` : `CAST(${text} AS INTEGER)`;
    return `nullif(ltrim(${text}), '')`;
  });
  const lines = rows.map((row) => varying.map(({ column, width }) => String(row[column] ?? '').padStart(width)).join(''));
  // Bytes, not text: SQLite finds a place in text only by walking there.
  parameters[0] = Buffer.from(lines.join(''), 'latin1');
  return { expressions, parameters };
}
