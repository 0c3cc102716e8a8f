import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
/** The rules of candles, E1 to E34. */
const RULES = 34;

/** Every rule that the title of a test names, or a row of a table of tests; `E1–E13` names each of them. */
function rulesIn(text: string): number[] {
  const titles = text.split('\n').flatMap((line) => /^\s*(?:(?:it|test)(?:\.each)?\(|\[)?['"`]((?:E\d+[,–\s]*)+)/.exec(line)?.[1] ?? []);
  return titles.flatMap((title) =>
    [...title.matchAll(/E(\d+)(?:–E(\d+))?/g)].flatMap(([, from, to = from]) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index),
    ),
  );
}

test('behavior: each rule of candles has a test of its name', () => {
  const files = ['src', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.spec.ts'))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  );
  const named = new Set(files.flatMap(rulesIn));
  expect(Array.from({ length: RULES }, (_, index) => index + 1).filter((rule) => !named.has(rule))).toEqual([]);
});
