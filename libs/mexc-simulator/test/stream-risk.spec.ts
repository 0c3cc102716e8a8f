import { type SimulatorOptions, simulatedContracts } from '../src';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const CYCLE_MS = 8 * 3_600_000;

const smallTiers: SimulatorOptions = {
  contracts: simulatedContracts.map((contract) => ({
    ...contract,
    riskLimit: {
      type: 'BY_VOLUME',
      mode: 'CUSTOM',
      tiers: [
        { level: 1, maxVol: '50', mmr: '0.001', imr: '0.002', maxLeverage: 500 },
        { level: 2, maxVol: '250', mmr: '0.005', imr: '0.01', maxLeverage: 100 },
      ],
    },
  })),
};

async function loggedIn(options: SimulatorOptions = {}) {
  const parts = await setup.start(options);
  await parts.stream.login(parts.simulator.keys, START_MS);
  const told = async (): Promise<readonly string[]> =>
    (await parts.stream.settle()).filter(({ channel }) => channel.startsWith('push.personal.')).map(({ channel }) => channel.slice(14));
  return { ...parts, told };
}

describe('pushes about risk', () => {
  it('default: a liquidation is order, deal, position in custody, asset, closing order, deal, position closed, notice', async () => {
    const { client, simulator, stream, told } = await loggedIn();
    await client.create({ leverage: 100 });
    await told();
    stream.frames.length = 0;
    simulator.control.liquidate('BTC_USDT', 'long');
    simulator.control.pump();
    expect(await told()).toEqual(['order', 'order.deal', 'position', 'asset', 'order', 'order.deal', 'position', 'generic.notify']);
    const data = (topic: string) => stream.frames.filter(({ channel }) => channel === `push.personal.${topic}`).map((frame) => frame.data);
    expect(data('order').map(({ category, state }) => [category, state])).toEqual([
      [2, 3],
      [3, 3],
    ]);
    expect(data('order.deal').map(({ category }) => category)).toEqual([2, 3]);
    expect(data('position')).toMatchObject([
      { state: 2, holdVol: 10, im: 0 },
      { state: 3, holdVol: 0, im: 0, liquidatePrice: 0 },
    ]);
    expect(data('generic.notify')).toMatchObject([{ type: 1, param: { notifyType: 1, openType: 1, dn: 'BTC_USDT', multiAssets: false } }]);
    const history = (await client.get('/api/v1/private/order/list/history_orders', 'category=2')).envelope.data;
    expect(history).toMatchObject([{ category: 2, side: 4, dealVol: 10 }]);
  });

  it('default: deleveraging has category 4, and what is left stays', async () => {
    const { client, simulator, stream, told } = await loggedIn();
    await client.create({ leverage: 10 });
    await told();
    stream.frames.length = 0;
    simulator.control.deleverage('BTC_USDT', 'long', '4');
    simulator.control.pump();
    expect(await told()).toEqual(['order', 'order.deal', 'position', 'asset']);
    expect(stream.frames[0]?.data).toMatchObject({ category: 4, vol: 4 });
    expect(stream.frames[2]?.data).toMatchObject({ state: 1, holdVol: 6 });
    expect(() => simulator.control.deleverage('BTC_USDT', 'long', '7')).toThrow(RangeError);
    expect(() => simulator.control.liquidate('BTC_USDT', 'short')).toThrow(RangeError);
  });

  it('default: a new tier is told on risk.limit, a rank on adl.level, and a filter picks them', async () => {
    const { client, simulator, stream, pass } = await loggedIn(smallTiers);
    await stream.ask({ method: 'personal.filter', param: { filters: [{ filter: 'risk.limit' }, { filter: 'adl.level' }] } });
    await client.create({ leverage: 20, vol: 100 });
    pass(59_500);
    const frames = (await stream.settle()).filter(({ channel }) => channel.startsWith('push.personal.'));
    expect(frames.map(({ channel }) => channel)).toEqual(['push.personal.risk.limit', 'push.personal.adl.level']);
    expect(frames[0]?.data).toEqual({
      symbol: 'BTC_USDT',
      positionType: 1,
      riskSource: 0,
      level: 2,
      maxVol: 250,
      maxLeverage: 100,
      mmr: 0.005,
      imr: 0.01,
      leverage: 20,
      openType: 1,
      limitBySys: false,
      maxVolView: 250,
    });
    const [position] = simulator.control.snapshot().positions;
    expect(frames[1]?.data).toEqual({ adlLevel: position?.adlLevel, positionId: Number(position?.positionId) });
  });

  it('default: funding is position, then asset', async () => {
    const { client, clock, simulator, open, pass } = await setup.start();
    await client.create({ leverage: 10 });
    pass(CYCLE_MS - (START_MS % CYCLE_MS) - 1_000);
    const stream = await open();
    await stream.login(simulator.keys, clock.nowMs());
    pass(1_000);
    const topics = (await stream.settle())
      .map(({ channel }) => channel)
      .filter((channel) => /^push.personal.(position|asset)$/.test(channel));
    expect(topics).toEqual(['push.personal.position', 'push.personal.asset']);
    expect(stream.frames.find(({ channel }) => channel === 'push.personal.position')?.data.holdFee).not.toBe(0);
  });
});
