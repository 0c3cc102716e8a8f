import type { WireDepthRow } from '@prate/mexc-protocol';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { iteratePages, MexcFuturesRest } from '../src';
import { unpaced } from './unpaced';

const symbol = 'BTC_USDT';

/** Stands still, unless a test moves it. */
const clock = { atMs: Date.now(), nowMs: () => clock.atMs };

let simulator: MexcSimulator;
let rest: MexcFuturesRest;

beforeAll(async () => {
  simulator = await startMexcSimulator({ seed: 11, clock });
  rest = new MexcFuturesRest({ ...unpaced, baseUrl: simulator.restUrl });
});
afterAll(async () => {
  rest.close();
  await simulator.stop();
});

function prices(rows: readonly WireDepthRow[]): number[] {
  return rows.map(([price]) => Number(price));
}

describe('market data against the simulator', () => {
  it('default: the book is ordered, best first, and not crossed', async () => {
    const { asks, bids, version, timestamp } = await rest.public.getDepth({ symbol, limit: 5 });
    expect(asks).toHaveLength(5);
    expect(prices(asks)).toEqual([...prices(asks)].sort((one, other) => one - other));
    expect(prices(bids)).toEqual([...prices(bids)].sort((one, other) => other - one));
    expect(Math.min(...prices(asks))).toBeGreaterThan(Math.max(...prices(bids)));
    expect(version).toBeGreaterThan(0);
    expect(timestamp).toBeGreaterThan(1_700_000_000_000);
  });

  it('behavior: its changes come oldest first, though the venue gives them newest first', async () => {
    const { version } = await rest.public.getDepth({ symbol });
    clock.atMs += 10_000;
    const commits = await rest.public.getDepthCommits({ symbol, limit: 50 });
    const versions = commits.map((commit) => commit.version);
    expect(versions.length).toBeGreaterThan(1);
    expect(versions).toEqual([...versions].sort((one, other) => one - other));
    expect(versions.at(-1)).toBeGreaterThan(version);
    expect(versions.at(-1)).toBe((await rest.public.getDepth({ symbol })).version);
  });

  it('default: trades newest first', async () => {
    const times = (await rest.public.getDeals({ symbol, limit: 20 })).map(({ t }) => t);
    expect(times.length).toBeGreaterThan(0);
    expect(times).toEqual([...times].sort((one, other) => other - one));
  });

  it('default: tickers of all contracts, and of one', async () => {
    const all = await rest.public.getTicker();
    const contracts = await rest.public.getContractDetail();
    expect(all.map((ticker) => ticker.symbol).sort()).toEqual(contracts.map((contract) => contract.symbol).sort());
    expect(await rest.public.getTicker({ symbol })).toEqual([expect.objectContaining({ symbol })]);
  });

  it('default: index and fair price', async () => {
    expect(await rest.public.getIndexPrice({ symbol })).toMatchObject({ symbol, indexPrice: expect.stringMatching(/^\d/) as string });
    expect(await rest.public.getFairPrice({ symbol })).toMatchObject({ symbol, fairPrice: expect.stringMatching(/^\d/) as string });
  });

  it('default: funding now, of one and of all, and as it was settled, over all pages', async () => {
    const one = await rest.public.getFundingRate({ symbol });
    expect(one).toMatchObject({ symbol, collectCycle: expect.any(Number) as number });
    expect(await rest.public.listFundingRates()).toContainEqual(expect.objectContaining({ symbol, nextSettleTime: one.nextSettleTime }));

    const settled = [];
    const pages = iteratePages(({ pageNum, pageSize }) => rest.public.listFundingRateHistory({ symbol, pageNum, pageSize }), {
      pageSize: 2,
    });
    for await (const row of pages) settled.push(row.settleTime);
    const all = await rest.public.listFundingRateHistory({ symbol, pageNum: 1, pageSize: 1000 });
    expect(settled).toEqual(all.map(({ settleTime }) => settleTime));
    expect(new Set(settled).size).toBe(settled.length);
    expect(settled.length).toBeGreaterThan(2);
  });

  it('error: a contract that does not exist is code 1001', async () => {
    await expect(rest.public.getDepth({ symbol: 'NO_SUCH' })).rejects.toMatchObject({ name: 'MexcApiError', code: 1001 });
    await expect(rest.public.getTicker({ symbol: 'NO_SUCH' })).rejects.toMatchObject({ name: 'MexcApiError', code: 1001 });
  });
});
