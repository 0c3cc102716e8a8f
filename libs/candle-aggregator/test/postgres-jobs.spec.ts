import { type PostgresServer, killHard, nextLine, runChild } from '@prate/test-support';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { CandleAggregator, InMemoryCandleStore } from '../src';
import { CandleDatabase } from '../src/storage';
import { jobLeasesContract } from '../src/testing/job-leases-contract';
import { describeOnPostgres } from './support/each-postgres';
import { TAPE_SYMBOL, playTape } from './support/play-tape';
import { seededNumbers } from './support/seeded-minutes';
import { tapeOfMinutes } from './support/tape-of-minutes';

const TTL_MS = 1_500;
const EVERY_MS = 100;
/** Of every tape. */
const FIRST_MS = 1_609_459_200_000;

/** A process that runs ticks, and what it says. */
class Worker {
  readonly lines: string[] = [];
  private readonly child: ChildProcess;

  constructor(url: string, owner: string) {
    this.child = runChild(join(__dirname, 'support/run-ticks.ts'), [url, owner, String(TTL_MS)]);
    if (this.child.stdout !== null) createInterface({ input: this.child.stdout }).on('line', (line) => this.lines.push(line));
  }

  /** The first line of a kind from the given place on. */
  async said(word: string, from = 0): Promise<string[]> {
    for (;;) {
      const line = this.lines.slice(from).find((one) => one.startsWith(word));
      if (line !== undefined) return line.split(' ');
      if (this.child.exitCode !== null) throw new Error(`worker: found its end, expected to hear ${word}`);
      await wait(10);
    }
  }

  ticks(): number[] {
    return this.lines.filter((line) => line.startsWith('tick')).map((line) => Number(line.split(' ')[1]));
  }

  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  kill(): Promise<void> {
    return killHard(this.child);
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.stdin?.end();
    await ended;
  }
}

describeOnPostgres('several processes', ({ start: startServer }) => {
  let server: PostgresServer;
  let workers: Worker[];

  beforeAll(async () => {
    server = await startServer();
  }, 60_000);

  beforeEach(async () => {
    workers = [];
    await server.connect().query('DROP SCHEMA IF EXISTS candles CASCADE');
  });

  afterEach(() => Promise.all(workers.map((worker) => worker.kill())));

  afterAll(() => server.stop());

  const start = async (owner: string): Promise<Worker> => {
    const worker = new Worker(server.url, owner);
    workers.push(worker);
    await worker.said('open');
    return worker;
  };

  it('R-609: each tick runs once, whoever runs it', async () => {
    const [a, b] = await Promise.all([start('a'), start('b')]);
    while (a.ticks().length + b.ticks().length < 15) await wait(20);
    await Promise.all([a.end(), b.end()]);
    expectEach([...a.ticks(), ...b.ticks()]);
  }, 60_000);

  it('R-609: SIGKILL of the holder: the other goes on with a larger token, and no tick is left out', async () => {
    const [a, b] = await Promise.all([start('a'), start('b')]);
    await a.said('tick');
    await b.said('tick');
    a.tell('hang');
    const [, token] = await a.said('holding');
    await a.kill();
    const heard = b.lines.length;
    const [, , next] = await b.said('tick', heard);
    expect(Number(next)).toBeGreaterThan(Number(token));
    await b.end();
    expectEach([...a.ticks(), ...b.ticks()]);
  }, 60_000);

  it('S3: a process that wakes after another has taken over stores nothing more', async () => {
    const a = await start('a');
    await a.said('tick');
    a.tell('hang');
    const [, token] = await a.said('holding');
    a.signal('SIGSTOP');
    const b = await start('b');
    const [, , next] = await b.said('tick');
    expect(Number(next)).toBeGreaterThan(Number(token));
    a.tell('write');
    a.signal('SIGCONT');
    expect(await a.said('wrote')).toEqual(['wrote', 'stale-writer']);
    await Promise.all([a.end(), b.end()]);
  }, 60_000);

  it('E26: a process that is killed while it writes leaves no half minute behind, and the end is the same as without', async () => {
    const next = seededNumbers(7);
    let kept = 0;
    for (let kill = 0; kill < 2; kill += 1) {
      const child = runChild(join(__dirname, 'support/write-until-killed.ts'), [server.url, '20000', '7']);
      expect(await nextLine(child)).toBe('open');
      await wait(next() % 60);
      await killHard(child);
      const database = await CandleDatabase.open(server.url);
      const { minutes } = await database.stats();
      expect(minutes).toBeGreaterThanOrEqual(kept);
      kept = minutes;
      // As many as were stored, the first ones, each with all its seconds, and nothing of a call that was cut off.
      expect(await database.watermark(TAPE_SYMBOL)).toBe(minutes === 0 ? undefined : FIRST_MS + minutes * 60_000);
      expect((await database.verify({ symbol: TAPE_SYMBOL, startTs: 0, endTs: Number.MAX_SAFE_INTEGER })).faults).toEqual([]);
      await database.close();
    }
    const tape = tapeOfMinutes(kept + 100, 7);
    const range = { symbol: TAPE_SYMBOL, startTs: FIRST_MS, endTs: FIRST_MS + (tape.length + 10) * 60_000 };
    const database = await CandleDatabase.open(server.url);
    const store = new InMemoryCandleStore();
    for (const one of [database, store]) await playTape(one, new CandleAggregator(one), tape);
    const tail = { ...range, startTs: range.endTs - 20_000_000 };
    const [found, undisturbed] = [new CandleAggregator(database), new CandleAggregator(store)];
    expect(await found.getSecondCandles(tail)).toEqual(await undisturbed.getSecondCandles(tail));
    const buckets = { ...range, intervalSeconds: 600 };
    expect(await found.getAggregatedCandles(buckets)).toEqual(await undisturbed.getAggregatedCandles(buckets));
    await database.close();
  }, 120_000);

  it.each(jobLeasesContract.map((one, index) => [one.name, one, index] as const))('%s', async (_, one, index) => {
    const options = { schema: `leases_${index}` };
    const [database, replica] = await Promise.all([CandleDatabase.open(server.url, options), CandleDatabase.open(server.url, options)]);
    try {
      await one.run(database.leases, replica.leases, { pass: (ms) => wait(ms + 20) });
    } finally {
      await Promise.all([database.close(), replica.close()]);
    }
  });
});

/** Every tick between the first and the last, once. */
function expectEach(ticks: readonly number[]): void {
  const sorted = [...ticks].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  expect(sorted).toEqual(sorted.map((_, index) => first + index * EVERY_MS));
}
