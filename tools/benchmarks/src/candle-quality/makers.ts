import { CandleSeries, type Minute, interpolateMinute } from '@prate/candle-aggregator';
import { SecondColumns } from './second-columns';

/** Something that makes the seconds of a minute. */
export interface Maker {
  readonly name: string;
  /** How many seeds are averaged; 1 where nothing is drawn. */
  readonly seeds: number;
  /** A method of the package, whose seconds keep the rules; base lines do not. */
  readonly method?: string;
  make(minute: Minute, seed: number): SecondColumns;
}

const series = new Map<number, CandleSeries>();

/** The package's own seconds; also as the series that was made, for the rules. */
export function makeSeries(minute: Minute, method: string, seed: number): CandleSeries {
  const volumeScale = minute.volumeGrid.scale;
  const into = series.get(volumeScale) ?? new CandleSeries(1, { priceScale: minute.priceGrid.scale, volumeScale }, 60);
  series.set(volumeScale, into);
  interpolateMinute(minute, undefined, { symbol: 'RECORDED', series: 'trade', profile: { method, seed } }, into, 0);
  into.length = 60;
  return into;
}

export function methodMaker(method: string, seeds: number): Maker {
  return {
    name: method,
    seeds,
    method,
    make: (minute, seed) => {
      const made = makeSeries(minute, method, seed);
      const columns = new SecondColumns();
      for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) columns[name].set(made[name].subarray(0, 60));
      for (let i = 0; i < 60; i += 1) columns.isTraded[i] = (made.volume[i] as number) > 0 ? 1 : 0;
      return columns;
    },
  };
}

function lineMaker(name: string, priceAfter: (minute: Minute, seconds: number) => number): Maker {
  return {
    name,
    seeds: 1,
    make: (minute) => {
      const columns = new SecondColumns();
      for (let i = 0; i < 60; i += 1) {
        const [open, close] = [priceAfter(minute, i), priceAfter(minute, i + 1)];
        columns.trade(i, { open, high: Math.max(open, close), low: Math.min(open, close), close, volume: minute.volume / 60 });
      }
      return columns;
    },
  };
}

/** The straight line from open to close, and nothing happening at all. */
export const BASE_LINES: readonly Maker[] = [
  lineMaker('line', ({ open, close }, seconds) => open + ((close - open) * seconds) / 60),
  lineMaker('constant', ({ open }) => open),
];
