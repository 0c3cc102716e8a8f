import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fallingTape } from './falling-tape';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

type Row = Readonly<Record<string, unknown>>;

const fixtures = join(__dirname, '../../mexc-protocol/fixtures');
const restData = (name: string): unknown =>
  (JSON.parse(readFileSync(join(fixtures, 'rest', `${name}.json`), 'utf8')) as { data: unknown }).data;
const wsFrame = (name: string): Row => {
  const pushed = readFileSync(join(fixtures, 'ws', `personal.${name}.one.txt`), 'utf8')
    .split('\n')
    .find((line) => line.startsWith('= '));
  return JSON.parse((pushed as string).slice(2)) as Row;
};
const wsData = (name: string): Row => wsFrame(name)['data'] as Row;

/** Keys of a published row that a row of the simulator lacks, or writes in another JSON type: bare and quoted differ. */
function differences(published: Row, row: Row): readonly string[] {
  return Object.entries(published).flatMap(([key, value]) => {
    if (!(key in row)) return [`${key}: absent`];
    return typeof row[key] === typeof value ? [] : [`${key}: ${typeof row[key]}, published as ${typeof value}`];
  });
}

async function start() {
  const parts = await setup.start(fallingTape);
  const { client, stream, simulator } = parts;
  await stream.login(simulator.keys, START_MS);
  const rows = async (path: string, query = ''): Promise<readonly Row[]> =>
    (await client.get(`/api/v1/private/${path}`, query)).envelope.data;
  const last = async (topic: string): Promise<Row> => (await stream.pushes(`personal.${topic}`)).at(-1)?.data as Row;
  const write = (path: string, body: unknown) => client.post(`/api/v1/private/${path}`, body);
  return { ...parts, rows, last, write };
}

describe('rows beside the published ones', () => {
  it('default: a stop order that came with its entry and fired; its details', async () => {
    const { client, rows, last, pass } = await start();
    await client.create({ stopLossPrice: 95, takeProfitPrice: 110 });
    expect(differences(wsData('stop.planorder'), await last('stop.planorder'))).toEqual([]);
    pass(80_000);
    const [published] = restData('list-stop-orders.bare') as Row[];
    const [row] = await rows('stoporder/list/orders');
    expect(row).toMatchObject({ state: 3, triggerSide: 2 });
    expect(differences(published as Row, row as Row)).toEqual([
      'profit_LOSS_VOL_TYPE_SAME: absent',
      'profit_LOSS_VOL_TYPE_DIFFERENT: absent',
    ]);
    const [detail] = await rows(`stoporder/order_details/${String(row?.['id'])}`);
    expect(differences(restData('list-stop-order-details.single') as Row, detail as Row)).toEqual([]);
  });

  it('default: a stop-loss hung on a position, limit, with its details', async () => {
    const { client, rows, write } = await start();
    await client.create({});
    const [position] = await rows('position/open_positions');
    const legs = { lossTrend: 2, profitTrend: 3, stopLossPrice: 90, stopLossType: 1, stopLossOrderPrice: 89, priceProtect: 1 };
    await write('stoporder/place', {
      positionId: position?.['positionId'],
      vol: 4,
      volType: 2,
      takeProfitReverse: 2,
      stopLossReverse: 1,
      ...legs,
    });
    const [row] = await rows('stoporder/open_orders');
    const [published] = restData('list-open-stop-orders.bare') as Row[];
    expect(differences(published as Row, row as Row)).toEqual([]);
    for (const key of ['lossTrend', 'volType', 'stopLossReverse', 'stopLossType', 'profitLossVolType', 'priceProtect']) {
      expect(row?.[key]).toBe(published?.[key]);
    }
    const [detail] = await rows(`stoporder/order_details/${String(row?.['id'])}`);
    const [publishedDetail] = restData('list-stop-order-details.list') as Row[];
    expect(differences(publishedDetail as Row, detail as Row)).toEqual([]);
  });

  it('default: changed prices of an order, trailing orders, plan orders, finished orders, counts', async () => {
    const { client, rows, last, write } = await start();
    const orderId = /"orderId":"(\d{18})"/.exec((await client.create({ type: 1, price: 96 })).text)?.[1];
    await write('stoporder/change_price', `{"orderId":${orderId},"stopLossPrice":91,"takeProfitPrice":110,"lossTrend":1,"profitTrend":1}`);
    expect(differences(wsData('stop.order'), await last('stop.order'))).toEqual([]);
    const track = {
      symbol: 'BTC_USDT',
      leverage: 2,
      side: 1,
      vol: 10,
      openType: 1,
      trend: 1,
      backType: 1,
      backValue: 0.02,
      positionMode: 1,
    };
    await write('trackorder/place', track);
    expect(differences(wsData('track.order'), await last('track.order'))).toEqual([]);
    const [listed] = await rows('trackorder/list/orders', 'states=1');
    expect(differences((restData('list-track-orders.bare') as Row[])[0] as Row, listed as Row)).toEqual([]);

    const plan = {
      symbol: 'BTC_USDT',
      side: 1,
      vol: 1,
      leverage: 2,
      openType: 1,
      triggerPrice: 95,
      triggerType: 2,
      executeCycle: 1,
      trend: 1,
    };
    await write('planorder/place/v2', { ...plan, orderType: 1, price: 94, stopLossPrice: 90, takeProfitPrice: 110 });
    const [planned] = await rows('planorder/list/orders');
    const publishedPlans = restData('list-plan-orders.bare') as Row[];
    expect(differences(publishedPlans[0] as Row, planned as Row)).toEqual([]);
    expect(differences(publishedPlans[1] as Row, planned as Row)).toEqual(['marketOrderLevel: absent', 'extraTakerFeeRate: absent']);
    expect(differences(wsData('plan.order'), await last('plan.order'))).toEqual([
      // Published as a bare 0 until there is one; the other ids of pushes are quoted, and so is this.
      'orderId: string, published as number',
      'ensureStopLoss: absent',
    ]);

    await write('order/cancel', `[${orderId}]`);
    const [finished] = await rows('order/list/close_orders', 'symbol=BTC_USDT');
    expect(differences((restData('list-close-orders.bare') as Row[])[0] as Row, finished as Row)).toEqual([
      'pnlRate: absent',
      'openAvgPrice: absent',
    ]);
    const counts = (await client.get('/api/v1/private/order/open_order_total_count')).envelope.data;
    expect(Object.keys(counts)).toEqual(Object.keys(restData('get-open-order-counts.counts') as Row));
    expect(counts).toMatchObject({ sumCount: 2, planOrderCount: 1, trackOrderCount: 1 });
  });

  it('default: what failed: chase, reversal, close_all', async () => {
    const { client, stream, simulator, rows, last, write } = await start();
    await client.create({});
    const [position] = await rows('position/open_positions');
    const orderId = /"orderId":"(\d{18})"/.exec((await client.create({ type: 1, price: 96 })).text)?.[1];
    simulator.control.changeContract('BTC_USDT', { state: 4 });
    expect((await write('order/chase_limit_order', `{"orderId":${orderId}}`)).envelope).toEqual({ success: true, code: 0 });
    expect(await last('order.chase')).toEqual({ ec: 1002, s: 'BTC_USDT' });
    expect((await write('position/close_all', {})).envelope.code).toBe(1002);
    const [failed] = await stream.pushes('personal.position.closeall.fail');
    expect(Object.keys(wsFrame('position.closeall.fail'))).toEqual(['channel', 'ts']);
    expect(failed?.text).toBe(`{"channel":"push.personal.position.closeall.fail","ts":${START_MS}}`);
    const reversal = { symbol: 'BTC_USDT', positionId: position?.['positionId'], vol: 10 };
    expect((await write('position/reverse', reversal)).envelope.code).toBe(1002);
    expect(await last('reverse.position')).toEqual({ contractId: 10, positionId: position?.['positionId'], state: 2, errorCode: 1002 });
    simulator.control.changeContract('BTC_USDT', { state: 0 });
    expect((await write('position/reverse', reversal)).envelope.code).toBe(0);
    const done = await last('reverse.position');
    expect(done).toMatchObject({ state: 1, errorCode: 0 });
    expect(differences(wsData('reverse.position'), done)).toEqual([]);
    expect(differences(wsData('order.chase'), await last('order.chase'))).toEqual([]);
  });
});

describe('chase over the wire', () => {
  it('default: another id, quoted, one tick from the best', async () => {
    const { client, rows, write } = await start();
    const orderId = /"orderId":"(\d{18})"/.exec((await client.create({ type: 1, price: 96, externalOid: 'mine' })).text)?.[1];
    const answer = await write('order/chase_limit_order', `{"orderId":${orderId}}`);
    const newId = /"data":"(\d{18})"/.exec(answer.text)?.[1];
    expect(newId).not.toBe(orderId);
    expect(await rows('order/list/open_orders')).toMatchObject([{ externalOid: 'mine', state: 2, price: 100 }]);
    expect((await write('order/chase_limit_order', { orderId: '1' })).envelope.code).toBe(2040);
    expect((await write('order/chase_limit_order', `{"orderId":${orderId}}`)).envelope.code).toBe(2041);
  });
});
