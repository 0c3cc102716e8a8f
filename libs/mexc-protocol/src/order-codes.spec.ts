import { UnknownCodeError } from './errors';
import {
  type CodeTable,
  contractStateCodes,
  openTypeCodes,
  orderCategoryCodes,
  orderReasonCodes,
  orderStateCodes,
  orderTypeCodes,
  positionModeCodes,
  positionStateCodes,
  positionTypeCodes,
  sideCodes,
} from './order-codes';

const tables: readonly CodeTable<string>[] = [
  contractStateCodes,
  openTypeCodes,
  orderCategoryCodes,
  orderReasonCodes,
  orderStateCodes,
  orderTypeCodes,
  positionModeCodes,
  positionStateCodes,
  positionTypeCodes,
  sideCodes,
] as unknown as readonly CodeTable<string>[];

describe.each(tables.map((table) => [table.name, table] as const))('%s', (name, table) => {
  it('behavior: every word has its own code, both ways', () => {
    expect(table.words.map((word) => table.toWord(table.toCode(word)))).toEqual(table.words);
    expect(new Set(table.words.map((word) => table.toCode(word))).size).toBe(table.words.length);
  });

  it.each([-1, 7777, 1.5, NaN])('error: the code %s is named, never guessed', (code) => {
    expect(() => table.toWord(code)).toThrow(UnknownCodeError);
    expect(() => table.toWord(code)).toThrow(new RegExp(`^${name}: found`));
  });

  it.each(['nonsense', 'toString', '__proto__'])('error: the word %s is named, never guessed', (word) => {
    expect(() => table.toCode(word)).toThrow(UnknownCodeError);
  });
});

it('default: the side of the venue is direction and effect in one number', () => {
  expect(sideCodes.words.map((word) => [word, sideCodes.toCode(word)])).toEqual([
    ['open-long', 1],
    ['close-short', 2],
    ['open-short', 3],
    ['close-long', 4],
  ]);
});
