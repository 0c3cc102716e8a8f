import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CandleSeries } from '../src/candle-series';
import { interpolateMinute } from '../src/interpolation/interpolate-minute';
import { METHODS } from '../src/interpolation/methods';
import type { Minute } from '../src/minute';
import { checkMinuteInvariants } from '../src/testing';

const FILE = join(__dirname, '../../../../shared/data/spy_20131007_1s.csv.gz');

interface RecordedMinute {
  readonly minute: Minute;
  readonly tradedSeconds: number;
  /** Places of the first second at the high and at the low. */
  readonly highAt: number;
  readonly lowAt: number;
}

/** The day's minutes as its seconds add up to them; prices in cents, volume in shares. */
function readMinutes(): RecordedMinute[] {
  const [, ...lines] = gunzipSync(readFileSync(FILE)).toString('utf8').trim().split('\n');
  const byMinute = new Map<number, number[][]>();
  for (const line of lines) {
    const row = line.split(',').map(Number);
    const openTimeS = Math.floor((row[0] as number) / 60_000) * 60;
    byMinute.set(openTimeS, [...(byMinute.get(openTimeS) ?? []), row]);
  }
  return [...byMinute].map(([openTimeS, rows]) => {
    const cents = (row: readonly number[] | undefined, column: number): number => Math.round((row?.[column] as number) * 100);
    const high = Math.max(...rows.map((row) => cents(row, 2)));
    const low = Math.min(...rows.map((row) => cents(row, 3)));
    const placeOf = (column: number, price: number): number => ((rows.find((row) => cents(row, column) === price)?.[0] ?? 0) / 1_000) % 60;
    return {
      minute: {
        openTimeS,
        open: cents(rows[0], 1),
        high,
        low,
        close: cents(rows.at(-1), 4),
        priceGrid: { step: 1, scale: 2 },
        volume: rows.reduce((sum, row) => sum + (row[5] as number), 0),
        volumeGrid: { step: 1, scale: 0 },
        flags: 0,
        isFinal: true,
      },
      tradedSeconds: rows.length,
      highAt: placeOf(2, high),
      lowAt: placeOf(3, low),
    };
  });
}

function secondsOf(minute: Minute, method: string): CandleSeries {
  const series = new CandleSeries(1, { priceScale: 2, volumeScale: 0 }, 60);
  interpolateMinute(minute, undefined, { symbol: 'SPY', series: 'trade', profile: { method, seed: 1 } }, series, 0);
  series.length = 60;
  return series;
}

describe('a recorded day of a liquid fund', () => {
  if (!existsSync(FILE)) {
    it('is not here', () => {
      console.log(`recorded quality: ${FILE} is absent, so only its absence is checked`);
      expect(existsSync(FILE)).toBe(false);
    });
    return;
  }
  const minutes = readMinutes();

  it.each([...METHODS.keys()])('Q1: %s keeps every rule in every minute', (method) => {
    expect(minutes).toHaveLength(828);
    const broken = minutes.flatMap(({ minute }) => checkMinuteInvariants(minute, undefined, secondsOf(minute, method)));
    expect(broken).toEqual([]);
  });

  it('Q5: linear@1 has high and low in the right order in at least 85 % of the active minutes', () => {
    const active = minutes.filter(
      ({ minute, tradedSeconds, highAt, lowAt }) => tradedSeconds >= 40 && minute.high - minute.low >= 5 && highAt !== lowAt,
    );
    expect(active.length).toBeGreaterThan(100);
    const right = active.filter(({ minute, highAt, lowAt }) => {
      const { high, low } = secondsOf(minute, 'linear@1');
      return Math.sign(high.indexOf(minute.high) - low.indexOf(minute.low)) === Math.sign(highAt - lowAt);
    });
    expect(right.length / active.length).toBeGreaterThanOrEqual(0.85);
  });
});
