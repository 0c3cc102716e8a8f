import { MemoryKillSwitch } from './memory-kill-switch';
import { MemoryOrderJournal } from './memory-order-journal';
import { JOURNAL_NOW_MS, ManualClock, killSwitchContract, orderJournalContract } from './testing';

describe('MemoryOrderJournal', () => {
  it.each(orderJournalContract.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const clock = new ManualClock(JOURNAL_NOW_MS);
    await one.run(new MemoryOrderJournal(clock), clock);
  });
});

describe('MemoryKillSwitch', () => {
  it.each(killSwitchContract.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const clock = new ManualClock(JOURNAL_NOW_MS);
    const killSwitch = new MemoryKillSwitch(clock);
    await one.run({ killSwitch, replica: killSwitch }, clock);
  });
});
