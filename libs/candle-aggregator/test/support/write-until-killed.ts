import { CandleAggregator } from '../../src';
import { CandleDatabase } from '../../src/storage';
import { tapeOfMinutes } from './tape-of-minutes';

// Stores a tape in calls of changing size, again and again from the first minute that is missing, until the process is killed.
const [path = '', count = '0', seed = '0'] = process.argv.slice(2);

async function main(): Promise<void> {
  const tape = tapeOfMinutes(Number(count), Number(seed));
  const database = await CandleDatabase.open(path);
  const aggregator = new CandleAggregator(database);
  process.stdout.write('open\n');
  const known = (await database.stats()).minutes;
  for (let at = known, size = 1; at < tape.length; at += size, size = (size % 97) + 1) {
    await aggregator.processAndStore(tape.slice(at, at + size), 'BTC_USDT');
  }
  process.stdout.write('done\n');
  await database.close();
}

void main();
