import { type DecimalText, decimal } from '@prate/execution-interface/decimal';
import { type CodeTable, InvalidJsonError, UnknownCodeError, type WireValue, parseWireJson } from '@prate/mexc-protocol';
import { Refusal } from '../exchange/refusal';

/**
 * Reads fields of a body or a query. Numbers and quoted numbers are the same (reference 2.2); null and empty text are absent; unknown
 * fields are left alone, as the venue leaves them. What cannot be read is a refusal.
 */
export class RequestFields {
  constructor(private readonly fields: Readonly<Record<string, WireValue>>) {}

  /** @throws {Refusal} 601 for text that is no JSON, 600 for JSON that is no object. An empty body is an empty object. */
  static ofBody(body: string): RequestFields {
    const value = body === '' ? {} : readJson(body);
    return RequestFields.of(value);
  }

  /** @throws {Refusal} 600 */
  static of(value: WireValue): RequestFields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(600, 'body: expected a JSON object');
    return new RequestFields(value as Readonly<Record<string, WireValue>>);
  }

  /** @throws {Refusal} 600 for a bad percent sign */
  static ofQuery(rawQuery: string): RequestFields {
    const pairs =
      rawQuery === '' ? [] : rawQuery.split('&').map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]);
    return new RequestFields(Object.fromEntries(pairs.map(([key, value]) => [key, decodePart(value ?? '')])));
  }

  optionalText(name: string): string | undefined {
    const value = this.member(name);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') throw new Refusal(600, `${name}: found ${typeof value}, expected text or a number`);
    return value;
  }

  text(name: string): string {
    return this.optionalText(name) ?? missing(name);
  }

  optionalInteger(name: string): number | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(text)) throw new Refusal(600, `${name}: found ${JSON.stringify(text)}, expected a whole number`);
    return Number(text);
  }

  integer(name: string): number {
    return this.optionalInteger(name) ?? missing(name);
  }

  optionalDecimal(name: string): DecimalText | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    if (text.length > 40 || !/^-?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/.test(text)) {
      throw new Refusal(600, `${name}: found ${JSON.stringify(text)}, expected a decimal`);
    }
    return decimal(text);
  }

  decimal(name: string): DecimalText {
    return this.optionalDecimal(name) ?? missing(name);
  }

  /** A code as the word of its table; an unknown code is refused with `code`. */
  word<Word extends string>(name: string, table: CodeTable<Word>, code: number): Word {
    return this.optionalWord(name, table, code) ?? missing(name);
  }

  optionalWord<Word extends string>(name: string, table: CodeTable<Word>, code: number): Word | undefined {
    const found = this.optionalInteger(name);
    if (found === undefined) return undefined;
    try {
      return table.toWord(found);
    } catch (error) {
      if (error instanceof UnknownCodeError) throw new Refusal(code, `${name}: ${error.message}`);
      throw error;
    }
  }

  /** A comma list of codes; one that is unknown is refused with `code`. */
  optionalWords<Word extends string>(name: string, table: CodeTable<Word>, code: number): ReadonlySet<Word> | undefined {
    const codes = this.optionalText(name)?.split(',');
    return codes === undefined ? undefined : new Set(codes.map((each) => RequestFields.of({ [name]: each }).word(name, table, code)));
  }

  isTrue(name: string): boolean {
    return this.optionalFlag(name) ?? false;
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.member(name);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'boolean') return value;
    throw new Refusal(600, `${name}: expected true or false`);
  }

  /** An object inside; an absent one is empty. */
  inner(name: string): RequestFields {
    const value = this.member(name) ?? {};
    if (typeof value !== 'object' || Array.isArray(value)) throw new Refusal(600, `${name}: expected a JSON object`);
    return RequestFields.of(value);
  }

  optionalList(name: string): readonly WireValue[] | undefined {
    const value = this.member(name);
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw new Refusal(600, `${name}: expected a JSON array`);
    return value as readonly WireValue[];
  }

  private member(name: string): WireValue | undefined {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }
}

/** @throws {Refusal} 601 for text that is no JSON, 600 for JSON that is no list */
export function readList(body: string): readonly WireValue[] {
  const value = readJson(body);
  if (!Array.isArray(value)) throw new Refusal(600, 'body: expected a JSON array');
  return value as readonly WireValue[];
}

/** @throws {Refusal} 601 for text that is no JSON */
export function readObject(body: string): WireValue {
  return readJson(body);
}

/** An id without leading zeros. @throws {Refusal} 600 */
export function readDigits(name: string, item: WireValue): string {
  if (typeof item !== 'string' || !/^\d{1,20}$/.test(item))
    throw new Refusal(600, `${name}: found ${JSON.stringify(item)}, expected digits`);
  return item.replace(/^0+(?=\d)/, '');
}

/** @throws {Refusal} 600 */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) throw new Refusal(600, 'address: found a percent sign that encodes nothing');
    throw error;
  }
}

function readJson(body: string): WireValue {
  try {
    return parseWireJson(body);
  } catch (error) {
    if (error instanceof InvalidJsonError) throw new Refusal(601, `the body could not be decoded: ${error.message}`);
    throw error;
  }
}

function missing(name: string): never {
  throw new Refusal(600, `${name}: missing`);
}
