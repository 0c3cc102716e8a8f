import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleAggregator } from '../candle-aggregator';
import { CandleDatabase } from './candle-database';
import { openWriter } from './data-sources';

const T = 1609459200000;
const SYMBOL = 'BTC_USDT';
const minute = (index: number) => ({ timestamp: T + index * 60_000, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 });

test('behavior: what was acknowledged stays, whatever is rolled back beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concurrent-writes-'));
  try {
    const path = join(folder, 'candles.db');
    const database = await CandleDatabase.open(path);
    // Every third minute fails when it stands in its transaction already, and its seconds follow.
    const other = await openWriter(path);
    await other.query(
      `CREATE TRIGGER refused BEFORE INSERT ON candle_1s WHEN NEW.open_time / 60 % 3 = 0 BEGIN SELECT RAISE(ABORT, 'refused'); END`,
    );
    await other.destroy();
    const aggregator = new CandleAggregator(database);
    const puts = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => aggregator.processAndStore([minute(index)], SYMBOL)));
    const stored = puts.flatMap(({ status }, index) => (status === 'fulfilled' ? [T + index * 60_000] : []));
    expect(stored).toHaveLength(8);
    for (const put of puts)
      if (put.status === 'rejected') expect(put.reason).toMatchObject({ code: 'io', message: expect.stringContaining('refused') });
    await database.close();

    const again = await CandleDatabase.open(path);
    const range = { symbol: SYMBOL, startTs: T, endTs: T + 3_600_000 };
    expect((await again.minuteRecords(range)).map(({ openTimeS }) => openTimeS * 1000)).toEqual(stored);
    expect(await again.verify(range)).toMatchObject({ minutes: 8, seconds: 480, faultCount: 0 });
    await again.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
