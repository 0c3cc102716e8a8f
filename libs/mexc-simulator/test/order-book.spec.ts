import { StreamSetup, START_MS } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

type Row = readonly [price: number, vol: number, orders: number];
const depth = '/api/v1/contract/depth/BTC_USDT';
const balances = { USDT: '100000000' };
const limit = { type: 1, vol: 7 };

async function start() {
  const parts = await setup.start({ balances });
  const { client } = parts;
  const book = async (): Promise<{ asks: Row[]; bids: Row[]; version: number }> => (await client.get(depth)).envelope.data;
  const order = async (created: { envelope: { data?: { orderId?: string } } }) =>
    (await client.get(`/api/v1/private/order/get/${created.envelope.data?.orderId}`)).envelope.data;
  return { ...parts, book, order, mid: ((await book()).asks[0]?.[0] ?? 0) - 0.1 };
}

describe('orders of the account in the book, over the wire', () => {
  it('default: an order that stands is in the snapshot, in the commits and in every push; one that goes is gone', async () => {
    const { client, stream, book, mid, pass } = await start();
    await stream.subscribe('depth', { symbol: 'BTC_USDT', compress: true });
    await stream.subscribe('depth.full', { symbol: 'BTC_USDT', limit: 5 });
    const before = await book();
    const created = await client.create({ ...limit, price: mid });
    const after = await book();
    expect(after.bids[0]).toEqual([mid, 7, 1]);
    expect([after.bids.length, after.version]).toEqual([before.bids.length + 1, before.version + 1]);
    const [commit] = (await client.get('/api/v1/contract/depth_commits/BTC_USDT/1')).envelope.data;
    expect(commit).toEqual({ asks: [], bids: [[mid, 7, 1]], version: after.version });
    pass(0);
    const [push] = await stream.pushes('depth');
    expect(push?.data).toMatchObject({
      asks: [],
      bids: [[mid, 7, 1]],
      begin: before.version + 1,
      end: after.version,
      version: after.version,
    });
    expect((await stream.pushes('depth.full')).at(-1)?.data.bids[0]).toEqual([mid, 7, 1]);
    await client.post('/api/v1/private/order/cancel', [created.envelope.data.orderId]);
    expect((await book()).bids).toEqual(before.bids);
    pass(0);
    expect((await stream.pushes('depth')).at(-1)?.data).toMatchObject({ bids: [[mid, 0, 0]], begin: after.version + 1 });
  });

  it('default: many changes of one step are one push; a price is told as it stands, versions have no hole', async () => {
    const { client, stream, book, mid, pass } = await start();
    await stream.subscribe('depth', { symbol: 'BTC_USDT', compress: true });
    const { version } = await book();
    for (let count = 0; count < 3; count += 1) await client.create({ ...limit, price: mid });
    pass(0);
    const pushes = await stream.pushes('depth');
    expect(pushes.map(({ data }) => [data.begin, data.end, data.bids])).toEqual([[version + 1, version + 3, [[mid, 21, 3]]]]);
  });

  it('default: a sweep leaves deals at the prices of the book, and the ticker moves with the best price', async () => {
    const { client, book, order } = await start();
    const { asks } = await book();
    const [[price, first], [next]] = asks as [Row, Row];
    const created = await client.create({ vol: first + 5 });
    const deals = (await client.get(`/api/v1/private/order/deal_details/${created.envelope.data.orderId}`)).envelope.data;
    expect(deals.map((deal: { price: number; vol: number }) => [deal.price, deal.vol]).sort()).toEqual([
      [price, first],
      [next, 5],
    ]);
    expect(await order(created)).toMatchObject({ state: 3, dealVol: first + 5, version: 2 });
    expect((await client.get('/api/v1/contract/ticker', 'symbol=BTC_USDT')).envelope.data.ask1).toBe(next);
  });

  it('default: a trade with oneself is told on both sides; stpMode 2 cancels the one that stands, errorCode 8', async () => {
    const { client, simulator, stream, order, mid } = await start();
    await stream.login(simulator.keys, START_MS);
    await client.create({ ...limit, side: 3, price: mid });
    await client.create({ ...limit, price: mid });
    const deals = (await stream.pushes('personal.order.deal')).map(({ data }) => data);
    expect(deals.map(({ side, taker, isSelf, price }) => [side, taker, isSelf, price])).toEqual([
      [1, true, true, mid],
      [3, false, true, mid],
    ]);
    const standing = await client.create({ ...limit, side: 3, price: mid });
    const taking = await client.create({ ...limit, price: mid, stpMode: 2 });
    expect(await order(standing)).toMatchObject({ state: 4, errorCode: 8, dealVol: 0 });
    expect(await order(taking)).toMatchObject({ state: 2, errorCode: 0 });
  });

  it('default: bboTypeNum takes the limit from the book, and is read back', async () => {
    const { client, book, order } = await start();
    const { bids } = await book();
    const created = await client.create({ ...limit, bboTypeNum: 4 });
    expect(await order(created)).toMatchObject({ price: bids[4]?.[0], bboTypeNum: 4, state: 2 });
  });

  it('default: type 6 rests with what is left; marketCeiling and flashClose', async () => {
    const { client, book, order } = await start();
    const { asks } = await book();
    const swept = asks.slice(0, 20).reduce((sum, [, vol]) => sum + vol, 0);
    const created = await client.create({ type: 6, vol: swept + 9 });
    expect(await order(created)).toMatchObject({ orderType: 6, state: 2, dealVol: swept, price: asks[19]?.[0] });
    expect((await client.create({ side: 4, vol: swept, flashClose: true })).envelope.code).toBe(0);
    const all = await client.create({ side: 3, vol: 1, leverage: 1, marketCeiling: true });
    expect((await order(all)).vol).toBeGreaterThan(1_000);
  });
});
