import fc from 'fast-check';
import { T, candleAt } from '../../test/support/minute-venue';
import type { TimeRange } from '../candle-store';
import { omittedMinutes, repairWindows } from './gap-detector';

const MINUTE = 60_000;
const range = (from: number, to: number): TimeRange => ({ from: T + from * MINUTE, to: T + to * MINUTE });

describe('repairWindows', () => {
  it('default: newest first, then the oldest on', () => {
    const holes = [range(0, 10), range(5_000, 5_010), range(10_000, 10_001)];
    expect(repairWindows(holes, 9)).toEqual([holes[2], holes[0], holes[1]]);
    expect(repairWindows(holes, 2)).toEqual([holes[2], holes[0]]);
    expect(repairWindows([], 2)).toEqual([]);
  });

  it('behavior: windows hold every hole, fit one question with a neighbour on either side, and do not overlap', () => {
    const holesOf = fc.array(fc.tuple(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 5_000 })), { maxLength: 12 });
    fc.assert(
      fc.property(holesOf, (steps) => {
        let at = 0;
        const holes = steps.map(([skip, length]) => range((at += skip), (at += length)));
        const windows = repairWindows(holes, Infinity).sort((a, b) => a.from - b.from);
        windows.forEach(({ from, to }, index) => {
          expect(to - from).toBeLessThanOrEqual(1_997 * MINUTE);
          expect(from).toBeGreaterThanOrEqual(windows[index - 1]?.to ?? 0);
        });
        for (const hole of holes) {
          for (let openMs = hole.from; openMs < hole.to; openMs += 997 * MINUTE)
            expect(windows.some(({ from, to }) => from <= openMs && openMs < to)).toBe(true);
          expect(windows.some(({ to }) => to === hole.to) || windows.some(({ from, to }) => from < hole.to && hole.to < to)).toBe(true);
        }
      }),
    );
  });
});

describe('omittedMinutes', () => {
  it('default: what lies between two minutes of the answer and is not in it', () => {
    const candles = [candleAt(1), candleAt(3), candleAt(6)];
    expect(omittedMinutes([range(0, 5), range(6, 9)], candles).map((ms) => (ms - T) / MINUTE)).toEqual([2, 4]);
  });

  it('behavior: an answer of one minute or none proves nothing', () => {
    expect(omittedMinutes([range(0, 5)], [])).toEqual([]);
    expect(omittedMinutes([range(0, 5)], [candleAt(2)])).toEqual([]);
  });
});
