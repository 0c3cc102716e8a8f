import * as fc from 'fast-check';
import { simulatedContracts } from '../simulated-contracts';
import type { SimulatedContract } from '../simulated-contract';
import { buildKlines } from './klines';
import { PriceGrid } from './price-grid';
import { SeededMarket } from './seeded-market';
import { TradeTape } from './trade-tape';

const named = (symbol: string): SimulatedContract => simulatedContracts.find((contract) => contract.symbol === symbol) as SimulatedContract;
const MINUTE = 1_790_000_040;

function tapeOf(symbol: string, seed: number) {
  const contract = named(symbol);
  const market = new SeededMarket(contract, seed);
  return { contract, market, tape: new TradeTape(contract, market, seed) };
}

it.each(['BTC_USDT', 'DOGE_USDT', 'BTC_USD'])('behavior: the deals of %s make its minutes: volume, first, high, low, last', (symbol) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 1, max: 1_000 }), (minutesAgo, seed) => {
      const { contract, market, tape } = tapeOf(symbol, seed);
      const opensAt = MINUTE - minutesAgo * 60;
      const [row] = buildKlines(market, contract, { interval: 'Min1', startSecond: opensAt, endSecond: opensAt, nowSecond: MINUTE + 59 });
      const deals = Array.from({ length: 60 }, (_, part) => tape.ofSecond(opensAt + part)).flat();
      const prices = new PriceGrid(contract.priceUnit);
      const ticks = deals.map((deal) => deal.ticks);
      expect(String(deals.reduce((sum, { lots }) => sum + lots, 0))).toBe(row?.vol);
      if (deals.length === 0) return;
      expect([ticks[0], Math.max(...ticks), Math.min(...ticks), ticks.at(-1)].map((each) => prices.toText(each as number))).toEqual([
        row?.realOpen,
        row?.realHigh,
        row?.realLow,
        row?.realClose,
      ]);
    }),
    { numRuns: 20 },
  );
});

it('behavior: ids rise, sizes are whole and positive, latest is the same trades newest first', () => {
  const { tape } = tapeOf('BTC_USDT', 1);
  const deals = Array.from({ length: 200 }, (_, part) => tape.ofSecond(MINUTE + part)).flat();
  const ids = deals.map(({ id }) => BigInt(id));
  ids.slice(1).forEach((id, index) => expect(id > (ids[index] as bigint)).toBe(true));
  for (const { lots, openFlag } of deals) {
    expect(Number.isInteger(lots) && lots > 0).toBe(true);
    expect([1, 2, 3]).toContain(openFlag);
  }
  expect(new Set(deals.map(({ takerSide }) => takerSide)).size).toBe(2);
  expect(tape.latest(MINUTE + 199, 50)).toEqual([...deals].reverse().slice(0, 50));
});
