import { ScriptedMarket } from '../../test/scripted-market';
import { simulatedContracts } from '../simulated-contracts';
import type { SimulatedContract } from '../simulated-contract';
import { SeededMarket } from './seeded-market';
import { BOOK_LEVELS, type BookSide, SyntheticBook } from './synthetic-book';

const btc = simulatedContracts[0] as SimulatedContract;
const START_MS = 1_790_000_000_000;

const started = (market = new SeededMarket(btc, 1)): SyntheticBook => {
  const book = new SyntheticBook(btc, market, 1);
  book.advance(START_MS);
  return book;
};
const asMap = (book: SyntheticBook, side: BookSide): Map<number, number> =>
  new Map(book.levels(side).map(({ ticks, lots }) => [ticks, lots]));

describe('SyntheticBook', () => {
  it('behavior: fifty levels a side, best first, one tick around the path, none empty', () => {
    const market = new SeededMarket(btc, 1);
    const book = started(market);
    const path = market.priceTicks(START_MS / 1000);
    expect(book.levels('ask').map(({ ticks }) => ticks - path)).toEqual(Array.from({ length: BOOK_LEVELS }, (_, index) => index + 1));
    expect(book.levels('bid').map(({ ticks }) => path - ticks)).toEqual(Array.from({ length: BOOK_LEVELS }, (_, index) => index + 1));
    for (const { lots, orders } of [...book.levels('ask'), ...book.levels('bid')]) expect(Math.min(lots, orders)).toBeGreaterThan(0);
    expect(book.levels('ask', 5)).toEqual(book.levels('ask').slice(0, 5));
  });

  it('behavior: what stands is a function of time, however often it was looked at', () => {
    const often = started();
    for (let ms = 0; ms <= 8_000; ms += 50) often.advance(START_MS + ms);
    const once = started();
    once.advance(START_MS + 8_000);
    expect([once.levels('ask'), once.levels('bid'), once.version]).toEqual([often.levels('ask'), often.levels('bid'), often.version]);
  });

  it('behavior: the changes carry a copy from any version to the present; versions have no hole, the copy never crosses', () => {
    const book = started();
    const copy = { ask: asMap(book, 'ask'), bid: asMap(book, 'bid') };
    let version = book.version;
    for (let ms = 200; ms <= 20_000; ms += 200) {
      book.advance(START_MS + ms);
      for (const step of book.stepsAfter(version)) {
        expect([step.begin, step.end - step.begin + 1]).toEqual([version + 1, step.changes.length]);
        for (const { side, ticks, lots, version: next } of step.changes) {
          version += 1;
          expect(next).toBe(version);
          if (lots === 0) expect(copy[side].delete(ticks)).toBe(true);
          else copy[side].set(ticks, lots);
          if (copy.ask.size > 0 && copy.bid.size > 0) expect(Math.min(...copy.ask.keys())).toBeGreaterThan(Math.max(...copy.bid.keys()));
        }
      }
      expect(version).toBe(book.version);
    }
    const sorted = (map: Map<number, number>, sign: number): [number, number][] =>
      [...map].sort((one, other) => sign * (one[0] - other[0]));
    expect([sorted(copy.ask, 1), sorted(copy.bid, -1)]).toEqual([[...asMap(book, 'ask')], [...asMap(book, 'bid')]]);
  });

  it('behavior: after a long absence the past is one step, its versions without a hole', () => {
    const book = started();
    const before = book.version;
    book.advance(START_MS + 3_600_000);
    const steps = book.stepsAfter(before);
    expect(steps.length).toBeLessThanOrEqual(50);
    expect(steps[0]?.begin).toBe(before + 1);
    expect(steps.at(-1)?.end).toBe(book.version);
  });

  it('behavior: a clock that stands or goes back changes nothing', () => {
    const book = started();
    book.advance(START_MS + 1_000);
    const { version } = book;
    book.advance(START_MS + 1_000);
    book.advance(START_MS);
    expect(book.version).toBe(version);
  });

  it('behavior: at the lowest price there is one bid, and nothing below', () => {
    const book = new SyntheticBook(btc, new ScriptedMarket(1), 1);
    book.advance(START_MS);
    expect(book.levels('bid').map(({ ticks }) => ticks)).toEqual([1]);
    expect(book.levels('ask')[0]?.ticks).toBe(2);
  });

  it('behavior: the latest changes are the newest first', () => {
    const book = started();
    book.advance(START_MS + 5_000);
    const versions = book.latestChanges(30).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 30 }, (_, index) => book.version - index));
  });
});
