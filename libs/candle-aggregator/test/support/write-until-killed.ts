import { CandleAggregator } from '../../src';
import { CandleDatabase } from '../../src/storage';
import { playTape } from './play-tape';
import { tapeOfMinutes } from './tape-of-minutes';

// Stores a tape from the first minute that is missing, until the process is killed.
const [path = '', count = '0', seed = '0'] = process.argv.slice(2);

async function main(): Promise<void> {
  const tape = tapeOfMinutes(Number(count), Number(seed));
  const database = await CandleDatabase.open(path);
  process.stdout.write('open\n');
  await playTape(database, new CandleAggregator(database), tape);
  process.stdout.write('done\n');
  await database.close();
}

void main();
