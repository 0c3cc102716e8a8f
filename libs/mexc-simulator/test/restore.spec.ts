import { type MexcSimulator, type SavedSimulator, type SimulatorOptions, SimulatorOptionsError, startMexcSimulator } from '../src';
import { RawClient } from './raw-client';
import { SettableClock } from './settable-clock';

const START_MS = 1_790_000_000_500;
const symbol = 'BTC_USDT';
const running: MexcSimulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}, nowMs = START_MS) {
  const clock = new SettableClock(nowMs);
  const simulator = await startMexcSimulator({ clock, pushEveryMs: 0, ...options });
  running.push(simulator);
  return { simulator, clock, client: new RawClient(simulator.restUrl, simulator.keys, clock) };
}

/** Orders of all kinds, faults, time, questions in between, and what the control door can do. */
async function eventful({ simulator, clock, client }: Awaited<ReturnType<typeof start>>): Promise<void> {
  const { control } = simulator;
  const price = Math.floor((await client.get(`/api/v1/contract/fair_price/${symbol}`)).envelope.data.fairPrice);
  await client.create({ externalOid: 'market', vol: 50 });
  await client.create({ type: 1, price: price - 20, vol: 30, externalOid: 'near' });
  const far = (await client.create({ type: 1, price: Math.floor(price * 0.95), externalOid: 'far' })).envelope.data.orderId as string;
  clock.advance(90_000);
  await client.get(`/api/v1/contract/depth/${symbol}`);
  await client.create({ vol: 100_000_000 });
  await client.create({ externalOid: 'market' });
  control.faults.next('create-order', 'accept-then-hang-up');
  await client.create({ symbol: 'ETH_USDT', side: 3, vol: 20 }).catch(() => undefined);
  control.faults.next('create-order', 'partial-fill-then-cancel');
  await client.create({ type: 1, price: price - 10, vol: 9 });
  clock.advance(3_600_000);
  control.faults.next('cancel-orders', 'cancelled-yet-filled');
  await client.post('/api/v1/private/order/cancel', [far]);
  control.deposit('USDT', '123.45');
  control.changeContract('DOGE_USDT', { maxVol: '5000' });
  control.liquidate('ETH_USDT', 'short');
  clock.advance(8 * 3_600_000);
  control.faults.next('get-server-time', 'funding-settled', { symbol });
  await client.get('/api/v1/contract/ping');
  await client.create({ side: 4, vol: 15, externalOid: 'part' });
  clock.advance(777);
}

describe('save and restore', () => {
  it('default: the same orders, positions, balances and keys, by way of JSON; what follows is the same as well', async () => {
    const first = await start({ seed: 5, isRecorded: true, balances: { USDT: '5000', BTC: '2' } });
    await eventful(first);
    const saved = JSON.parse(JSON.stringify(first.simulator.control.save())) as SavedSimulator;
    expect(saved.commands.length).toBeGreaterThan(12);
    expect(JSON.stringify(saved)).not.toContain(first.simulator.keys.apiSecret);

    const second = await start({ restore: saved, isRecorded: true }, first.clock.nowMs());
    const stateOf = ({ simulator }: typeof first): string => JSON.stringify(simulator.control.snapshot());
    expect(stateOf(second)).toBe(stateOf(first));
    expect(second.simulator.keys).toEqual(first.simulator.keys);

    for (const each of [first, second]) {
      each.clock.advance(600_000);
      await each.client.create({ externalOid: 'after', vol: 3 });
    }
    expect(stateOf(second)).toBe(stateOf(first));
    expect(second.simulator.control.save()).toEqual(first.simulator.control.save());
  });

  it('behavior: restored later, the time between has passed', async () => {
    const first = await start({ isRecorded: true });
    await eventful(first);
    const saved = first.simulator.control.save();
    first.clock.advance(5 * 3_600_000);
    const later = await start({ restore: saved }, first.clock.nowMs());
    expect(later.simulator.control.snapshot()).toEqual(first.simulator.control.snapshot());
  });

  it('behavior: by the control door', async () => {
    const { simulator, client } = await start({ isRecorded: true, controlPort: 0 });
    await client.create({});
    const saved = await (await fetch(`${simulator.controlUrl}/snapshot`)).json();
    const second = await start({ restore: saved as SavedSimulator });
    expect(second.simulator.control.snapshot()).toEqual(simulator.control.snapshot());
    const refused = await fetch(`${simulator.controlUrl}/restore`, { method: 'POST' });
    expect([refused.status, await refused.json()]).toEqual([409, { error: expect.stringContaining('--restore') }]);
  });

  it('error: without a recording, or with prices that are handed in, there is nothing to save', async () => {
    const plain = await start();
    expect(() => plain.simulator.control.save()).toThrow(/found no recording, expected isRecorded/);
    const { contracts = [] } = (await saveOf()).options;
    const fed = await start({ isRecorded: true, feeds: [{ contract: contracts[0] as NonNullable<typeof contracts>[number] }] });
    expect(() => fed.simulator.control.save()).toThrow(/found prices that are handed in/);
  });

  async function saveOf(): Promise<SavedSimulator> {
    const { simulator, client } = await start({ isRecorded: true });
    await client.create({});
    return simulator.control.save();
  }

  it.each([
    ['no save at all', () => ({}), /restore\.what: found nothing, expected prate-mexc-simulator; restore\.version/],
    ['another version', (saved: SavedSimulator) => ({ ...saved, version: 2 }), /restore\.version: found 2, expected 1/],
    ['a command less', (saved: SavedSimulator) => ({ ...saved, commands: [] }), /restore: the commands lead to …/],
    [
      'another seed in the file',
      (saved: SavedSimulator) => ({ ...saved, options: { ...saved.options, seed: 9 } }),
      /the commands lead to …/,
    ],
  ])('error: %s is refused, and no door opens', async (_case, change, message) => {
    const restore = change(await saveOf()) as SavedSimulator;
    const starting = startMexcSimulator({ restore, clock: new SettableClock(START_MS) });
    await expect(starting).rejects.toThrow(SimulatorOptionsError);
    await expect(starting).rejects.toThrow(message);
  });

  it('error: options that the save brings, and a clock before its time', async () => {
    const restore = await saveOf();
    await expect(startMexcSimulator({ restore, seed: 3, clock: new SettableClock(START_MS - 1) })).rejects.toMatchObject({
      violations: [
        'restore: found seed beside it, expected the saved one alone',
        `restore: found a clock at ${START_MS - 1}, expected it at or after ${START_MS}`,
      ],
    });
  });
});
