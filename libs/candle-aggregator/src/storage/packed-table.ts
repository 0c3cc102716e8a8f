/** A value of a row of a small table. */
export type CellValue = number | string | null;

/** Rows as fixed-width text, for one statement that SQLite splits on its own thread. */
export interface PackedTable {
  /** One SQL expression a column, of the row `i`. */
  readonly expressions: readonly string[];
  /** The first one is the packed text; the others are values that all rows share. */
  readonly parameters: readonly unknown[];
}

interface VaryingColumn {
  readonly texts: readonly string[];
  readonly width: number;
  readonly isNumber: boolean;
  readonly hasNull: boolean;
}

/** Packs rows of whole numbers from 0 on, ASCII text without blanks, and nulls. Columns that never change are handed over once. */
export function packTable(rows: readonly (readonly CellValue[])[]): PackedTable {
  const [first = []] = rows;
  const parameters: unknown[] = [undefined];
  const columns = first.map((value, column) => (rows.some((row) => row[column] !== value) ? varyingColumn(rows, column) : undefined));
  const varying = columns.filter((column) => column !== undefined);
  const rowWidth = varying.reduce((sum, { width }) => sum + width, 0);
  let offset = 1;
  const expressions = columns.map((column, index) => {
    if (column === undefined) {
      parameters.push(first[index]);
      return `?${parameters.length}`;
    }
    const text = `CAST(substr(?1, ${offset} + i * ${rowWidth}, ${column.width}) AS TEXT)`;
    offset += column.width;
    if (column.isNumber) return column.hasNull ? `CAST(nullif(ltrim(${text}), '') AS INTEGER)` : `CAST(${text} AS INTEGER)`;
    return `nullif(ltrim(${text}), '')`;
  });
  let packed = '';
  for (let row = 0; row < rows.length; row += 1) for (const { texts, width } of varying) packed += (texts[row] as string).padStart(width);
  // Bytes, not text: SQLite finds a place in text only by walking there.
  parameters[0] = Buffer.from(packed, 'latin1');
  return { expressions, parameters };
}

function varyingColumn(rows: readonly (readonly CellValue[])[], column: number): VaryingColumn {
  let width = 0;
  let isNumber = true;
  let hasNull = false;
  const texts = rows.map((row) => {
    const cell = row[column] ?? null;
    if (cell === null) hasNull = true;
    else if (typeof cell !== 'number') isNumber = false;
    const text = cell === null ? '' : String(cell);
    if (text.length > width) width = text.length;
    return text;
  });
  return { texts, width, isNumber, hasNull };
}
