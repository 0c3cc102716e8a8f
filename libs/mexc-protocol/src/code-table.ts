import { UnknownCodeError } from './errors';

/** One enumeration both ways. Reading an unknown code, or writing an unknown word, is an error that names it. */
export interface CodeTable<Word extends string, Code extends number | string = number> {
  readonly name: string;
  readonly words: readonly Word[];
  /** @throws {UnknownCodeError} */
  toWord(code: Code): Word;
  /** @throws {UnknownCodeError} */
  toCode(word: Word): Code;
}

/** Of codes that are numbers: nearly all. */
export function codeTable<Word extends string>(name: string, rows: Readonly<Record<Word, number>>): CodeTable<Word> {
  return tableOf<Word, number>(name, rows);
}

/** Of codes that are text on the wire, such as `SAME`. */
export function textCodeTable<Word extends string>(name: string, rows: Readonly<Record<Word, string>>): CodeTable<Word, string> {
  return tableOf<Word, string>(name, rows);
}

function tableOf<Word extends string, Code extends number | string>(
  name: string,
  rows: Readonly<Record<Word, Code>>,
): CodeTable<Word, Code> {
  const words = Object.keys(rows) as Word[];
  const byCode = new Map<Code, Word>(words.map((word) => [rows[word], word]));
  return {
    name,
    words,
    toWord(code) {
      const word = byCode.get(code);
      if (word === undefined) throw new UnknownCodeError(name, code, [...byCode.keys()]);
      return word;
    },
    toCode(word) {
      if (!Object.hasOwn(rows, word)) throw new UnknownCodeError(name, word, words);
      return rows[word];
    },
  };
}
