import * as fc from 'fast-check';
import { simulatedContracts } from '../simulated-contracts';
import { Listing } from '../exchange/listing';
import { FundingRates } from './funding-rates';
import { buildKlines } from './klines';
import { ReferencePrices } from './reference-prices';
import { SeededMarket } from './seeded-market';
import { TapeMarket } from './tape-market';
import { contractForTape } from '../contract-for-tape';

const NOW = 1_790_000_000;
const second = fc.integer({ min: NOW - 2_000_000, max: NOW });
const listed = (symbol: string, seed = 1): Listing => {
  const contract = simulatedContracts.find((each) => each.symbol === symbol) as (typeof simulatedContracts)[number];
  return new Listing(contract, new SeededMarket(contract, seed), seed);
};

describe('index and fair price', () => {
  it('behavior: functions of seed, symbol and second; index close to the path, fair close to the index', () => {
    const [one, again, other] = [listed('BTC_USDT'), listed('BTC_USDT'), listed('BTC_USDT', 2)];
    fc.assert(
      fc.property(second, (at) => {
        const [path, index, fair] = [one.market.priceTicks(at), Number(one.indexPrice(at)) * 10, one.fairTicks(at)];
        expect([again.indexPrice(at), again.fairPrice(at)]).toEqual([one.indexPrice(at), one.fairPrice(at)]);
        expect(Math.abs(index - path)).toBeLessThanOrEqual(path * 0.0002 + 1);
        expect(Math.abs(fair - index)).toBeLessThanOrEqual(index * 0.0002 + 1);
        expect(other.indexPrice(at)).not.toBe(one.indexPrice(at));
      }),
    );
  });

  it('behavior: where funding is paid, the fair price stands on the index', () => {
    const listing = listed('BTC_USDT');
    const settledAt = listing.funding.nextSettleTimeMs(NOW) / 1000;
    expect(listing.fairPrice(settledAt - 1)).toBe(listing.indexPrice(settledAt - 1));
  });

  it('behavior: the index of the inverse contract on a coin is that of its USDT contract', () => {
    const [linear, inverse] = [listed('BTC_USDT'), listed('BTC_USD')];
    fc.assert(fc.property(second, (at) => expect(inverse.indexPrice(at)).toBe(linear.indexPrice(at))));
  });

  it('behavior: a market that knows them says so', () => {
    const known = { priceTicks: () => 100, indexTicks: () => 90, fairTicks: () => 80 } as unknown as SeededMarket;
    const prices = new ReferencePrices('BTC_USDT', known, new FundingRates('BTC_USDT', 1), 1);
    expect([prices.indexTicks(NOW), prices.fairTicks(NOW)]).toEqual([90, 80]);
  });

  it('behavior: klines hold the highest and lowest second, close at the last, and open where the last one closed', () => {
    const listing = listed('BTC_USDT');
    const opensAt = Math.floor(NOW / 300) * 300 - 300;
    const [row] = buildKlines(listing.fairMarket, listing.contract, {
      interval: 'Min5',
      startSecond: opensAt,
      endSecond: opensAt,
      nowSecond: NOW,
    });
    const seconds = Array.from({ length: 301 }, (_, index) => Number(listing.fairPrice(opensAt - 1 + index)));
    expect(row).toMatchObject({ time: opensAt, open: String(seconds[0]), close: String(seconds[300]), vol: '0', amount: '0' });
    expect([row?.high, row?.low].map(Number)).toEqual([Math.max(...seconds), Math.min(...seconds)]);
  });

  it('behavior: a tape has them too, and where a minute is missing they have no bar', () => {
    const open = 1_790_000_040;
    const minute = (index: number) => ({
      openTimeMs: (open + index * 60) * 1000,
      open: '100.00',
      high: '101.25',
      low: '99.5',
      close: '100.5',
      volume: '6',
    });
    const minutes = [minute(0), minute(2)];
    const contract = contractForTape('BTC_USDT', minutes);
    const listing = new Listing(contract, new TapeMarket(contract, minutes), 1);
    const rows = buildKlines(listing.indexMarket, contract, { interval: 'Min1', nowSecond: open + 200 });
    expect(rows.map(({ time }) => time)).toEqual([open, open + 120]);
  });
});
