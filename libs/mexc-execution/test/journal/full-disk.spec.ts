import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIntent } from '@prate/execution-interface/testing';
import { canMountDisk, runOnSmallDisk, runWithSmallFiles } from '@prate/test-support';
import { TypeOrmOrderJournal } from '../../src/journal';

const IDENTITY = { mode: 'simulated', account: 'full' } as const;
const FILL = join(__dirname, 'fill-disk.ts');

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
  // Room for some records in the log.
  const told = await runWithSmallFiles<Told>(FILL, path, 800);
  expect(told.failure).toEqual({ code: 'io', message: expect.stringContaining(`${path}: found SQLITE_IOERR`) as string });
  expect(told).toMatchObject({ again: 'io', unsettled: told.kept, isWritable: false });
  expect(told.kept).toBeGreaterThan(0);
  const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
  expect(await journal.listUnsettled()).toHaveLength(told.kept);
  await journal.record(buildIntent('with-room'));
  expect(await journal.isWritable()).toBe(true);
  await journal.close();
}, 60_000);

(canMountDisk() ? it : it.skip)(
  'R-201, R-807: a full disk says so, and the journal can still be read',
  async () => {
    const disk = join(folder, 'disk');
    const told = await runOnSmallDisk<Told>(FILL, join(disk, 'full.db'), { folder: disk, size: '500k' });
    expect(told.failure).toEqual({ code: 'full', message: expect.stringContaining('free some disk space') as string });
    expect(told).toMatchObject({ again: 'full', unsettled: told.kept, isWritable: false });
  },
  60_000,
);
