import { type IntentOutcome, type JournalEntry, clientOrderId } from '@prate/execution-interface';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Database } from 'sqlite3';
import { killHard, nextLine, runChild } from '@prate/test-support';
import { TypeOrmOrderJournal } from '../../src/journal';
import { seededNumbers } from './seeded-numbers';

const IDENTITY = { mode: 'simulated', account: 'killed' } as const;
const KILLS = 60;
const SEED = 11;
const WRITERS = 3;

/** What a child told of one of its intents. */
interface Told {
  attempts: number;
  isRecording: boolean;
  settling?: IntentOutcome;
  settled?: IntentOutcome;
}

interface Line {
  readonly what: 'ready' | 'open' | 'recording' | 'recorded' | 'settling' | 'settled' | 'tripped';
  readonly id: string;
  readonly attempts: number;
  readonly outcome: IntentOutcome;
}

let folder: string;
const writers = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-kill-'));
});

afterAll(async () => {
  // Where a test failed, one may still be waiting for its turn.
  await Promise.all([...writers].map(killHard));
  await rm(folder, { recursive: true });
});

describe('a process that is killed while it records and settles', () => {
  it(`R-201: forgets nothing that it was told is kept, ${KILLS} times in a row, and leaves no state that cannot be`, async () => {
    const path = join(folder, 'killed.db');
    const next = seededNumbers(SEED);
    const all = new Map<string, JournalEntry>();
    let recorded = 0;
    let inDoubt = 0;
    let trips = 0;
    let child = await startWriter();
    for (let round = 0; round < KILLS; round += 1) {
      const lines = collectLines(child);
      child.stdin?.write(`${path} ${round}\n`);
      // The next one starts while this one writes.
      const starting = round + 1 < KILLS ? startWriter() : undefined;
      await wait(next() % 400);
      await killHard(child);
      expect(child.signalCode).toBe('SIGKILL');
      const told = new Map<string, Told>();
      for (const line of await lines) trips += apply(told, line);

      const journal = await TypeOrmOrderJournal.open(path, IDENTITY);
      const entries = new Map<string, JournalEntry>();
      for await (const entry of journal.list()) entries.set(entry.intent.clientOrderId, entry);
      // What earlier rounds left stands as it was.
      for (const [id, entry] of all) expect(entries.get(id)).toEqual(entry);
      for (const [id, what] of told) {
        const entry = entries.get(id);
        expect({ id, isKept: entry !== undefined }).toEqual({ id, isKept: true });
        if (entry === undefined) continue;
        expect(possible(what)).toContainEqual({ attempts: entry.attempts, outcome: entry.outcome });
        recorded += 1;
        if (entry.outcome.state === 'sent') inDoubt += 1;
      }
      // Beyond what was told, at most one intent a writer that was being recorded.
      expect(entries.size - all.size - told.size).toBeLessThanOrEqual(WRITERS);
      expect((await journal.killSwitch.history()).length).toBeGreaterThanOrEqual(1 + trips);
      const unsettled = new Set((await journal.listUnsettled()).map(({ intent }) => intent.clientOrderId));
      for (const [id, entry] of entries) {
        if (all.has(id)) continue;
        expect(unsettled.has(clientOrderId(id))).toBe(['sent', 'unknown'].includes(entry.outcome.state));
        await expectStory(journal, entry);
        all.set(id, entry);
      }
      await journal.close();
      if (starting !== undefined) child = await starting;
    }
    expect(await query(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    // It did kill in the middle of things.
    expect(recorded).toBeGreaterThan(KILLS);
    expect(inDoubt).toBeGreaterThan(KILLS / 10);
  }, 600_000);

  it('R-221: a tripped switch is still tripped', async () => {
    const path = join(folder, 'tripped.db');
    const child = runChild(join(__dirname, 'trip-and-stay.ts'), [path]);
    expect(await nextLine(child)).toBe('halted');
    await killHard(child);
    const journal = await TypeOrmOrderJournal.open(path, { mode: 'live', account: 'tripped' });
    expect(await journal.killSwitch.read()).toMatchObject({ state: 'halted', reason: '5 failures in a row', by: 'rule: failures' });
    await journal.killSwitch.set({ state: 'active', reason: 'the venue is back', by: 'Ada' });
    await journal.close();
    const again = await TypeOrmOrderJournal.open(path, { mode: 'live', account: 'tripped' });
    expect(await again.killSwitch.read()).toMatchObject({ state: 'active', by: 'Ada' });
    await again.close();
  }, 60_000);

  it('error: in-use while another process has the file, free as soon as that one is killed', async () => {
    const path = join(folder, 'held.db');
    const holder = runChild(join(__dirname, 'trip-and-stay.ts'), [path]);
    try {
      expect(await nextLine(holder)).toBe('halted');
      await expect(TypeOrmOrderJournal.open(path, { mode: 'live', account: 'tripped' })).rejects.toMatchObject({
        code: 'in-use',
        message: expect.stringContaining('another TypeOrmOrderJournal'),
      });
    } finally {
      await killHard(holder);
    }
    const journal = await TypeOrmOrderJournal.open(path, { mode: 'live', account: 'tripped' });
    expect(await journal.isWritable()).toBe(true);
    await journal.close();
  }, 60_000);
});

async function startWriter(): Promise<ChildProcess> {
  const child = runChild(join(__dirname, 'write-until-killed.ts'), []);
  writers.add(child);
  expect(await nextLine(child)).toBe('{"what":"ready"}');
  return child;
}

/** Every whole line, once the process is gone. */
function collectLines(child: ChildProcess): Promise<Line[]> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('close', () => {
      const whole = text.split('\n').slice(0, -1);
      resolve(whole.map((line) => JSON.parse(line) as Line));
    });
  });
}

/** Notes what was told; 1 for a trip. */
function apply(told: Map<string, Told>, { what, id, attempts, outcome }: Line): number {
  if (what === 'tripped') return 1;
  const known = told.get(id);
  if (what === 'recorded') told.set(id, { attempts, isRecording: false });
  else if (known !== undefined && what === 'recording') known.isRecording = true;
  else if (known !== undefined && what === 'settling') known.settling = outcome;
  else if (known !== undefined && what === 'settled') known.settled = outcome;
  return 0;
}

/** What may be found of an intent. */
function possible({ attempts, isRecording, settling, settled }: Told): readonly Pick<JournalEntry, 'attempts' | 'outcome'>[] {
  const states: Pick<JournalEntry, 'attempts' | 'outcome'>[] = [{ attempts, outcome: settled ?? { state: 'sent' } }];
  if (settled === undefined && settling !== undefined) states.push({ attempts, outcome: settling });
  if (isRecording) states.push({ attempts: attempts + 1, outcome: { state: 'sent' } });
  return states;
}

/** The story and the row say the same. */
async function expectStory(journal: TypeOrmOrderJournal, { intent, outcome, attempts }: JournalEntry): Promise<void> {
  const story = await journal.story(intent.clientOrderId);
  expect(story.filter(({ what }) => what === 'recorded')).toHaveLength(attempts);
  const last = story.at(-1);
  if (outcome.state === 'sent') expect(last).toMatchObject({ what: 'recorded', attempt: attempts, intent });
  else expect(last).toMatchObject({ what: 'settled', attempt: attempts, outcome });
}

function query(path: string, sql: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const connection = new Database(path);
    connection.all(sql, (error, rows) => connection.close(() => (error === null ? resolve(rows) : reject(error))));
  });
}
