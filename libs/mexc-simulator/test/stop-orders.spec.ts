import { fallingTape } from './falling-tape';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

/** Holds 10 contracts of BTC_USDT, long from 100. */
async function start() {
  const parts = await setup.start(fallingTape);
  const { client, stream, simulator } = parts;
  await stream.login(simulator.keys, START_MS);
  await client.create({});
  const [{ positionId }] = (await client.get('/api/v1/private/position/open_positions')).envelope.data;
  const write = async (path: string, content: unknown) => client.post(`/api/v1/private/stoporder/${path}`, content);
  const read = async (path: string, query = '') => (await client.get(`/api/v1/private/stoporder/${path}`, query)).envelope.data;
  const body = {
    positionId,
    vol: 10,
    lossTrend: 1,
    profitTrend: 1,
    volType: 1,
    takeProfitReverse: 2,
    stopLossReverse: 2,
    stopLossPrice: 95,
  };
  const place = async (over: object = {}): Promise<string> => {
    const { text } = await write('place', { ...body, ...over });
    return /"data":(\d{9})\}/.exec(text)?.[1] ?? text;
  };
  await stream.settle();
  stream.frames.length = 0;
  return { ...parts, positionId, body, write, read, place };
}

const keysOfRow =
  'id orderId symbol positionId lossTrend profitTrend stopLossPrice state triggerSide positionType vol realityVol placeOrderId errorCode ' +
  'version isFinished priceProtect profitLossVolType createTime updateTime volType takeProfitReverse stopLossReverse closeTryTimes ' +
  'reverseTryTimes reverseErrorCode stopLossType';

describe('take-profit and stop-loss orders over the wire', () => {
  it('default: placed (small id, bare), listed, pushed alike, counted; ids of others quoted', async () => {
    const { client, stream, positionId, read, place } = await start();
    const id = await place();
    expect(id).toMatch(/^\d{9}$/);
    const listed = await client.get('/api/v1/private/stoporder/open_orders', 'symbol=BTC_USDT');
    expect(listed.text).toContain(`"data":[{"id":${id},"orderId":"0","symbol":"BTC_USDT","positionId":"${positionId}","lossTrend":1,`);
    const [row] = listed.envelope.data;
    expect(Object.keys(row).join(' ')).toBe(keysOfRow);
    expect(row).toMatchObject({
      state: 1,
      triggerSide: 0,
      vol: 10,
      realityVol: 0,
      placeOrderId: '0',
      isFinished: 0,
      version: 1,
      errorCode: 0,
    });
    const [push] = await stream.pushes('personal.stop.planorder');
    expect(push?.data).toEqual(row);
    expect(await read('list/orders')).toEqual([row]);
    expect((await client.get('/api/v1/private/order/open_order_total_count')).envelope.data).toEqual({
      sumCount: 1,
      limitOrderCount: 0,
      stopOrderCount: 1,
      planOrderCount: 0,
      trackOrderCount: 0,
    });
  });

  it('default: reached: the record is told after its order; details name the price that fired', async () => {
    const { client, stream, read, place, pass } = await start();
    const id = await place();
    pass(80_000);
    const pushes = (await stream.settle()).filter(({ channel }) => channel.startsWith('push.personal.') && !channel.endsWith('adl.level'));
    expect(pushes.map(({ channel }) => channel.slice('push.personal.'.length))).toEqual([
      'stop.planorder',
      'order',
      'order.deal',
      'position',
      'asset',
      'stop.planorder',
    ]);
    const done = pushes.at(-1);
    expect(done?.text).toMatch(/"placeOrderId":"\d{18}"/);
    const [row] = await read('list/orders', 'is_finished=1');
    expect(done?.data).toEqual(row);
    expect(row).toMatchObject({ state: 3, triggerSide: 2, realityVol: 10, isFinished: 1, version: 2, updateTime: 1_790_000_070_000 });
    expect(
      (await client.get(`/api/v1/private/order/get/${/"placeOrderId":"(\d+)"/.exec(done?.text ?? '')?.[1]}`)).envelope.data,
    ).toMatchObject({
      side: 4,
      orderType: 5,
      state: 3,
      vol: 10,
    });
    const details = await client.get(`/api/v1/private/stoporder/order_details/${id}`);
    expect(details.text).toMatch(/"placeOrderId":\d{18},/);
    expect(details.envelope.data).toMatchObject([{ stopOrderId: Number(id), state: 3, triggerPrice: 95, realityVol: 10, orderId: 0 }]);
    expect(await read('open_orders')).toEqual([]);
  });

  it('default: several, told apart by filters; cancelled one by one and all at once', async () => {
    const { client, write, read, place } = await start();
    const first = await place();
    const second = await place({
      stopLossPrice: undefined,
      takeProfitPrice: 120,
      takeProfitType: 1,
      takeProfitOrderPrice: 121,
      priceProtect: 1,
    });
    await client.create({ symbol: 'ETH_USDT', side: 3 });
    const [eth] = (await client.get('/api/v1/private/position/open_positions', 'symbol=ETH_USDT')).envelope.data;
    await place({ positionId: eth.positionId, stopLossPrice: 9_000 });
    expect(await read('list/orders', 'type=2')).toMatchObject([{ symbol: 'ETH_USDT', positionType: 2 }]);
    expect(await read('list/orders', 'page_num=2&page_size=1&symbol=BTC_USDT')).toMatchObject([{ id: Number(first) }]);
    expect(await read('list/orders', 'page_size=1&symbol=BTC_USDT')).toMatchObject([
      { id: Number(second), takeProfitPrice: 120, takeProfitType: 1, takeProfitOrderPrice: 121, priceProtect: 1 },
    ]);
    expect((await write('cancel', [{ stopPlanOrderId: first }, { stopPlanOrderId: 1 }])).envelope.code).toBe(5002);
    expect(await read('open_orders')).toHaveLength(3);
    expect((await write('cancel', [{ stopPlanOrderId: first }])).envelope).toEqual({ success: true, code: 0 });
    expect(await read('list/orders', 'state=2')).toMatchObject([{ id: Number(first) }]);
    // The position wins over the contract.
    expect((await write('cancel_all', { positionId: eth.positionId, symbol: 'BTC_USDT' })).envelope.code).toBe(0);
    expect(await read('open_orders')).toMatchObject([{ id: Number(second) }]);
    expect((await write('cancel_all', { symbol: 'ETH_USDT' })).envelope.code).toBe(0);
    expect(await read('open_orders')).toHaveLength(1);
    expect((await write('cancel_all', {})).envelope.code).toBe(0);
    expect(await read('open_orders')).toEqual([]);
  });

  it('default: change_plan_price; the same prices again answer the old id', async () => {
    const { write, read, place, pass } = await start();
    const id = await place();
    const change = { stopPlanOrderId: id, stopLossPrice: 94, lossTrend: 2, takeProfitPrice: 130, profitTrend: 3, stopLossReverse: 1 };
    expect((await write('change_plan_price', change)).envelope).toEqual({ success: true, code: 0 });
    expect(await read('open_orders')).toMatchObject([
      { id: Number(id), stopLossPrice: 94, lossTrend: 2, takeProfitPrice: 130, profitTrend: 3, stopLossReverse: 1, version: 2 },
    ]);
    expect(await place({ stopLossPrice: 94, lossTrend: 2, takeProfitPrice: 130, profitTrend: 3, vol: 6 })).toBe(id);
    expect(await read('open_orders')).toMatchObject([{ vol: 10 }]);
    pass(1_000);
    expect(await read('open_orders')).toMatchObject([{ vol: 6, version: 3 }]);
    expect((await write('change_plan_price', { stopPlanOrderId: id, stopLossPrice: 0 })).envelope.code).toBe(5001);
    expect((await write('change_plan_price', { stopPlanOrderId: 1, stopLossPrice: 94 })).envelope.code).toBe(5002);
  });

  it.each([
    [{ stopLossPrice: undefined }, 5001],
    [{ stopLossPrice: 101 }, 5003],
    [{ lossTrend: 9 }, 3001],
    [{ profitTrend: undefined }, 600],
    [{ vol: 11 }, 5004],
    [{ vol: 0 }, 2011],
    [{ positionId: 1 }, 2009],
    [{ profitLossVolType: 'HALF' }, 600],
    [{ profitLossVolType: 'SEPARATE' }, 600],
    [{ stopLossType: 1 }, 600],
    [{ stopLossReverse: 0 }, 600],
    [{ volType: 3 }, 600],
  ])('error: %j is refused with %d, and nothing waits', async (over, code) => {
    const { write, read, body } = await start();
    expect((await write('place', { ...body, ...over })).envelope.code).toBe(code);
    expect(await read('list/orders')).toEqual([]);
  });

  it('error: lists that are empty or too long; unknown details', async () => {
    const { client, write } = await start();
    expect((await write('cancel', [])).envelope.code).toBe(600);
    expect((await write('cancel', Array(51).fill({ stopPlanOrderId: 1 }))).envelope.code).toBe(2013);
    expect((await client.get('/api/v1/private/stoporder/order_details/1')).envelope.code).toBe(5002);
  });

  it('behavior: a filter picks stop.planorder by its key and contract', async () => {
    const { stream, place } = await start();
    await stream.ask({ method: 'personal.filter', param: { filters: [{ filter: 'stop.planorder', rules: ['ETH_USDT'] }] } });
    await place();
    expect(await stream.pushes('personal.stop.planorder')).toEqual([]);
    await stream.ask({ method: 'personal.filter', param: { filters: [{ filter: 'stop.planorder', rules: ['BTC_USDT'] }] } });
    await place({ stopLossPrice: 94 });
    expect(await stream.pushes('personal.stop.planorder')).toHaveLength(1);
  });
});

describe('take-profit and stop-loss on an order over the wire', () => {
  const order = { type: 1, price: 96, stopLossPrice: 91, takeProfitPrice: 110, lossTrend: 2, profitTrend: 3, priceProtect: 1 };
  const standing = { stopLossPrice: 91, takeProfitPrice: 110, lossTrend: 2, profitTrend: 3, priceProtect: 1 };

  it('default: they stand on the order, are changed, and hang on the position after the fill', async () => {
    const { client, stream, write, read, pass } = await start();
    const created = await client.create(order);
    const orderId = /"orderId":"(\d{18})"/.exec(created.text)?.[1];
    expect((await client.get(`/api/v1/private/order/get/${orderId}`)).envelope.data).toMatchObject(standing);
    expect((await stream.pushes('personal.order'))[0]?.data).toMatchObject(standing);
    const change = `{"orderId":${orderId},"stopLossPrice":90.5,"takeProfitPrice":111,"lossTrend":1,"profitTrend":1}`;
    expect((await write('change_price', change)).envelope).toEqual({ success: true, code: 0 });
    const [told] = await stream.pushes('personal.stop.order');
    expect(told?.text).toContain(
      `"data":{"symbol":"BTC_USDT","orderId":"${orderId}","lossTrend":1,"profitTrend":1,"stopLossPrice":90.5,"takeProfitPrice":111}`,
    );
    expect(await read('open_orders')).toEqual([]);
    pass(70_000);
    const [row] = await read('open_orders');
    expect(row).toMatchObject({ orderId, stopLossPrice: 90.5, takeProfitPrice: 111, vol: 10, stopLossVol: 10, takeProfitVol: 10 });
    expect(row).toMatchObject({ profitLossVolType: 'SEPARATE', volType: 1, priceProtect: 1 });
    expect((await write('change_price', change)).envelope.code).toBe(2041);
  });

  it('default: both 0 takes them away', async () => {
    const { client, stream, write } = await start();
    const orderId = /"orderId":"(\d{18})"/.exec((await client.create(order)).text)?.[1];
    expect((await write('change_price', `{"orderId":${orderId},"stopLossPrice":0,"takeProfitPrice":0}`)).envelope.code).toBe(0);
    expect((await client.get(`/api/v1/private/order/get/${orderId}`)).envelope.data).not.toHaveProperty('stopLossPrice');
    expect((await stream.pushes('personal.stop.order'))[0]?.data).toEqual({
      symbol: 'BTC_USDT',
      orderId: expect.any(String),
      lossTrend: 1,
      profitTrend: 1,
    });
    expect((await write('change_price', { orderId: '1' })).envelope.code).toBe(2040);
  });

  it('error: a batch takes none', async () => {
    const { client } = await start();
    const item = { symbol: 'BTC_USDT', side: 1, type: 5, vol: 1, openType: 1, leverage: 10, positionMode: 1, stopLossPrice: 90 };
    expect((await client.post('/api/v1/private/order/submit_batch', [item])).envelope.data).toMatchObject([{ errorCode: 600 }]);
  });
});
