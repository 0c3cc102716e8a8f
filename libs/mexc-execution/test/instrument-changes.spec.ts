import type { InstrumentChange } from '@prate/execution-interface';
import { simulatedContracts, startMexcSimulator } from '@prate/mexc-simulator';
import { afterThisTest } from './cleanup';
import { CREATE, type Desk, NOW, accepted, marketBuy, openDesk } from './desk';
import { StateDesk } from './state-desk';

/** Watches the contract list and waits for what it tells. */
async function follow({ marketData }: Desk) {
  const changes: InstrumentChange[] = [];
  let isReady = false;
  await marketData.watchInstruments({ onData: (change) => void changes.push(change), onReady: () => void (isReady = true) });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await until(() => isReady);
  return {
    /** Lets `act` happen and waits until it is told. */
    async told(act: () => void | Promise<void>): Promise<InstrumentChange | undefined> {
      const { length } = changes;
      await act();
      await until(() => changes.length > length);
      return changes.at(-1);
    },
  };
}

test.each([
  ['paused', { state: 4 }, { state: 'paused', isApiAllowed: true }],
  ['offline', { state: 3 }, { state: 'offline', isApiAllowed: true }],
  ['closed to orders by API', { apiAllowed: false }, { state: 'enabled', isApiAllowed: false }],
])('behavior: a contract that becomes %s is denied before sending, as soon as the venue tells', async (_name, change, context) => {
  const desk = await openDesk();
  const { told } = await follow(desk);
  await accepted(desk.execution.createOrder(marketBuy()));
  const before = desk.arrived(CREATE);
  const lists = desk.arrived('/api/v1/contract/detail');
  expect(await told(() => desk.simulator.control.changeContract('BTC_USDT', change))).toMatchObject({
    kind: 'changed',
    symbol: 'BTC_USDT',
  });
  expect(await desk.execution.createOrder(marketBuy())).toMatchObject({
    status: 'denied',
    denial: { code: 'symbol-not-tradable', context: { symbol: 'BTC_USDT', ...context } },
  });
  expect(desk.arrived(CREATE)).toBe(before);
  // It was the push that told, not another reading of the list.
  expect(desk.arrived('/api/v1/contract/detail')).toBe(lists);
  await told(() => desk.simulator.control.changeContract('BTC_USDT', { state: 0, apiAllowed: true }));
  expect((await desk.execution.createOrder(marketBuy())).status).toBe('accepted');
});

test('behavior: without anybody who watches, a paused contract is denied when the list is an hour old', async () => {
  const desk = await openDesk();
  await desk.marketData.getInstruments();
  desk.simulator.control.changeContract('BTC_USDT', { state: 4 });
  desk.clock.advance(3_600_000);
  const before = desk.arrived(CREATE);
  expect(await desk.execution.createOrder(marketBuy())).toMatchObject({ status: 'denied', denial: { code: 'symbol-not-tradable' } });
  expect(desk.arrived(CREATE)).toBe(before);
});

test('behavior: a contract that vanishes from the list is denied before sending', async () => {
  const desk = await openDesk();
  const { told } = await follow(desk);
  const port = Number(new URL(desk.simulator.restUrl).port);
  const removed = await told(async () => {
    await desk.simulator.stop();
    const contracts = simulatedContracts.filter(({ symbol }) => symbol !== 'BTC_USDT');
    const fewer = await startMexcSimulator({ port, contracts, clock: { nowMs: () => NOW } });
    afterThisTest(() => fewer.stop());
    Object.assign(desk, { arrived: (path: string) => fewer.control.log.filter((row) => row.path === path).length });
  });
  expect(removed).toMatchObject({ kind: 'removed', symbol: 'BTC_USDT' });
  expect(await desk.execution.createOrder(marketBuy())).toMatchObject({ status: 'denied', denial: { code: 'symbol-unknown' } });
  expect(desk.arrived(CREATE)).toBe(0);
  expect((await desk.execution.createOrder(marketBuy({ symbol: 'ETH_USDT', quantity: '0.1' }))).status).toBe('accepted');
  expect(desk.arrived(CREATE)).toBe(1);
}, 30_000);

test('behavior: a list that cannot be read again is too old for openings after two hours, never for closes; read again, all is well', async () => {
  const desk = await StateDesk.connected();
  await accepted(desk.during(desk.execution.createOrder(marketBuy({ quantity: '0.002' }))));
  await desk.settled();
  desk.simulator.control.faults.sometimes('get-contract-detail', 'http-502', { probability: 1 });
  desk.timer.jump(7_100_000);
  await desk.settled();
  await accepted(desk.during(desk.execution.createOrder(marketBuy())));
  desk.timer.jump(200_000);
  await desk.until(() => desk.execution.health().reasons?.includes('instruments-old') === true);
  await desk.until(() => desk.execution.health().state === 'degraded');
  expect(desk.execution.health().instrumentsAgeMs).toBeGreaterThan(7_200_000);
  expect(await desk.during(desk.execution.createOrder(marketBuy()))).toMatchObject({
    status: 'denied',
    denial: { code: 'not-healthy', context: { symbol: 'BTC_USDT', limit: 7_200_000, reasons: ['instruments-old'] } },
  });
  await accepted(desk.during(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 })));
  await accepted(desk.during(desk.execution.closePosition({ symbol: 'BTC_USDT', type: 'market' })));
  desk.simulator.control.faults.clear();
  // By itself: the account is compared every five minutes, and the list with it.
  desk.timer.jump(300_000);
  await desk.settled();
  expect(desk.execution.health().instrumentsAgeMs).toBeLessThan(600_000);
  await accepted(desk.during(desk.execution.createOrder(marketBuy())));
}, 30_000);
