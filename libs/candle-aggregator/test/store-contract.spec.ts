import { ManualClock } from '@prate/execution-interface/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleDatabase } from '../src/storage';
import { InMemoryCandleStore } from '../src';
import { CONTRACT_NOW_MS, candleStoreContract } from '../src/testing';

jest.setTimeout(60_000);

describe('InMemoryCandleStore', () => {
  it.each(candleStoreContract.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const clock = new ManualClock(CONTRACT_NOW_MS);
    await one.run(new InMemoryCandleStore({ clock }), clock);
  });
});

describe('CandleDatabase', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'candles-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it.each(candleStoreContract.map((one, index) => [one.name, one, index] as const))('%s', async (_, one, index) => {
    const clock = new ManualClock(CONTRACT_NOW_MS);
    const database = await CandleDatabase.open(join(folder, `${index}.db`), { clock });
    try {
      await one.run(database, clock);
    } finally {
      await database.close();
    }
  });
});
