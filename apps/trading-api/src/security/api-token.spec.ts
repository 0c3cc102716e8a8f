import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ApiToken, tokenFromFile } from './api-token';

const folder = mkdtempSync(join(tmpdir(), 'prate-token-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('default: the file is made once, for its owner only, and kept', () => {
  const path = join(folder, 'simulated', 'api-token');
  const token = tokenFromFile(path);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe(`${token}\n`);
  expect(tokenFromFile(path)).toBe(token);
});

test('error: a file without a usable token, a folder that cannot be', () => {
  writeFileSync(join(folder, 'empty'), '\n');
  expect(() => tokenFromFile(join(folder, 'empty'))).toThrow(/found no token of at least 16 printable characters; delete the file/);
  expect(() => tokenFromFile(join(folder, 'empty', 'below', 'api-token'))).toThrow(/ENOTDIR|EEXIST/);
});

test.each([
  ['Bearer sentinel-token-0001', true],
  ['bearer  sentinel-token-0001', true],
  ['Bearer sentinel-token-0002', false],
  ['Bearer sentinel-token-0001x', false],
  ['Bearer ', false],
  ['Basic sentinel-token-0001', false],
  ['sentinel-token-0001', false],
  [undefined, false],
])('args: %s', (header, isIn) => {
  expect(new ApiToken('sentinel-token-0001').isIn(header)).toBe(isIn);
});

test('behavior: it refuses to be printed', () => {
  const token = new ApiToken('sentinel-token-0001');
  expect(`${inspect(token, { showHidden: true })}${JSON.stringify(token)}${String(token)}`).not.toContain('sentinel');
});
