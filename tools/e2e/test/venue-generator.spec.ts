import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

/** As deep below the root as `libs/acme-execution`, so that its own relative paths hold; nothing of the workspace changes. */
const place = join(root, 'test-output', 'acme-execution');

/** In a process of its own, where prettier loads; nothing is written. */
const PROGRAM = `
const { FsTree } = require('nx/src/generators/tree');
const generate = require('@prate/generators/src/venue-adapter/generator.cjs');
const tree = new FsTree(process.cwd(), false);
generate(tree, { name: process.argv[1] }).then(
  () => console.log(JSON.stringify(tree.listChanges().map(({ path, content }) => [path, String(content)]))),
  (error) => { console.error(error.message); process.exit(1); },
);`;

function generated(name: string): ReadonlyMap<string, string> {
  const printed = execFileSync(process.execPath, ['-e', PROGRAM, name], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  return new Map(JSON.parse(printed) as [string, string][]);
}

afterEach(() => rmSync(place, { recursive: true, force: true }));

test('default: what is generated compiles and runs the contract suite, green from the first minute', () => {
  for (const [path, content] of generated('acme')) {
    if (!path.startsWith('libs/acme-execution/')) continue;
    const target = join(place, path.slice('libs/acme-execution/'.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content.replaceAll('"../execution-interface/', '"../../libs/execution-interface/'));
  }
  const node = (script: string, ...args: readonly string[]): string =>
    execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  node('typescript/bin/tsc', '-b', join(place, 'tsconfig.lib.json'));
  const report = JSON.parse(node('jest/bin/jest.js', `--config=${join(place, 'jest.config.js')}`, '--json', '--silent')) as {
    readonly success: boolean;
    readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[];
  };
  expect(report.success).toBe(true);
  const titles = report.testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title }) => title));
  expect(titles.filter((title) => title.startsWith('EX01'))).toHaveLength(1);
  expect(titles.filter((title) => title.startsWith('to build: EX')).length).toBeGreaterThan(50);
});

test('behavior: the new tag gets a row in the import rules, the package a project reference', () => {
  const files = generated('big-exchange');
  expect(files.get('eslint.config.mjs')).toContain(
    "{ sourceTag: 'venue:big-exchange', onlyDependOnLibsWithTags: ['venue:neutral', 'venue:big-exchange'] }",
  );
  expect(files.get('tsconfig.json')).toContain('./libs/big-exchange-execution');
  expect(files.get('libs/big-exchange-execution/src/index.ts')).toContain('BigExchangeExecution');
});

test.each([
  ['no word', 'Acme', /name: found "Acme", expected a word such as acme or big-exchange/],
  ['a folder that is there', 'mexc', /libs\/mexc-execution: found something there, expected nothing/],
])('error: %s', (_what, name, message) => {
  expect(() => generated(name)).toThrow(message);
});
