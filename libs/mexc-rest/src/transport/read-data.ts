import type { WireValue } from '@prate/mexc-protocol';

/** As much of a schema as is needed here. */
export interface Shape<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: { readonly issues: readonly ShapeIssue[] } };
}

interface ShapeIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export type ReadResult<T> = { readonly isReadable: true; readonly value: T } | { readonly isReadable: false; readonly problem: string };

/** Reads `data` of an envelope. */
export type DataReader<T> = (data: WireValue | undefined) => ReadResult<T>;

/** One thing of a shape. */
export function one<T>(shape: Shape<T>): DataReader<T> {
  return (data) => readOne(shape, data, 'data');
}

/** A bare list, or the paging envelope around one (reference 3.2). A list that is not there is no empty list. */
export function listOf<T>(shape: Shape<T>): DataReader<readonly T[]> {
  return (data) => {
    const isPaged = isObject(data) && Object.hasOwn(data, 'resultList');
    const rows = isPaged ? data['resultList'] : data;
    const place = isPaged ? 'data.resultList' : 'data';
    if (!Array.isArray(rows)) return { isReadable: false, problem: `${place}: found ${kindOf(rows)}, expected a list` };
    return readRows(shape, rows, place);
  };
}

/** A list, or a single thing standing for a list of one. */
export function oneOrListOf<T>(shape: Shape<T>): DataReader<readonly T[]> {
  return (data) => readRows(shape, Array.isArray(data) ? data : [data], 'data');
}

/** `data` is not looked at: the envelope said all there is. */
export const nothing: DataReader<void> = () => ({ isReadable: true, value: undefined });

function readRows<T>(shape: Shape<T>, rows: readonly unknown[], place: string): ReadResult<readonly T[]> {
  const values: T[] = [];
  for (const [index, row] of rows.entries()) {
    const read = readOne(shape, row, `${place}[${index}]`);
    if (!read.isReadable) return read;
    values.push(read.value);
  }
  return { isReadable: true, value: values };
}

function readOne<T>(shape: Shape<T>, value: unknown, place: string): ReadResult<T> {
  const result = shape.safeParse(value);
  if (result.success) return { isReadable: true, value: result.data };
  const problems = result.error.issues.slice(0, 3).map(({ path, message }) => `${place}${inWords(path)}: ${message}`);
  return { isReadable: false, problem: problems.join('; ') };
}

function inWords(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  return value === null ? 'null' : `a${typeof value === 'object' ? 'n' : ''} ${typeof value}`;
}
