import { add, multiply } from '@prate/execution-interface/decimal';
import { simulatedContracts } from '../simulated-contracts';
import type { SimulatedContract } from '../simulated-contract';
import { DayWindow } from './day-statistics';
import { buildKlines } from './klines';
import { PriceGrid } from './price-grid';
import { SeededMarket } from './seeded-market';

const NOW = 1_790_000_000;

it.each(['BTC_USDT', 'DOGE_USDT'])('behavior: %s, 1,440 minutes with the running one, summed as its klines are', (symbol) => {
  const contract = simulatedContracts.find((each) => each.symbol === symbol) as SimulatedContract;
  const market = new SeededMarket(contract, 1);
  const day = new DayWindow(contract, market);
  const prices = new PriceGrid(contract.priceUnit);
  for (const nowSecond of [NOW, NOW + 1, NOW + 45]) {
    const rows = buildKlines(market, contract, { interval: 'Min1', nowSecond }).slice(-1_440);
    const { vol, amount, highTicks, lowTicks } = day.through(nowSecond);
    expect(vol).toBe(rows.reduce((sum, row) => add(sum, row.vol), multiply(0, 1)));
    expect(amount).toBe(rows.reduce((sum, row) => add(sum, row.amount), multiply(0, 1)));
    const traded = rows.filter((row) => row.vol !== '0');
    expect(Number(prices.toText(highTicks))).toBe(Math.max(...traded.map((row) => Number(row.realHigh))));
    expect(Number(prices.toText(lowTicks))).toBe(Math.min(...traded.map((row) => Number(row.realLow))));
  }
});
