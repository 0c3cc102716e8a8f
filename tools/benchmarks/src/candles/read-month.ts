/** Reads days of one symbol at 5 s and prints its largest RSS in MB and its longest event-loop block in ms. Arguments: file, symbol, days. */
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { EventLoopWatch } from './event-loop-watch';
import { countCandles } from './read-rows';
import { DAY_MS, FIRST_DAY_MS } from './seeded-day';

async function main(): Promise<void> {
  const [path = '', symbol = '', days = '1'] = process.argv.slice(2);
  const database = await CandleDatabase.open(path);
  const aggregator = new CandleAggregator(database);
  // The first pass is cold code; the second is what a running service does.
  await countCandles(aggregator, { symbol, startTs: FIRST_DAY_MS, endTs: FIRST_DAY_MS + DAY_MS, intervalSeconds: 5 });
  // Not what the system calls the largest: a process begins with that of the one which started it.
  let largestBytes = 0;
  const sampler = setInterval(() => (largestBytes = Math.max(largestBytes, process.memoryUsage.rss())), 5);
  const watch = new EventLoopWatch();
  await countCandles(aggregator, { symbol, startTs: FIRST_DAY_MS, endTs: FIRST_DAY_MS + Number(days) * DAY_MS, intervalSeconds: 5 });
  const { longestMs } = watch.stop();
  clearInterval(sampler);
  await database.close();
  console.log(`${(largestBytes / 2 ** 20).toFixed(1)} ${longestMs.toFixed(2)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
