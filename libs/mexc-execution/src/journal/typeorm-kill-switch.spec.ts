import { Slots } from '@prate/execution-interface';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from 'sqlite3';
import { TypeOrmOrderJournal } from './typeorm-order-journal';

const IDENTITY = { mode: 'live', account: 'a1b2' } as const;
const HALT = { state: 'halted', reason: 'drill', by: 'anna' } as const;

let folder: string;
let path: string;
let slots: Slots;
let journal: TypeOrmOrderJournal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-switch-'));
  path = join(folder, 'journal.db');
  slots = new Slots(1);
  journal = await TypeOrmOrderJournal.open(path, { ...IDENTITY, slots });
});

afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true });
});

function change(sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = new Database(path);
    connection.exec(sql, (error) => connection.close(() => (error === null ? resolve() : reject(error))));
  });
}

test('default: what was seen or decided last is known at once; before anybody looked nothing is', async () => {
  expect(journal.killSwitch.lastKnown()).toBeUndefined();
  await journal.killSwitch.read();
  expect(journal.killSwitch.lastKnown()).toBe('active');
  await journal.killSwitch.set(HALT);
  expect(journal.killSwitch.lastKnown()).toBe('halted');
  await journal.killSwitch.set({ state: 'active', reason: 'over', by: 'anna' });
  expect(journal.killSwitch.lastKnown()).toBe('active');
});

test('behavior: a halt counts from its first moment, while the disk has not taken it yet', async () => {
  const { killSwitch } = journal;
  await killSwitch.read();
  let release: () => void = () => undefined;
  const hanging = slots.run(() => new Promise<void>((resolve) => (release = resolve)));
  const halting = killSwitch.set(HALT);
  expect(killSwitch.lastKnown()).toBe('halted');
  expect(await killSwitch.read()).toMatchObject(HALT);
  release();
  await hanging;
  expect(await killSwitch.read()).toEqual(await halting);
});

test('error: a halt that could not be kept counts here all the same, until another change is kept', async () => {
  const { killSwitch } = journal;
  await change(`CREATE TRIGGER stop BEFORE INSERT ON kill_switch BEGIN SELECT RAISE(ABORT, 'stopped'); END`);
  await expect(killSwitch.set(HALT)).rejects.toMatchObject({ name: 'JournalError' });
  expect((await killSwitch.read()).state).toBe('halted');
  await expect(killSwitch.set({ state: 'active', reason: 'over', by: 'anna' })).rejects.toMatchObject({ name: 'JournalError' });
  expect(killSwitch.lastKnown()).toBe('halted');
  await change('DROP TRIGGER stop');
  await killSwitch.set({ state: 'active', reason: 'over', by: 'anna' });
  expect((await killSwitch.read()).state).toBe('active');
});

test.each([false, true])(
  'behavior: a halt begun while a reset is being kept outlives that reset (the halt is not kept: %s)',
  async (isLost) => {
    const { killSwitch } = journal;
    await killSwitch.set(HALT);
    if (isLost) {
      await change(`CREATE TRIGGER stop BEFORE INSERT ON kill_switch WHEN NEW.state = 'halted' BEGIN SELECT RAISE(ABORT, 'stopped'); END`);
    }
    const resetting = killSwitch.set({ state: 'active', reason: 'over', by: 'anna' });
    const halting = killSwitch.set({ ...HALT, reason: 'again' }).catch(() => undefined);
    await resetting;
    expect(killSwitch.lastKnown()).toBe('halted');
    await halting;
    expect(killSwitch.lastKnown()).toBe('halted');
    expect(await killSwitch.read()).toMatchObject({ state: 'halted', reason: 'again' });
  },
);
