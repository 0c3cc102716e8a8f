import { SecondSeries } from './second-series';

describe('SecondSeries', () => {
  it('behavior: a value holds from its second on; within one the last counts; before the first there is none', () => {
    const series = new SecondSeries<number>(1_000);
    series.set(10, 1);
    series.set(20, 2);
    series.set(20, 3);
    expect([9, 10, 19, 20, 500].map((second) => series.at(second))).toEqual([undefined, 1, 1, 3, 3]);
  });

  it('behavior: what is kept answers as before, however much is forgotten', () => {
    const series = new SecondSeries<number>(100);
    for (let second = 0; second < 1_000; second += 7) series.set(second, second);
    for (let second = 994 - 100; second <= 994; second += 1) expect(series.at(second)).toBe(second - (second % 7));
    expect(series.at(100)).toBeUndefined();
  });
});
