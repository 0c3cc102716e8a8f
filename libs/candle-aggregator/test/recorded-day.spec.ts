import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleAggregator } from '../src';
import type { MinuteInput } from '../src';
import { CandleDatabase } from '../src/storage';

const FILE = join(__dirname, '../../../../shared/data/btcusd_20161007_1m.csv');

async function readDay(): Promise<MinuteInput[]> {
  const [, ...lines] = (await readFile(FILE, 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [timestamp, open, high, low, close, volume] = line.split(',').map(Number) as [number, number, number, number, number, number];
    return { timestamp, open, high, low, close, volume };
  });
}

describe('a recorded day', () => {
  if (!existsSync(FILE)) {
    it('is not here', () => {
      console.log(`recorded day: ${FILE} is absent, so only its absence is checked`);
      expect(existsSync(FILE)).toBe(false);
    });
    return;
  }

  it('E21: every one of its 1,419 minutes comes back exactly, from seconds and from minutes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recorded-day-'));
    const database = await CandleDatabase.open(join(folder, 'day.db'));
    try {
      const minutes = await readDay();
      const aggregator = new CandleAggregator(database);
      const stored = await aggregator.processAndStore(minutes, 'BTC_USD');
      expect([minutes.length, stored.count]).toEqual([1_419, 85_140]);
      const range = { symbol: 'BTC_USD', startTs: 1_475_798_400_000, endTs: 1_475_884_800_000 };
      const values = (candles: readonly MinuteInput[]) =>
        candles.map(({ timestamp, open, high, low, close, volume }) => [timestamp, open, high, low, close, volume]);
      expect(values(await aggregator.getAggregatedCandles({ ...range, intervalSeconds: 60 }))).toEqual(values(minutes));

      for (const intervalSeconds of [5, 7, 45]) {
        const buckets = await aggregator.getAggregatedCandles({ ...range, intervalSeconds });
        // The day begins at a multiple of 5 and 45 s; buckets of 7 s reach over its ends.
        const inUnits = (candles: readonly { readonly volume: number }[]) =>
          candles.reduce((sum, candle) => sum + Math.round(candle.volume * 1e8), 0);
        if (86_400 % intervalSeconds === 0) expect(inUnits(buckets)).toBe(inUnits(minutes));
      }
      // 5 s buckets of a minute: its open, high, low and close, over those that traded.
      const five = await aggregator.getAggregatedCandles({ ...range, intervalSeconds: 5 });
      for (const minute of minutes) {
        const inside = five.filter(
          (one) => one.timestamp >= minute.timestamp && one.timestamp < minute.timestamp + 60_000 && one.volume > 0,
        );
        expect([
          inside[0]?.open,
          Math.max(...inside.map((one) => one.high)),
          Math.min(...inside.map((one) => one.low)),
          inside.at(-1)?.close,
        ]).toEqual([...[minute.open, minute.high, minute.low, minute.close]]);
      }
      const holes = await database.missing('BTC_USD', range.startTs, range.endTs);
      expect(holes.reduce((sum, hole) => sum + (hole.to - hole.from) / 60_000, 0)).toBe(1_440 - 1_419);
      expect((await aggregator.processAndStore(minutes, 'BTC_USD')).unchanged).toBe(85_140);
    } finally {
      await database.close();
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});
