import { type MexcSimulator, startMexcSimulator } from '../src';
import { RawClient } from './raw-client';
import { SettableClock } from './settable-clock';

const START_MS = 1_790_000_000_500;
const DAY_MS = 86_400_000;
const running: MexcSimulator[] = [];

async function start() {
  const clock = new SettableClock(START_MS);
  const simulator = await startMexcSimulator({ clock });
  running.push(simulator);
  const client = new RawClient(simulator.restUrl, simulator.keys, clock);
  const read = async (path: string, query = '') => (await client.get(`/api/v1/private/${path}`, query)).envelope;
  return { clock, simulator, client, read };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

/** Four orders: filled open, cancelled, filled close, still working. */
async function traded() {
  const desk = await start();
  await desk.client.create({ externalOid: 'opened', vol: 10 });
  desk.clock.advance(1_300);
  await desk.client.create({ externalOid: 'cancelled', type: 1, price: 60_000, side: 1 });
  await desk.client.post('/api/v1/private/order/cancel_with_external', [{ symbol: 'BTC_USDT', externalOid: 'cancelled' }]);
  desk.clock.advance(1_300);
  await desk.client.create({ externalOid: 'closed', side: 4, vol: 10 });
  desk.clock.advance(1_300);
  await desk.client.create({ externalOid: 'working', type: 1, price: 60_000 });
  return desk;
}

const oids = (rows: { externalOid: string }[]): string[] => rows.map(({ externalOid }) => externalOid);

describe('orders that were', () => {
  it('default: a bare list of finished orders, newest first, ids quoted, times in whole seconds', async () => {
    const { client } = await traded();
    const answer = await client.get('/api/v1/private/order/list/history_orders');
    expect(oids(answer.envelope.data)).toEqual(['closed', 'cancelled', 'opened']);
    expect(answer.text).toMatch(/^\{"success":true,"code":0,"data":\[\{"orderId":"\d{18}",/);
    for (const { createTime } of answer.envelope.data) expect(createTime % 1000).toBe(0);
  });

  it.each([
    ['states=3', ['closed', 'opened']],
    ['states=2', ['working']],
    ['states=2%2C4', ['working', 'cancelled']],
    ['side=4', ['closed']],
    ['category=2', []],
    ['symbol=ETH_USDT', []],
    ['page_num=1&page_size=2', ['closed', 'cancelled']],
    ['page_num=2&page_size=2', ['opened']],
    ['page_num=3&page_size=2', []],
    [`end_time=${START_MS}&start_time=${START_MS}`, ['opened']],
    [`endTime=${START_MS + 1_300}&startTime=${START_MS + 1}`, ['cancelled']],
  ])('args: %s', async (query, expected) => {
    const { read } = await traded();
    expect(oids((await read('order/list/history_orders', query)).data)).toEqual(expected);
  });

  it('behavior: seven days unless asked for more', async () => {
    const { read, clock } = await traded();
    clock.advance(8 * DAY_MS);
    expect((await read('order/list/history_orders')).data).toEqual([]);
    expect((await read('order/list/history_orders', `start_time=${START_MS}`)).data).toHaveLength(3);
  });

  it.each([
    ['page_size=101', 600],
    ['page_num=0', 600],
    ['states=9', 600],
    ['states=3%2C', 600],
    ['symbol=NOPE_USDT', 1001],
    [`end_time=1&start_time=2`, 6003],
    [`end_time=${START_MS}&start_time=${START_MS - 91 * DAY_MS}`, 6003],
    [`end_time=${START_MS - 80 * DAY_MS}&start_time=${START_MS - 91 * DAY_MS}`, 400],
  ])('error: %s is refused with %d', async (query, code) => {
    const { read } = await start();
    expect((await read('order/list/history_orders', query)).code).toBe(code);
  });

  it('default: several at once by either id, in the order asked; what is not known is left out', async () => {
    const { client, read } = await traded();
    const [closed, , opened] = (await read('order/list/history_orders')).data as { orderId: string }[];
    const text = (await client.get('/api/v1/private/order/list/history_orders')).text;
    const ids = [...text.matchAll(/"orderId":"(\d{18})"/g)].map((match) => match[1]);
    const byId = await read('order/batch_query', `order_ids=${ids[2]}%2C1%2C${ids[0]}`);
    expect(byId.data).toEqual([opened, closed]);
    const asked = ['closed', 'nobody', 'working'].map((externalOid) => ({ symbol: 'BTC_USDT', externalOid }));
    const byOid = await client.post('/api/v1/private/order/batch_query_with_external', asked);
    expect(oids(byOid.envelope.data)).toEqual(['closed', 'working']);
    const many = Array.from({ length: 51 }, () => asked[0]);
    expect((await client.post('/api/v1/private/order/batch_query_with_external', many)).envelope.code).toBe(2034);
    expect((await read('order/batch_query', `order_ids=${many.map(() => '1').join('%2C')}`)).code).toBe(2034);
  });

  it('default: one object to cancel_with_external is answered by one object, its id bare', async () => {
    const { client } = await traded();
    const path = '/api/v1/private/order/cancel_with_external';
    const one = await client.post(path, { symbol: 'BTC_USDT', externalOid: 'working' });
    expect(one.text).toMatch(/"data":\{"orderId":\d{18},"errorCode":0,"errorMsg":"success"\}/);
    const again = await client.post(path, [
      { symbol: 'BTC_USDT', externalOid: 'working' },
      { symbol: 'BTC_USDT', externalOid: 'nobody' },
    ]);
    expect(again.envelope.data.map(({ errorCode }: { errorCode: number }) => errorCode)).toEqual([2041, 2040]);
  });

  it('default: open orders, also by contract, and how many, by POST and GET', async () => {
    const { client, read } = await traded();
    expect(oids((await read('order/list/open_orders/BTC_USDT')).data)).toEqual(['working']);
    expect((await read('order/list/open_orders/ETH_USDT')).data).toEqual([]);
    const counts = { sumCount: 1, limitOrderCount: 1, stopOrderCount: 0, planOrderCount: 0, trackOrderCount: 0 };
    expect((await client.post('/api/v1/private/order/open_order_total_count', {})).envelope.data).toEqual(counts);
    expect((await read('order/open_order_total_count')).data).toEqual(counts);
  });
});

describe('fills', () => {
  it('default: of a contract, newest first, and of one order; both ids quoted', async () => {
    const { client, read } = await traded();
    const answer = await client.get('/api/v1/private/order/list/order_deals/v3', 'symbol=BTC_USDT');
    expect(answer.text).toMatch(/"data":\[\{"id":"\d{11}","symbol":"BTC_USDT",.*"orderId":"\d{18}"/);
    expect(answer.envelope.data).toMatchObject([
      { externalOid: 'closed', side: 4, vol: 10, taker: true, category: 1, feeCurrency: 'USDT', isSelf: false },
      { externalOid: 'opened', side: 1, vol: 10, profit: 0, timestamp: START_MS },
    ]);
    const legacy = await read('order/list/order_deals', 'symbol=BTC_USDT');
    expect(legacy.data).toEqual(answer.envelope.data);
    const orderId = /"orderId":"(\d{18})"/.exec(answer.text)?.[1];
    expect((await read(`order/deal_details/${orderId}`)).data).toEqual([answer.envelope.data[0]]);
    expect((await read('order/deal_details/1')).data).toEqual([]);
  });

  it.each([
    ['order/list/order_deals/v3', 'page_size=1000&symbol=BTC_USDT', 0],
    ['order/list/order_deals/v3', 'page_size=1001&symbol=BTC_USDT', 600],
    ['order/list/order_deals', 'page_size=101&symbol=BTC_USDT', 600],
    ['order/list/order_deals/v3', '', 600],
    ['order/deal_details/abc', '', 600],
  ])('error: %s?%s answers %d', async (path, query, code) => {
    const { read } = await start();
    expect((await read(path, query)).code).toBe(code);
  });
});

describe('positions that were, and the account', () => {
  it('default: a closed position holds nothing; realised is profit minus fees', async () => {
    const { read } = await traded();
    const { data } = await read('position/list/history_positions');
    expect(data).toHaveLength(1);
    const [position] = data;
    expect(position).toMatchObject({ state: 3, holdVol: 0, im: 0, closeVol: 10, positionShowStatus: 'CLOSED', positionType: 1 });
    expect(position.realised).toBeCloseTo(position.closeProfitLoss + position.fee, 12);
    expect(position.updateTime % 1000).toBe(0);
    expect((await read('position/list/history_positions', 'type=2')).data).toEqual([]);
    expect((await read('position/list/history_positions', 'position_type=1')).data).toHaveLength(1);
    expect((await read('position/open_positions')).data).toEqual([]);
  });

  it('default: one currency as in the list of all; an unknown one is 4001', async () => {
    const { read } = await traded();
    const all = (await read('account/assets')).data;
    expect((await read('account/asset/USDT')).data).toEqual(all[0]);
    expect((await read('account/asset/XYZ')).code).toBe(4001);
  });

  it('default: the fee rates are those that fills are charged', async () => {
    const { read } = await traded();
    const fees = (await read('account/tiered_fee_rate/v2', 'symbol=BTC_USDT')).data;
    const [deal] = (await read('order/list/order_deals/v3', 'symbol=BTC_USDT')).data;
    expect(deal.fee).toBeCloseTo(deal.vol * 0.0001 * deal.price * fees.realTakerFee, 12);
    expect(fees.dealAmount).toBeGreaterThan(deal.vol * 0.0001 * deal.price);
    expect((await read('account/tiered_fee_rate/v2')).data.realTakerFee).toBeGreaterThanOrEqual(fees.realTakerFee);
  });

  it('default: risk limits by contract, a row a side', async () => {
    const { read } = await start();
    const { data } = await read('account/risk_limit', 'symbol=BTC_USDT');
    expect(Object.keys(data)).toEqual(['BTC_USDT']);
    expect(data.BTC_USDT).toMatchObject([
      { positionType: 1, level: 1, mmr: 0.001, imr: 0.002, leverage: 20 },
      { positionType: 2, level: 1 },
    ]);
    expect(Object.keys((await read('account/risk_limit')).data)).toEqual(['BTC_USDT', 'ETH_USDT', 'DOGE_USDT', 'BTC_USD']);
  });
});
