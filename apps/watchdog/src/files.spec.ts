import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { clearState } from './clear-state';
import { EnvironmentError, readEnvironment } from './environment';
import { StateFile } from './state-file';
import { tokenFromFile } from './token';

const directory = mkdtempSync(join(tmpdir(), 'prate-watchdog-'));
afterAll(() => rmSync(directory, { recursive: true }));
let fileCount = 0;
const freshPath = (): string => join(directory, String((fileCount += 1)), 'file');
const fired = { kind: 'fired', reason: 'no beat', atMs: 1_700_000_000_000, outcome: 'proven' } as const;

describe('StateFile', () => {
  it('default: what was written is read, by its owner only', () => {
    const file = new StateFile(freshPath());
    expect(file.read()).toEqual({ kind: 'waiting' });
    file.write(fired);
    expect(file.read()).toEqual(fired);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', '{"kind":"happy"}', '{"kind":"fired"}'])('error: %j is no state, and is not taken for an empty one', (text) => {
    const file = new StateFile(freshPath());
    file.write(fired);
    writeFileSync(file.path, text);
    expect(() => file.read()).toThrow(`${file.path}: found what is no state of a watchdog`);
  });

  it('behavior: cleared by a person with a reason, which is kept; not before it has ended', () => {
    const file = new StateFile(freshPath());
    expect(clearState(file, 'why not', 1)).toMatchObject({ isCleared: false, text: expect.stringContaining('found waiting') });
    file.write({ ...fired, outcome: 'cancelling' });
    expect(clearState(file, 'impatient', 1)).toMatchObject({ isCleared: false, text: expect.stringContaining('still cancelling') });
    file.write(fired);
    expect(clearState(file, 'looked at the account', 7)).toMatchObject({ isCleared: true });
    expect(file.read()).toEqual({ kind: 'waiting', cleared: { reason: 'looked at the account', atMs: 7, fired } });
  });
});

describe('Token', () => {
  it('default: made once, kept for its owner, found again; refuses to be printed', () => {
    const path = freshPath();
    const made = tokenFromFile(path);
    const text = readFileSync(path, 'utf8').trim();
    expect(text).toMatch(/^[\w-]{43}$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect([made.isIn(`Bearer ${text}`), tokenFromFile(path).isIn(`bearer ${text}`)]).toEqual([true, true]);
    expect(inspect(made, { depth: 5, showHidden: true })).not.toContain(text);
    const last = text.at(-1) === 'A' ? 'B' : 'A';
    for (const wrong of [
      undefined,
      '',
      text,
      'Bearer ',
      `Bearer ${text}x`,
      `Bearer ${text.slice(0, -1)}`,
      `Bearer ${text.slice(0, -1)}${last}`,
      `Bearer ${text}${text}`,
    ])
      expect(made.isIn(wrong)).toBe(false);
  });

  it('error: a file that others may read, or without a token', () => {
    const path = freshPath();
    tokenFromFile(path);
    chmodSync(path, 0o644);
    expect(() => tokenFromFile(path)).toThrow('found mode 644, expected 600');
    chmodSync(path, 0o600);
    writeFileSync(path, 'short');
    expect(() => tokenFromFile(path)).toThrow('found no token');
  });
});

describe('readEnvironment', () => {
  it('default: keys, by value or by file, and whom to talk to', () => {
    const path = join(directory, 'secret');
    writeFileSync(path, 'from-a-file\n');
    const env = {
      MEXC_WATCHDOG_API_KEY: 'key',
      MEXC_WATCHDOG_SECRET_KEY_FILE: path,
      MEXC_REST_URL: 'https://a.example',
      MEXC_ALLOW_HOSTS: 'a.example, b',
    };
    expect(readEnvironment(env)).toEqual({
      credentials: { apiKey: 'key', apiSecret: 'from-a-file' },
      baseUrl: 'https://a.example',
      allowHosts: ['a.example', 'b'],
      hooks: {},
    });
  });

  it('error: what is missing by name, and no secret', () => {
    const read = () =>
      readEnvironment({ MEXC_WATCHDOG_API_KEY: 'sentinel', MEXC_WATCHDOG_SECRET_KEY_FILE: '/nowhere/x', MEXC_REST_URL: 'x' });
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(/^MEXC_WATCHDOG_SECRET_KEY_FILE: found \/nowhere\/x \(ENOENT\).*\nMEXC_REST_URL: found "x"/);
    expect(read).not.toThrow(/sentinel/);
    expect(() => readEnvironment({ MEXC_WATCHDOG_API_KEY: '' })).toThrow(
      /^MEXC_WATCHDOG_API_KEY: missing.*\nMEXC_WATCHDOG_SECRET_KEY: missing/,
    );
  });
});
