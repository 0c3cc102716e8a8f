import { MemoryKillSwitch, MemoryOrderJournal, type OrderIntent } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { CREATE, NOW, marketBuy, restingBuy } from '../desk';
import { StateDesk } from '../state-desk';
import { closeLong, codeOf, openGateDesk } from './gate-desk';

const REFUSED = 'refuse-602';

test('default: four failures and one success halt nothing; five in a row halt, cancel what opens and keep what reduces', async () => {
  const { desk, gate, killSwitch, reports } = await openGateDesk();
  const { faults } = desk.simulator.control;
  expect(codeOf(await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' }))))).toBe('accepted');
  expect(codeOf(await desk.during(gate.createOrder(closeLong(5, { type: 'limit', price: '90000' }))))).toBe('accepted');

  for (let index = 0; index < 4; index += 1) faults.next('create-order', REFUSED);
  for (let index = 0; index < 4; index += 1) expect(codeOf(await desk.during(gate.createOrder(restingBuy())))).toBe('rejected');
  expect(codeOf(await desk.during(gate.createOrder(restingBuy())))).toBe('accepted');
  expect(await gate.tradingState()).toBe('active');

  for (let index = 0; index < 5; index += 1) faults.next('create-order', REFUSED);
  for (let index = 0; index < 5; index += 1) expect(codeOf(await desk.during(gate.createOrder(restingBuy())))).toBe('rejected');
  expect(codeOf(await desk.during(gate.createOrder(restingBuy())))).toBe('trading-halted');
  await desk.during(gate.settled());
  expect(await killSwitch.read()).toMatchObject({ state: 'halted', reason: '5 failures in a row', by: 'failures' });
  expect(reports).toMatchObject([{ isKept: true, isComplete: true, notCancelled: [], kept: [{ effect: 'close', status: 'open' }] }]);
  expect(reports[0]?.cancelled).toHaveLength(1);
  expect((await desk.during(gate.getOpenOrders())).map(({ effect }) => effect)).toEqual(['close']);

  await gate.reset('the key was renewed', 'anna');
  expect(codeOf(await desk.during(gate.createOrder(restingBuy())))).toBe('accepted');
});

test('args: all: nothing works afterwards, and positions are closed where that is asked for', async () => {
  const { desk, gate } = await openGateDesk({ trip: { cancel: 'all', isFlattening: true } });
  await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' })));
  await desk.during(gate.createOrder(closeLong(5, { type: 'limit', price: '90000' })));
  await desk.during(gate.createOrder(restingBuy()));
  const report = await desk.during(gate.trip('drill', 'anna'));
  expect(report).toMatchObject({ isComplete: true, closed: [{ symbol: 'BTC_USDT', positionSide: 'long', status: 'accepted' }] });
  expect(report.cancelled).toHaveLength(2);
  expect(desk.simulator.control.snapshot().positions.filter(({ holdVol }) => Number(holdVol) > 0)).toEqual([]);
});

test('error: with the venue gone it halts, and says what may work still', async () => {
  const { desk, gate, killSwitch } = await openGateDesk();
  await desk.during(gate.createOrder(restingBuy()));
  await desk.simulator.stop();
  const report = await desk.during(gate.trip('venue gone', 'anna'));
  expect(await killSwitch.read()).toMatchObject({ state: 'halted', by: 'anna' });
  expect(report).toMatchObject({ isKept: true, isComplete: false });
  expect(report.notCancelled.map(({ symbol }) => symbol)).toEqual(expect.arrayContaining(['all', 'BTC_USDT']));
});

describe('thrown while an order is prepared', () => {
  async function tripAtRecord() {
    const killSwitch = new MemoryKillSwitch(new ManualClock(NOW));
    const journal = new MemoryOrderJournal();
    const record = journal.record.bind(journal);
    let isTripping = false;
    journal.record = async (intent: OrderIntent) => {
      const kept = await record(intent);
      if (isTripping) await killSwitch.set({ state: 'halted', reason: 'drill', by: 'another process' });
      return kept;
    };
    const own = await openGateDesk({ killSwitch }, { journal, killSwitch });
    return { ...own, journal, killSwitch, trip: () => void (isTripping = true) };
  }

  test('behavior: what would open does not leave, and is known as not sent; a close does', async () => {
    const { desk, gate, journal, trip, arrivals } = await tripAtRecord();
    expect(codeOf(await desk.during(gate.createOrder(marketBuy())))).toBe('accepted');
    trip();
    const before = arrivals().length;
    expect(codeOf(await desk.during(gate.createOrder(marketBuy({ clientOrderId: 'late-1' }))))).toBe('trading-halted');
    expect(arrivals()).toHaveLength(before);
    expect((await journal.get('late-1' as never))?.outcome).toEqual({ state: 'not-sent' });
    expect(codeOf(await desk.during(gate.closePosition({ symbol: 'BTC_USDT', type: 'market' })))).toBe('accepted');
    expect(await desk.during(gate.getPositions())).toEqual([]);
  });

  test('behavior: a reversal, a plan and an amendment of what opens do not leave either; one that cannot be read counts as thrown', async () => {
    const { desk, gate, killSwitch, arrivals } = await tripAtRecord();
    const resting = await desk.during(gate.createOrder(restingBuy()));
    if (resting.status !== 'accepted') throw new Error(resting.status);
    await desk.during(gate.createOrder(marketBuy()));
    const before = arrivals().length;
    killSwitch.read = () => Promise.reject(new Error('gone'));
    const { execution } = desk;
    const { orderId } = resting.order;
    const outcomes = [
      await desk.during(execution.reversePosition({ symbol: 'BTC_USDT', positionSide: 'long' })),
      await desk.during(execution.amendOrder({ symbol: 'BTC_USDT', orderId, price: '41000', size: { contracts: '10' } })),
      await desk.during(execution.chaseOrder('BTC_USDT', orderId)),
    ];
    expect(outcomes.map(codeOf)).toEqual(['trading-state-unknown', 'trading-state-unknown', 'trading-state-unknown']);
    expect(arrivals()).toHaveLength(before);
    expect((await desk.during(gate.cancelOrder('BTC_USDT', orderId))).status).toBe('cancelled');
  });
});

describe('thrown while an order waits for its place in the request windows', () => {
  /** The switch is thrown as soon as somebody has seen it active: between the look at the recorded intent and the one before it leaves. */
  async function tripAfterNextRead() {
    const killSwitch = new MemoryKillSwitch(new ManualClock(NOW));
    const desk = await StateDesk.connected({ killSwitch, limits: { 'create-order': { count: 1, windowMs: 1_000 } } });
    const arrived = () => desk.simulator.control.log.filter(({ path }) => path === CREATE).length;
    const trip = () => {
      const read = killSwitch.read.bind(killSwitch);
      killSwitch.read = async () => {
        const seen = await read();
        killSwitch.read = read;
        await killSwitch.set({ state: 'halted', reason: 'drill', by: 'another process' });
        return seen;
      };
    };
    return { desk, killSwitch, arrived, trip };
  }

  test('behavior: what would open never arrives, and is denied as not sent; a close and a cancel pass', async () => {
    const { desk, arrived, trip } = await tripAfterNextRead();
    const { execution, journal } = desk;
    const resting = await desk.during(execution.createOrder(restingBuy()));
    if (resting.status !== 'accepted') throw new Error(resting.status);
    expect(codeOf(await desk.during(execution.createOrder(marketBuy())))).toBe('accepted');
    expect(arrived()).toBe(2);
    trip();
    const late = await desk.during(execution.createOrder(marketBuy({ clientOrderId: 'queued-1' })));
    expect(late).toMatchObject({
      status: 'denied',
      denial: { code: 'trading-halted', message: expect.stringContaining('nothing was sent') },
    });
    await desk.pass(2_000);
    expect(arrived()).toBe(2);
    expect((await journal.get('queued-1' as never))?.outcome).toEqual({ state: 'not-sent' });
    expect(codeOf(await desk.during(execution.closePosition({ symbol: 'BTC_USDT', type: 'market' })))).toBe('accepted');
    expect((await desk.during(execution.cancelOrder('BTC_USDT', resting.order.orderId))).status).toBe('cancelled');
    expect(desk.simulator.control.snapshot().positions.filter(({ holdVol }) => Number(holdVol) > 0)).toEqual([]);
  });

  test('behavior: a plan, an amendment and a reversal that wait do not leave either', async () => {
    const { desk, killSwitch, trip } = await tripAfterNextRead();
    const { execution } = desk;
    const resting = await desk.during(execution.createOrder(restingBuy()));
    if (resting.status !== 'accepted') throw new Error(resting.status);
    await desk.during(execution.createOrder(marketBuy()));
    const trigger = { price: '200000', reference: 'last', direction: 'at-or-above' };
    const { orderId } = resting.order;
    const plan = { ...marketBuy(), validFor: 'one-day', trigger } as never;
    const before = desk.simulator.control.log.filter(({ method }) => method === 'POST').length;
    for (const command of [
      () => execution.createPlanOrder(plan),
      () => execution.amendOrder({ symbol: 'BTC_USDT', orderId, price: '41000', size: { contracts: '10' } }),
      () => execution.chaseOrder('BTC_USDT', orderId),
      () => execution.reversePosition({ symbol: 'BTC_USDT', positionSide: 'long' }),
    ]) {
      await killSwitch.set({ state: 'active', reason: 'the next one', by: 'anna' });
      trip();
      expect(codeOf(await desk.during<Parameters<typeof codeOf>[0]>(command()))).toBe('trading-halted');
    }
    const sent = desk.simulator.control.log.filter(({ method }) => method === 'POST').slice(before);
    expect(sent.map(({ path }) => path).filter((path) => !/batch_query|get|list/.test(path))).toEqual([]);
  });
});
