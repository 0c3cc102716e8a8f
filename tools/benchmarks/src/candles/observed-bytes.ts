import { statSync } from 'node:fs';
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { observedDay } from './observed-day';
import { DAY_MS, FIRST_DAY_MS, GRID } from './seeded-day';

const SYMBOLS = 2;
const DAY_SECONDS = 86_400;

/** Bytes on disk a second of days that were seen whole, written as a live feed writes them: every minute its seconds, then itself, symbol by symbol. */
export async function observedBytesASecond(path: string): Promise<number> {
  const database = await CandleDatabase.open(path);
  const aggregator = new CandleAggregator(database);
  const days = Array.from({ length: SYMBOLS }, (_, symbol) => ({ symbol: `SYMBOL${symbol}_USDT`, ...observedDay(symbol, 0) }));
  for (let minute = 0; minute < 1_440; minute += 1) {
    for (const { symbol, minutes, seconds } of days) {
      const receivedAtMs = FIRST_DAY_MS + (minute + 1) * 60_000 + 3_000;
      await aggregator.storeSeconds({ symbol, seconds: seconds.slice(minute * 60, minute * 60 + 60), receivedAtMs });
      await aggregator.processAndStore(minutes.slice(minute, minute + 1), symbol, { instrument: GRID, serverTimeMs: receivedAtMs });
    }
  }
  for (const { symbol } of days) {
    const range = { symbol, startTs: FIRST_DAY_MS, endTs: FIRST_DAY_MS + DAY_MS };
    const disputes = await database.differences(range);
    if (disputes.length > 0)
      throw new Error(`observed day: found ${disputes.length} differences, expected none: ${JSON.stringify(disputes[0])}`);
    await database.packHours(range);
  }
  await database.close();
  return statSync(path).size / (SYMBOLS * DAY_SECONDS);
}
