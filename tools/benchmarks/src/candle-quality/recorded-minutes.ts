import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Minute } from '@prate/candle-aggregator';
import { SecondColumns } from './second-columns';

/** One recorded minute beside the seconds it was made of. */
export interface RecordedMinute {
  readonly minute: Minute;
  /** In ticks, as are the minute's prices. */
  readonly real: SecondColumns;
  readonly tradedSeconds: number;
}

/** Which half of the data a minute belongs to. Fixed before anything was tuned; constants may be chosen on `calibration` only. */
export type Part = 'calibration' | 'test';

export interface RecordedDay {
  readonly name: string;
  readonly seconds: string;
  readonly minutes: string;
  readonly source: string;
  partOf(openTimeS: number): Part;
}

const SOURCE = 'QuantConnect/Lean (Apache-2.0)';

/** One day of bitcoin calibrates, the next one tests. Of the fund there is one day: every second half hour tests. */
export const RECORDED_DAYS: readonly RecordedDay[] = [
  day('btcusd_20161007', 'btcusd_20161007_1s.csv', () => 'calibration'),
  day('btcusd_20161008', 'btcusd_20161008_1s.csv', () => 'test'),
  day('spy_20131007', 'spy_20131007_1s.csv.gz', (openTimeS) => (Math.floor(openTimeS / 1_800) % 2 === 0 ? 'calibration' : 'test')),
];

function day(name: string, seconds: string, partOf: RecordedDay['partOf']): RecordedDay {
  return { name, seconds, minutes: `${name}_1m.csv`, source: SOURCE, partOf };
}

/** Ticks of all these days are cents. */
const PRICE_SCALE = 2;
const VOLUME_SCALE = 8;

export interface DayRead {
  readonly minutes: readonly RecordedMinute[];
  /** Minutes whose seconds do not add up to them; left out. */
  readonly unequal: number;
}

export function isDayPresent(folder: string, { seconds, minutes }: RecordedDay): boolean {
  return existsSync(join(folder, seconds)) && existsSync(join(folder, minutes));
}

/** The minutes of a day in time order. */
export function readDay(folder: string, { seconds, minutes }: RecordedDay): DayRead {
  const byMinute = new Map<number, number[][]>();
  for (const row of readRows(join(folder, seconds))) {
    const minuteS = Math.floor((row[0] as number) / 60_000) * 60;
    byMinute.set(minuteS, [...(byMinute.get(minuteS) ?? []), row]);
  }
  const read: RecordedMinute[] = [];
  let unequal = 0;
  for (const [ms = 0, o = 0, h = 0, l = 0, c = 0] of readRows(join(folder, minutes))) {
    const openTimeS = ms / 1_000;
    const rows = byMinute.get(openTimeS) ?? [];
    const [open, high, low, close] = [o, h, l, c].map(toTicks) as [number, number, number, number];
    const real = new SecondColumns();
    let volume = 0;
    for (const [time = 0, so = 0, sh = 0, sl = 0, sc = 0, sv = 0] of rows) {
      const units = Math.round(sv * 10 ** VOLUME_SCALE);
      volume += units;
      real.trade((time / 1_000) % 60, { open: toTicks(so), high: toTicks(sh), low: toTicks(sl), close: toTicks(sc), volume: units });
    }
    real.carry(open);
    const shown = real.summary();
    if (rows.length === 0 || shown.open !== open || shown.high !== high || shown.low !== low || shown.close !== close) {
      unequal += 1;
      continue;
    }
    let scale = VOLUME_SCALE;
    while (scale > 0 && volume % 10 === 0) {
      volume /= 10;
      scale -= 1;
    }
    read.push({
      minute: {
        openTimeS,
        open,
        high,
        low,
        close,
        priceGrid: { step: 1, scale: PRICE_SCALE },
        volume,
        volumeGrid: { step: 1, scale },
        flags: 0,
        isFinal: true,
      },
      real,
      tradedSeconds: rows.length,
    });
  }
  return { minutes: read, unequal };
}

function toTicks(price: number): number {
  return Math.round(price * 10 ** PRICE_SCALE);
}

function readRows(path: string): number[][] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => line.split(',').map(Number));
}
