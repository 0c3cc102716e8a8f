import { MemoryKillSwitch } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { simulatedContracts } from '@prate/mexc-simulator';
import { NOW, marketBuy, restingBuy } from '../desk';
import { type GateDesk, codeOf, openGateDesk } from './gate-desk';

/** What works at the venue, as the venue says it. */
const working = async ({ desk }: Pick<GateDesk, 'desk'>) =>
  (await desk.during(desk.execution.getOpenOrders())).map(({ effect, clientOrderId }) => clientOrderId ?? effect);
const held = ({ desk }: Pick<GateDesk, 'desk'>) =>
  desk.simulator.control
    .snapshot()
    .positions.filter(({ holdVol }) => Number(holdVol) > 0)
    .map(({ symbol }) => symbol);

test('default: tripped in the middle of a maintenance that refuses cancels as well: once it is over, what opens is cancelled', async () => {
  const own = await openGateDesk();
  const { desk, gate, reports } = own;
  await desk.during(gate.createOrder(restingBuy({ clientOrderId: 'rest-1' })));
  const { faults } = desk.simulator.control;
  for (const endpoint of ['create-order', 'cancel-orders', 'cancel-by-external-oid'] as const) {
    faults.sometimes(endpoint, 'maintenance', { probability: 1 });
  }
  for (let index = 0; index < 5; index += 1) await desk.during(gate.createOrder(restingBuy()));
  await desk.during(gate.settled());
  expect(reports).toMatchObject([{ isComplete: false, notCancelled: [{ symbol: 'BTC_USDT' }] }]);
  expect(await working(own)).toEqual(['rest-1']);
  faults.clear();
  await desk.pass(20_000, 500);
  expect(await working(own)).toEqual([]);
  expect(await gate.tradingState()).toBe('halted');
});

test('behavior: one cancel that is refused for coming too fast is given again', async () => {
  const own = await openGateDesk();
  const { desk, gate } = own;
  await desk.during(gate.createOrder(restingBuy({ clientOrderId: 'rest-1' })));
  desk.simulator.control.faults.next('cancel-orders', 'refuse-510');
  expect(await desk.during(gate.trip('drill', 'anna'))).toMatchObject({ isComplete: false });
  await desk.pass(3_000);
  expect(await working(own)).toEqual([]);
});

test('behavior: an order whose answer is lost and that is invisible when trading is halted is cancelled when it shows', async () => {
  const own = await openGateDesk();
  const { desk, gate } = own;
  const { rest, simulator } = desk;
  const create = rest.private.createOrder;
  rest.private.createOrder = async (...args) => {
    await create(...args);
    throw new Error('answer lost');
  };
  simulator.control.streams.silence('personal.order');
  simulator.control.faults.next('create-order', 'order-invisible', { delayMs: 4_000 });
  expect(codeOf(await desk.during(gate.createOrder(restingBuy({ clientOrderId: 'late-1' }))))).toBe('unknown');
  rest.private.createOrder = create;
  await desk.during(gate.trip('drill', 'anna'));
  await desk.pass(30_000, 250);
  expect(await working(own)).toEqual([]);
});

test('behavior: a gate that starts while halted cancels what opens', async () => {
  const killSwitch = new MemoryKillSwitch(new ManualClock(NOW));
  const own = await openGateDesk({ killSwitch });
  const { desk, gate } = own;
  await desk.during(desk.execution.createOrder(restingBuy({ clientOrderId: 'rest-1' })));
  await killSwitch.set({ state: 'halted', reason: 'drill', by: 'npm run kill' });
  await desk.during(gate.connect());
  await desk.pass(5_000);
  expect(await working(own)).toEqual([]);
  await desk.during(gate.disconnect());
});

test('behavior: positions that could not be closed while nothing was answered are closed when the venue is back', async () => {
  const own = await openGateDesk({ trip: { isFlattening: true } });
  const { desk, gate } = own;
  await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' })));
  await desk.settled();
  const { faults } = desk.simulator.control;
  faults.sometimes('any', 'http-502', { probability: 1 });
  expect(await desk.during(gate.trip('drill', 'anna'))).toMatchObject({ isComplete: false });
  expect(held(own)).toEqual(['BTC_USDT']);
  faults.clear();
  await desk.pass(40_000, 500);
  expect(held(own)).toEqual([]);
});

test('behavior: the rest of a position whose close was refused in the middle is closed as well', async () => {
  const contracts = simulatedContracts.map((contract) => ({ ...contract, maxVol: '20' as const }));
  const own = await openGateDesk({ trip: { isFlattening: true } }, { contracts });
  const { desk, gate } = own;
  for (let part = 0; part < 3; part += 1) {
    expect(codeOf(await desk.during(gate.createOrder(marketBuy({ quantity: undefined, contracts: 15 }))))).toBe('accepted');
    await desk.settled();
  }
  const create = desk.rest.private.createOrder;
  let sent = 0;
  desk.rest.private.createOrder = (...args) => {
    sent += 1;
    if (sent === 2) desk.simulator.control.faults.next('create-order', 'refuse-510');
    return create(...args);
  };
  expect(await desk.during(gate.trip('drill', 'anna'))).toMatchObject({ isComplete: false });
  expect(held(own)).toEqual(['BTC_USDT']);
  await desk.pass(10_000, 500);
  expect(held(own)).toEqual([]);
});
