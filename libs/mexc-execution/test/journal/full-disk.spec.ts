import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIntent } from '@prate/execution-interface/testing';
import { typescriptHook } from '@prate/test-support';
import { TypeOrmOrderJournal } from '../../src/journal';

const IDENTITY = { mode: 'simulated', account: 'full' } as const;
/** Whether this user may make a small disk of its own. */
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' }).status === 0;

interface Told {
  readonly kept: number;
  readonly failure: { readonly code: string; readonly message: string };
  readonly again: string;
  readonly unsettled: number;
  readonly isWritable: boolean;
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-full-'));
});

afterAll(() => rm(folder, { recursive: true }));

it('R-201: no room in the file: the intent is not recorded, all before it are there, and it goes on when there is room', async () => {
  const path = join(folder, 'limited.db');
  // Blocks of 512 or 1024 bytes, as the shell likes: room for some records in the log.
  const told = await fill('ulimit -f 800', path);
  expect(told.failure).toEqual({ code: 'io', message: expect.stringContaining(`${path}: found SQLITE_IOERR`) as string });
  expect(told).toMatchObject({ again: 'io', unsettled: told.kept, isWritable: false });
  expect(told.kept).toBeGreaterThan(0);
  const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
  expect(await journal.listUnsettled()).toHaveLength(told.kept);
  await journal.record(buildIntent('with-room'));
  expect(await journal.isWritable()).toBe(true);
  await journal.close();
}, 60_000);

(canMount ? it : it.skip)(
  'R-201, R-807: a full disk says so, and the journal can still be read',
  async () => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    const told = await fill(`mount -t tmpfs -o size=500k none ${disk}`, join(disk, 'full.db'), ['unshare', '-rm']);
    expect(told.failure).toEqual({ code: 'full', message: expect.stringContaining('free some disk space') as string });
    expect(told).toMatchObject({ again: 'full', unsettled: told.kept, isWritable: false });
  },
  60_000,
);

/** Runs the filling process behind a command of the shell. */
async function fill(before: string, path: string, wrapper: readonly string[] = []): Promise<Told> {
  const script = join(__dirname, 'fill-disk.ts');
  const command = `${before} && exec "$0" --conditions @prate/source --require "$1" "$2" "$3"`;
  const [program = 'sh', ...args] = [...wrapper, 'sh', '-c', command, process.execPath, typescriptHook, script, path];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(text) as Told;
}
