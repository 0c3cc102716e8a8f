import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typescriptHook } from '@prate/test-support';
import { CandleAggregator } from '../src';
import { CandleDatabase } from '../src/storage';
import { tapeOfMinutes } from './support/tape-of-minutes';

jest.setTimeout(60_000);

/** Whether this user may make a small disk of its own. */
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' }).status === 0;

interface Told {
  readonly kept: number;
  readonly failure: { readonly code: string; readonly message: string };
  readonly again: string;
  readonly minutes: number;
  readonly seconds: number;
  readonly isWritable: boolean;
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candles-full-'));
});

afterAll(() => rm(folder, { recursive: true }));

it('error: no room in the file: the call that fails stores nothing, all before it is there, and it goes on when there is room', async () => {
  const path = join(folder, 'limited.db');
  // Blocks of 512 or 1024 bytes, as the shell likes.
  const told = await fill('ulimit -f 3000', path);
  expect(told.failure).toEqual({ code: 'io', message: expect.stringContaining(`${path}: found SQLITE_IOERR`) as string });
  expect(told).toMatchObject({ again: 'io', minutes: told.kept, seconds: told.kept * 60 });
  expect(told.kept).toBeGreaterThan(0);
  const database = await CandleDatabase.open(path);
  const tape = tapeOfMinutes(told.kept + 120, 3);
  expect(await new CandleAggregator(database).processAndStore(tape, 'BTC_USDT')).toMatchObject({
    inserted: 120 * 60,
    unchanged: told.kept * 60,
  });
  const whole = await database.verify({ symbol: 'BTC_USDT', startTs: 0, endTs: 2_000_000_000_000 });
  expect(whole).toMatchObject({ minutes: told.kept + 120, faultCount: 0 });
  await database.close();
});

(canMount ? it : it.skip)('error: a full disk says so, names the file, and what is stored can still be read', async () => {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const told = await fill(`mount -t tmpfs -o size=3m none ${disk}`, join(disk, 'full.db'), ['unshare', '-rm']);
  expect(told.failure).toEqual({
    code: 'io',
    message: expect.stringMatching(/full\.db: found SQLITE_FULL.*free some disk space/s) as string,
  });
  expect(told).toMatchObject({ again: 'io', minutes: told.kept, seconds: told.kept * 60 });
});

/** Runs the filling process behind a command of the shell. */
async function fill(before: string, path: string, wrapper: readonly string[] = []): Promise<Told> {
  const script = join(__dirname, 'support/fill-candles.ts');
  const command = `${before} && exec "$0" --conditions @prate/source --require "$1" "$2" "$3"`;
  const [program = 'sh', ...args] = [...wrapper, 'sh', '-c', command, process.execPath, typescriptHook, script, path];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(text) as Told;
}
