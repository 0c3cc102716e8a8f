import type { CandleTable, Cell } from './table';

export type TextFormat = 'csv' | 'ndjson';

/** A table as text, one piece a batch: a header and a line a row (csv), or one JSON object a line (ndjson). */
export async function* toText({ columns, batches }: CandleTable, format: TextFormat): AsyncIterable<string> {
  if (format === 'csv') yield `${columns.map(({ name }) => name).join(',')}\n`;
  const names = columns.map(({ name }) => name);
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) text += format === 'csv' ? csvLine(row) : jsonLine(names, row);
    yield text;
  }
}

function csvLine(row: readonly Cell[]): string {
  let line = '';
  for (let index = 0; index < row.length; index += 1) {
    const cell = row[index];
    if (index > 0) line += ',';
    if (cell !== undefined) line += typeof cell === 'number' ? String(cell) : quoted(cell);
  }
  return `${line}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonLine(names: readonly string[], row: readonly Cell[]): string {
  const entries = names.flatMap((name, index) => (row[index] === undefined ? [] : [[name, row[index]] as const]));
  return `${JSON.stringify(Object.fromEntries(entries))}\n`;
}
