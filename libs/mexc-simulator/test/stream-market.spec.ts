import type { RawFrame } from './raw-stream';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const symbol = 'BTC_USDT';
const START_MINUTE = Math.floor(START_MS / 60_000) * 60;

describe('prices', () => {
  it('default: ticker, once a second with trades; the frame begins with its symbol and ends with channel and time', async () => {
    const { stream, pass } = await setup.start();
    await stream.subscribe('ticker', { symbol });
    pass(0);
    pass(100);
    const [first, ...more] = await stream.pushes('ticker');
    expect(more).toEqual([]);
    expect(first?.text).toMatch(/^\{"symbol":"BTC_USDT","data":\{"symbol":"BTC_USDT","lastPrice":[\d.]+,"riseFallRate":/);
    expect(first?.text).toMatch(new RegExp(`\\},"channel":"push.ticker","ts":${START_MS}\\}$`));
    expect(Object.keys(first?.data)).toEqual([
      'symbol',
      'lastPrice',
      'riseFallRate',
      'fairPrice',
      'indexPrice',
      'volume24',
      'amount24',
      'maxBidPrice',
      'minAskPrice',
      'lower24Price',
      'high24Price',
      'timestamp',
      'bid1',
      'ask1',
      'holdVol',
      'riseFallValue',
      'fundingRate',
      'zone',
      'riseFallRates',
      'riseFallRatesOfTimezone',
    ]);
    expect([first?.data.riseFallRates.length, first?.data.riseFallRatesOfTimezone.length]).toEqual([6, 3]);
    expect(first?.data.ask1).toBeGreaterThan(first?.data.bid1);
    pass(60_000);
    expect(await stream.pushes('ticker')).toHaveLength(2);
  });

  it('behavior: ticker is silent while nobody trades', async () => {
    const { stream, pass } = await setup.start({ tapes: [oneMinuteTape()] });
    await stream.subscribe('ticker', { symbol: 'OLD_USDT' });
    pass(0);
    for (let second = 0; second < 5; second += 1) pass(1_000);
    expect(await stream.pushes('ticker')).toHaveLength(1);
  });

  it('default: tickers, all contracts every 2 s, channel first and no best price', async () => {
    const { stream, pass } = await setup.start();
    await stream.subscribe('tickers', {});
    for (let turn = 0; turn < 21; turn += 1) pass(200);
    const frames = await stream.pushes('tickers');
    expect(frames.map(({ ts }) => ts)).toEqual([START_MS + 200, START_MS + 1_500 + 100, START_MS + 3_500 + 100]);
    expect(frames[0]?.text).toMatch(/^\{"channel":"push.tickers","data":\[\{"contractId":10,"symbol":"BTC_USDT","lastPrice":/);
    expect(frames[0]?.data.map((row: { symbol: string }) => row.symbol)).toEqual(['BTC_USDT', 'ETH_USDT', 'DOGE_USDT', 'BTC_USD']);
    for (const absent of ['bid1', 'ask1', 'holdVol', 'fundingRate']) expect(frames[0]?.data[0]).not.toHaveProperty(absent);
  });

  it.each([
    ['fair.price', ['symbol', 'price']],
    ['index.price', ['symbol', 'price']],
    ['funding.rate', ['symbol', 'rate', 'nextSettleTime']],
  ])('behavior: %s on change only', async (topic, keys) => {
    const { stream, pass } = await setup.start();
    await stream.subscribe(topic, { symbol });
    for (let second = 0; second < 59; second += 1) {
      pass(0);
      pass(1_000);
    }
    const told = (await stream.pushes(topic)).map(({ data }) => data);
    expect(Object.keys(told[0])).toEqual(keys);
    told.slice(1).forEach((data, index) => expect(data).not.toEqual(told[index]));
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThanOrEqual(topic === 'funding.rate' ? 2 : 60);
  });

  it('behavior: a contract that is changed is told whole to who wants it', async () => {
    const { stream, simulator, client } = await setup.start();
    await stream.subscribe('contract');
    simulator.control.changeContract(symbol, { apiAllowed: false, maxLeverage: 50 });
    const [frame, ...more] = await stream.pushes('contract');
    expect(more).toEqual([]);
    expect(frame).toMatchObject({ symbol, data: { symbol, apiAllowed: false, maxLeverage: 50, priceUnit: 0.1 } });
    expect((await client.create({})).envelope.code).toBe(1002);
    expect(() => simulator.control.changeContract('NOPE_USDT', { state: 3 })).toThrow(/expected a listed contract/);
    expect(() => simulator.control.changeContract(symbol, { maxVol: '0' })).toThrow(/maxVol: found "0"/);
  });
});

describe('deals and klines', () => {
  it('behavior: the deals of a minute make its kline, over the wire', async () => {
    const { stream, client, pass } = await setup.start();
    await stream.subscribe('deal', { symbol });
    for (let turn = 0; turn < 9; turn += 1) {
      pass(20_000);
      await stream.settle();
    }
    const minute = START_MINUTE + 60;
    const deals = (await stream.pushes('deal')).flatMap(
      ({ data }) => data as { p: number; v: number; t: number; i: string; cts: string }[],
    );
    const inMinute = deals.filter(({ t }) => Math.floor(t / 60_000) * 60 === minute);
    const { data } = (await client.get(`/api/v1/contract/kline/${symbol}`, `end=${minute}&interval=Min1&start=${minute}`)).envelope;
    const prices = inMinute.map(({ p }) => p);
    expect(inMinute.reduce((sum, { v }) => sum + v, 0)).toBe(data.vol[0]);
    expect([prices[0], Math.max(...prices), Math.min(...prices), prices.at(-1)]).toEqual([
      data.realOpen[0],
      data.realHigh[0],
      data.realLow[0],
      data.realClose[0],
    ]);
    const ids = deals.map(({ i }) => i);
    expect(new Set(ids).size).toBe(ids.length);
    expect(deals.every(({ t, cts }) => String(t) === cts)).toBe(true);
  });

  it('behavior: a push a second, or with compress false a push a trade; ids and cts are quoted; REST tells the same trades', async () => {
    const { stream, open, client, pass } = await setup.start();
    const single = await open();
    await stream.subscribe('deal', { symbol });
    await single.subscribe('deal', { symbol, compress: false });
    pass(10_000);
    const pushes = await stream.pushes('deal');
    expect(pushes[0]?.text).toMatch(
      /^\{"symbol":"BTC_USDT","data":\[\{"p":[\d.]+,"v":\d+,"T":[12],"O":[123],"M":2,"t":\d{13},"i":"\d{11}","cts":"\d{13}"\}/,
    );
    const rows = (frames: readonly RawFrame[]): object[] => frames.flatMap(({ data }) => data);
    const one = await single.pushes('deal');
    expect(one.every(({ data }) => data.length === 1)).toBe(true);
    expect(rows(one)).toEqual(rows(pushes));
    expect(one.length).toBeGreaterThan(pushes.length);
    const rest = (await client.get(`/api/v1/contract/deals/${symbol}`, `limit=${one.length}`)).envelope.data;
    const withoutIds = rows(pushes).map((row) => ({ ...row, i: undefined, cts: undefined }));
    expect(JSON.parse(JSON.stringify(withoutIds.reverse()))).toEqual(rest);
  });

  it('behavior: the running minute on change, then its last state once, then the next; REST has the same bars', async () => {
    const { stream, client, pass } = await setup.start();
    expect((await stream.subscribe('kline', { symbol, interval: 'Min1' })).data).toBe('success');
    await stream.subscribe('kline', { symbol, interval: 'Min5' });
    pass(0);
    pass(100);
    for (let turn = 0; turn < 3; turn += 1) {
      pass(30_000);
      await stream.settle();
    }
    const minutes = (await stream.pushes('kline')).filter(({ data }) => data.interval === 'Min1').map(({ data }) => data);
    expect(minutes.map(({ t }) => (t - START_MINUTE) / 60)).toEqual([0, 0, 0, 1, 1]);
    expect(Object.keys(minutes[0])).toEqual(['symbol', 'interval', 't', 'o', 'c', 'h', 'l', 'a', 'q', 'ro', 'rc', 'rh', 'rl']);
    const { data } = (await client.get(`/api/v1/contract/kline/${symbol}`, `interval=Min1&start=${START_MINUTE}`)).envelope;
    for (const [index, time] of (data.time as number[]).entries()) {
      const last = minutes.filter(({ t }) => t === time).at(-1);
      expect([last.o, last.c, last.h, last.l, last.a, last.q, last.ro, last.rc, last.rh, last.rl]).toEqual(
        ['open', 'close', 'high', 'low', 'amount', 'vol', 'realOpen', 'realClose', 'realHigh', 'realLow'].map((name) => data[name][index]),
      );
    }
    await stream.ask({ method: 'unsub.kline', param: { symbol, interval: 'Min1' } });
    stream.frames.length = 0;
    pass(5_000);
    expect((await stream.pushes('kline')).map(({ data: row }) => row.interval)).toEqual(['Min5']);
  });
});

describe('the book (reference 8.10)', () => {
  type Row = readonly [number, number, number];
  type Book = { asks: Map<number, number>; bids: Map<number, number> };
  const load = (data: { asks: Row[]; bids: Row[] }): Book => ({
    asks: new Map(data.asks.map(([price, vol]) => [price, vol])),
    bids: new Map(data.bids.map(([price, vol]) => [price, vol])),
  });
  const apply = (book: Book, data: { asks: Row[]; bids: Row[] }): void => {
    for (const side of ['asks', 'bids'] as const) {
      for (const [price, vol] of data[side]) {
        if (vol === 0) book[side].delete(price);
        else book[side].set(price, vol);
      }
    }
  };
  const sorted = (book: Book): unknown => [
    [...book.asks].sort(([one], [other]) => one - other),
    [...book.bids].sort(([one], [other]) => other - one),
  ];

  it('behavior: ranges follow each other every 200 ms, and carry a REST snapshot to the next one', async () => {
    const { stream, client, pass } = await setup.start();
    await stream.subscribe('depth', { symbol });
    for (let turn = 0; turn < 5; turn += 1) pass(200);
    const before = (await client.get(`/api/v1/contract/depth/${symbol}`, 'limit=1000')).envelope.data;
    for (let turn = 0; turn < 50; turn += 1) pass(200);
    const after = (await client.get(`/api/v1/contract/depth/${symbol}`)).envelope.data;

    const pushes = await stream.pushes('depth');
    expect(Object.keys(pushes[0]?.data)).toEqual(['cts', 'asks', 'bids', 'end', 'begin', 'version']);
    pushes.slice(1).forEach(({ data }, index) => {
      expect(data.begin).toBe(pushes[index]?.data.end + 1);
      expect(data.cts - pushes[index]?.data.cts).toBe(200);
    });
    for (const { data } of pushes) expect(data.version).toBe(data.end);
    const book = load(before);
    for (const { data } of pushes) if (data.end > before.version) apply(book, data);
    expect(pushes.at(-1)?.data.end).toBe(after.version);
    expect(sorted(book)).toEqual(sorted(load(after)));
    expect([before.asks.length, before.bids.length, before.asks[0].length]).toEqual([50, 50, 3]);
  });

  it('behavior: compress false is one change a push and one version a change, and arrives at the same book', async () => {
    const { stream, open, client, pass } = await setup.start();
    const single = await open();
    const before = (await client.get(`/api/v1/contract/depth/${symbol}`)).envelope.data;
    await stream.subscribe('depth', { symbol, compress: true });
    await single.subscribe('depth', { symbol, compress: false });
    pass(3_000);
    const changes = await single.pushes('depth');
    const steps = await stream.pushes('depth');
    expect(changes.map(({ data }) => data.version)).toEqual(changes.map((_, index) => before.version + 1 + index));
    for (const { data } of changes) {
      expect(data.asks.length + data.bids.length).toBe(1);
      expect(data).not.toHaveProperty('begin');
    }
    const [one, other] = [load(before), load(before)];
    changes.forEach(({ data }) => apply(one, data));
    steps.forEach(({ data }) => apply(other, data));
    expect(sorted(one)).toEqual(sorted(other));
    expect(changes.at(-1)?.data.version).toBe(steps.at(-1)?.data.version);
  });

  it('behavior: commits, newest first, bridge a gap', async () => {
    const { client, clock } = await setup.start();
    const before = (await client.get(`/api/v1/contract/depth/${symbol}`)).envelope.data;
    clock.advance(2_000);
    const commits = (await client.get(`/api/v1/contract/depth_commits/${symbol}/1000`)).envelope.data as {
      version: number;
      asks: Row[];
      bids: Row[];
    }[];
    const after = (await client.get(`/api/v1/contract/depth/${symbol}`)).envelope.data;
    const versions = commits.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((one, other) => other - one));
    const book = load(before);
    for (const commit of [...commits].reverse()) if (commit.version > before.version) apply(book, commit);
    expect([sorted(book), versions[0]]).toEqual([sorted(load(after)), after.version]);
    expect((await client.get(`/api/v1/contract/depth_commits/${symbol}/1001`)).envelope.code).toBe(600);
  });

  it.each([[5], [10], [20]])('behavior: depth.full %d is the head of the book, one size at a time', async (limit) => {
    const { stream, client, pass } = await setup.start();
    await stream.subscribe('depth.full', { symbol, limit: 5 });
    await stream.subscribe('depth.full', { symbol, limit });
    pass(1_000);
    const { data } = (await client.get(`/api/v1/contract/depth/${symbol}`, `limit=${limit}`)).envelope;
    const pushes = await stream.pushes('depth.full');
    expect(pushes.map(({ data: book }) => book)).toEqual([
      { cts: START_MS + 1_000, asks: data.asks, bids: data.bids, version: data.version },
    ]);
    expect(data.asks).toHaveLength(limit);
  });

  it('behavior: depth.step merges outwards and keeps every contract', async () => {
    const { stream, client, pass } = await setup.start();
    const steps = (await client.get('/api/v1/contract/detail', `symbol=${symbol}`)).envelope.data.depthStepList;
    expect(steps).toEqual(['0.1', '1', '10']);
    await stream.subscribe('depth.step', { symbol, step: '1' });
    pass(1_000);
    const [frame] = await stream.pushes('depth.step');
    const { data } = (await client.get(`/api/v1/contract/depth/${symbol}`)).envelope;
    expect(Object.keys(frame?.data)).toEqual(['askMarketLevelPrice', 'asks', 'bidMarketLevelPrice', 'bids', 'ct', 'version']);
    expect([frame?.data.askMarketLevelPrice, frame?.data.bidMarketLevelPrice]).toEqual([data.asks[0][0], data.bids[0][0]]);
    const total = (rows: Row[]): number => rows.reduce((sum, [, vol]) => sum + vol, 0);
    expect([total(frame?.data.asks), total(frame?.data.bids)]).toEqual([total(data.asks), total(data.bids)]);
    for (const [price] of [...frame!.data.asks, ...frame!.data.bids] as Row[]) expect(Number.isInteger(price)).toBe(true);
    expect(frame?.data.asks[0][0]).toBeGreaterThanOrEqual(data.asks[0][0]);
    expect(frame?.data.bids[0][0]).toBeLessThanOrEqual(data.bids[0][0]);
  });
});

describe('REST beside it', () => {
  it('default: ticker of one and of all, index, funding and its history', async () => {
    const { client } = await setup.start();
    const one = (await client.get('/api/v1/contract/ticker', `symbol=${symbol}`)).envelope.data;
    expect(Object.keys(one).slice(0, 3)).toEqual(['contractId', 'symbol', 'lastPrice']);
    expect(Object.keys(one.riseFallRates)).toEqual(['zone', 'r', 'v', 'r7', 'r30', 'r90', 'r180', 'r365']);
    expect((await client.get('/api/v1/contract/ticker')).envelope.data).toHaveLength(4);
    expect((await client.get(`/api/v1/contract/index_price/${symbol}`)).envelope.data).toEqual({
      symbol,
      indexPrice: one.indexPrice,
      timestamp: START_MS,
    });
    const funding = (await client.get(`/api/v1/contract/funding_rate/${symbol}`)).envelope.data;
    expect(funding).toMatchObject({ fundingRate: one.fundingRate, collectCycle: 8 });
    expect(funding.nextSettleTime % 28_800_000).toBe(0);
    expect((await client.get('/api/v1/contract/funding_rate')).envelope.data).toHaveLength(4);
    const page = (await client.get('/api/v1/contract/funding_rate/history', `page_num=2&page_size=7&symbol=${symbol}`)).envelope.data;
    expect(page).toMatchObject({ pageSize: 7, totalCount: 90, totalPage: 13, currentPage: 2 });
    expect(funding.nextSettleTime - page.resultList[0].settleTime).toBe(8 * 28_800_000);
  });

  it('default: fair and index klines have no volume, and repeat the close', async () => {
    const { client } = await setup.start();
    for (const kind of ['index_price', 'fair_price']) {
      const { data } = (await client.get(`/api/v1/contract/kline/${kind}/${symbol}`, `interval=Min1&start=${START_MINUTE - 120}`)).envelope;
      expect([data.vol, data.amount]).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ]);
      expect(data.realHigh).toEqual(data.close);
    }
  });

  it.each([
    ['index_price/BTC_USD', '', 600],
    ['deals/BTC_USDT', 'limit=101', 600],
    ['depth/BTC_USDT', 'limit=0', 600],
    ['depth/NOPE_USDT', '', 1001],
    ['funding_rate/history', '', 600],
    ['ticker', 'symbol=NOPE_USDT', 1001],
  ])('error: %s?%s is code %d', async (path, query, code) => {
    const { client } = await setup.start();
    expect((await client.get(`/api/v1/contract/${path}`, query)).envelope.code).toBe(code);
  });
});

function oneMinuteTape() {
  const openTimeMs = Math.floor(START_MS / 60_000) * 60_000 - 600_000;
  return { symbol: 'OLD_USDT', minutes: [{ openTimeMs, open: '10', high: '11', low: '9', close: '10.5', volume: '600' }] };
}
