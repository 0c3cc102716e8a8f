import { createHmac } from 'node:crypto';
import type { MexcSimulator } from '../src';
import { MexcNetClient } from './mexc-net-client';
import type { RawStream } from './raw-stream';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const LIMIT = { symbol: 'BTC_USDT', side: 1, type: 1, vol: 5, price: 60_000, leverage: 10, openType: 1, positionMode: 1 };
const MARKET = { ...LIMIT, type: 5, price: undefined };

async function start() {
  const parts = await setup.start();
  const net = new MexcNetClient(parts.simulator.restUrl, parts.simulator.keys, parts.clock);
  const place = async (order: object): Promise<bigint> => {
    const { data } = await net.post('/api/v1/private/order/create', { ...LIMIT, ...order });
    return BigInt((data as { orderId: string }).orderId);
  };
  return { ...parts, net, place };
}

/** Mexc.Net 6.6.0 is a C# library and cannot run here: its habits on the wire are written down by hand and replayed. */
describe('Mexc.Net over REST', () => {
  it('behavior: no content type on GET, a receive window of 5000 ms, a tag in `source`: believed for 5 s and no longer', async () => {
    const { net, simulator, clock } = await start();
    expect(await net.get('/api/v1/private/position/position_mode')).toEqual({ success: true, code: 0, data: 1 });
    const lateBy = (ms: number) => new MexcNetClient(simulator.restUrl, simulator.keys, { nowMs: () => clock.nowMs() - ms });
    expect((await lateBy(5_000).get('/api/v1/private/position/position_mode')).code).toBe(0);
    expect((await lateBy(5_001).get('/api/v1/private/position/position_mode')).code).toBe(513);
  });

  it('behavior: an order placed with sorted keys and bare numbers, read back by both ids', async () => {
    const { net, place } = await start();
    const orderId = await place({ externalOid: 'net-1', reduceOnly: false });
    const read = await net.get(`/api/v1/private/order/get/${orderId}`);
    expect(read.data).toMatchObject({ orderId: String(orderId), state: 2, price: 60_000, vol: 5, externalOid: 'net-1' });
    expect((await net.get('/api/v1/private/order/external/BTC_USDT/net-1')).data).toEqual(read.data);
    expect((await net.get('/api/v1/private/order/batch_query', { order_ids: `${orderId},1` })).data).toEqual([read.data]);
  });

  it('behavior: open orders are asked with a slash at the end of the path', async () => {
    const { net, place } = await start();
    const orderId = await place({});
    const page = { page_num: 1, page_size: 20 };
    expect((await net.get('/api/v1/private/order/list/open_orders/', page)).data).toMatchObject([{ orderId: String(orderId) }]);
    expect(await net.get('/api/v1/private/order/list/nothing/')).toMatchObject({ success: false, code: 404 });
  });

  it('behavior: the count of open orders is asked with GET, and with POST as documented', async () => {
    const { net, place } = await start();
    await place({});
    const counts = await net.get('/api/v1/private/order/open_order_total_count');
    expect(counts.data).toEqual({ sumCount: 1, limitOrderCount: 1, stopOrderCount: 0, planOrderCount: 0, trackOrderCount: 0 });
    expect(await net.post('/api/v1/private/order/open_order_total_count')).toEqual(counts);
  });

  it('behavior: histories with page 1 of 20 unless told otherwise, states as an encoded list, times in ms', async () => {
    const { net, place } = await start();
    const orderId = await place(MARKET);
    const page = { page_num: 1, page_size: 20 };
    const times = { start_time: START_MS - 1_000, end_time: START_MS + 1_000 };
    const { data } = await net.get('/api/v1/private/order/list/history_orders', { ...page, ...times, symbol: 'BTC_USDT', states: '3,4' });
    expect(data).toMatchObject([{ orderId: String(orderId), state: 3 }]);
    const deals = await net.get('/api/v1/private/order/list/order_deals/v3', { symbol: 'BTC_USDT', ...times, ...page });
    expect(deals.data).toMatchObject([{ orderId: String(orderId), vol: 5 }]);
    expect((await net.get(`/api/v1/private/order/deal_details/${orderId}`)).data).toEqual(deals.data);
  });

  it('behavior: the side of closed positions is asked as `positionSide`, which is no parameter of the venue: both sides are answered', async () => {
    const { net, place } = await start();
    await place(MARKET);
    await place({ ...MARKET, side: 3 });
    await net.post('/api/v1/private/position/close_all');
    const asked = { symbol: 'BTC_USDT', positionSide: 1, page_num: 1, page_size: 20 };
    const { data } = await net.get('/api/v1/private/position/list/history_positions', asked);
    expect((data as { positionType: number }[]).map(({ positionType }) => positionType).sort()).toEqual([1, 2]);
  });

  it('behavior: cancelled by a list of bare ids, each with its answer; by external ids; all at once with and without a symbol', async () => {
    const { net, place, simulator } = await start();
    const [one, another] = [await place({}), await place({ externalOid: 'net-2' })];
    expect(await net.post('/api/v1/private/order/cancel', [one, 101716841474621953n])).toEqual({
      success: true,
      code: 0,
      data: [
        { orderId: String(one), errorCode: 0, errorMsg: 'success' },
        { orderId: '101716841474621953', errorCode: 2040, errorMsg: 'order not exist' },
      ],
    });
    const external = await net.post('/api/v1/private/order/batch_cancel_with_external', [{ symbol: 'BTC_USDT', externalOid: 'net-2' }]);
    expect(external.data).toEqual([{ orderId: String(another), errorCode: 0, errorMsg: 'success' }]);
    for (const body of [{}, { symbol: 'BTC_USDT' }]) {
      await place({});
      expect(await net.post('/api/v1/private/order/cancel_all', body)).toMatchObject({ success: true, code: 0 });
    }
    expect(simulator.control.snapshot().orders.map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'cancelled'));
  });

  it('behavior: edited; the answered new id, which Mexc.Net drops, is the one that lives', async () => {
    const { net, place, simulator } = await start();
    const before = await place({});
    const edited = await net.post('/api/v1/private/order/change_limit_order', { orderId: before, vol: 4, price: 60_001.5 });
    expect(edited).toMatchObject({ success: true, code: 0 });
    const living = simulator.control.snapshot().orders.filter(({ state }) => state === 'working');
    expect(living).toMatchObject([{ orderId: edited.data as string, vol: '4', price: '60001.5' }]);
  });

  it('behavior: plan orders placed, listed and cancelled by symbol and order id', async () => {
    const { net } = await start();
    const plan = { triggerPrice: 60_000, triggerType: 2, executeCycle: 1, orderType: 1, trend: 1, type: undefined };
    const { data: planId } = await net.post('/api/v1/private/planorder/place/v2', { ...LIMIT, ...plan });
    const asked = { states: '1', page_num: 1, page_size: 20 };
    expect((await net.get('/api/v1/private/planorder/list/orders', asked)).data).toMatchObject([{ id: planId, state: 1 }]);
    const cancel = [{ symbol: 'BTC_USDT', orderId: BigInt(planId as string) }];
    expect(await net.post('/api/v1/private/planorder/cancel', cancel)).toMatchObject({ success: true, code: 0 });
    expect((await net.get('/api/v1/private/planorder/list/orders', asked)).data).toEqual([]);
  });

  it('error: take-profit orders cancelled as {symbol, orderId} instead of {stopPlanOrderId} are refused, and stay (reference 10.14)', async () => {
    const { net, place } = await start();
    await place(MARKET);
    const [held] = (await net.get('/api/v1/private/position/open_positions', { symbol: 'BTC_USDT' })).data as { positionId: number }[];
    const stop = { positionId: held?.positionId, vol: 5, lossTrend: 1, profitTrend: 1, stopLossPrice: 50_000, volType: 2 };
    const { data: stopId } = await net.post('/api/v1/private/stoporder/place', stop);
    const open = async () => (await net.get('/api/v1/private/stoporder/open_orders', { symbol: 'BTC_USDT' })).data as object[];
    const refused = await net.post('/api/v1/private/stoporder/cancel', [{ symbol: 'BTC_USDT', orderId: BigInt(stopId as number) }]);
    expect(refused).toMatchObject({ success: false, code: 600 });
    expect(await open()).toMatchObject([{ id: stopId }]);
    expect(await net.post('/api/v1/private/stoporder/cancel_all', { symbol: 'BTC_USDT' })).toMatchObject({ success: true, code: 0 });
    expect(await open()).toEqual([]);
  });

  it('behavior: trailing orders are asked by the states 1, 1 and 3, with pageIndex and pageSize', async () => {
    const { net } = await start();
    const track = {
      symbol: 'BTC_USDT',
      side: 1,
      vol: 5,
      leverage: 10,
      openType: 1,
      trend: 1,
      backType: 1,
      backValue: 0.01,
      positionMode: 1,
    };
    const { data: trackId } = await net.post('/api/v1/private/trackorder/place', track);
    const asked = { symbol: 'BTC_USDT', states: '1,1,3', pageIndex: 1, pageSize: 20 };
    expect((await net.get('/api/v1/private/trackorder/list/orders', asked)).data).toMatchObject([{ id: trackId, state: 1 }]);
    const cancel = { symbol: 'BTC_USDT', trackOrderId: BigInt(trackId as string) };
    expect(await net.post('/api/v1/private/trackorder/cancel', cancel)).toMatchObject({ success: true, code: 0 });
  });

  it('behavior: klines by seconds in text, and the funding rates of all contracts at once', async () => {
    const { net } = await start();
    const second = Math.floor(START_MS / 1000);
    const range = { interval: 'Min1', start: String(second - 300), end: String(second) };
    const { data } = await net.get('/api/v1/contract/kline/BTC_USDT', range);
    expect((data as { time: number[] }).time).toHaveLength(5);
    expect((await net.get('/api/v1/contract/funding_rate')).data).toHaveLength(4);
  });
});

describe('Mexc.Net over WebSocket', () => {
  /** Without `subscribe` at the top level: it stands in `param`, where the documents do not have it. */
  const logIn = (stream: RawStream, { keys }: MexcSimulator) => {
    const signature = createHmac('sha256', keys.apiSecret).update(`${keys.apiKey}${START_MS}`).digest('hex');
    return stream.ask({ method: 'login', param: { apiKey: keys.apiKey, reqTime: String(START_MS), signature, subscribe: false } });
  };

  it('behavior: a ping every 10 s keeps a connection for more than a minute; each has one pong, where the venue is said to send two', async () => {
    const { stream, clock, pass } = await setup.start();
    for (let turn = 0; turn < 9; turn += 1) {
      pass(10_000);
      expect((await stream.ask({ method: 'ping' })).text).toBe(`{"channel":"pong","data":${clock.nowMs()},"ts":${clock.nowMs()}}`);
    }
    expect((await stream.settle()).filter(({ channel }) => channel === 'pong')).toHaveLength(10);
  });

  it('behavior: subscribe false in param waits for the empty filter, which is everything; leaving is a filter of adl.level alone', async () => {
    const { stream, simulator, client } = await setup.start();
    expect(await logIn(stream, simulator)).toMatchObject({ channel: 'rs.login', data: 'success', ts: String(START_MS) });
    await client.create({});
    expect(await stream.pushes('personal.order')).toEqual([]);
    const everything = await stream.ask({ method: 'personal.filter', param: { filters: [] } });
    expect(everything).toMatchObject({ channel: 'rs.personal.filter', data: 'success' });
    await client.create({});
    for (const topic of ['order', 'order.deal', 'position', 'asset']) expect(await stream.pushes(`personal.${topic}`)).toHaveLength(1);
    const nothing = await stream.ask({ method: 'personal.filter', param: { filters: [{ filter: 'adl.level' }] } });
    expect(nothing).toMatchObject({ channel: 'rs.personal.filter', data: 'success' });
    await client.create({});
    expect(await stream.pushes('personal.order')).toHaveLength(1);
  });

  it.each([
    ['tickers', {}],
    ['ticker', { symbol: 'BTC_USDT' }],
    ['deal', { symbol: 'BTC_USDT' }],
    ['kline', { symbol: 'BTC_USDT', interval: 'Min1' }],
    ['depth', { symbol: 'BTC_USDT' }],
    ['depth.full', { symbol: 'BTC_USDT', limit: 5 }],
    ['funding.rate', { symbol: 'BTC_USDT' }],
    ['index.price', { symbol: 'BTC_USDT' }],
    ['fair.price', { symbol: 'BTC_USDT' }],
    ['contract', {}],
  ])(
    'behavior: %s is acknowledged as text under the channel it waits for, pushed with its symbol outside, and left with the same words',
    async (topic, param) => {
      const { stream, simulator, pass } = await setup.start();
      expect(await stream.ask({ method: `sub.${topic}`, param })).toMatchObject({ channel: `rs.sub.${topic}`, data: 'success' });
      pass(3_000);
      if (topic === 'contract') simulator.control.changeContract('BTC_USDT', { takerFeeRate: '0.0005' });
      const pushes = await stream.pushes(topic);
      expect(pushes.length).toBeGreaterThan(0);
      expect(new Set(pushes.map(({ symbol }) => symbol))).toEqual(new Set([topic === 'tickers' ? undefined : 'BTC_USDT']));
      expect(await stream.ask({ method: `unsub.${topic}`, param })).toMatchObject({ channel: `rs.unsub.${topic}`, data: 'success' });
      pass(3_000);
      expect(await stream.pushes(topic)).toHaveLength(pushes.length);
    },
  );
});
