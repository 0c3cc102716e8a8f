import { z } from 'zod';
import type { CodeTable } from '../code-table';
import { wireInteger } from './scalars';

/** How to read `data` of one kind of push, and the names of its fields, so that new ones are noticed. */
export interface PushShape<Data> {
  readonly schema: z.ZodType<Data>;
  /** Fields of the object, or of each row; those that are not read included. None known: an empty set. */
  readonly fields: ReadonlySet<string>;
}

type RowSchema<Row> = z.ZodType<Row> & { readonly shape: object };

/** One object. `unread`: fields the venue sends and nobody here reads. */
export function objectPush<Row>(row: RowSchema<Row>, unread: readonly string[] = []): PushShape<Row> {
  return { schema: row, fields: new Set([...Object.keys(row.shape), ...unread]) };
}

/** A code that its table knows; any other is refused, never passed through. */
export function wireCode(table: CodeTable<string>) {
  const known = new Set(table.words.map((word) => table.toCode(word)));
  return wireInteger.refine((code) => known.has(code), `expected a code of ${table.name}: ${[...known].join(', ')}`);
}

/** True and false as such, or as the text that lossless reading leaves of 0 and 1. */
export const pushFlag = z.union([z.boolean(), z.literal('1').transform(() => true), z.literal('0').transform(() => false)]);
