import { type MexcSimulator, type SimulatorOptions, startMexcSimulator } from '../src';
import { RawClient } from './raw-client';
import { SettableClock } from './settable-clock';

const START_MS = 1_790_000_000_500;
const running: MexcSimulator[] = [];

async function start(options: SimulatorOptions = {}) {
  const clock = new SettableClock(START_MS);
  const simulator = await startMexcSimulator({ clock, ...options });
  running.push(simulator);
  const client = new RawClient(simulator.restUrl, simulator.keys, clock);
  const read = async (path: string, query = '') => (await client.get(`/api/v1/private/${path}`, query)).envelope.data;
  const write = async (path: string, body: unknown) => (await client.post(`/api/v1/private/${path}`, body)).envelope;
  const rest = async (over: Record<string, unknown> = {}): Promise<string> => {
    const { text } = await client.create({ type: 1, price: 60_000, ...over });
    return /"orderId":"(\d{18})"/.exec(text)?.[1] ?? text;
  };
  return { clock, simulator, client, read, write, rest };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

describe('change_limit_order', () => {
  it('default: cancel-replace; the new id is quoted, the externalOid goes along, the margin follows', async () => {
    const { client, read, rest } = await start();
    const orderId = await rest({ externalOid: 'mine' });
    const before = (await read('account/asset/USDT')).frozenBalance;
    const answer = await client.post('/api/v1/private/order/change_limit_order', `{"orderId":${orderId},"price":59000.5,"vol":20}`);
    const newId = /"data":"(\d{18})"/.exec(answer.text)?.[1];
    expect(newId).toBeDefined();
    expect(newId).not.toBe(orderId);
    expect(await read(`order/get/${orderId}`)).toMatchObject({ state: 4, errorCode: 0 });
    expect(await read('order/external/BTC_USDT/mine')).toMatchObject({ state: 2, price: 59_000.5, vol: 20 });
    expect((await read('account/asset/USDT')).frozenBalance).toBeCloseTo((before * 2 * 59_000.5) / 60_000, 9);
    expect(await read('order/list/open_orders')).toHaveLength(1);
  });

  it.each([
    ['off the grid', { price: 59_000.55, vol: 10 }, 2015],
    ['beyond the band', { price: 1_000_000, vol: 10 }, 2003],
    ['too dear', { price: 59_000, vol: 2_000_000 }, 2005],
    ['nothing left', { price: 59_000, vol: 0 }, 2011],
    ['no price', { vol: 10 }, 600],
  ])('error: %s is refused, and the order stands as it stood', async (_name, change, code) => {
    const { simulator, write, rest } = await start();
    const first = await rest({ externalOid: 'mine' });
    await rest();
    const before = simulator.control.snapshot();
    expect((await write('order/change_limit_order', `{"orderId":${first},${JSON.stringify(change).slice(1)}`)).code).toBe(code);
    expect(simulator.control.snapshot()).toEqual(before);
  });

  it('error: unknown, final and market orders', async () => {
    const { write, rest } = await start();
    const filled = await rest({ type: 5 });
    expect((await write('order/change_limit_order', { orderId: '1', price: 60_000, vol: 1 })).code).toBe(2040);
    expect((await write('order/change_limit_order', `{"orderId":${filled},"price":60000,"vol":1}`)).code).toBe(2041);
  });
});

describe('submit_batch', () => {
  const order = { symbol: 'BTC_USDT', side: 1, type: 5, vol: 1, openType: 1, leverage: 10, positionMode: 1 };

  it('default: an answer per item, ids bare; one that is refused stops no other', async () => {
    const { client, read } = await start();
    const items = [
      { ...order, externalOid: 'one' },
      { ...order, externalOid: 'two', vol: 0 },
      { ...order, externalOid: 'one' },
      { ...order, symbol: 'NOPE_USDT', externalOid: 'four' },
    ];
    const answer = await client.post('/api/v1/private/order/submit_batch', items);
    expect(answer.text).toMatch(/"data":\[\{"orderId":\d{18},"errorCode":0\},\{"externalOid":"two","orderId":null,"errorCode":2011,/);
    const data = answer.envelope.data as { orderId: number; errorCode: number }[];
    expect(data.map(({ errorCode }) => errorCode)).toEqual([0, 2011, 0, 1001]);
    expect(data[2]?.orderId).toBe(data[0]?.orderId);
    expect(await read('order/list/history_orders')).toHaveLength(1);
  });

  it.each([
    ['no list', order, 600],
    ['an empty list', [], 600],
    ['51 orders', Array.from({ length: 51 }, () => order), 2014],
    ['what is no order', [1], 600],
  ])('error: %s', async (_name, body, code) => {
    const { write } = await start();
    expect((await write('order/submit_batch', body)).code).toBe(code);
  });
});

describe('positions', () => {
  async function holding(over: Record<string, unknown> = {}, options: SimulatorOptions = {}) {
    const desk = await start(options);
    await desk.client.create({ positionMode: undefined, ...over });
    const [position] = await desk.read('position/open_positions');
    return { ...desk, position };
  }

  it.each(['hedge', 'one-way'] as const)('default: reverse closes and opens as much on the other side (%s)', async (positionMode) => {
    const { write, read, position } = await holding({}, { positionMode });
    expect(await write('position/reverse', { symbol: 'BTC_USDT', positionId: position.positionId, vol: 10 })).toEqual({
      success: true,
      code: 0,
    });
    const now = await read('position/open_positions');
    expect(now).toMatchObject([{ positionType: 2, holdVol: 10, leverage: position.leverage, openType: 1 }]);
    expect(now[0].positionId).not.toBe(position.positionId);
  });

  it('error: reverse of what is not held, of another volume, of what is reserved', async () => {
    const { write, rest, position } = await holding();
    const reverse = async (over: object) =>
      (await write('position/reverse', { symbol: 'BTC_USDT', positionId: position.positionId, vol: 10, ...over })).code;
    expect(await reverse({ positionId: 1 })).toBe(2009);
    expect(await reverse({ symbol: 'ETH_USDT' })).toBe(2009);
    expect(await reverse({ vol: 9 })).toBe(2008);
    await rest({ side: 4, price: 70_000, vol: 1 });
    expect(await reverse({})).toBe(2008);
  });

  it('default: close_all closes both sides in pieces of the largest market order, and takes closing orders away', async () => {
    const { simulator, client, write, read, rest } = await holding({ vol: 12 });
    await client.create({ side: 3, vol: 7 });
    await rest({ side: 4, price: 70_000, vol: 5 });
    const opening = await rest();
    simulator.control.changeContract('BTC_USDT', { maxVol: '5' });
    expect(await write('position/close_all', {})).toEqual({ success: true, code: 0, data: [] });
    expect(await read('position/open_positions')).toEqual([]);
    expect((await read('order/list/open_orders')).map(({ symbol }: { symbol: string }) => symbol)).toEqual(['BTC_USDT']);
    expect(await read(`order/get/${opening}`)).toMatchObject({ state: 2 });
    const closes = (await read('order/list/history_orders')).filter(({ orderType, side }: { orderType: number; side: number }) => {
      return orderType === 5 && (side === 2 || side === 4);
    });
    expect(closes.map(({ vol }: { vol: number }) => vol).sort((one: number, other: number) => one - other)).toEqual([2, 2, 5, 5, 5]);
  });

  it('default: margin in and out again; only what was put in may go out', async () => {
    const { write, read, position } = await holding();
    const { positionId } = position;
    const free = async () => (await read('account/asset/USDT')).availableBalance as number;
    const before = await free();
    expect((await write('position/change_margin', { positionId, amount: 5, type: 'ADD' })).code).toBe(0);
    const [more] = await read('position/open_positions');
    expect(more.im).toBeCloseTo(position.im + 5, 9);
    expect(more.oim).toBe(position.oim);
    expect(more.liquidatePrice).toBeLessThan(position.liquidatePrice);
    expect(await free()).toBeCloseTo(before - 5, 9);
    expect((await write('position/change_margin', { positionId, amount: 5.1, type: 'SUB' })).code).toBe(2018);
    expect((await write('position/change_margin', { positionId, amount: 4, type: 'SUB' })).code).toBe(0);
    expect(await free()).toBeCloseTo(before - 1, 9);
  });

  it.each([
    [{ amount: 0, type: 'ADD' }, 1004],
    [{ amount: 1, type: 'MORE' }, 600],
    [{ amount: 1e9, type: 'ADD' }, 2005],
    [{ amount: 1, type: 'ADD', positionId: 1 }, 2009],
  ])('error: change_margin %j is refused with %d', async (body, code) => {
    const { write, position } = await holding();
    expect((await write('position/change_margin', { positionId: position.positionId, ...body })).code).toBe(code);
  });

  it('default: automatic margin is kept and shown', async () => {
    const { write, read, position } = await holding();
    const { positionId } = position;
    expect((await write('position/change_auto_add_im', { positionId, isEnabled: true })).code).toBe(0);
    expect((await read('position/open_positions'))[0].autoAddIm).toBe(true);
    expect((await write('position/change_auto_add_im', { positionId })).code).toBe(600);
  });
});

describe('change_position_mode', () => {
  it('default: changes while nothing is held', async () => {
    const { write, read } = await start();
    expect(await write('position/change_position_mode', { positionMode: 2 })).toEqual({ success: true, code: 0 });
    expect(await read('position/position_mode')).toBe(2);
    expect((await write('position/change_position_mode', { positionMode: 3 })).code).toBe(600);
  });

  it('error: refused with an order, and with a position', async () => {
    const { client, write, read, rest } = await start();
    const orderId = await rest();
    expect((await write('position/change_position_mode', { positionMode: 2 })).code).toBe(2019);
    await client.post('/api/v1/private/order/cancel', `[${orderId}]`);
    await client.create({});
    expect((await write('position/change_position_mode', { positionMode: 2 })).code).toBe(2019);
    expect(await read('position/position_mode')).toBe(1);
  });
});
