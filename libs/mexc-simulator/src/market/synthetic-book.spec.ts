import { ScriptedMarket } from '../../test/scripted-market';
import { simulatedContracts } from '../simulated-contracts';
import { SeededMarket } from './seeded-market';
import { BOOK_LEVELS, SyntheticBook } from './synthetic-book';

const STEP = 1_790_000_000 * 5;

describe.each(simulatedContracts.map((contract) => [contract.symbol, contract] as const))('SyntheticBook of %s', (_symbol, contract) => {
  const market = new SeededMarket(contract, 1);
  const book = new SyntheticBook(contract, market, 1);

  it('behavior: fifty levels a side, best first, one tick around the path, each of some hundred contracts', () => {
    const path = market.priceTicks(STEP / 5);
    const distances = Array.from({ length: BOOK_LEVELS }, (_, index) => index + 1);
    expect(book.levels('ask', STEP).map(({ ticks }) => ticks - path)).toEqual(distances);
    expect(book.levels('bid', STEP).map(({ ticks }) => path - ticks)).toEqual(distances);
    for (const { lots, orders } of [...book.levels('ask', STEP), ...book.levels('bid', STEP)]) {
      expect(lots).toBeGreaterThanOrEqual(300);
      expect(orders).toBeGreaterThan(0);
    }
  });

  it('behavior: a function of (seed, price, time)', () => {
    const later = new SyntheticBook(contract, new SeededMarket(contract, 1), 1);
    later.levels('ask', STEP + 5_000);
    expect(later.levels('ask', STEP)).toEqual(book.levels('ask', STEP));
    expect(new SyntheticBook(contract, market, 2).levels('ask', STEP)).not.toEqual(book.levels('ask', STEP));
  });
});

describe('SyntheticBook', () => {
  const [btc] = simulatedContracts;
  if (btc === undefined) throw new Error('expected a contract');
  const book = new SyntheticBook(btc, new ScriptedMarket(1_000), 1);

  it('behavior: a level stays as it is for its epoch, one to five seconds', () => {
    const seen = Array.from({ length: 200 }, (_, index) => book.levels('ask', STEP + index)[0]);
    const lengths = new Map<number, number>();
    for (const level of seen) lengths.set(level?.epoch ?? 0, (lengths.get(level?.epoch ?? 0) ?? 0) + 1);
    for (const [epoch] of lengths) expect(new Set(seen.filter((level) => level?.epoch === epoch).map((level) => level?.lots)).size).toBe(1);
    const whole = [...lengths.values()].slice(1, -1);
    expect(Math.min(...whole)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...whole)).toBeLessThanOrEqual(25);
  });

  it('behavior: nobody stands at or beyond a price that is held on the other side', () => {
    expect(book.levels('ask', STEP, 1_010)[0]?.ticks).toBe(1_011);
    expect(book.levels('bid', STEP, 995)[0]?.ticks).toBe(994);
    expect(book.levels('ask', STEP, 1_000)).toEqual(book.levels('ask', STEP));
    expect(['ask', 'bid'].map((side) => book.isHeldBack(side as 'ask' | 'bid', STEP, 1_000))).toEqual([false, false]);
    expect([book.isHeldBack('ask', STEP, 1_001), book.isHeldBack('bid', STEP, 999)]).toEqual([true, true]);
  });

  it('behavior: at the lowest price there is one bid, and nothing below; held there, none', () => {
    const lowest = new SyntheticBook(btc, new ScriptedMarket(1), 1);
    expect(lowest.levels('bid', STEP).map(({ ticks }) => ticks)).toEqual([1]);
    expect(lowest.levels('ask', STEP)[0]?.ticks).toBe(2);
    expect(lowest.levels('bid', STEP, 1)).toEqual([]);
  });
});
