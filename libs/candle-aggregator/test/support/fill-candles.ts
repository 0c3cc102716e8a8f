import { CandleAggregator, type CandleStoreError } from '../../src';
import { CandleDatabase } from '../../src/storage';
import { tapeOfMinutes } from './tape-of-minutes';

// Stores a tape in calls of two hours until the disk has no room left, and tells what happened as one line of JSON.
const [path = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const tape = tapeOfMinutes(100_000, 3);
  const database = await CandleDatabase.open(path);
  const aggregator = new CandleAggregator(database);
  let failure: CandleStoreError | undefined;
  let kept = 0;
  while (failure === undefined && kept < tape.length) {
    try {
      await aggregator.processAndStore(tape.slice(kept, kept + 120), 'BTC_USDT');
      kept += 120;
    } catch (error) {
      failure = error as CandleStoreError;
    }
  }
  const again = await aggregator.processAndStore(tape.slice(kept, kept + 120), 'BTC_USDT').then(
    () => 'stored',
    (error: unknown) => (error as CandleStoreError).code,
  );
  const { minutes, seconds } = await database.stats();
  const told = {
    kept,
    failure: { code: failure?.code, message: failure?.message },
    again,
    minutes,
    seconds,
    isWritable: await database.isWritable(),
  };
  await database.close();
  process.stdout.write(JSON.stringify(told));
}

void main();
