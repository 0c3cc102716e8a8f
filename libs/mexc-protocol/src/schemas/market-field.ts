import type { CodeTable } from '../code-table';
import type { WireDepthLevel } from '../wire/push-market';

/** What a field says of a value that it does not take. */
export const REFUSED = Symbol('refused');

/** How one field of the market streams is read: a plain function, because there are fourteen thousand in a list of all tickers. */
export interface RowField<Value> {
  readonly expected: string;
  /** The value as it is handed on, or `REFUSED`. */
  readonly read: (input: unknown) => Value | typeof REFUSED;
}

const NUMBER_TEXT = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A number, bare or quoted; NaN where it is none. */
function numberOf(input: unknown): number {
  if (typeof input === 'number') return input;
  return typeof input === 'string' && NUMBER_TEXT.test(input) ? Number(input) : Number.NaN;
}

function numberField(expected: string, isRight: (value: number) => boolean): RowField<number> {
  return {
    expected,
    read: (input) => {
      const value = numberOf(input);
      return Number.isFinite(value) && isRight(value) ? value : REFUSED;
    },
  };
}

/** Any number, never NaN, never infinite. */
export const number = numberField('expected a number', () => true);
/** A whole number below 2^53: a time, a version, a count. */
export const integer = numberField('expected an integer below 2^53', Number.isSafeInteger);
/** A price, a size, a turnover. */
export const size = numberField('expected a number that is not negative', (value) => value >= 0);
export const text: RowField<string> = {
  expected: 'expected text',
  read: (input) => (typeof input === 'string' && input !== '' ? input : REFUSED),
};
export const flag: RowField<boolean> = {
  expected: 'expected true or false',
  read: (input) => (typeof input === 'boolean' ? input : REFUSED),
};

/** One of a few words. */
export function oneOf(name: string, words: readonly string[]): RowField<string> {
  const known = new Set(words);
  return {
    expected: `expected ${name}: ${words.join(', ')}`,
    read: (input) => (typeof input === 'string' && known.has(input) ? input : REFUSED),
  };
}

/** A code that its table knows; any other is refused, never passed through. */
export function code(table: CodeTable<string>): RowField<number> {
  const known = new Set(table.words.map((word) => table.toCode(word)));
  return numberField(`expected a code of ${table.name}: ${[...known].join(', ')}`, (value) => known.has(value));
}

/** Absent, null and empty text are all "not given". */
export function optionalField<Value>({ expected, read }: RowField<Value>): RowField<Value | undefined> {
  return { expected, read: (input) => (input === undefined || input === null || input === '' ? undefined : read(input)) };
}

export const numbers: RowField<readonly number[]> = {
  expected: 'expected a list of numbers',
  read: (input) => {
    if (!Array.isArray(input)) return REFUSED;
    const values = input.map(numberOf);
    return values.every(Number.isFinite) ? values : REFUSED;
  },
};

/** Levels of a book: price, contracts, and the number of orders where it is told. */
export const levels: RowField<readonly WireDepthLevel[]> = {
  expected: 'expected levels of price, contracts and number of orders',
  read: (input) => {
    if (!Array.isArray(input)) return REFUSED;
    const read: WireDepthLevel[] = [];
    for (const row of input as unknown[]) {
      if (!Array.isArray(row) || row.length < 2 || row.length > 3) return REFUSED;
      const price = numberOf(row[0]);
      const contracts = numberOf(row[1]);
      if (!(price >= 0 && price < Infinity && contracts >= 0 && contracts < Infinity)) return REFUSED;
      if (row.length === 2) read.push([price, contracts]);
      else {
        const orderCount = numberOf(row[2]);
        if (!Number.isSafeInteger(orderCount)) return REFUSED;
        read.push([price, contracts, orderCount]);
      }
    }
    return read;
  },
};
