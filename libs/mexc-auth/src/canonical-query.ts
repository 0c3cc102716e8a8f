import { QueryValueError } from './errors';

/** What a query parameter may be. `null` and `undefined` are not sent; a list travels as a comma list. */
export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];
export type QueryParameters = Readonly<Record<string, QueryValue>>;

const NAME = /^[A-Za-z0-9_.-]+$/;
// encodeURIComponent leaves these alone, the venue's encoder does not (reference 2.2).
const DISPUTED = /[!'()~*]/;

/**
 * The one query text that is both signed and sent: names sorted by code unit, values percent-encoded as UTF-8 with upper-case hex,
 * lists as `a%2Cb`, joined by `&`, no leading `?`. Nothing to send gives the empty text. Source: reference 2.2.
 *
 * @throws {QueryValueError} for a name beyond `[A-Za-z0-9_.-]`, and for a value which encoders write differently (`! ' ( ) ~ *`), which
 *   is an empty list, or which is a number that has lost digits
 */
export function canonicalQuery(parameters: QueryParameters): string {
  return Object.keys(parameters)
    .filter((name) => parameters[name] !== undefined && parameters[name] !== null)
    .sort(byCodeUnit)
    .map((name) => `${requireName(name)}=${encode(name, toText(name, parameters[name]))}`)
    .join('&');
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function requireName(name: string): string {
  if (!NAME.test(name)) throw new QueryValueError(JSON.stringify(name), 'this name', 'a name of letters, digits, "_", "." and "-"');
  return name;
}

function toText(name: string, value: unknown): string {
  if (!Array.isArray(value)) return scalarText(name, value);
  if (value.length === 0) throw new QueryValueError(name, 'an empty list', 'at least one item, or no parameter at all');
  return value.map((item: unknown) => itemText(name, item)).join(',');
}

function itemText(name: string, item: unknown): string {
  const text = scalarText(name, item);
  if (text === '' || text.includes(',')) {
    throw new QueryValueError(name, `the list item ${JSON.stringify(text)}`, 'items that are not empty and hold no comma');
  }
  return text;
}

function scalarText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') throw new QueryValueError(name, describe(value), 'text, a number, a boolean or a list of these');
  const text = String(value);
  const hasLostDigits = Number.isInteger(value) && !Number.isSafeInteger(value);
  if (!Number.isFinite(value) || hasLostDigits || text.includes('e')) {
    throw new QueryValueError(name, `the number ${text}`, 'a number a double holds exactly, or its text');
  }
  return text;
}

function encode(name: string, text: string): string {
  const disputed = DISPUTED.exec(text);
  if (disputed !== null)
    throw new QueryValueError(name, `the character ${disputed[0]}`, "none of ! ' ( ) ~ *, which encoders write differently");
  try {
    return encodeURIComponent(text);
  } catch {
    throw new QueryValueError(name, 'half of a surrogate pair', 'well-formed Unicode text');
  }
}

function describe(value: unknown): string {
  return value === null ? 'null' : `a ${typeof value}`;
}
