import { type SimulatorOptions, simulatedContracts } from '../src';
import type { RawStream } from './raw-stream';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const START_MINUTE_MS = Math.floor(START_MS / 60_000) * 60_000;

/** A minute that falls from 100 to 90 between its 20th and 40th second, after one that stood at 100; 1,000 contracts trade in a second. */
const falling: SimulatorOptions = {
  contracts: simulatedContracts,
  tapes: [
    {
      symbol: 'BTC_USDT',
      minutes: [
        { openTimeMs: START_MINUTE_MS, open: '100', high: '100', low: '100', close: '100', volume: '6' },
        { openTimeMs: START_MINUTE_MS + 60_000, open: '100', high: '100', low: '90', close: '91', volume: '6' },
      ],
    },
  ],
};

async function loggedIn(options: Parameters<StreamSetup['start']>[0] = {}) {
  const parts = await setup.start(options);
  await parts.stream.login(parts.simulator.keys, START_MS);
  return parts;
}

const channels = async (stream: RawStream): Promise<readonly string[]> =>
  (await stream.settle()).filter(({ channel }) => channel.startsWith('push.')).map(({ channel }) => channel.slice('push.personal.'.length));

describe('an order that fills at once', () => {
  it('default: order (state 3, version 2, never 2 before), deal, position, asset', async () => {
    const { stream, client } = await loggedIn();
    const created = await client.create({ externalOid: 'sim-0001' });
    const orderId = /"orderId":"(\d{18})"/.exec(created.text)?.[1];
    expect(await channels(stream)).toEqual(['order', 'order.deal', 'position', 'asset']);
    const [order, deal, position, asset] = stream.frames.filter(({ channel }) => channel.startsWith('push.'));

    expect(order?.text).toMatch(
      new RegExp(`^\\{"channel":"push.personal.order","data":\\{"orderId":"${orderId}","symbol":"BTC_USDT","positionId":\\d{10},"price":`),
    );
    expect(order?.text).toMatch(new RegExp(`\\},"ts":${START_MS}\\}$`));
    expect(Object.keys(order?.data).join(' ')).toBe(
      'orderId symbol positionId price vol leverage side sideType positionType category orderType dealAvgPrice dealVol remainVol orderMargin ' +
        'usedMargin takerFee makerFee takerFeeRate makerFeeRate profit feeCurrency openType state errorCode externalOid positionMode ' +
        'bboTypeNum bizSource version createTime updateTime',
    );
    expect(order?.data).toMatchObject({
      state: 3,
      version: 2,
      dealVol: 10,
      remainVol: 0,
      sideType: 'buy',
      positionType: 'long',
      externalOid: 'sim-0001',
      createTime: START_MS,
    });
    expect(deal?.text).toMatch(new RegExp(`"data":\\{"id":"\\d{11}",.*"orderId":"${orderId}"`));
    expect(deal?.data).toMatchObject({
      vol: 10,
      price: order?.data.dealAvgPrice,
      fee: order?.data.takerFee,
      taker: true,
      timestamp: START_MS,
    });
    expect(position?.data).toMatchObject({ state: 1, holdVol: 10, version: 1, positionId: order?.data.positionId });
    expect(position?.data.pnl).toBeLessThan(0);
    expect(Object.keys(asset?.data)).toEqual(['currency', 'positionMargin', 'frozenBalance', 'availableBalance', 'bonus']);
    const rest = (await client.get('/api/v1/private/account/assets')).envelope.data[0];
    for (const field of ['positionMargin', 'frozenBalance', 'availableBalance']) expect(asset?.data[field]).toBe(rest[field]);
  });

  it('behavior: closing ends the position once, with state 3 and nothing held; profit and fees agree with the deals', async () => {
    const { stream, client, pass } = await loggedIn();
    await client.create({});
    pass(30_000);
    await client.create({ side: 4, leverage: undefined });
    const positions = (await stream.pushes('personal.position')).map(({ data }) => data);
    expect(positions.map(({ state, holdVol, version }) => [state, holdVol, version])).toEqual([
      [1, 10, 1],
      [3, 0, 2],
    ]);
    expect(positions[1]).toMatchObject({ im: 0, liquidatePrice: 0, closeVol: 10, marginRatio: 0, pnl: 0 });
    const deals = (await stream.pushes('personal.order.deal')).map(({ data }) => data);
    expect(deals.map(({ side, taker }) => [side, taker])).toEqual([
      [1, true],
      [4, true],
    ]);
    expect(positions[1].closeProfitLoss).toBe(deals[1].profit);
    expect(positions[1].totalFee).toBeCloseTo(deals[0].fee + deals[1].fee, 12);
  });

  it('behavior: a one-way order that turns a position is two deals and two positions', async () => {
    const { stream, client } = await loggedIn({ positionMode: 'one-way' });
    await client.create({ positionMode: 2, vol: 10 });
    await stream.settle();
    stream.frames.length = 0;
    await client.create({ positionMode: 2, vol: 25, side: 3 });
    expect(await channels(stream)).toEqual(['order', 'order.deal', 'order.deal', 'position', 'position', 'asset']);
    const data = stream.frames.map((frame) => frame.data);
    expect([data[0].dealVol, data[1].vol, data[2].vol, data[0].reduceOnly]).toEqual([25, 10, 15, false]);
    expect([data[3].state, data[3].positionType, data[4].state, data[4].positionType]).toEqual([3, 1, 1, 2]);
  });
});

describe('an order that stands', () => {
  const limit = { type: 1, price: 95, vol: 5, leverage: 10 };

  it('behavior: standing (version 1), then filled by the path while nobody asks: told by the pump alone', async () => {
    const { stream, client, pass } = await loggedIn(falling);
    await client.create(limit);
    expect(await channels(stream)).toEqual(['order', 'asset']);
    expect(stream.frames.at(-3)?.data).toMatchObject({ state: 2, version: 1, dealVol: 0, remainVol: 5, price: 95 });
    stream.frames.length = 0;
    pass(30_000);
    expect(await channels(stream)).toEqual([]);
    pass(50_000);
    expect(await channels(stream)).toEqual(['order', 'order.deal', 'position', 'asset']);
    const [order, deal] = stream.frames.filter(({ channel }) => channel.startsWith('push.'));
    expect(order?.data).toMatchObject({ state: 3, version: 2, dealAvgPrice: 95 });
    expect(deal?.data).toMatchObject({ taker: false, price: 95, vol: 5 });
    // The 30th second of the falling minute is the first at 95.
    expect(deal?.data.timestamp).toBe(START_MINUTE_MS + 60_000 + 30_000);
  });

  it('behavior: partial fills keep state 2, versions rise, the deals sum to dealVol', async () => {
    const { stream, client, pass } = await loggedIn(falling);
    await client.create({ ...limit, vol: 2_500 });
    for (let turn = 0; turn < 80; turn += 1) {
      pass(1_000);
      if (turn === 40) await stream.settle();
    }
    const orders = (await stream.pushes('personal.order')).map(({ data }) => data);
    // 1,000 contracts are traded a second, and 787 stood there before it.
    expect(orders.map(({ state, version, dealVol, remainVol }) => [state, version, dealVol, remainVol])).toEqual([
      [2, 1, 0, 2_500],
      [2, 2, 213, 2_287],
      [2, 3, 1_213, 1_287],
      [2, 4, 2_213, 287],
      [3, 5, 2_500, 0],
    ]);
    const deals = (await stream.pushes('personal.order.deal')).map(({ data }) => data);
    expect(deals.map(({ vol }) => vol)).toEqual([213, 1_000, 1_000, 287]);
    expect(new Set(deals.map(({ id }) => id)).size).toBe(4);
  });

  it('behavior: cancelled: state 4, the margin is free again', async () => {
    const { stream, client } = await loggedIn(falling);
    const { orderId } = (await client.create(limit)).envelope.data;
    await client.post('/api/v1/private/order/cancel', [orderId]);
    expect(await channels(stream)).toEqual(['order', 'asset', 'order', 'asset']);
    expect(stream.frames.at(-3)?.data).toMatchObject({ state: 4, errorCode: 0, version: 2, remainVol: 5 });
    expect(stream.frames.at(-2)?.data).toMatchObject({ frozenBalance: 0, availableBalance: 10_000 });
  });

  it('behavior: a closing order reserves contracts of its position, and gives them back: each a new version', async () => {
    const { stream, client } = await loggedIn(falling);
    await client.create({ vol: 5 });
    const { orderId } = (await client.create({ side: 4, type: 1, price: 105, vol: 3, leverage: undefined })).envelope.data;
    await client.post('/api/v1/private/order/cancel', [orderId]);
    const positions = (await stream.pushes('personal.position')).map(({ data }) => data);
    expect(positions.map(({ version, holdVol, frozenVol }) => [version, holdVol, frozenVol])).toEqual([
      [1, 5, 0],
      [2, 5, 3],
      [3, 5, 0],
    ]);
    expect((await channels(stream)).slice(4)).toEqual(['order', 'position', 'order', 'position']);
  });

  it('behavior: closing by hand ends the closing order that stands, after everything else, with reason 10', async () => {
    const { stream, client } = await loggedIn({ ...falling, positionMode: 'one-way' });
    await client.create({ positionMode: 2, vol: 5 });
    await client.create({ positionMode: 2, side: 3, type: 1, price: 105, vol: 3, reduceOnly: true });
    await stream.settle();
    stream.frames.length = 0;
    await client.create({ positionMode: 2, side: 3, vol: 5 });
    expect(await channels(stream)).toEqual(['order', 'order.deal', 'position', 'asset', 'order']);
    expect(stream.frames.at(-2)?.data).toMatchObject({ state: 4, errorCode: 10, reduceOnly: true, remainVol: 3 });
  });

  it.each([
    [3, 18],
    [4, 19],
  ])('behavior: type %d that meets nothing is told once, with state 4 and reason %d', async (type, errorCode) => {
    const { stream, client } = await loggedIn(falling);
    await client.create({ ...limit, type });
    const orders = (await stream.pushes('personal.order')).map(({ data }) => data);
    expect(orders).toMatchObject([{ state: 4, errorCode, dealVol: 0 }]);
  });
});

describe('what else happens to an account', () => {
  it('behavior: the wrong position mode is accepted and then told as state 5, reason 9', async () => {
    const { stream, client } = await loggedIn();
    await client.create({ positionMode: 2 });
    expect((await stream.pushes('personal.order')).map(({ data }) => data)).toMatchObject([{ state: 5, errorCode: 9, version: 1 }]);
    expect(await channels(stream)).toEqual(['order']);
  });

  it('behavior: another leverage is another position version and another asset', async () => {
    const { stream, client } = await loggedIn();
    await client.create({});
    await stream.settle();
    stream.frames.length = 0;
    await client.post('/api/v1/private/position/change_leverage', { symbol: 'BTC_USDT', leverage: 5, openType: 1, positionType: 1 });
    expect(await channels(stream)).toEqual(['position', 'asset']);
    expect(stream.frames[0]?.data).toMatchObject({ leverage: 5, version: 2 });
  });

  it('behavior: the position mode is told when it changes', async () => {
    const { stream, simulator } = await loggedIn();
    simulator.control.setPositionMode('hedge');
    simulator.control.setPositionMode('one-way');
    expect((await stream.pushes('personal.position.mode')).map(({ data }) => data)).toEqual([{ positionMode: 2 }]);
  });

  it('behavior: every logged-in connection hears it, nobody else does', async () => {
    const { stream, open, simulator, client } = await loggedIn();
    const [second, stranger] = [await open(), await open()];
    await second.login(simulator.keys, START_MS);
    await client.create({});
    expect(await channels(stream)).toEqual(await channels(second));
    expect(await channels(stranger)).toEqual([]);
  });
});
