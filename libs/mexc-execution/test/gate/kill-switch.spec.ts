import { marketBuy, restingBuy } from '../desk';
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
