import type { MarketTrade } from '@prate/execution-interface';
import { T, candleAt } from '../../test/support/minute-venue';
import { CandleFlag, flagNames } from '../candle-flag';
import { ObservedSeconds } from './observed-seconds';

const GRID = { tickSize: '0.1', contractSize: '0.0001', contractStep: '1', kind: 'linear' } as const;

function trade(atMs: number, price: number, contracts = 1, id?: string): MarketTrade {
  return {
    ...(id === undefined ? {} : { id }),
    symbol: 'BTC_USDT',
    price: `${price}`,
    contracts: `${contracts}`,
    takerSide: 'buy',
    atMs: T + atMs,
  };
}

function take(observed: ObservedSeconds): string[] {
  const { seconds, withdrawn } = observed.take();
  return [
    ...seconds.map(({ openTimeS, open, high, low, close, volume, flags }) => {
      return [openTimeS - T / 1000, open, high, low, close, volume, ...flagNames(flags)].join(' ');
    }),
    ...withdrawn.map((second) => `${second - T / 1000} withdrawn`),
  ];
}

function following(source: 'trades' | 'pushes', fromMs = 0): ObservedSeconds {
  const observed = new ObservedSeconds(GRID);
  observed.ready(source);
  observed.advanceTo(source, T + fromMs);
  return observed;
}

describe('ObservedSeconds by trades', () => {
  it('default: a second is told 2 s after its end, and one without a trade stands at the close before', () => {
    const observed = following('trades');
    observed.addTrade(trade(100, 29000, 2, '1'));
    observed.addTrade(trade(900, 29000.5, 3, '2'));
    observed.advanceTo('trades', T + 2_999);
    expect(take(observed)).toEqual([]);
    observed.advanceTo('trades', T + 4_000);
    expect(take(observed)).toEqual(['0 290000 290005 290000 290005 5', '1 290005 290005 290005 290005 0']);
  });

  it('default: whole numbers on the grid of the instrument, with turnover and contract size', () => {
    const observed = following('trades');
    observed.addTrade(trade(100, 29000, 20, '1'));
    observed.advanceTo('trades', T + 3_000);
    expect(observed.take().seconds).toEqual([
      {
        openTimeS: T / 1000,
        open: 290000,
        high: 290000,
        low: 290000,
        close: 290000,
        priceGrid: { step: 1, scale: 1 },
        volume: 20,
        volumeGrid: { step: 1, scale: 4 },
        contractSize: '0.0001',
        turnover: '58',
        flags: 0,
      },
    ]);
  });

  it('behavior: the second in which the subscription began is not covered, and nothing is without one', () => {
    const observed = following('trades', 1);
    observed.addTrade(trade(500, 29000, 1, '1'));
    observed.addTrade(trade(1_000, 29001, 1, '2'));
    observed.advanceTo('trades', T + 4_000);
    expect(take(observed)).toEqual(['1 290010 290010 290010 290010 1']);
    const without = new ObservedSeconds(GRID);
    without.addTrade(trade(500, 29000, 1, '1'));
    without.advanceTo('trades', T + 60_000);
    expect(take(without)).toEqual([]);
  });

  it('behavior: a cut leaves what it touched uncovered, never as if nothing was traded', () => {
    const observed = following('trades');
    observed.addTrade(trade(500, 29000, 1, '1'));
    observed.advanceTo('trades', T + 4_500);
    observed.gap('trades');
    observed.ready('trades');
    observed.advanceTo('trades', T + 5_200);
    observed.addTrade(trade(6_500, 29002, 1, '2'));
    observed.advanceTo('trades', T + 9_000);
    expect(take(observed).map((one) => one.split(' ')[0])).toEqual(['0', '1', '6']);
  });

  it('behavior: a subscription that turns out to have been silent takes its seconds back', () => {
    const observed = following('trades');
    observed.addTrade(trade(500, 29000, 1, '1'));
    observed.advanceTo('trades', T + 6_000);
    expect(take(observed)).toHaveLength(4);
    observed.gap('trades', T + 3_500);
    expect(take(observed)).toEqual(['1 withdrawn', '2 withdrawn', '3 withdrawn']);
  });

  it('behavior: also those of minutes that are final by then, but not what a call has proven, and not twice', () => {
    const observed = following('trades');
    observed.addTrade(trade(500, 29000, 1, '1'));
    observed.advanceTo('trades', T + 63_000);
    expect(take(observed)).toHaveLength(61);
    observed.addCalled({ trades: [trade(9_500, 29000, 1, '2'), trade(9_600, 29000, 1, '3')], askedAtMs: T + 22_500 });
    observed.finalBefore(T / 1000 + 60);
    take(observed);
    observed.gap('trades', T + 7_500);
    const taken = [...Array.from({ length: 5 }, (_, index) => 5 + index), ...Array.from({ length: 41 }, (_, index) => 20 + index)];
    expect(take(observed)).toEqual(taken.map((second) => `${second} withdrawn`));
    observed.gap('trades', T + 7_500);
    expect(take(observed)).toEqual([]);
  });

  it('behavior: a late trade reopens its second, and those that stand at its close', () => {
    const observed = following('trades');
    observed.addTrade(trade(500, 29000, 1, '1'));
    observed.addTrade(trade(2_500, 29002, 1, '3'));
    observed.advanceTo('trades', T + 5_000);
    expect(take(observed)).toHaveLength(3);
    observed.addTrade(trade(600, 29001, 1, '2'));
    expect(take(observed)).toEqual(['0 290000 290010 290000 290010 2', '1 290010 290010 290010 290010 0']);
  });

  it('behavior: what comes after the minute is final is counted and in no second', () => {
    const observed = following('trades');
    observed.addTrade(trade(500, 29000, 1, '1'));
    observed.advanceTo('trades', T + 63_000);
    take(observed);
    observed.finalBefore(T / 1000 + 60);
    observed.addTrade(trade(600, 29001, 1, '2'));
    observed.addCalled({ trades: [trade(400, 29000, 9), trade(700, 29000, 9)], askedAtMs: T + 63_000 });
    expect([take(observed), observed.lateTrades]).toEqual([[], 1]);
    observed.advanceTo('trades', T + 64_000);
    expect(take(observed)).toEqual(['61 290000 290000 290000 290000 0']);
  });

  it('behavior: trades by call cover a hole only after the first of them, which proves that they reach back', () => {
    const observed = new ObservedSeconds(GRID);
    const [a, b, c] = [trade(1_500, 29000), trade(2_500, 29001), trade(2_500, 29001)];
    observed.addCalled({ trades: [a, b, c], askedAtMs: T + 6_000 });
    expect(take(observed)).toEqual(['2 290010 290010 290010 290010 2', '3 290010 290010 290010 290010 0']);
  });

  it('behavior: a trade told by stream and by call is one; equal ones without an id are as many as one answer had', () => {
    const observed = following('trades', 300);
    observed.addTrade(trade(500, 29000, 1, '7'));
    const before = trade(-500, 29000);
    observed.addCalled({ trades: [before, trade(500, 29000), trade(500, 29000)], askedAtMs: T + 3_000 });
    observed.addCalled({ trades: [before, trade(500, 29000), trade(500, 29000)], askedAtMs: T + 3_500 });
    expect(take(observed)).toEqual(['0 290000 290000 290000 290000 2']);
  });

  it('behavior: a call adds nothing to a second that the stream told whole, also where the stream merged trades', () => {
    const observed = following('trades');
    observed.addTrade(trade(500, 29000, 5, '7'));
    observed.addCalled({ trades: [trade(-500, 29000), trade(500, 29000, 2), trade(500, 29000, 3)], askedAtMs: T + 3_000 });
    observed.advanceTo('trades', T + 3_000);
    expect(take(observed)).toEqual(['0 290000 290000 290000 290000 5']);
  });

  it('behavior: a price off the tick takes a finer grid, and says so', () => {
    const observed = following('trades');
    observed.addTrade(trade(500, 29000.05, 1, '1'));
    observed.advanceTo('trades', T + 3_000);
    expect(observed.take().seconds).toMatchObject([{ open: 2900005, priceGrid: { step: 1, scale: 2 }, flags: CandleFlag.OffGrid }]);
  });

  it('behavior: before the first trade seconds stand at the close of the minute before, once it is known', () => {
    const observed = following('trades');
    observed.advanceTo('trades', T + 4_000);
    expect(take(observed)).toEqual([]);
    observed.closed(T / 1000, 28999.9);
    expect(take(observed)).toEqual(['0 289999 289999 289999 289999 0', '1 289999 289999 289999 289999 0']);
  });

  it('error: a grid that is none', () => {
    expect(() => new ObservedSeconds({ tickSize: '0' })).toThrow('tickSize');
  });
});

describe('ObservedSeconds by pushes', () => {
  const state = (contracts: number, open: number, high: number, low: number, close: number) =>
    candleAt(0, { contracts, traded: { open, high, low, close }, stitched: { open, high, low, close }, turnover: `${contracts * 2}` });

  it('default: contracts and turnover by subtraction, close as pushed, new extremes of the minute', () => {
    const observed = following('pushes');
    observed.addPush(state(10, 29000, 29001, 28999, 29000.5), T + 400);
    observed.addPush(state(14, 29000, 29003, 28999, 29002), T + 2_100);
    observed.addPush(state(15, 29000, 29003, 28999, 29001), T + 2_900);
    observed.advanceTo('pushes', T + 5_000);
    expect(observed.take().seconds.map(({ turnover }) => turnover)).toEqual(['20', undefined, '10']);
    const again = following('pushes');
    again.addPush(state(10, 29000, 29001, 28999, 29000.5), T + 400);
    again.addPush(state(14, 29000, 29003, 28999, 29002), T + 2_100);
    again.addPush(state(15, 29000, 29003, 28999, 29001), T + 2_900);
    again.advanceTo('pushes', T + 5_000);
    expect(take(again)).toEqual([
      '0 290000 290010 289990 290005 10 byPushes',
      '1 290005 290005 290005 290005 0 byPushes',
      '2 290020 290030 290010 290010 5 byPushes',
    ]);
  });

  it('behavior: a state pushed after the end of its minute stands in its last second', () => {
    const observed = following('pushes');
    observed.addPush(state(10, 29000, 29000, 29000, 29000), T + 58_500);
    observed.addPush(state(12, 29000, 29001, 29000, 29001), T + 60_200);
    observed.advanceTo('pushes', T + 62_000);
    expect(take(observed).slice(-2)).toEqual(['58 290000 290000 290000 290000 10 byPushes', '59 290010 290010 290010 290010 2 byPushes']);
  });

  it('behavior: joined inside a minute, the first state is what the next is subtracted from, and covers nothing', () => {
    const observed = following('pushes', 5_000);
    observed.addPush(state(10, 29000, 29001, 28999, 29000), T + 9_500);
    observed.addPush(state(11, 29000, 29001, 28999, 29000.5), T + 11_500);
    observed.advanceTo('pushes', T + 14_000);
    expect(take(observed)).toEqual(['11 290005 290005 290005 290005 1 byPushes']);
  });

  it('behavior: contracts that went back make the second unknown', () => {
    const observed = following('pushes');
    observed.addPush(state(10, 29000, 29000, 29000, 29000), T + 500);
    observed.addPush(state(8, 29000, 29000, 29000, 29000), T + 1_500);
    observed.addPush(state(9, 29000, 29000, 29000, 29000), T + 2_500);
    observed.advanceTo('pushes', T + 5_000);
    expect(take(observed)).toEqual(['2 290000 290000 290000 290000 1 byPushes']);
  });

  it('behavior: trades beat pushes; where trades were cut, pushes tell, but for the second in which they may tell a trade twice', () => {
    const observed = following('pushes');
    observed.ready('trades');
    observed.advanceTo('trades', T);
    observed.addPush(state(10, 29000, 29001, 29000, 29000), T + 500);
    observed.addPush(state(12, 29000, 29001, 29000, 29000), T + 2_500);
    observed.addTrade(trade(450, 29000, 10, '1'));
    observed.advanceTo('pushes', T + 5_000);
    expect(take(observed)).toEqual([]);
    observed.advanceTo('trades', T + 3_000);
    observed.gap('trades');
    expect(take(observed)).toEqual(['0 290000 290000 290000 290000 10', '2 290000 290000 290000 290000 2 byPushes']);
    observed.addCalled({ trades: [trade(900, 29000, 1), trade(2_400, 29000.5, 2)], askedAtMs: T + 5_000 });
    expect(take(observed)).toEqual(['1 290000 290000 290000 290000 0', '2 290005 290005 290005 290005 2']);
  });
});
