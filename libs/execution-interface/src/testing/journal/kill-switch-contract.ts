import { rejects, strictEqual } from 'node:assert';
import { JournalError } from '../../journal-errors';
import { type KillSwitchCase, same } from './journal-case';
import { JOURNAL_NOW_MS } from './journal-samples';

const TRIP = { state: 'halted', reason: '5 failures in a row', by: 'rule: failures' } as const;
const RESET = { state: 'active', reason: 'the venue is back', by: 'Ada' } as const;

/** What every {@link KillSwitch} must hold. Run every case on one that nobody touched. */
export const killSwitchContract: readonly KillSwitchCase[] = [
  {
    name: 'KS-01 before anybody touches it, it is active, and says so',
    async run({ killSwitch }) {
      const { state, reason, by, atMs } = await killSwitch.read();
      same([state, reason !== '', by !== '', atMs], ['active', true, true, JOURNAL_NOW_MS]);
    },
  },
  {
    name: 'KS-02 a change is seen at once where it was made, and within a second everywhere else',
    async run({ killSwitch, replica }, clock) {
      strictEqual((await replica.read()).state, 'active');
      clock.advance(10);
      same(await killSwitch.set(TRIP), { ...TRIP, atMs: JOURNAL_NOW_MS + 10 });
      same(await killSwitch.read(), { ...TRIP, atMs: JOURNAL_NOW_MS + 10 });
      clock.advance(1_000);
      same(await replica.read(), { ...TRIP, atMs: JOURNAL_NOW_MS + 10 });
      clock.advance(3_600_000);
      strictEqual((await killSwitch.read()).state, 'halted');
    },
  },
  {
    name: 'KS-03 every change, also the way back to active, says who and why',
    async run({ killSwitch }) {
      await killSwitch.set(TRIP);
      const incomplete = [{ ...RESET, reason: '' }, { ...RESET, by: '  ' }, { state: 'active' }, { ...RESET, state: 'on' }];
      for (const change of incomplete) {
        await rejects(killSwitch.set(change as never), (error: unknown) => error instanceof JournalError && error.code === 'invalid');
      }
      strictEqual((await killSwitch.read()).state, 'halted');
      await killSwitch.set(RESET);
      strictEqual((await killSwitch.read()).state, 'active');
    },
  },
  {
    name: 'KS-04 the history is whole, newest first, and can be cut',
    async run({ killSwitch, replica }, clock) {
      await killSwitch.set(TRIP);
      clock.advance(5);
      await replica.set({ ...TRIP, state: 'reducing' });
      clock.advance(5);
      await killSwitch.set(RESET);
      const history = await replica.history();
      same(
        history.map(({ state, atMs }) => [state, atMs - JOURNAL_NOW_MS]),
        [
          ['active', 10],
          ['reducing', 5],
          ['halted', 0],
          ['active', 0],
        ],
      );
      same(history[2], { ...TRIP, atMs: JOURNAL_NOW_MS });
      same(await killSwitch.history(2), history.slice(0, 2));
    },
  },
  {
    name: 'KS-05 of several changes at once all are kept, and all see the last',
    async run({ killSwitch, replica }, clock) {
      await Promise.all(
        Array.from({ length: 10 }, (_, index) => (index % 2 ? killSwitch : replica).set({ ...TRIP, reason: `trip ${index}` })),
      );
      const history = await killSwitch.history();
      strictEqual(history.length, 11);
      clock.advance(1_000);
      same(await killSwitch.read(), history[0]);
      same(await replica.read(), history[0]);
    },
  },
];
