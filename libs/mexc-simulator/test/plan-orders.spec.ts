import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const body = {
  symbol: 'BTC_USDT',
  side: 1,
  vol: 10,
  leverage: 10,
  openType: 1,
  triggerPrice: 60_000,
  triggerType: 2,
  executeCycle: 1,
  orderType: 5,
  trend: 1,
};

async function start() {
  const parts = await setup.start();
  await parts.stream.login(parts.simulator.keys, START_MS);
  const write = async (path: string, content: unknown) => parts.client.post(`/api/v1/private/planorder/${path}`, content);
  const list = async (query = '') => (await parts.client.get('/api/v1/private/planorder/list/orders', query)).envelope.data;
  const place = async (over: object = {}): Promise<string> => {
    const { text } = await write('place/v2', { ...body, ...over });
    return /"data":"(\d{18})"/.exec(text)?.[1] ?? text;
  };
  return { ...parts, write, list, place };
}

describe('plan orders over the wire', () => {
  it('default: placed (id quoted), listed (cycle in hours, no price), pushed, counted', async () => {
    const { client, stream, list, place } = await start();
    const id = await place();
    const listed = await client.get('/api/v1/private/planorder/list/orders', 'states=1');
    expect(listed.text).toMatch(`"data":[{"id":"${id}","symbol":"BTC_USDT","leverage":10,"side":1,"triggerPrice":60000,"vol":10,`);
    expect(listed.envelope.data).toMatchObject([{ state: 1, executeCycle: 24, trend: 1, orderType: 5, orderId: '0', errorCode: 0 }]);
    const [push] = await stream.pushes('personal.plan.order');
    expect(push?.data).toEqual(listed.envelope.data[0]);
    expect((await client.get('/api/v1/private/order/open_order_total_count')).envelope.data).toMatchObject({
      sumCount: 1,
      planOrderCount: 1,
    });
    expect(await list('states=2%2C3')).toEqual([]);
    expect((await client.post('/api/v1/private/position/change_position_mode', { positionMode: 2 })).envelope.code).toBe(2019);
  });

  it('default: triggered by the price: order, fill and plan are pushed, the child is named', async () => {
    const { client, stream, list, place, pass } = await start();
    await place({ triggerType: 1 });
    pass(1_000);
    const channels = (await stream.settle()).map(({ channel }) => channel).filter((channel) => channel.startsWith('push.personal.'));
    expect(channels.map((channel) => channel.slice('push.personal.'.length))).toEqual([
      'plan.order',
      'order',
      'order.deal',
      'position',
      'asset',
      'plan.order',
    ]);
    const [plan] = await list();
    expect(plan).toMatchObject({ state: 3, errorCode: 0 });
    expect((await client.get(`/api/v1/private/order/get/${plan.orderId}`)).envelope.data).toMatchObject({ state: 3, vol: 10, side: 1 });
  });

  it('default: take-profit and stop-loss travel with it, and are changed; what is left out is taken away', async () => {
    const { write, list, place, stream } = await start();
    const id = await place({ stopLossPrice: 59_000, takeProfitPrice: 62_000, lossTrend: 2, profitTrend: 3, priceProtect: 1 });
    const [row] = await list();
    expect(row).toMatchObject({ stopLossPrice: 59_000, takeProfitPrice: 62_000, lossTrend: 2, profitTrend: 3, priceProtect: 1 });
    const change = `{"symbol":"BTC_USDT","orderId":${id},"stopLossPrice":58000,"lossTrend":1,"takeProfitPrice":0}`;
    expect((await write('change_stop_order', change)).envelope).toEqual({ success: true, code: 0 });
    const [changed] = await list();
    expect(changed).toMatchObject({ stopLossPrice: 58_000, lossTrend: 1, profitTrend: 1 });
    expect(changed).not.toHaveProperty('takeProfitPrice');
    expect((await stream.pushes('personal.plan.order')).at(-1)?.data).toEqual(changed);
    expect((await write('change_stop_order', change.replace('"lossTrend":1', '"lossTrend":4'))).envelope.code).toBe(3001);
    expect((await write('change_stop_order', change.replace('58000', '61000'))).envelope.code).toBe(5003);
    expect((await write('change_stop_order', change.replace(id, '1'))).envelope.code).toBe(2040);
  });

  it('default: the older place answers a bare id; change_price; cancel; cancel_all by contract', async () => {
    const { write, list, place } = await start();
    const legacy = /"data":(\d{18})\}/.exec((await write('place', body)).text)?.[1];
    const id = await place({ symbol: 'ETH_USDT', triggerPrice: 2_000 });
    const change = { symbol: 'BTC_USDT', orderId: legacy, triggerPrice: 59_000, price: 58_990.5, orderType: 1, triggerType: 2, trend: 2 };
    expect((await write('change_price', change)).envelope).toEqual({ success: true, code: 0 });
    expect(await list('symbol=BTC_USDT')).toMatchObject([{ triggerPrice: 59_000, price: 58_990.5, orderType: 1, trend: 2 }]);
    const unknown = { symbol: 'BTC_USDT', orderId: '1' };
    expect((await write('cancel', [{ symbol: 'ETH_USDT', orderId: id }, unknown])).envelope.code).toBe(2040);
    expect(await list('states=1')).toHaveLength(2);
    expect((await write('cancel', [{ symbol: 'ETH_USDT', orderId: id }])).envelope).toEqual({ success: true, code: 0 });
    expect((await write('cancel_all', { symbol: 'ETH_USDT' })).envelope.code).toBe(0);
    expect(await list('states=1')).toHaveLength(1);
    expect((await write('cancel_all', {})).envelope.code).toBe(0);
    expect((await list()).map(({ state }: { state: number }) => state)).toEqual([2, 2]);
  });

  it.each([
    [{ trend: 9 }, 3001],
    [{ triggerType: 9 }, 3002],
    [{ executeCycle: 9 }, 3003],
    [{ triggerPrice: 0 }, 3004],
    [{ orderType: 6 }, 2029],
    [{ stopLossPrice: 60_000 }, 5003],
    [{ takeProfitPrice: 61_000, profitTrend: 4 }, 3001],
    [{ side: 4, stopLossPrice: 50_000 }, 600],
    [{ priceProtect: 2 }, 600],
    [{ side: 9 }, 2001],
  ])('error: %j is refused with %d, and nothing waits', async (over, code) => {
    const { write, list } = await start();
    expect((await write('place/v2', { ...body, ...over })).envelope.code).toBe(code);
    expect(await list()).toEqual([]);
  });

  it('error: lists that are empty or too long', async () => {
    const { write } = await start();
    expect((await write('cancel', [])).envelope.code).toBe(600);
    expect((await write('cancel', Array(51).fill({ symbol: 'BTC_USDT', orderId: '1' }))).envelope.code).toBe(2013);
  });
});
