import { endpoints } from '@prate/mexc-protocol';
import { type MexcSimulator, SimulatorOptionsError, type SimulatorOptions, startMexcSimulator } from '../src';
import { RawClient } from './raw-client';
import { SettableClock } from './settable-clock';

const running: MexcSimulator[] = [];

async function start(options: SimulatorOptions = {}) {
  const clock = new SettableClock(1_790_000_000_500);
  const simulator = await startMexcSimulator({ clock, ...options });
  running.push(simulator);
  const client = new RawClient(simulator.restUrl, simulator.keys, clock);
  const codes = async (times: number, ask: () => Promise<{ envelope: { code: number } }>): Promise<number[]> => {
    const all: number[] = [];
    for (let asked = 0; asked < times; asked += 1) all.push((await ask()).envelope.code);
    return all;
  };
  return { clock, simulator, client, codes };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

describe('published limits', () => {
  it('default: off, nothing is counted', async () => {
    const { client, codes } = await start();
    expect(await codes(10, () => client.create({ vol: 1 }))).toEqual(Array(10).fill(0));
  });

  it('behavior: the table counts in a sliding window, by endpoint; 510 with HTTP 200; refused ones do not count', async () => {
    const { client, clock, codes } = await start({ rateLimits: 'published' });
    const { count, windowMs } = endpoints['create-order'].limit;
    const create = () => client.create({ vol: 1 });
    expect(await codes(count - 1, create)).toEqual(Array(count - 1).fill(0));
    clock.advance(windowMs - 500);
    expect(await codes(3, create)).toEqual([0, 510, 510]);
    expect((await create()).status).toBe(200);
    // Another endpoint has its own count.
    expect((await client.post('/api/v1/private/order/cancel_all', {})).envelope.code).toBe(0);
    clock.advance(500);
    expect(await codes(count, create)).toEqual([...Array(count - 1).fill(0), 510]);
  });

  it('behavior: one count for all contracts of a path, and ten seconds where the table says so', async () => {
    const { client, clock, codes } = await start({ rateLimits: 'published' });
    const symbols = ['BTC_USDT', 'ETH_USDT'];
    let asked = 0;
    const depth = () => client.get(`/api/v1/contract/depth/${symbols[(asked += 1) % 2]}`);
    expect(await codes(11, depth)).toEqual([...Array(10).fill(0), 510]);
    const change = () =>
      client.post('/api/v1/private/position/change_leverage', { symbol: 'BTC_USDT', openType: 1, positionType: 1, leverage: 5 });
    expect(await codes(11, change)).toEqual([...Array(10).fill(0), 510]);
    clock.advance(9_999);
    expect((await change()).envelope.code).toBe(510);
    clock.advance(1);
    expect((await change()).envelope.code).toBe(0);
  });

  it('error: another word is no mode', async () => {
    await expect(startMexcSimulator({ rateLimits: 'strict' as 'off' })).rejects.toThrow(SimulatorOptionsError);
  });
});

describe('access', () => {
  const account = '/api/v1/private/account/assets';
  const trades = '/api/v1/private/order/list/open_orders';
  const fees = '/api/v1/private/account/tiered_fee_rate/v2';

  it.each([
    [[], [701, 703, 703, 704]],
    [['account-read'], [0, 703, 703, 704]],
    [['trade-read'], [701, 0, 0, 704]],
    [
      ['trade-write', 'trade-read'],
      [701, 0, 0, 0],
    ],
    [['account-write'], [701, 703, 703, 704]],
    [
      ['account-read', 'account-write', 'trade-read', 'trade-write'],
      [0, 0, 0, 0],
    ],
  ] as const)('behavior: with %j assets, orders, fees and a new order answer %j', async (permissions, codes) => {
    const { simulator, client } = await start();
    simulator.control.access.permit(permissions);
    const answers = [await client.get(account), await client.get(trades), await client.get(fees), await client.create({})];
    expect(answers.map(({ envelope }) => envelope.code)).toEqual(codes);
    expect(simulator.control.snapshot().orders).toHaveLength(codes[3] === 0 ? 1 : 0);
  });

  it('behavior: a blocked address is 406 for signed requests until it is taken back', async () => {
    const { simulator, client } = await start();
    simulator.control.access.blockAddress();
    expect((await client.get(account)).envelope.code).toBe(406);
    expect((await client.get('/api/v1/contract/ping')).envelope.code).toBe(0);
    simulator.control.access.unblockAddress();
    expect((await client.get(account)).envelope.code).toBe(0);
  });

  it('error: an unknown permission is named', async () => {
    const { simulator } = await start();
    expect(() => simulator.control.access.permit(['fly' as 'trade-read'])).toThrow(/found "fly", expected one of account-read/);
  });
});
