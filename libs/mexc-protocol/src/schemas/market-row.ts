import { z } from 'zod';
import { REFUSED, type RowField } from './market-field';
import type { PushShape } from './push-shape';

/**
 * Rows of the market streams. A list of all tickers has fourteen thousand numbers every two seconds and must not hold the event loop up, so
 * a row is read by one plain function over its fields; zod carries it, and names the place of what is wrong.
 */
type RowFields<Row> = { readonly [Name in keyof Required<Row>]: RowField<Row[Name]> };
interface Issue {
  readonly path: (string | number)[];
  readonly message: string;
}

/** One object. `unread`: fields the venue sends and nobody here reads. `problemOf`: what the fields cannot say alone. */
export function marketRow<Row>(
  fields: RowFields<Row>,
  { unread = [], problemOf }: { readonly unread?: readonly string[]; readonly problemOf?: (row: Row) => string | undefined } = {},
): PushShape<Row> {
  const read = rowReader(fields, problemOf);
  return { schema: schemaOf((input, refuse) => read(input, [], refuse)), fields: new Set([...Object.keys(fields), ...unread]) };
}

/** A list of rows; a single object counts as a list of one, as the venue used to send (reference 8.4). */
export function marketRows<Row>(fields: RowFields<Row>): PushShape<readonly Row[]> {
  const read = rowReader(fields, undefined);
  const schema = schemaOf((input, refuse) =>
    (Array.isArray(input) ? (input as unknown[]) : [input]).map((row, at) => read(row, [at], refuse) as Row),
  );
  return { schema, fields: new Set(Object.keys(fields)) };
}

function rowReader<Row>(fields: RowFields<Row>, problemOf: ((row: Row) => string | undefined) | undefined) {
  const entries = Object.entries<RowField<unknown>>(fields);
  return (input: unknown, path: readonly number[], refuse: (issue: Issue) => void): Row | undefined => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      refuse({ path: [...path], message: 'expected an object' });
      return undefined;
    }
    const row: Record<string, unknown> = {};
    let isRight = true;
    for (const [name, { expected, read }] of entries) {
      const value = read((input as Readonly<Record<string, unknown>>)[name]);
      if (value === REFUSED) {
        refuse({ path: [...path, name], message: expected });
        isRight = false;
      } else if (value !== undefined) row[name] = value;
    }
    const problem = isRight ? problemOf?.(row as Row) : undefined;
    if (problem !== undefined) refuse({ path: [...path], message: problem });
    return row as Row;
  };
}

function schemaOf<Data>(read: (input: unknown, refuse: (issue: Issue) => void) => Data | undefined): z.ZodType<Data> {
  return z.transform((input: unknown, context) => {
    const data = read(input, ({ path, message }) => context.issues.push({ code: 'custom', path, message, input: undefined }));
    return data as Data;
  });
}
