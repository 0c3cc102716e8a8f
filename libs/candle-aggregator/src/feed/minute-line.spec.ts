import { T, candleAt } from '../../test/support/minute-venue';
import { MinuteLine } from './minute-line';

const told = (line: MinuteLine) =>
  line
    .take()
    .map(({ candle, state, revision, source }) => `${(candle.openTimeMs - T) / 60_000} ${state} ${revision} ${source} ${candle.contracts}`);
const page = (candles: ReturnType<typeof candleAt>[], askedAtMs: number) => ({ fromMs: T, toMs: T + 600_000, candles, askedAtMs });

describe('MinuteLine', () => {
  it('default: history by call, then each minute by the stream when a later one is pushed', () => {
    const line = new MinuteLine(T);
    line.ready();
    line.heard(T + 119_000);
    expect(line.needed(T + 123_000)).toEqual({ from: T, to: T + 120_000 });
    line.answer(page([candleAt(0), candleAt(1), candleAt(2)], T + 124_000));
    expect(told(line)).toEqual(['0 final 0 call 1200', '1 final 0 call 1200']);
    line.push(candleAt(2, { contracts: 5 }), T + 130_000);
    line.push(candleAt(2, { contracts: 7 }), T + 131_000);
    expect(told(line)).toEqual(['2 forming 0 stream 7']);
    line.push(candleAt(3, { contracts: 1 }), T + 180_500);
    expect(told(line)).toEqual(['2 final 0 stream 7', '3 forming 0 stream 1']);
    expect(line.needed(T + 200_000)).toBeUndefined();
  });

  it('behavior: a state that comes after the minute was final is a correction, of the stream only what the stream said', () => {
    const line = new MinuteLine(T);
    line.ready();
    line.heard(T - 1);
    line.push(candleAt(0, { contracts: 5 }), T + 10_000);
    line.push(candleAt(1, { contracts: 1 }), T + 60_100);
    line.push(candleAt(0, { contracts: 6 }), T + 60_200);
    expect(told(line)).toEqual(['0 final 0 stream 5', '0 final 1 stream 6']);
    line.answer(page([candleAt(0, { contracts: 8 })], T + 63_000));
    line.push(candleAt(0, { contracts: 7 }), T + 63_100);
    line.answer(page([candleAt(0, { contracts: 8 })], T + 64_000));
    expect(told(line)).toEqual(['0 final 2 call 8']);
  });

  it('behavior: what a call confirmed is not corrected by the stream', () => {
    const line = new MinuteLine(T);
    line.ready();
    line.heard(T - 1);
    line.push(candleAt(0, { contracts: 5 }), T + 10_000);
    line.push(candleAt(1, { contracts: 1 }), T + 60_100);
    line.answer(page([candleAt(0, { contracts: 5 })], T + 63_000));
    line.push(candleAt(0, { contracts: 6 }), T + 63_100);
    expect(told(line)).toEqual(['0 final 0 stream 5', '1 forming 0 stream 1']);
  });

  it('behavior: across a gap no minute becomes final by the stream; the line waits, then tells what it kept', () => {
    const line = new MinuteLine(T);
    line.ready();
    line.heard(T - 1);
    line.push(candleAt(0, { contracts: 5 }), T + 10_000);
    line.gap();
    line.ready();
    line.heard(T + 20_000);
    line.push(candleAt(0, { contracts: 9 }), T + 30_000);
    line.push(candleAt(1, { contracts: 1 }), T + 60_100);
    line.push(candleAt(2, { contracts: 1 }), T + 120_100);
    expect(told(line)).toEqual(['2 forming 0 stream 1']);
    expect(line.needed(T + 121_000)).toEqual({ from: T, to: T + 60_000 });
    line.answer(page([candleAt(0, { contracts: 10 })], T + 122_000));
    expect(told(line)).toEqual(['0 final 0 call 10', '1 final 0 stream 1']);
  });

  it('behavior: a quiet minute waits for a call; one that the stream tells waits for the stream a while', () => {
    const line = new MinuteLine(T);
    line.ready();
    line.heard(T - 1);
    expect(line.needed(T + 62_999)).toBeUndefined();
    expect(line.needed(T + 63_000)).toEqual({ from: T, to: T + 60_000 });
    line.push(candleAt(0, { contracts: 5 }), T + 10_000);
    expect(line.needed(T + 69_999)).toBeUndefined();
    expect(line.needed(T + 70_000)).toEqual({ from: T, to: T + 60_000 });
  });

  it('behavior: a call before 3 s after the close makes nothing final', () => {
    const line = new MinuteLine(T);
    line.answer(page([candleAt(0)], T + 62_999));
    expect(told(line)).toEqual([]);
    line.answer(page([candleAt(0)], T + 63_000));
    expect(told(line)).toEqual(['0 final 0 call 1200']);
  });

  it('behavior: minutes that the venue does not have are passed over', () => {
    const line = new MinuteLine(T);
    line.answer(page([candleAt(0), candleAt(2)], T + 300_000));
    expect(told(line)).toEqual(['0 final 0 call 1200']);
    line.passOver([T, T + 60_000]);
    expect(told(line)).toEqual(['2 final 0 call 1200']);
    expect(line.nextOpenMs).toBe(T + 180_000);
  });
});
