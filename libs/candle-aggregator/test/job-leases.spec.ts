import { ManualClock } from '@prate/execution-interface/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { InMemoryCandleStore, InMemoryJobLeases } from '../src';
import { CandleDatabase } from '../src/storage';
import { jobLeasesContract } from '../src/testing/job-leases-contract';
import { fenceCases } from './support/fence-cases';

/** 2021-01-01T01:00:10Z. */
const NOW_MS = 1_609_462_810_000;
const leaseCases = jobLeasesContract.map((one) => [one.name, one] as const);

describe('in memory', () => {
  it.each(leaseCases)('%s', async (_, one) => {
    const clock = new ManualClock(NOW_MS);
    const leases = new InMemoryJobLeases(clock);
    await one.run(leases, leases, { pass: async (ms) => clock.advance(ms) });
  });

  it.each(fenceCases)('%s', async (_, run) => {
    const clock = new ManualClock(NOW_MS);
    await run(new InMemoryCandleStore({ clock }), clock);
  });
});

describe('SQLite', () => {
  const clock = new ManualClock(NOW_MS);
  let folder: string;
  let database: CandleDatabase;
  let files = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leases-'));
  });

  beforeEach(async () => {
    database = await CandleDatabase.open(join(folder, `${(files += 1)}.db`), { clock });
  });

  afterEach(() => database.close());

  afterAll(() => rm(folder, { recursive: true }));

  it.each(leaseCases)('%s', async (_, one) => {
    await one.run(database.leases, database.leases, { pass: (ms) => wait(ms + 20) });
  });

  it.each(fenceCases)('%s', async (_, run) => run(database, clock));

  it('behavior: whoever held a lease when a process ended holds it no more, as the file has one owner; tokens go on', async () => {
    const lease = await database.leases.acquire('prune', 'a', 3_600_000);
    await database.close();
    database = await CandleDatabase.open(database.path, { clock });
    expect(await database.leases.acquire('prune', 'b', 1_000)).toMatchObject({ token: (lease?.token ?? 0) + 1 });
  });

  it('error: closed', async () => {
    await database.close();
    await expect(database.leases.acquire('prune', 'a', 1_000)).rejects.toMatchObject({ code: 'closed' });
  });
});
