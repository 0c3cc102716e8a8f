import { type IntentOutcome, venueOrderId } from '@prate/execution-interface';
import { buildIntent } from '@prate/execution-interface/testing';
import { TypeOrmOrderJournal } from '../../src/journal';
import { seededNumbers } from './seeded-numbers';

// Waits for a path and a name, then records, settles, repeats and trips until it is killed. Tells each step after it is done, and each
// settlement and trip before, too: one that is under way at the end may be there or not.
const WRITERS = 3;

async function main(path: string, round: string): Promise<void> {
  const journal = await TypeOrmOrderJournal.open(path, { mode: 'simulated', account: 'killed' });
  await tell({ what: 'open' });
  await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) => write(journal, `${round}-${writer}`, seededNumbers(Number(round) * 10 + writer))),
  );
}

async function write(journal: TypeOrmOrderJournal, name: string, next: () => number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const id = `${name}-${count}`;
    const intent = buildIntent(id, { createdAtMs: 1_767_225_600_000 + count });
    await journal.record(intent);
    await tell({ what: 'recorded', id, attempts: 1 });
    const outcome = outcomes[next() % outcomes.length] as IntentOutcome;
    await tell({ what: 'settling', id, outcome });
    await journal.settle(intent.clientOrderId, outcome);
    await tell({ what: 'settled', id, outcome });
    if (outcome.state === 'rejected' && next() % 2 === 0) {
      await tell({ what: 'recording', id, attempts: 2 });
      await journal.record(intent);
      await tell({ what: 'recorded', id, attempts: 2 });
    }
    if (count % 5 === 0) {
      await journal.killSwitch.set({ state: next() % 2 === 0 ? 'halted' : 'active', reason: id, by: 'test' });
      await tell({ what: 'tripped', id });
    }
  }
}

const outcomes: readonly IntentOutcome[] = [
  { state: 'accepted', orderId: venueOrderId('739113577038255616') },
  { state: 'rejected', code: '510' },
  { state: 'unknown', code: 'timeout' },
];

/** Done when the line has left this process: a full pipe keeps lines here, where a kill would take them along. */
function tell(line: object): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));
}

process.stdin.once('data', (data: Buffer) => {
  const [path = '', round = '0'] = data.toString().trim().split(' ');
  void main(path, round);
});
void tell({ what: 'ready' });
