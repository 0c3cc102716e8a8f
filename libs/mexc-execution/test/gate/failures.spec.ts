import type { FaultName } from '@prate/mexc-simulator';
import { NOW, marketBuy, restingBuy } from '../desk';
import { codeOf, openGateDesk } from './gate-desk';

/** Prices flow on: it is the account's side of the venue that fails. */
async function openWithMarks() {
  let nowMs = () => NOW;
  const price = async () => ({ price: '65000', atMs: nowMs() }) as const;
  const own = await openGateDesk({ marks: price, indexes: price });
  nowMs = () => own.desk.timer.nowMs();
  return own;
}

const ways: ReadonlyArray<readonly [FaultName, number]> = [
  ['maintenance', 1_000],
  ['maintenance', 15_000],
  ['refuse-602', 15_000],
  ['http-503', 1_000],
  ['hang-up-before-accept', 15_000],
];

test.each(ways)('default: %s to every call, an order each %i ms: five of them halt', async (fault, everyMs) => {
  const { desk, gate, reports } = await openWithMarks();
  await desk.during(gate.createOrder(restingBuy({ clientOrderId: 'rest-1' })));
  desk.simulator.control.faults.sometimes('any', fault, { probability: 1 });
  const codes: string[] = [];
  for (let count = 0; count < 7 && (await gate.tradingState()) === 'active'; count += 1) {
    codes.push(codeOf(await desk.during(gate.createOrder(restingBuy()))));
    await desk.pass(everyMs, 500);
  }
  expect([codes, await gate.tradingState()]).toEqual([expect.anything(), 'halted']);
  await desk.during(gate.settled());
  expect(reports).toMatchObject([{ reason: '5 failures in a row' }]);
});

test.each(['refuse-602', 'hang-up-before-accept', 'maintenance'] as FaultName[])(
  'behavior: a leverage that cannot be changed for %s counts as well',
  async (fault) => {
    const { desk, gate } = await openGateDesk();
    desk.simulator.control.faults.sometimes('change-leverage', fault, { probability: 1 });
    const codes: string[] = [];
    for (let count = 0; count < 6; count += 1) codes.push(codeOf(await desk.during(gate.createOrder(marketBuy({ leverage: 7 })))));
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'leverage-differs'), 'trading-halted']);
  },
);

test('behavior: a price that is merely old, with no call that fails, halts nothing', async () => {
  const { desk, gate } = await openGateDesk({ maxAges: { priceMs: 1 }, marks: async () => ({ price: '65000', atMs: NOW - 60_000 }) });
  for (let count = 0; count < 8; count += 1) {
    expect(codeOf(await desk.during(gate.createOrder(marketBuy())))).toBe('mark-unavailable');
  }
  expect(await gate.tradingState()).toBe('active');
});
