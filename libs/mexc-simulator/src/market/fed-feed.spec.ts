import * as fc from 'fast-check';
import { SettableClock } from '../../test/settable-clock';
import { FeedError } from '../errors';
import type { SimulatedContract } from '../simulated-contract';
import { simulatedContracts } from '../simulated-contracts';
import type { FedMinute, FedTrade } from '../simulator-feed';
import { FedFeed } from './fed-feed';
import { FedMarket } from './fed-market';
import { buildKlines } from './klines';
import { TradeTape } from './trade-tape';

/** A whole minute. */
const START = 1_790_000_040;
const contract = simulatedContracts[0] as SimulatedContract;

function fed({ staleAfterMs = 30_000 } = {}) {
  const clock = new SettableClock(START * 1000);
  const market = new FedMarket(clock, staleAfterMs);
  const now = (): number => Math.floor(clock.nowMs() / 1000);
  const feed = new FedFeed({ contract, market, advance: now });
  return {
    clock,
    market,
    feed,
    trades: new TradeTape(contract, market, 1),
    trade: (price: string, over: Partial<FedTrade> = {}) =>
      feed.trade({ price, contracts: '1', takerSide: 'buy', atMs: clock.nowMs(), ...over }),
    at: (second: number) => clock.set((START + second) * 1000 + 500),
    klines: () => buildKlines(market, contract, { interval: 'Min1', startSecond: 0, nowSecond: now() }),
  };
}

const minute = (index: number, over: Partial<FedMinute> = {}): FedMinute => ({
  openTimeMs: (START + index * 60) * 1000,
  open: '64000',
  high: '64002',
  low: '63999',
  close: '64001',
  contracts: '12',
  ...over,
});

describe('FedFeed', () => {
  it('default: before the first trade nothing is known', () => {
    const { feed, market, klines } = fed();
    expect(feed.state).toEqual({ phase: 'waiting', tradeCount: 0, refusedCount: 0 });
    expect([market.priceTicks(START), market.lastTradeTicks(START), market.tradedLots(START)]).toEqual([0, undefined, 0]);
    expect([market.span(START), klines(), market.funding(START)]).toEqual([undefined, [], { rate: '0' }]);
  });

  it('behavior: what arrives in a second is the market of the next one', () => {
    const { at, trade, market, trades, feed } = fed();
    at(3);
    trade('65000', { contracts: '5', takerSide: 'sell', atMs: 1_234 });
    trade('65000.3', { contracts: '2' });
    expect([feed.state.phase, market.priceTicks(START + 3), market.tradedLots(START + 3)]).toEqual(['waiting', 0, 0]);
    at(4);
    expect(feed.state).toMatchObject({ phase: 'live', lastPrice: '65000.3', tradeCount: 2 });
    expect([market.priceTicks(START + 4), market.tradedLots(START + 4)]).toEqual([650_003, 7]);
    expect(trades.ofSecond(START + 4).map(({ id, ticks, lots, takerSide, atMs }) => [id, ticks, lots, takerSide, atMs])).toEqual([
      ['10000000001', 650_000, 5, 'sell', 1_234],
      ['10000000002', 650_003, 2, 'buy', (START + 3) * 1000 + 500],
    ]);
    expect([market.tradedLots(START + 5), market.priceTicks(START + 5)]).toEqual([0, 650_003]);
  });

  it('behavior: bars count a trade in the minute in which it arrived, a quiet minute stands, and each opens where the last one ended', () => {
    const { at, trade, klines, feed } = fed({ staleAfterMs: 200_000 });
    at(-1);
    feed.resume();
    at(1);
    trade('65000');
    at(59);
    trade('65001');
    trade('64999');
    at(60);
    trade('65002');
    at(185);
    feed.resume();
    expect(
      klines().map(({ time, open, realOpen, realHigh, realLow, realClose, vol, amount }) => [
        time - START,
        open,
        realOpen,
        realHigh,
        realLow,
        realClose,
        vol,
        amount,
      ]),
    ).toEqual([
      [0, '65000', '65000', '65001', '64999', '64999', '3', '19.5'],
      [60, '64999', '65002', '65002', '65002', '65002', '1', '6.5002'],
      [120, '65002', '65002', '65002', '65002', '65002', '0', '0'],
      [180, '65002', '65002', '65002', '65002', '65002', '0', '0'],
    ]);
  });

  it('behavior: a minute of silence has no bar, one that was heard and quiet has', () => {
    const { at, trade, klines, feed, clock } = fed();
    at(-1);
    feed.resume();
    at(1);
    trade('65000');
    for (let second = 20; second <= 120; second += 20) {
      at(second);
      feed.resume();
    }
    at(300);
    expect(klines().map(({ time }) => time - START)).toEqual([0, 60]);
    trade('65000');
    clock.advance(1_000);
    expect(klines().map(({ time }) => time - START)).toEqual([0, 60]);
  });

  it('behavior: minutes of before and of a gap fill what is not known, and nothing else', () => {
    const { at, trade, klines, feed, market } = fed();
    expect(
      feed.minutes([minute(-2), minute(-1, { open: '64001.5', high: '64005', close: '64004', contracts: '3', turnover: '19.2013' })]),
    ).toBe(2);
    expect(klines().map(({ time, realClose, vol, amount }) => [time - START, realClose, vol, amount])).toEqual([
      [-120, '64001', '12', '76.8012'],
      [-60, '64004', '3', '19.2013'],
    ]);
    expect([feed.state.phase, feed.state.lastPrice]).toEqual(['waiting', '64004']);
    at(1);
    trade('65000');
    at(130);
    trade('65050');
    feed.gap();
    at(190);
    trade('65100');
    // Of the first minute, and of those that the gap touches, only part was heard; silence took the second.
    expect(klines().map(({ time }) => time - START)).toEqual([-120, -60]);
    expect(feed.minutes([-1, 0, 1, 2, 3].map((index) => minute(index)))).toBe(3);
    expect(klines().map(({ time, open, realClose }) => [time - START, open, realClose])).toEqual([
      [-120, '64000', '64001'],
      [-60, '64001', '64004'],
      [0, '64004', '64001'],
      [60, '64001', '64001'],
      [120, '64001', '64001'],
    ]);
    for (let second = 200; second <= 300; second += 20) {
      at(second);
      feed.resume();
    }
    expect(
      klines()
        .map(({ time, realClose }) => [time - START, realClose])
        .slice(5),
    ).toEqual([
      [240, '65100'],
      [300, '65100'],
    ]);
    expect(feed.minutes([minute(3), minute(4)])).toBe(1);
    expect([market.priceTicks(START + 100), market.priceTicks(START + 240)]).toEqual([650_000, 651_000]);
  });

  it('behavior: stale in a gap until a trade or a resume, stale in silence until anything comes', () => {
    const { at, trade, feed } = fed();
    const phaseAt = (second: number): string => {
      at(second);
      return feed.state.phase;
    };
    trade('65000');
    expect(phaseAt(1)).toBe('live');
    feed.gap();
    expect(phaseAt(2)).toBe('stale');
    feed.markPrice('65000');
    expect(phaseAt(3)).toBe('stale');
    trade('65001');
    expect([phaseAt(3), phaseAt(4)]).toEqual(['stale', 'live']);
    feed.gap();
    feed.resume();
    expect([phaseAt(4), phaseAt(5), phaseAt(34), phaseAt(35)]).toEqual(['stale', 'live', 'live', 'stale']);
    feed.indexPrice('65000');
    expect(phaseAt(36)).toBe('live');
  });

  it('behavior: mark and index stand on the nearest tick from the next second on; without them both stand at the last trade', () => {
    const { at, trade, feed, market } = fed();
    trade('65000');
    at(1);
    expect([market.fairTicks(START + 1), market.indexTicks(START + 1)]).toEqual([650_000, 650_000]);
    feed.markPrice('65001.26');
    feed.indexPrice('64999.94');
    feed.fundingRate({ rate: '-0.0002', nextSettleTimeMs: START * 1000 + 3_600_000, cycleHours: 4 });
    expect([market.fairTicks(START + 1), market.fairTicks(START + 2), market.indexTicks(START + 2)]).toEqual([650_000, 650_013, 649_999]);
    expect(market.funding(START + 2)).toEqual({ rate: '-0.0002', nextSettleTimeMs: START * 1000 + 3_600_000, cycleHours: 4 });
  });

  it('behavior: a book stands from the next 200 ms on; a level that stays keeps its epoch', () => {
    const { clock, feed, market } = fed();
    const step = (): number => Math.floor(clock.nowMs() / 200);
    const level = (price: string, contracts: string) => ({ price, contracts });
    expect(market.book('ask', step())).toBeUndefined();
    feed.orderBook({ bids: [level('64999', '1')], asks: [level('65000', '2'), level('65001', '3')] });
    clock.advance(200);
    const first = market.book('ask', step());
    expect(first).toMatchObject([
      { ticks: 650_000, lots: 2 },
      { ticks: 650_010, lots: 3 },
    ]);
    feed.orderBook({ bids: [], asks: [level('65000', '2'), level('65001', '4')] });
    expect([market.book('ask', step()), market.book('bid', step())]).toMatchObject([first, [{ ticks: 649_990 }]]);
    const second = market.book('ask', step() + 1);
    expect(second?.map(({ lots }) => lots)).toEqual([2, 4]);
    expect(second?.map(({ epoch }, index) => epoch === first?.[index]?.epoch)).toEqual([true, false]);
    expect(market.book('bid', step() + 1)).toEqual([]);
  });

  it('behavior: once there is a price no second that the clock has reached ever changes, whatever is handed in', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('trade' as const), cents: fc.integer({ min: 640_000, max: 660_000 }) }),
      fc.record({ kind: fc.constantFrom('mark', 'index', 'gap', 'resume', 'minutes') }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 70_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { clock, feed, market, trade, trades } = fed();
        const served = new Map<number, string>();
        const look = (second: number): string =>
          JSON.stringify([market.priceTicks(second), market.fairTicks(second), market.indexTicks(second), trades.ofSecond(second)]);
        let through = START;
        for (const each of steps) {
          if (each.kind === 'trade') trade(`${each.cents / 10}`);
          else if (each.kind === 'wait') clock.advance(each.ms);
          else if (each.kind === 'mark') feed.markPrice('65000.7');
          else if (each.kind === 'index') feed.indexPrice('64000.7');
          else if (each.kind === 'gap') feed.gap();
          else if (each.kind === 'resume') feed.resume();
          else feed.minutes([minute(0), minute(2)]);
          for (; through <= clock.nowMs() / 1000; through += 1) if (market.phase(through) !== 'waiting') served.set(through, look(through));
          for (const [second, before] of served) expect([second, look(second)]).toEqual([second, before]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, (feed: FedFeed) => void, RegExp]>([
    [
      'off the tick',
      (feed) => feed.trade({ price: '65000.05', contracts: '1', takerSide: 'buy', atMs: 1 }),
      /price: found 65000.05, expected a multiple of the tick 0.1/,
    ],
    [
      'off the lots',
      (feed) => feed.trade({ price: '65000', contracts: '1.5', takerSide: 'buy', atMs: 1 }),
      /contracts: found 1.5, expected a whole number of lots of 1/,
    ],
    [
      'nothing',
      (feed) => feed.trade({ price: '65000', contracts: '0', takerSide: 'buy', atMs: 1 }),
      /contracts: found 0, expected more than 0/,
    ],
    [
      'less than nothing',
      (feed) => feed.trade({ price: '-1', contracts: '1', takerSide: 'buy', atMs: 1 }),
      /price: found -1, expected more than 0/,
    ],
    ['no side', (feed) => feed.trade({ price: '1', contracts: '1', takerSide: 'x' as never, atMs: 1 }), /takerSide: found "x"/],
    ['no time', (feed) => feed.trade({ price: '1', contracts: '1', takerSide: 'buy', atMs: -1 }), /atMs: found -1/],
    [
      'a crossed book',
      (feed) => feed.orderBook({ bids: [{ price: '2', contracts: '1' }], asks: [{ price: '2', contracts: '1' }] }),
      /best bid at 2 and the best ask at 2/,
    ],
    [
      'a book that is not sorted',
      (feed) => feed.orderBook({ bids: [], asks: ['2', '1'].map((price) => ({ price, contracts: '1' })) }),
      /asks: found 1 at 1, expected .* best price first/,
    ],
    [
      'a level of nothing',
      (feed) => feed.orderBook({ bids: [{ price: '2', contracts: '0' }], asks: [] }),
      /bids: found 0 at 2, expected more than 0/,
    ],
    ['a number', (feed) => feed.markPrice(1 as never), /markPrice: found 1, expected decimal text/],
    ['a mark of nothing', (feed) => feed.markPrice('0.01'), /markPrice: found 0.01, expected at least one tick of 0.1/],
    ['a rate beyond', (feed) => feed.fundingRate({ rate: '1' }), /rate: found 1, expected a fraction between -1 and 1/],
    ['a cycle of nothing', (feed) => feed.fundingRate({ rate: '0', cycleHours: 0 }), /cycleHours: found 0/],
    [
      'a minute off the minute',
      (feed) => feed.minutes([minute(0, { openTimeMs: 61_000 })]),
      /openTimeMs: found 61000, expected a whole minute/,
    ],
    ['a minute inside out', (feed) => feed.minutes([minute(0, { low: '64003' })]), /expected open and close between low and high/],
  ])('error: %s: refused, counted, nothing changed', (_case, hand, message) => {
    const { feed, market } = fed();
    expect(() => hand(feed)).toThrow(FeedError);
    expect(() => hand(feed)).toThrow(message);
    expect(feed.state).toEqual({ phase: 'waiting', tradeCount: 0, refusedCount: 2, lastRefusal: expect.stringMatching(message) });
    expect(market.lastHeardMs).toBeUndefined();
  });
});
