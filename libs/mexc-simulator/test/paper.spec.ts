import { type PaperOptions, type PaperSimulator, PaperSourceError, startPaperSimulator } from '../src';
import { RawClient } from './raw-client';
import { ScriptedPaperSource, paperInstrument } from './scripted-paper-source';
import { SettableClock } from './settable-clock';

const START_MS = 1_790_000_050_500;
const MINUTE_MS = 60_000;
const symbol = 'BTC_USDT';
const opening = { symbol, side: 1, type: 5, vol: 10, openType: 1, leverage: 10 };
const closing = { symbol, side: 4, type: 5, vol: 4, openType: 1 };

const running: PaperSimulator[] = [];
afterEach(() => Promise.all(running.splice(0).map((simulator) => simulator.stop())));

async function paper(options: Partial<PaperOptions> = {}) {
  const clock = new SettableClock(START_MS);
  const source = new ScriptedPaperSource();
  const problems: string[] = [];
  const onProblem = (problem: Error): void => void problems.push(problem.message);
  const simulator = await startPaperSimulator({ source, symbols: [symbol], clock, pushEveryMs: 0, onProblem, ...options });
  running.push(simulator);
  const client = new RawClient(simulator.restUrl, simulator.keys, clock);
  return {
    clock,
    source,
    problems,
    simulator,
    client,
    feed: simulator.control.feed(symbol),
    order: async (body: object) => (await client.post('/api/v1/private/order/create', body)).envelope,
    // The envelope is looked at member by member.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    read: async (path: string, query?: string): Promise<any> => (await client.get(path, query)).envelope.data,
    pass: (seconds: number): void => clock.advance(seconds * 1000),
  };
}

/** Looks again while it does not hold: what is read by call takes a moment. */
async function until(look: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      return await look();
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await look();
}

describe('paper', () => {
  it('default: the rules are those of the source, and nothing can be traded before its first trade', async () => {
    const { read, order, feed, source } = await paper();
    expect(await read('/api/v1/contract/detail', `symbol=${symbol}`)).toMatchObject({
      symbol,
      contractSize: 0.001,
      priceUnit: 0.5,
      minVol: 2,
      maxVol: 1000,
      limitMaxVol: 5000,
      takerFeeRate: 0.0006,
      maxLeverage: 50,
      bidLimitPriceRate: 0.05,
      askLimitPriceRate: 0.02,
      riskLimitMode: 'CUSTOM',
      riskLimitCustom: [
        { level: 1, maxVol: 3000, mmr: 0.01, imr: 0.02, maxLeverage: 50 },
        { level: 2, maxVol: 6000, mmr: 0.02, imr: 0.04, maxLeverage: 25 },
      ],
    });
    expect(await read('/api/v1/contract/detail')).toHaveLength(1);
    expect(feed.state).toMatchObject({ phase: 'waiting', tradeCount: 0 });
    expect(await order(opening)).toMatchObject({ success: false, code: 1002, message: expect.stringContaining('no price yet') });
    expect(await read(`/api/v1/contract/depth/${symbol}`)).toMatchObject({ asks: [], bids: [] });
    expect(await read(`/api/v1/contract/kline/${symbol}`)).toMatchObject({ time: [] });
    expect([...source.watched].sort()).toEqual(['book', 'funding', 'index', 'instruments', 'mark', 'trades']);
  });

  it('behavior: an order fills at the price of the source, from the second after its trade on', async () => {
    const { source, pass, order, read, simulator, clock } = await paper();
    await source.trade('64000', clock.nowMs());
    pass(1);
    expect((await order(opening)).success).toBe(true);
    expect(simulator.control.snapshot().positions).toMatchObject([{ holdVol: '10', holdAvgPrice: '64000.5' }]);
    expect(await read('/api/v1/contract/ticker', `symbol=${symbol}`)).toMatchObject({
      lastPrice: 64_000,
      fairPrice: 65_001,
      indexPrice: 65_002,
      fundingRate: 0.0003,
    });
    expect(await read(`/api/v1/contract/funding_rate/${symbol}`)).toMatchObject({ collectCycle: 4 });
  });

  it('behavior: a resting order fills when the trades of the source reach it, and by no more than they were', async () => {
    const { source, pass, order, simulator, clock } = await paper();
    await source.trade('64000', clock.nowMs());
    pass(1);
    expect((await order({ ...opening, type: 1, price: 63_000, vol: 25 })).success).toBe(true);
    pass(60);
    await source.trade('63001', clock.nowMs());
    pass(1);
    expect(simulator.control.snapshot().positions).toEqual([]);
    await source.trade('62990', clock.nowMs(), { contracts: '15' });
    await source.trade('64000', clock.nowMs());
    pass(1);
    expect(simulator.control.snapshot().positions).toMatchObject([{ holdVol: '15', holdAvgPrice: '63000' }]);
  });

  it('behavior: takers meet the book of the source; what they took is gone until that level changes', async () => {
    const { source, pass, order, simulator, clock, read } = await paper();
    await source.trade('64000', clock.nowMs());
    const level = (price: string, contracts: string) => ({ price, contracts });
    const asks = [level('64003', '4'), level('64010', '500')];
    const bids = [level('63990', '7'), level('63000', '20')];
    await source.tell('book', { bids, asks });
    pass(1);
    expect(await read(`/api/v1/contract/depth/${symbol}`)).toMatchObject({
      asks: [
        [64_003, 4, 1],
        [64_010, 500, 1],
      ],
      bids: [
        [63_990, 7, 1],
        [63_000, 20, 1],
      ],
    });
    await order(opening);
    expect(simulator.control.snapshot().positions).toMatchObject([{ holdVol: '10', holdAvgPrice: '64007.2' }]);
    await source.tell('book', { bids, asks });
    pass(1);
    expect(await read(`/api/v1/contract/depth/${symbol}`)).toMatchObject({ asks: [[64_010, 494, 1]] });
    await source.tell('book', { bids, asks: [level('64003', '5'), ...asks.slice(1)] });
    pass(1);
    expect(await read(`/api/v1/contract/depth/${symbol}`)).toMatchObject({
      asks: [
        [64_003, 5, 1],
        [64_010, 494, 1],
      ],
    });
    expect((await order({ ...opening, vol: 600 })).success).toBe(true);
    expect(simulator.control.snapshot().positions).toMatchObject([{ holdVol: '509' }]);
  });

  it('behavior: in a gap what opens is refused, what closes is taken at the last price, cancels work; then it goes on', async () => {
    const { source, pass, order, feed, client, clock, simulator } = await paper();
    await source.trade('64000', clock.nowMs());
    pass(1);
    await order(opening);
    await order({ ...opening, type: 1, price: 60_000 });
    await source.gap();
    expect(feed.state.phase).toBe('stale');
    expect(await order(opening)).toMatchObject({ code: 1002, message: expect.stringContaining('stale') });
    expect((await order(closing)).success).toBe(true);
    expect((await client.post('/api/v1/private/order/cancel_all', { symbol })).envelope.success).toBe(true);
    expect(simulator.control.snapshot().positions).toMatchObject([{ holdVol: '6' }]);
    const missedMs = clock.nowMs() + 5_000;
    pass(10);
    source.latestTrades = [
      { price: '64000', contracts: '10', takerSide: 'buy', atMs: START_MS },
      { price: '63500', contracts: '3', takerSide: 'sell', atMs: missedMs },
    ];
    await source.ready();
    // The stream tells what was just read by call.
    await source.trade('63500', missedMs, { contracts: '3' });
    pass(1);
    expect(feed.state).toMatchObject({ phase: 'live', lastPrice: '63500', tradeCount: 2 });
    expect((await order(opening)).success).toBe(true);
  });

  it('behavior: after a gap in which nobody traded the last price is the market’s; where it cannot be asked it stays stale until a trade', async () => {
    const { source, pass, feed, clock, problems } = await paper();
    await source.trade('64000', clock.nowMs());
    pass(1);
    source.latestTrades = [{ price: '64000', contracts: '10', takerSide: 'buy', atMs: START_MS }];
    await source.gap();
    await source.ready();
    pass(1);
    expect(feed.state.phase).toBe('live');
    await source.gap();
    source.isDown = true;
    await source.ready();
    pass(1);
    expect(feed.state.phase).toBe('stale');
    expect(problems).toEqual(['BTC_USDT: found no connection']);
    await source.trade('64000.5', clock.nowMs());
    pass(1);
    expect(feed.state.phase).toBe('live');
  });

  it('behavior: silence is stale, anything that comes ends it', async () => {
    const { source, pass, feed, clock } = await paper({ staleAfterMs: 5_000 });
    await source.trade('64000', clock.nowMs());
    pass(6);
    expect(feed.state.phase).toBe('stale');
    await source.tell('mark', { price: '64000' });
    expect(feed.state.phase).toBe('live');
  });

  it('behavior: finished minutes of the past are there, and a gap is filled from the source', async () => {
    const clock = new SettableClock(START_MS);
    const source = new ScriptedPaperSource();
    const prices = { open: 64_000, high: 64_010, low: 63_990, close: 64_005 };
    const openMs = Math.floor(START_MS / MINUTE_MS) * MINUTE_MS;
    source.candles = [-3, -2, -1, 0, 1, 2].map((index) => ({
      openTimeMs: openMs + index * MINUTE_MS,
      stitched: { ...prices, open: 64_005 },
      traded: prices,
      contracts: 7,
      turnover: '448.035',
    }));
    const { read, simulator } = await paper({ source, clock });
    const minutes = async (): Promise<unknown> =>
      (await read(`/api/v1/contract/kline/${symbol}`)).time.map((time: number) => (time * 1000 - openMs) / MINUTE_MS);
    expect(await read(`/api/v1/contract/kline/${symbol}`)).toMatchObject({
      realOpen: [64_000, 64_000, 64_000],
      realClose: [64_005, 64_005, 64_005],
      vol: [7, 7, 7],
      amount: [448.035, 448.035, 448.035],
    });
    await source.trade('64000', START_MS);
    await source.gap();
    clock.set(START_MS + 130_000);
    await source.trade('64001', clock.nowMs());
    // Of the first minute and of those of the gap only part was heard.
    expect(await minutes()).toEqual([-3, -2, -1]);
    await source.ready();
    expect(await minutes()).toEqual([-3, -2, -1, 0, 1]);
    for (let look = 0; look < 4; look += 1) {
      clock.advance(15_000);
      await source.tell('mark', { price: '64001' });
    }
    await until(async () => expect(await minutes()).toEqual([-3, -2, -1, 0, 1, 2, 3]));
    clock.advance(1_000);
    expect(simulator.control.feed(symbol).state.lastPrice).toBe('64001');
  });

  it('behavior: the copy of the rules follows the list; a grid that changes pauses the contract', async () => {
    const { source, pass, order, clock, problems, read } = await paper();
    await source.trade('64000', clock.nowMs());
    pass(1);
    const change = (over: object, kind = 'changed') =>
      source.tell('instruments', { kind, symbol, instrument: { ...paperInstrument, ...over } });
    await change({ minContracts: '20', takerFeeRate: '0.0001' });
    expect((await order(opening)).code).toBe(2011);
    expect(await read('/api/v1/contract/detail', `symbol=${symbol}`)).toMatchObject({ minVol: 20, takerFeeRate: 0.0001 });
    await change({ state: 'paused' });
    expect((await order({ ...opening, vol: 20 })).code).toBe(1002);
    await change({});
    expect((await order(opening)).success).toBe(true);
    await change({ tickSize: '0.1' });
    expect((await order(opening)).code).toBe(1002);
    expect(problems).toEqual(['BTC_USDT: priceUnit is 0.1 now and was 0.5: paused until the next start']);
    await source.tell('instruments', { kind: 'changed', symbol: 'OTHER_USDT', instrument: { ...paperInstrument, symbol: 'OTHER_USDT' } });
    await change({}, 'removed');
    expect(await read('/api/v1/contract/detail', `symbol=${symbol}`)).toMatchObject({ state: 3 });
  });

  it('error: what is off the grids is told, counted and left out', async () => {
    const { source, feed, problems, clock, pass } = await paper();
    await source.trade('64000.25', clock.nowMs());
    await source.trade('64000', clock.nowMs());
    await source.fail(new Error('a push that cannot be read'));
    pass(1);
    expect(feed.state).toMatchObject({ phase: 'live', tradeCount: 1, refusedCount: 1 });
    expect(problems).toEqual([
      'BTC_USDT: feed of BTC_USDT: price: found 64000.25, expected a multiple of the tick 0.5',
      'BTC_USDT: a push that cannot be read',
    ]);
  });

  it('error: a source that cannot be read starts nothing; no symbols', async () => {
    const source = new ScriptedPaperSource();
    source.isDown = true;
    const failure = startPaperSimulator({ source, symbols: [symbol] });
    await expect(failure).rejects.toThrow(PaperSourceError);
    await expect(failure).rejects.toThrow('the public data cannot be had: found no connection');
    await expect(startPaperSimulator({ source, symbols: [] })).rejects.toThrow('symbols: found none');
    expect(source.watched).toEqual([]);
  });

  it('behavior: stop ends every watch; the source was asked and watched, and nothing else', async () => {
    const { simulator, source } = await paper();
    await simulator.stop();
    expect(source.watched).toEqual([]);
    expect([...new Set(source.asked.map((each) => each.split(' ')[0]))].sort()).toEqual([
      'candles',
      'funding',
      'index',
      'instrument',
      'mark',
      'ticker',
      'watch',
    ]);
  });

  it('behavior: the same trades at the same times make the same fills, byte for byte', async () => {
    const run = async (): Promise<string> => {
      const { source, pass, order, simulator, clock, read } = await paper({ seed: 5 });
      for (let second = 0; second < 40; second += 1) {
        await source.trade(String(64_000 + ((second * 37) % 60) * 0.5), clock.nowMs(), { contracts: String(1 + (second % 9)) });
        if (second % 7 === 3) await order({ ...opening, externalOid: `a${second}` });
        if (second % 7 === 5) await order({ ...opening, type: 1, price: 64_000 + (second % 20), externalOid: `b${second}` });
        pass(1);
      }
      return JSON.stringify([simulator.control.snapshot(), await read(`/api/v1/contract/deals/${symbol}`)]);
    };
    const first = await run();
    expect(await run()).toBe(first);
    expect(first).toContain('"holdVol"');
  });
});
