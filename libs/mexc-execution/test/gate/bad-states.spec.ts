import { KillSwitch, type TradingStateChange } from '@prate/execution-interface';
import { marketBuy, restingBuy } from '../desk';
import { type GateDesk, closeLong, codeOf, openGateDesk } from './gate-desk';

class BrokenSwitch extends KillSwitch {
  isBroken = false;
  async read(): Promise<TradingStateChange> {
    if (this.isBroken) throw new Error('disk away');
    return { state: 'active', reason: 'test', by: 'test', atMs: 0 };
  }
  set(): Promise<TradingStateChange> {
    return Promise.reject(new Error('disk away'));
  }
  async history(): Promise<readonly TradingStateChange[]> {
    return [];
  }
}

type BadState = readonly [what: string, make: (gate: GateDesk) => Promise<unknown>, code: RegExp];

const LONG_MS = 3_600_000;
const dead = ({ desk }: GateDesk, ...endpoints: string[]) => {
  for (const endpoint of endpoints) {
    desk.simulator.control.faults.between(endpoint as 'get-assets', 'http-502', { fromMs: 0, toMs: desk.timer.nowMs() + LONG_MS });
  }
};

// A read is tried three times; what was read beside it may be too old by then, and that is as good a reason.
const states: readonly BadState[] = [
  ['halted', ({ desk, gate }) => desk.during(gate.trip('drill', 'anna')), /^trading-halted$/],
  ['reducing', ({ killSwitch }) => killSwitch.set({ state: 'reducing', reason: 'drill', by: 'anna' }), /^trading-reducing$/],
  [
    'an order of which nobody knows',
    async ({ desk, gate }) => {
      desk.simulator.control.faults.next('create-order', 'hang-up-before-accept');
      return desk.during(gate.createOrder(restingBuy({ clientOrderId: 'lost-1' })));
    },
    /^intent-unknown$/,
  ],
  ['balances that cannot be read', async (gate) => dead(gate, 'get-assets'), /^(account-stale|mark-unavailable)$/],
  ['orders that cannot be listed', async (gate) => dead(gate, 'list-open-orders'), /^account-stale$/],
  ['positions that cannot be read', async (gate) => dead(gate, 'list-open-positions'), /^(account-stale|not-sent|not-healthy)$/],
  ['no mark price', async (gate) => dead(gate, 'get-fair-price'), /^(account-stale|mark-unavailable)$/],
  [
    'no contract list',
    async ({ desk: { marketData } }) => void (marketData.getInstrument = () => Promise.reject(new Error('contract list: HTTP 502'))),
    /^(not-sent|account-stale)$/,
  ],
  ['a lost stream', async ({ desk }) => desk.simulator.control.streams.cut(), /^not-healthy$/],
];

test.each(states)('behavior: %s: nothing opens; closes and cancels pass', async (what, make, code) => {
  const opened = await openGateDesk({ trip: { cancel: 'none' }, maxAges: { accountMs: 1_000, equityMs: 1_000 } });
  const { desk, gate } = opened;
  await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' })));
  const resting = await desk.during(gate.createOrder(restingBuy({ clientOrderId: 'resting-1' })));
  expect(codeOf(resting)).toBe('accepted');
  await desk.pass(1_100);
  await make(opened);
  if (what === 'a lost stream') await desk.pass(200);

  expect(codeOf(await desk.during(gate.createOrder(marketBuy())))).toMatch(code);
  expect(codeOf(await desk.during(gate.createOrder(closeLong(5))))).toBe('accepted');
  expect(codeOf(await desk.during(gate.closeLong({ symbol: 'BTC_USDT', type: 'limit', price: '90000', contracts: 5 })))).toBe('accepted');
  // Where the venue cannot say which position there is to close, the stream has said it.
  const closed = await desk.during(gate.closePosition({ symbol: 'BTC_USDT', type: 'market', size: { contracts: 5 } }));
  expect(codeOf(closed)).toBe('accepted');
  expect(codeOf(await desk.during(gate.cancelOrder('BTC_USDT', 'resting-1')))).toBe('cancelled');
});

test('behavior: a switch that cannot be read: nothing opens; closes and cancels pass', async () => {
  const killSwitch = new BrokenSwitch();
  const { desk, gate } = await openGateDesk({ killSwitch });
  await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' })));
  const resting = await desk.during(gate.createOrder(restingBuy({ clientOrderId: 'resting-1' })));
  expect(codeOf(resting)).toBe('accepted');
  killSwitch.isBroken = true;
  await desk.pass(1_100);
  expect(codeOf(await desk.during(gate.createOrder(marketBuy())))).toBe('trading-state-unknown');
  expect(codeOf(await desk.during(gate.createOrder(closeLong(20))))).toBe('accepted');
  expect(codeOf(await desk.during(gate.cancelOrder('BTC_USDT', 'resting-1')))).toBe('cancelled');
});

test.each<readonly [string, Parameters<typeof openGateDesk>[0], RegExp]>([
  ['the order rate used up', { limits: { orderRate: { count: 2, windowMs: 3_600_000 } } }, /^order-rate$/],
  ['the day lost', { limits: { maxDailyLoss: '0.000001' } }, /^(daily-loss|trading-halted)$/],
])('behavior: %s: nothing opens; closes and cancels pass', async (_what, options, code) => {
  const { desk, gate } = await openGateDesk({ trip: { cancel: 'none' }, ...options });
  expect(codeOf(await desk.during(gate.createOrder(restingBuy({ clientOrderId: 'resting-1' }))))).toBe('accepted');
  expect(codeOf(await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' }))))).toBe('accepted');
  await desk.pass(30_000, 1_000);
  expect(codeOf(await desk.during(gate.createOrder(marketBuy())))).toMatch(code);
  expect(codeOf(await desk.during(gate.createOrder(closeLong(5))))).toBe('accepted');
  expect(codeOf(await desk.during(gate.closePosition({ symbol: 'BTC_USDT', type: 'market', size: { contracts: 5 } })))).toBe('accepted');
  expect(await desk.during(gate.closeAllPositions())).toMatchObject({ results: [{ outcome: { status: 'accepted' } }] });
  expect(codeOf(await desk.during(gate.cancelOrder('BTC_USDT', 'resting-1')))).toBe('cancelled');
});
