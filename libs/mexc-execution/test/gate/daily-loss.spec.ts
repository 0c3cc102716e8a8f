import type { Tape } from '@prate/mexc-simulator';
import { CREATE, NOW, marketBuy, restingBuy } from '../desk';
import { codeOf, openGateDesk } from './gate-desk';

/** At 65000 until noon, then down to 64000 within one minute, where it stays. */
const tape: Tape = {
  symbol: 'BTC_USDT',
  minutes: Array.from({ length: 15 }, (_, index) => {
    const open = index < 6 ? '65000' : '64000';
    const close = index < 5 ? '65000' : '64000';
    const volume = index === 0 ? '60001' : '60000';
    return { openTimeMs: NOW + (index - 5) * 60_000, open, high: open, low: index === 0 ? '64500' : close, close, volume };
  }),
};

test('default: what a position loses while nothing is ordered halts, and the orders that rest are cancelled', async () => {
  const limits = { maxDailyLoss: '1000', maxOrderNotional: '1000000', maxPositionNotional: '1000000' } as const;
  const { desk, gate, killSwitch } = await openGateDesk({ limits }, { tapes: [tape], balances: { USDT: '1000000' } });
  await desk.during(gate.connect());
  await desk.pass(1_000);
  expect(codeOf(await desk.during(gate.createOrder(marketBuy({ quantity: '3' }))))).toBe('accepted');
  expect(codeOf(await desk.during(gate.createOrder(restingBuy({ price: '50000', quantity: '1' }))))).toBe('accepted');
  const sent = desk.simulator.control.log.filter(({ path }) => path === CREATE).length;
  await desk.until(async () => (await killSwitch.read()).state === 'halted', 'halted');
  expect(await killSwitch.read()).toMatchObject({ by: 'daily-loss' });
  await desk.during(gate.settled());
  expect(await desk.during(gate.getOpenOrders())).toEqual([]);
  expect(desk.simulator.control.log.filter(({ path }) => path === CREATE)).toHaveLength(sent);
  await desk.during(gate.disconnect());
});

test('behavior: money that is moved in or out is neither profit nor loss', async () => {
  const { desk, gate } = await openGateDesk({ limits: { maxDailyLoss: '50' } });
  await desk.during(gate.connect());
  await desk.pass(1_000);
  desk.simulator.control.withdraw('USDT', '3000');
  await desk.pass(15_000, 500);
  desk.simulator.control.deposit('USDT', '1000');
  await desk.pass(15_000, 500);
  expect(codeOf(await desk.during(gate.createOrder(marketBuy())))).toBe('accepted');
  const { currencies } = await desk.during(gate.riskUse());
  expect(Number(currencies.find(({ currency }) => currency === 'USDT')?.loss)).toBeLessThan(5);
  expect(await gate.tradingState()).toBe('active');
  await desk.during(gate.disconnect());
});
