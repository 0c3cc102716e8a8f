import { fallingTape } from './falling-tape';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

/** Sells when BTC_USDT has fallen by 4 % from its highest. */
const body = { symbol: 'BTC_USDT', leverage: 10, side: 3, vol: 10, openType: 1, trend: 1, backType: 1, backValue: 0.04, positionMode: 1 };

async function start() {
  const parts = await setup.start(fallingTape);
  const { client, stream, simulator } = parts;
  await stream.login(simulator.keys, START_MS);
  const write = async (path: string, content: unknown) => client.post(`/api/v1/private/trackorder/${path}`, content);
  const list = async (query = 'states=0%2C1%2C2%2C3%2C4') =>
    (await client.get('/api/v1/private/trackorder/list/orders', query)).envelope.data;
  const place = async (over: object = {}): Promise<string> => {
    const { text } = await write('place', { ...body, ...over });
    return /"data":"(\d{18})"/.exec(text)?.[1] ?? text;
  };
  return { ...parts, write, list, place };
}

describe('trailing orders over the wire', () => {
  it('default: placed (id quoted), listed (no order: a bare 0), pushed (quoted), counted', async () => {
    const { client, stream, place } = await start();
    const id = await place();
    const listed = await client.get('/api/v1/private/trackorder/list/orders', 'states=1');
    expect(listed.text).toContain(`"data":[{"id":"${id}","symbol":"BTC_USDT","leverage":10,"side":3,"vol":10,"openType":1,"trend":1,`);
    expect(listed.text).toContain('"orderId":0,');
    expect(Object.keys(listed.envelope.data[0]).join(' ')).toBe(
      'id symbol leverage side vol openType trend activePrice markPrice backType backValue triggerPrice orderId errorCode state createTime ' +
        'updateTime positionMode reduceOnly triggerType',
    );
    expect(listed.envelope.data[0]).toMatchObject({
      activePrice: 0,
      markPrice: 100,
      triggerPrice: 96,
      triggerType: 2,
      state: 1,
      orderId: 0,
    });
    const [push] = await stream.pushes('personal.track.order');
    expect(push?.data).toEqual({ ...listed.envelope.data[0], orderId: '0' });
    const counts = (await client.get('/api/v1/private/order/open_order_total_count')).envelope.data;
    expect(counts).toMatchObject({ sumCount: 1, trackOrderCount: 1 });
    expect((await client.post('/api/v1/private/position/change_position_mode', { positionMode: 2 })).envelope.code).toBe(2019);
  });

  it('default: fires when the price turns; it is told under any filter', async () => {
    const { client, stream, list, place, pass } = await start();
    await stream.ask({ method: 'personal.filter', param: { filters: [{ filter: 'asset' }] } });
    await place();
    pass(80_000);
    const [done] = (await stream.pushes('personal.track.order')).slice(-1);
    expect(done?.text).toMatch(/"orderId":"\d{18}"/);
    expect(done?.data).toMatchObject({ state: 2, errorCode: 0, markPrice: 100, triggerPrice: 96 });
    expect(await list('states=2')).toMatchObject([{ state: 2 }]);
    const orderId = /"orderId":"(\d+)"/.exec(done?.text ?? '')?.[1];
    expect((await client.get(`/api/v1/private/order/get/${orderId}`)).envelope.data).toMatchObject({ side: 3, orderType: 5, state: 3 });
  });

  it('default: changed; cancelled one by one, by contract, all', async () => {
    const { write, list, place } = await start();
    const id = await place({ activePrice: 120 });
    const terms = { symbol: 'BTC_USDT', trackOrderId: id, trend: 2, backType: 2, backValue: 3, vol: 5, activePrice: 110 };
    expect((await write('change_order', terms)).envelope).toEqual({ success: true, code: 0 });
    expect(await list('states=0')).toMatchObject([
      { trend: 2, backType: 2, backValue: 3, vol: 5, activePrice: 110, markPrice: 0, state: 0 },
    ]);
    expect((await write('change_order', { ...terms, symbol: 'ETH_USDT' })).envelope.code).toBe(2040);
    const eth = await place({ symbol: 'ETH_USDT' });
    await place();
    expect((await write('cancel', { symbol: 'BTC_USDT', trackOrderId: eth })).envelope.code).toBe(2040);
    expect((await write('cancel', { trackOrderId: id })).envelope).toEqual({ success: true, code: 0 });
    expect((await write('cancel', { trackOrderId: id })).envelope.code).toBe(2041);
    expect((await write('cancel', { symbol: 'BTC_USDT' })).envelope.code).toBe(0);
    expect(await list('states=0%2C1')).toMatchObject([{ symbol: 'ETH_USDT' }]);
    expect((await write('cancel', {})).envelope.code).toBe(0);
    expect(await list('states=4')).toHaveLength(3);
    expect(await list('pageIndex=2&pageSize=1&side=3&states=4&symbol=BTC_USDT')).toMatchObject([
      { id: expect.any(String), activePrice: 110 },
    ]);
  });

  it.each([
    [{ trend: 9 }, 3001],
    [{ backType: 9 }, 600],
    [{ backValue: 1 }, 600],
    [{ backValue: undefined }, 600],
    [{ leverage: undefined }, 600],
    [{ positionMode: undefined }, 600],
    [{ side: 9 }, 2001],
    [{ openType: 9 }, 2002],
    [{ activePrice: 100.05 }, 2015],
  ])('error: %j is refused with %d, and nothing waits', async (over, code) => {
    const { write, list } = await start();
    expect((await write('place', { ...body, ...over })).envelope.code).toBe(code);
    expect(await list()).toEqual([]);
  });

  it('error: a list without states; states of plan orders', async () => {
    const { client } = await start();
    expect((await client.get('/api/v1/private/trackorder/list/orders')).envelope.code).toBe(600);
    expect((await client.get('/api/v1/private/trackorder/list/orders', 'states=5')).envelope.code).toBe(600);
  });
});
