import { klineIntervalOf, klineIntervalSeconds } from './kline-intervals';

describe('klineIntervalOf', () => {
  it('default: the venue has a word for these', () => {
    expect(Object.values(klineIntervalSeconds).map(klineIntervalOf)).toEqual(Object.keys(klineIntervalSeconds));
  });

  it.each([0, 1, 59, 180, 7_200, 43_200])('args: it has none for %i s', (seconds) => expect(klineIntervalOf(seconds)).toBeUndefined());
});
