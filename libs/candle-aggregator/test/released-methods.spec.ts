import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CandleSeries } from '../src/candle-series';
import { interpolateMinute } from '../src/interpolation/interpolate-minute';
import { METHODS } from '../src/interpolation/methods';
import type { SeriesName } from '../src/series-name';
import { settleMinute } from '../src/settle-minute';
import { hashOfSeries, seededMinutes } from './support/seeded-minutes';
import { coverage, trueMinute } from './support/true-minutes';

const SERIES: readonly SeriesName[] = ['trade', 'trade', 'trade', 'index', 'fair'];

/** The hashes of 1,000 minutes of every kind, then of 200 that were observed in part. */
function hashesOf(method: string): string[] {
  const contextOf = (index: number, series: SeriesName) => ({ symbol: 'BTC_USDT', series, profile: { method, seed: index % 7 } });
  const whole = seededMinutes(1_000).map((minute, index) => {
    const name = SERIES[index % 5] ?? 'trade';
    const given = name === 'trade' ? minute : { ...minute, volume: 0, flags: 0 };
    const series = new CandleSeries(1, { priceScale: minute.priceGrid.scale, volumeScale: minute.volumeGrid.scale }, 60);
    interpolateMinute(given, { value: minute.low, scale: minute.priceGrid.scale }, contextOf(index, name), series, 0);
    series.length = 60;
    return hashOfSeries(series);
  });
  const partly = Array.from({ length: 200 }, (_, index) => {
    const { minute, seconds } = trueMinute({ seed: index, trades: [2, 12, 60, 300][index % 4] ?? 12, move: 3 });
    const covered = coverage(index, 0.5, 4);
    return hashOfSeries(
      settleMinute(
        minute,
        seconds.filter((_second, i) => covered[i]),
        { value: minute.low, scale: minute.priceGrid.scale },
        contextOf(index, 'trade'),
      ).seconds,
    );
  });
  return [...whole, ...partly].map((hash) => hash.toString(16).padStart(8, '0'));
}

describe.each([...METHODS.keys()])('%s', (method) => {
  it('E14: makes the bytes it was released with', () => {
    const path = join(__dirname, 'released', `${method}.txt`);
    const hashes = hashesOf(method);
    // A version gets its file once, when it is released. Other bytes mean other candles for everybody: a new version, never a new file.
    if (process.env['CANDLE_RELEASE'] === method && !existsSync(path)) {
      const lines = Array.from({ length: hashes.length / 10 }, (_, row) => hashes.slice(row * 10, row * 10 + 10).join(' '));
      writeFileSync(path, `${lines.join('\n')}\n`);
    }
    const released = readFileSync(path, 'utf8').trim().split(/\s+/);
    expect(released).toHaveLength(1_200);
    expect(hashes.flatMap((hash, index) => (hash === released[index] ? [] : [{ index, found: hash, released: released[index] }]))).toEqual(
      [],
    );
  });
});
