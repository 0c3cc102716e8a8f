import { TypeOrmOrderJournal } from '../../src/journal';

// Trips the switch, says so, and keeps the journal until it is killed.
const [path = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const journal = await TypeOrmOrderJournal.open(path, { mode: 'live', account: 'tripped' });
  const { state } = await journal.killSwitch.set({ state: 'halted', reason: '5 failures in a row', by: 'rule: failures' });
  process.stdout.write(`${state}\n`);
  process.stdin.resume();
}

void main();
