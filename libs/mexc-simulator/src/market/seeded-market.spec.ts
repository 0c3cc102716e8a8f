import * as fc from 'fast-check';
import { simulatedContracts } from '../simulated-contracts';
import type { SimulatedContract } from '../simulated-contract';
import { SeededMarket } from './seeded-market';

const named = (symbol: string): SimulatedContract => simulatedContracts.find((contract) => contract.symbol === symbol) as SimulatedContract;
const NOON = 1_790_000_040; // a whole minute

describe('SeededMarket', () => {
  it('behavior: the same bits on every machine', () => {
    const market = new SeededMarket(named('BTC_USDT'), 1);
    const seen = [0, 1, 2, 3].map((at) => [market.priceTicks(NOON + at), market.tradedLots(NOON + at)]);
    expect(seen).toEqual([
      [631_367, 31],
      [631_393, 120],
      [631_394, 74],
      [631_388, 420],
    ]);
  });

  it('behavior: a function of seed, symbol and second, whatever was asked before', () => {
    const one = new SeededMarket(named('ETH_USDT'), 3);
    const seconds = fc.array(fc.integer({ min: 1_400_000_000, max: 2_000_000_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(seconds, (asked) => {
        for (const second of asked) {
          const fresh = new SeededMarket(named('ETH_USDT'), 3);
          expect([one.priceTicks(second), one.tradedLots(second)]).toEqual([fresh.priceTicks(second), fresh.tradedLots(second)]);
        }
      }),
    );
  });

  it('behavior: other seeds and other symbols go other ways', () => {
    const path = (market: SeededMarket): number[] => Array.from({ length: 60 }, (_, at) => market.priceTicks(NOON + at));
    const first = path(new SeededMarket(named('BTC_USDT'), 1));
    expect(path(new SeededMarket(named('BTC_USDT'), 2))).not.toEqual(first);
    expect(path(new SeededMarket({ ...named('BTC_USDT'), symbol: 'OTHER_USDT' }, 1))).not.toEqual(first);
  });

  it.each([
    ['BTC_USDT', 65_000, 0.05],
    ['ETH_USDT', 3_500, 0.15],
    ['DOGE_USDT', 0.15, 0.55],
    ['BTC_USD', 65_000, 0.5],
  ])('behavior: %s stays within a fifth of %d and is quiet in fewer than %d of its seconds', (symbol, price, quiet) => {
    const contract = named(symbol);
    const market = new SeededMarket(contract, 1);
    const days = Array.from({ length: 30 * 24 * 12 }, (_, at) => market.priceTicks(NOON - at * 300) * Number(contract.priceUnit));
    expect(Math.min(...days)).toBeGreaterThan(price * 0.8);
    expect(Math.max(...days)).toBeLessThan(price * 1.2);
    const hour = Array.from({ length: 3_600 }, (_, at) => market.tradedLots(NOON + at));
    expect(hour.filter((lots) => lots === 0).length).toBeLessThan(3_600 * quiet);
    expect(hour.every((lots) => Number.isInteger(lots) && lots >= 0)).toBe(true);
  });

  it('behavior: a minute is what its traded seconds say, whole or running', () => {
    const market = new SeededMarket(named('DOGE_USDT'), 5);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 90 }), (minutes, part) => {
        const open = NOON - minutes * 60;
        const traded = Array.from({ length: Math.min(part, 59) + 1 }, (_, at) => ({
          ticks: market.priceTicks(open + at),
          lots: market.tradedLots(open + at),
        })).filter(({ lots }) => lots > 0);
        const ticks = traded.map((second) => second.ticks);
        const bar = market.minute(open, open + part);
        expect(bar.traded).toEqual(
          ticks.length === 0
            ? undefined
            : { open: ticks[0], high: Math.max(...ticks), low: Math.min(...ticks), close: ticks[ticks.length - 1] },
        );
        expect(bar.lots).toBe(BigInt(traded.reduce((sum, { lots }) => sum + lots, 0)));
        expect(bar.lotTicks).toBe(traded.reduce((sum, { lots, ticks: at }) => sum + BigInt(lots) * BigInt(at), 0n));
      }),
    );
  });

  it('behavior: the last trade is the newest second that traded', () => {
    const market = new SeededMarket(named('DOGE_USDT'), 5);
    for (let second = NOON; second < NOON + 200; second += 1) {
      let at = second;
      while (market.tradedLots(at) === 0) at -= 1;
      expect(market.lastTradeTicks(second)).toBe(market.priceTicks(at));
    }
  });
});
