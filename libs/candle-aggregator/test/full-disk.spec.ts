import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canMountDisk, runOnSmallDisk, runWithSmallFiles } from '@prate/test-support';
import { CandleAggregator } from '../src';
import { CandleDatabase } from '../src/storage';
import { tapeOfMinutes } from './support/tape-of-minutes';

jest.setTimeout(60_000);

const FILL = join(__dirname, 'support/fill-candles.ts');

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
  const told = await runWithSmallFiles<Told>(FILL, path, 3_000);
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

(canMountDisk() ? it : it.skip)('error: a full disk says so, names the file, and what is stored can still be read', async () => {
  const disk = join(folder, 'disk');
  const told = await runOnSmallDisk<Told>(FILL, join(disk, 'full.db'), { folder: disk, size: '3m' });
  expect(told.failure).toEqual({
    code: 'io',
    message: expect.stringMatching(/full\.db: found SQLITE_FULL.*free some disk space/s) as string,
  });
  expect(told).toMatchObject({ again: 'io', minutes: told.kept, seconds: told.kept * 60 });
});
