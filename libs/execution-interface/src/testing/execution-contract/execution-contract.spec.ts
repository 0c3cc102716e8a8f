import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inMemoryAbilities } from '../in-memory-execution/in-memory-execution-venue';
import { executionContract } from './execution-contract';

const stated = readFileSync(join(__dirname, '../../../../../docs/cases/execution.md'), 'utf8');
const numberOf = (text: string): string => text.split(' ')[0] ?? '';

test('default: without any ability the cases that need none; with more, more', () => {
  const bare = executionContract([]);
  const able = executionContract(inMemoryAbilities());
  expect(bare.cases.every(({ needs }) => needs.length === 0)).toBe(true);
  expect(able.cases.length).toBeGreaterThan(bare.cases.length);
  expect(bare.cases.length + bare.notRun.length).toBe(able.cases.length + able.notRun.length);
});

test('behavior: what is not run says what it would need', () => {
  expect(executionContract(['linear']).notRun).toContain('EX65 not run here: needs hedge');
});

test('behavior: every number is there once, and stands in docs/cases/execution.md with the same words', () => {
  const { cases, notRun } = executionContract(inMemoryAbilities());
  const numbers = [...cases.map(({ name }) => name), ...notRun].map(numberOf);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect([...stated.matchAll(/^\| (EX\w\w) \|/gm)].map(([, number]) => number).sort()).toEqual([...numbers].sort());
  for (const { name } of cases) expect(stated).toContain(`| ${numberOf(name)} | ${name.slice(name.indexOf(' ') + 1)} |`);
});
