import type { DecimalText } from '@prate/execution-interface';
import fc from 'fast-check';
import type { ObservedSecond } from '../observed/observed-second';
import { packObserved, unpackObserved } from './pack-observed';

const second = fc.record({
  gap: fc.constantFrom(0, 0, 0, 3, 58),
  price: fc.tuple(fc.integer({ min: 1, max: 2 ** 50 }), fc.nat(90), fc.nat(9), fc.boolean()),
  volume: fc.oneof(fc.constant(0), fc.nat(1_000), fc.constant(Number.MAX_SAFE_INTEGER)),
  grid: fc.constantFrom(0, 0, 0, 1),
  turnover: fc.constantFrom(undefined, '0', '12.5', '0.000000000001', '12345678901234567890.12'),
  flags: fc.constantFrom(0, 0, 2),
});

const minutes = fc.array(second, { maxLength: 60 }).map((list) => {
  let timeS = 1_609_459_199;
  let close = 1;
  return list.map(({ gap, price: [start, up, wick, isQuiet], volume, grid, turnover, flags }): ObservedSecond => {
    timeS += gap + 1;
    const open = isQuiet ? close : start;
    close = isQuiet ? open : open + up;
    return {
      openTimeS: timeS,
      open,
      high: close + (isQuiet ? 0 : wick),
      low: isQuiet ? open : Math.max(1, open - wick),
      close,
      volume: isQuiet ? 0 : volume,
      priceGrid: { step: 1 + grid * 4, scale: 2 },
      volumeGrid: { step: 1, scale: grid },
      ...(grid === 1 ? {} : { contractSize: '0.0001' as DecimalText }),
      ...(turnover === undefined ? {} : { turnover: turnover as DecimalText }),
      flags,
    };
  });
});

describe('packObserved', () => {
  it('E31: what was observed is unpacked again with its grids, turnover and flags', () => {
    fc.assert(
      fc.property(minutes, (seconds) => {
        const unpacked = unpackObserved(packObserved(seconds));
        expect(unpacked).toHaveLength(seconds.length);
        unpacked.forEach((one, index) => expect(one).toEqual(seconds[index]));
      }),
      { numRuns: 500 },
    );
  });
});
