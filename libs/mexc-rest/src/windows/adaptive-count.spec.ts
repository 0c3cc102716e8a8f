import * as fc from 'fast-check';
import { AdaptiveCount } from './adaptive-count';

describe('AdaptiveCount', () => {
  it('default: what is published', () => {
    expect(new AdaptiveCount(20, 2_000).current(123_456)).toBe(20);
  });

  it('behavior: halves, recovers one by one a clean window, and stays under what was refused', () => {
    const count = new AdaptiveCount(20, 2_000);
    count.shrink(10_000, 9_900);
    expect(count.current(10_000)).toBe(10);
    expect(count.current(11_999)).toBe(10);
    expect(count.current(12_000)).toBe(11);
    expect(count.current(16_500)).toBe(13);
    expect(count.current(60_000)).toBe(19);
    expect(count.current(609_999)).toBe(19);
    expect(count.current(612_000)).toBe(20);
  });

  it('behavior: refusals of requests that left before the shrinking do not shrink again', () => {
    const count = new AdaptiveCount(20, 2_000);
    for (let i = 0; i < 10; i++) count.shrink(10_000 + i, 9_900);
    expect(count.current(10_010)).toBe(10);
    count.shrink(10_020, 10_015);
    expect(count.current(10_020)).toBe(5);
  });

  it('behavior: never below one, never above what is published, whatever comes', () => {
    const event = fc.record({ afterMs: fc.nat(100_000), isRefusal: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(event), (published, events) => {
        const count = new AdaptiveCount(published, 2_000);
        let nowMs = 0;
        for (const { afterMs, isRefusal } of events) {
          nowMs += afterMs;
          if (isRefusal) count.shrink(nowMs, nowMs);
          expect(count.current(nowMs)).toBeGreaterThanOrEqual(1);
          expect(count.current(nowMs)).toBeLessThanOrEqual(published);
        }
      }),
    );
  });
});
