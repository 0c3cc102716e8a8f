import { LosslessNumber, parse, stringify } from 'lossless-json';
import { InvalidJsonError } from './errors';

/**
 * JSON without loss. Every number is read as its own text, so 18-digit ids and 38-digit decimals survive; schemas then say which text is
 * an id, a decimal or a small integer. The only user of lossless-json.
 */
export type WireValue = string | boolean | null | readonly WireValue[] | { readonly [key: string]: WireValue };

/**
 * Reads JSON text; numbers come out as text, exactly as they were written. Whether an id was quoted makes no difference.
 *
 * @throws {InvalidJsonError} naming the place, when it is no JSON
 */
export function parseWireJson(text: string): WireValue {
  try {
    return parse(text, undefined, (digits) => digits) as WireValue;
  } catch (error) {
    throw new InvalidJsonError(`no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

declare const bare: unique symbol;
/** A number that leaves as its own text, without quotes. */
export type BareNumber = { readonly [bare]: true };

/**
 * Text that {@link printWireJson} writes as a bare number: ids and money leave digit for digit.
 *
 * @throws {InvalidJsonError} when the text is no JSON number
 */
export function bareNumber(text: string): BareNumber {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    throw new InvalidJsonError(`bareNumber: found ${JSON.stringify(text)}, expected the text of a JSON number`);
  }
  return new LosslessNumber(text) as unknown as BareNumber;
}

/** Compact JSON text; {@link BareNumber}s are written digit for digit, undefined members are left out. */
export function printWireJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new InvalidJsonError(`printWireJson: found ${typeof value}, expected a JSON value`);
  return text;
}
