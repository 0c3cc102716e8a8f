import * as fc from 'fast-check';
import { ScriptedMarket } from '../../test/scripted-market';
import { PriceGrid } from '../market/price-grid';
import { SeededMarket } from '../market/seeded-market';
import { type BookSide, SyntheticBook } from '../market/synthetic-book';
import type { SimulatedContract } from '../simulated-contract';
import { simulatedContracts } from '../simulated-contracts';
import type { SimulatedOrder } from './order';
import { OrderBook } from './order-book';

const btc = simulatedContracts[0] as SimulatedContract;
const START_MS = 1_790_000_000_000;

function bookOn(market: ScriptedMarket | SeededMarket = new ScriptedMarket(1_000)): OrderBook {
  const book = new OrderBook(new SyntheticBook(btc, market, 1), new PriceGrid('1'));
  book.advance(START_MS);
  return book;
}

let lastId = 0;
/** As much of an order as the book looks at. */
function order(side: BookSide, priceTicks: number, lots: number): SimulatedOrder {
  lastId += 1;
  const words = { orderId: `${lastId}`, side: side === 'bid' ? 'open-long' : 'open-short', state: 'working' };
  return { ...words, priceTicks, vol: `${lots}`, dealVol: '0' } as unknown as SimulatedOrder;
}

const end = (book: OrderBook, each: SimulatedOrder): void => {
  each.state = 'cancelled';
  book.settle(each);
};
const best = (book: OrderBook): (number | undefined)[] => [book.levels('bid', 1)[0]?.ticks, book.levels('ask', 1)[0]?.ticks];

describe('OrderBook', () => {
  it('behavior: an order of the account stands in it, behind others at its price, and leaves it', () => {
    const book = bookOn();
    const [before] = book.levels('bid', 1);
    const mine = order('bid', 999, 7);
    book.rest(mine);
    expect(book.levels('bid', 1)).toEqual([{ ticks: 999, lots: (before?.lots ?? 0) + 7, orders: (before?.orders ?? 0) + 1 }]);
    expect([...book.offers('bid')].slice(0, 2).map(({ ticks, lots, resting }) => [ticks, lots, resting?.order])).toEqual([
      [999, before?.lots, undefined],
      [999, 7, mine],
    ]);
    end(book, mine);
    expect(book.levels('bid', 1)).toEqual([before]);
    expect(book.latestChanges(2).map(({ side, ticks, lots }) => [side, ticks, lots])).toEqual([
      ['bid', 999, before?.lots],
      ['bid', 999, (before?.lots ?? 0) + 7],
    ]);
  });

  it('behavior: others keep behind an order that the market has left behind, and come back when it is gone', () => {
    const book = bookOn(new ScriptedMarket(1_000).at(START_MS / 1000 + 1, { ticks: 900, lots: 0 }));
    const mine = order('bid', 1_000, 7);
    book.rest(mine);
    book.advance(START_MS + 1_000);
    expect(best(book)).toEqual([1_000, 1_001]);
    expect(book.levels('ask')).toHaveLength(50);
    end(book, mine);
    expect(best(book)).toEqual([899, 901]);
  });

  it('behavior: what was taken from a price is gone until that price changes of itself, whoever looks how often', () => {
    const look = (everyMs: number): number[] => {
      const book = bookOn();
      book.take('ask', 1_001, 5);
      const seen: number[] = [];
      for (let ms = everyMs; ms <= 6_000; ms += everyMs) {
        book.advance(START_MS + ms);
        if (ms % 1_000 === 0) seen.push(book.levels('ask', 1)[0]?.lots ?? 0);
      }
      return seen;
    };
    const untouched = bookOn();
    expect(look(1_000)).toEqual(look(200));
    const [at1, , , , , at6] = [1, 2, 3, 4, 5, 6].map((second) => {
      untouched.advance(START_MS + second * 1_000);
      return untouched.levels('ask', 1)[0]?.lots ?? 0;
    });
    expect(look(1_000)[5]).toBe(at6);
    expect([at1, (at1 ?? 0) - 5]).toContain(look(1_000)[0]);
  });

  it('behavior: looked at seldom or often, what stands is the same', () => {
    const often = bookOn(new SeededMarket(btc, 1));
    for (let ms = 0; ms <= 8_000; ms += 50) often.advance(START_MS + ms);
    const once = bookOn(new SeededMarket(btc, 1));
    once.advance(START_MS + 8_000);
    expect([once.levels('ask'), once.levels('bid'), once.version]).toEqual([often.levels('ask'), often.levels('bid'), often.version]);
  });

  it('behavior: a clock that stands or goes back changes nothing', () => {
    const book = bookOn(new SeededMarket(btc, 1));
    book.advance(START_MS + 1_000);
    const { version } = book;
    book.advance(START_MS + 1_000);
    book.advance(START_MS);
    expect(book.version).toBe(version);
  });

  it('behavior: frozen, nothing shows and the background stands; takers and the queue go on; then all shows at once', () => {
    const book = bookOn();
    book.freezeUntil(START_MS + 3_000);
    const [version, asks, bids] = [book.version, book.levels('ask'), book.levels('bid')];
    const mine = order('bid', 1_000, 7);
    book.rest(mine);
    book.take('ask', 1_001, asks[0]?.lots ?? 0);
    book.advance(START_MS + 2_999);
    expect([book.version, book.levels('ask'), book.levels('bid')]).toEqual([version, asks, bids]);
    expect([book.bestTicks('bid'), book.bestTicks('ask')]).toEqual([1_000, 1_002]);
    book.advance(START_MS + 3_000);
    expect(book.levels('bid', 1)).toEqual([{ ticks: 1_000, lots: 7, orders: 1 }]);
    expect(book.stepsAfter(version)[0]?.begin).toBe(version + 1);
  });

  it('behavior: crossed, a bid shows above the best ask, for the while; takers do not meet it', () => {
    const book = bookOn();
    book.crossUntil(START_MS + 2_000);
    book.advance(START_MS + 200);
    expect(best(book)).toEqual([1_002, 1_001]);
    expect(book.bestTicks('bid')).toBe(999);
    book.advance(START_MS + 2_000);
    expect(best(book)).toEqual([999, 1_001]);
  });
});

describe('the queue (R-504)', () => {
  it('behavior: at its price an order waits for what came before it; beyond it, nobody is ahead', () => {
    const book = bookOn();
    const ahead = book.levels('bid', 1)[0]?.lots ?? 0;
    const mine = order('bid', 999, 10);
    book.rest(mine);
    expect(book.tradedThrough(999, ahead)).toEqual([]);
    expect(book.tradedThrough(999, 4)).toEqual([{ order: mine, lots: 4 }]);
    const other = order('bid', 998, 10);
    book.rest(other);
    expect(book.tradedThrough(998, 3)).toEqual([{ order: mine, lots: 3 }]);
    expect(book.tradedThrough(997, 1_000)).toEqual([
      { order: mine, lots: 10 },
      { order: other, lots: 10 },
    ]);
  });

  const resting = fc.array(fc.record({ away: fc.integer({ min: -3, max: 30 }), lots: fc.integer({ min: 1, max: 500 }) }), {
    maxLength: 12,
  });
  const trades = fc.array(fc.record({ ticks: fc.integer({ min: 970, max: 1_003 }), lots: fc.nat(900) }), { minLength: 1, maxLength: 12 });

  it('behavior: price before time, never more than was traded nor than was wanted (any orders, any trades)', () => {
    fc.assert(
      fc.property(resting, trades, (wanted, prints) => {
        const book = bookOn();
        const orders = wanted.map(({ away, lots }) => order('bid', 1_000 - Math.max(0, away), lots));
        for (const each of orders) book.rest(each);
        for (const { ticks, lots } of prints) {
          const fills = book.tradedThrough(ticks, lots);
          expect(fills.reduce((sum, fill) => sum + fill.lots, 0)).toBeLessThanOrEqual(lots);
          const touched = orders.filter((each) => each.state === 'working' && each.priceTicks >= ticks);
          const inLine = [...touched].sort(
            (one, other) => other.priceTicks - one.priceTicks || orders.indexOf(one) - orders.indexOf(other),
          );
          // Who was filled stands at the head of the line, and all but the last of them got all they wanted.
          expect(fills.map((fill) => fill.order)).toEqual(inLine.slice(0, fills.length));
          fills.forEach((fill, index) => {
            const left = Number(fill.order.vol) - Number(fill.order.dealVol);
            if (index < fills.length - 1) expect(fill.lots).toBe(left);
            expect(fill.lots).toBeLessThanOrEqual(left);
            fill.order.dealVol = `${Number(fill.order.dealVol) + fill.lots}`;
            if (fill.order.dealVol === fill.order.vol) fill.order.state = 'filled';
            book.settle(fill.order);
          });
        }
      }),
    );
  });
});

type Step =
  | { do: 'rest'; side: BookSide; away: number; lots: number }
  | { do: 'end'; which: number }
  | { do: 'take'; side: BookSide; share: number }
  | { do: 'pass'; ms: number; ticks: number }
  | { do: 'freeze' | 'cross'; ms: number };

const side = fc.constantFrom<BookSide>('ask', 'bid');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rest' as const), side, away: fc.nat(70), lots: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(8) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const), side, share: fc.double({ min: 0.01, max: 1, noNaN: true }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(15_000), ticks: fc.integer({ min: 1, max: 1_060 }) }),
  },
);
const fault = fc.record({ do: fc.constantFrom('freeze' as const, 'cross' as const), ms: fc.nat(3_000) });

/** Runs the steps; `check` sees the book after each, and whether a fault says that it may cross. */
function run(steps: readonly Step[], check: (book: OrderBook, mayCross: boolean) => void): OrderBook {
  const market = new ScriptedMarket(1_000);
  const book = bookOn(market);
  const orders: SimulatedOrder[] = [];
  let nowMs = START_MS;
  let crossedUntilMs = 0;
  for (const each of steps) {
    if (each.do === 'rest') {
      // As after a sweep: never at or beyond what stands on the other side.
      const facing = book.bestTicks(each.side === 'bid' ? 'ask' : 'bid') ?? 1_000;
      const ticks = each.side === 'bid' ? facing - 1 - each.away : facing + 1 + each.away;
      if (ticks > 0) {
        const placed = order(each.side, ticks, each.lots);
        orders.push(placed);
        book.rest(placed);
      }
    }
    if (each.do === 'end') {
      const [gone] = orders.splice(each.which % Math.max(1, orders.length), 1);
      if (gone !== undefined) end(book, gone);
    }
    if (each.do === 'take') {
      const offer = [...book.offers(each.side)].find(({ resting }) => resting === undefined);
      if (offer !== undefined) book.take(each.side, offer.ticks, Math.ceil(offer.lots * each.share));
    }
    if (each.do === 'pass') {
      nowMs += each.ms;
      market.at(Math.floor(nowMs / 1000), { ticks: each.ticks });
      book.advance(nowMs);
    }
    if (each.do === 'freeze') book.freezeUntil(nowMs + each.ms);
    if (each.do === 'cross') {
      crossedUntilMs = Math.max(crossedUntilMs, nowMs + each.ms);
      book.crossUntil(nowMs + each.ms);
    }
    check(book, crossedUntilMs > 0);
  }
  book.advance(nowMs + 60_000);
  check(book, crossedUntilMs > 0);
  return book;
}

describe('any commands', () => {
  const plain = fc.array(step, { minLength: 5, maxLength: 25 });
  const faulty = fc.array(fc.oneof({ weight: 8, arbitrary: step }, { weight: 1, arbitrary: fault }), { minLength: 5, maxLength: 25 });

  it('behavior: the book never crosses, and nobody stands with nothing', () => {
    fc.assert(
      fc.property(plain, (steps) => {
        run(steps, (book) => {
          const [bid, ask] = best(book);
          expect(ask ?? Number.POSITIVE_INFINITY).toBeGreaterThan(bid ?? 0);
          for (const each of ['ask', 'bid'] as const) {
            expect(book.levels(each).every(({ lots, orders }) => lots > 0 && orders > 0)).toBe(true);
            expect([...book.offers(each)].every(({ lots }) => lots > 0)).toBe(true);
          }
        });
      }),
    );
  });

  it('behavior: without a fault, what shows is what takers meet', () => {
    fc.assert(
      fc.property(plain, (steps) => {
        run(steps, (book) => {
          for (const each of ['ask', 'bid'] as const) {
            const met = new Map<number, number>();
            for (const { ticks, lots } of book.offers(each)) met.set(ticks, (met.get(ticks) ?? 0) + lots);
            expect(book.levels(each).map(({ ticks, lots }) => [ticks, lots])).toEqual([...met]);
          }
        });
      }),
    );
  });

  it('behavior: the changes carry a copy from any version on; versions have no hole; without a crossing fault no copy crosses', () => {
    fc.assert(
      fc.property(faulty, (steps) => {
        const copy = { ask: new Map<number, number>(), bid: new Map<number, number>() };
        let version: number | undefined;
        run(steps, (book, mayCross) => {
          if (version === undefined) {
            for (const each of ['ask', 'bid'] as const) for (const { ticks, lots } of book.levels(each)) copy[each].set(ticks, lots);
            version = book.version;
            return;
          }
          for (const one of book.stepsAfter(version)) {
            expect([one.begin, one.end - one.begin + 1]).toEqual([version + 1, one.changes.length]);
            for (const { side: each, ticks, lots, version: next } of one.changes) {
              // There are a million of them, so only what is wrong is handed to expect.
              version += 1;
              if (next !== version) expect(next).toBe(version);
              if (lots > 0) copy[each].set(ticks, lots);
              else if (!copy[each].delete(ticks)) expect(one).toBe('a change that takes away what stood there');
              if (mayCross) continue;
              const [ask, bid] = [Math.min(...copy.ask.keys()), Math.max(...copy.bid.keys())];
              if (ask <= bid) expect(ask).toBeGreaterThan(bid);
            }
          }
          expect(version).toBe(book.version);
          for (const each of ['ask', 'bid'] as const) {
            expect(new Map(book.levels(each).map(({ ticks, lots }) => [ticks, lots]))).toEqual(copy[each]);
          }
        });
      }),
    );
  });

  it('behavior: the same commands again give the same bytes', () => {
    fc.assert(
      fc.property(faulty, (steps) => {
        const bytes = (): string => {
          const book = run(steps, () => undefined);
          return JSON.stringify([book.levels('ask'), book.levels('bid'), book.version, book.latestChanges(500)]);
        };
        expect(bytes()).toBe(bytes());
      }),
    );
  });
});
