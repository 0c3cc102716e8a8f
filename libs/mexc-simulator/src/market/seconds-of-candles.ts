import { TapeError } from '../errors';
import type { SimulatedContract } from '../simulated-contract';
import type { MarketPrint } from './market';
import { barOfPrints } from './minute-bar';
import type { RecordedSecond } from './second-market';
import { type RecordedCandle, TapeFields, pathPoints } from './tape-fields';
import type { TapeSecond } from './tape-second';

/**
 * Recorded 1 s candles as seconds of a market. The trades of a second are made up: they go from its open to the nearer extreme, to the other
 * one, to its close, and sum to its volume. Where it holds fewer lots than prices the close comes first, then the open, then the extremes;
 * its bar shows what was recorded all the same.
 *
 * @throws {TapeError} naming the row, for anything that cannot be served as it is
 */
export function secondsOfCandles(contract: SimulatedContract, rows: readonly TapeSecond[]): readonly RecordedSecond[] {
  const fields = new TapeFields(contract);
  return fields.candles(rows, { unit: 'second', unitMs: 1_000 }).map((candle, index) => {
    const { openSecond, open, high, low, close, lots } = candle;
    if (lots > Number.MAX_SAFE_INTEGER) {
      throw new TapeError(`${fields.row(index)}: found a volume of ${lots} lots, expected at most ${Number.MAX_SAFE_INTEGER}`);
    }
    const prints = printsOf(candle);
    return { second: openSecond, prints, bar: { ...barOfPrints(prints), traded: { open, high, low, close } } };
  });
}

function printsOf(candle: RecordedCandle): readonly MarketPrint[] {
  const lots = Number(candle.lots);
  const points = pathPoints(candle).filter((ticks, at, all) => ticks !== all[at - 1]);
  const visited = points.length <= lots ? points : fewest(points, lots);
  const share = (through: number): number => Number((candle.lots * BigInt(through)) / BigInt(visited.length));
  return visited.map((ticks, at) => ({ ticks, lots: share(at + 1) - share(at) }));
}

/** The last, then the first, then the ones between. */
function fewest(points: readonly number[], count: number): readonly number[] {
  if (count === 0) return [];
  const before = points.slice(0, count - 1);
  return [...before, points[points.length - 1] as number];
}
