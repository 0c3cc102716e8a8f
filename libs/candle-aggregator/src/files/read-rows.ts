import { CandleFileError } from './errors';
import { type TextLine, readLines } from './read-lines';
import type { TextFormat } from './text-formats';

export interface ReadRowsOptions<Name extends string> {
  readonly format: TextFormat;
  /** Every column that is known. */
  readonly known: Readonly<Record<Name, readonly string[]>>;
  readonly required: readonly Name[];
  /** Names of the file, where they are none of the known ones. */
  readonly columns?: Partial<Readonly<Record<Name, string>>>;
}

/** A row by the names of its columns; empty cells are absent. */
export interface NamedRow<Name extends string> {
  readonly line: number;
  readonly values: Readonly<Partial<Record<Name, string>>>;
}

/**
 * The rows of a file, some thousand at a time. Columns may stand in any order; columns nobody knows are passed over.
 *
 * @throws {CandleFileError} `columns` where a required one is missing; `rows` where a line cannot be read
 */
export async function* readRows<Name extends string>(
  chunks: AsyncIterable<Uint8Array | string>,
  options: ReadRowsOptions<Name>,
): AsyncIterable<readonly NamedRow<Name>[]> {
  let order: readonly (Name | undefined)[] | undefined;
  // Objects may leave out what they do not have, so every set of keys is looked at once.
  const shapes = new Map<string, ReadonlyMap<string, Name>>();
  for await (const lines of readLines(chunks)) {
    const rows: NamedRow<Name>[] = [];
    for (const line of lines) {
      if (options.format === 'ndjson') {
        const object = parseLine(line);
        const keys = Object.keys(object);
        const places = shapes.get(keys.join()) ?? placesOf(keys, line, options);
        if (shapes.size < MAX_SHAPES) shapes.set(keys.join(), places);
        rows.push(namedKeys(line, object, places));
      } else if (order === undefined) {
        const names = splitCsv(line);
        const places = placesOf(names, line, options);
        order = names.map((name) => places.get(name.toLowerCase()));
      } else rows.push(namedCells(line, splitCsv(line), order));
    }
    if (rows.length > 0) yield rows;
  }
  if (order === undefined && options.format === 'csv') throw new CandleFileError('columns', 'found an empty file, expected a header');
}

const MAX_SHAPES = 1_000;

/** Names of the file (in small letters) to names of ours. */
function placesOf<Name extends string>(
  found: readonly string[],
  { line }: TextLine,
  { known, required, columns }: ReadRowsOptions<Name>,
): ReadonlyMap<string, Name> {
  const places = new Map<string, Name>();
  const missing: string[] = [];
  for (const name of Object.keys(known) as Name[]) {
    const wanted = columns?.[name];
    const names = wanted === undefined ? [name, ...known[name]] : [wanted];
    const match = names.map((one) => one.toLowerCase()).find((one) => found.some((header) => header.trim().toLowerCase() === one));
    if (match !== undefined) places.set(match, name);
    else if (wanted !== undefined || required.includes(name)) missing.push(`${name} (${names.join(', ')})`);
  }
  if (missing.length === 0) return places;
  throw new CandleFileError(
    'columns',
    `line ${line}: found columns ${found.join(', ')}, expected also ${missing.join('; ')}; name them with the option columns`,
  );
}

function namedCells<Name extends string>(
  { line }: TextLine,
  cells: readonly string[],
  order: readonly (Name | undefined)[],
): NamedRow<Name> {
  if (cells.length !== order.length) {
    throw CandleFileError.ofRows([{ line, code: 'row', found: `${cells.length} cells`, expected: `${order.length}, as the header has` }]);
  }
  const values: Partial<Record<Name, string>> = {};
  for (let place = 0; place < cells.length; place += 1) {
    const name = order[place];
    const cell = cells[place] as string;
    if (name !== undefined && cell !== '') values[name] = cell;
  }
  return { line, values };
}

function namedKeys<Name extends string>({ line }: TextLine, object: object, places: ReadonlyMap<string, Name>): NamedRow<Name> {
  const values: Partial<Record<Name, string>> = {};
  for (const [key, value] of Object.entries(object)) {
    const name = places.get(key.toLowerCase());
    if (name !== undefined && value !== null && value !== '') values[name] = String(value);
  }
  return { line, values };
}

function parseLine({ line, text }: TextLine): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, with its line.
  }
  throw CandleFileError.ofRows([{ line, code: 'row', found: text.slice(0, 80), expected: 'one JSON object a line' }]);
}

function splitCsv({ line, text }: TextLine): string[] {
  if (!text.includes('"')) return text.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(,|$)/y;
  while (pattern.lastIndex <= text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      throw CandleFileError.ofRows([{ line, code: 'row', found: text.slice(at, at + 80), expected: 'a cell, or one in double quotes' }]);
    }
    cells.push(match[1]?.replaceAll('""', '"') ?? (match[2] ?? '').trim());
    if (match[3] === '') break;
  }
  return cells;
}
