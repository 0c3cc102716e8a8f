import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { candleStoreContract } from '../candle-store-contract';

const stated = readFileSync(join(__dirname, '../../../../../docs/cases/candle-store.md'), 'utf8');

test('behavior: every number is there once, and stands in docs/cases/candle-store.md with the same words', () => {
  const names = candleStoreContract.map((one) => one.name);
  expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length);
  const rows = stated.split('\n').flatMap((line) => /^\| (CS\d\d) \| (.*) \|$/.exec(line)?.slice(1, 3).join(' ') ?? []);
  expect(rows).toEqual(names);
});
