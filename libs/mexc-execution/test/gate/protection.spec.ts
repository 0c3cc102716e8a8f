import type { CreatePlanOrder, CreateProtectedOrder, ExecutionEvent } from '@prate/execution-interface';
import { type ProtectionOptions, RiskGate } from '@prate/risk-gate';
import { marketBuy } from '../desk';
import type { StateDeskOptions } from '../state-desk';
import { type GateDesk, openGateDesk } from './gate-desk';

const STOP = { price: '40000', reference: 'last' } as const;
const entry = (more: object = {}) => marketBuy({ protection: { stopLoss: STOP }, ...more }) as CreateProtectedOrder;
const resting = (more: object = {}) => entry({ type: 'limit', price: '50000', ...more });

async function open(protection: ProtectionOptions = {}, venue: StateDeskOptions = {}) {
  const own: { timer?: NonNullable<ProtectionOptions['timer']> } = {};
  // There is one as soon as there is a desk.
  const lazy = { after: (delayMs: number, run: () => void) => own.timer?.after(delayMs, run) ?? (() => undefined) };
  const gateDesk = await openGateDesk({ protection: { timer: lazy, ...protection } }, venue);
  own.timer = gateDesk.desk.timer;
  const told: Extract<ExecutionEvent, { kind: 'protection' }>[] = [];
  gateDesk.gate.watchEvents((event) => {
    if (event.kind === 'protection') told.push(event);
  });
  const { desk } = gateDesk;
  const waiting = () => desk.during(desk.execution.getStopOrders({ isWaiting: true }));
  return { ...gateDesk, told, found: () => told.map(({ finding }) => finding), waiting };
}

const placed = ({ desk }: GateDesk) => desk.simulator.control.log.filter(({ path }) => path.endsWith('/stoporder/place')).length;
const fault = ({ desk }: GateDesk, ...args: Parameters<typeof desk.simulator.control.faults.next>) =>
  desk.simulator.control.faults.next(...args);
/** The venue loses it: nobody here asked for that. */
const loseStops = ({ desk }: GateDesk) => desk.during(desk.rest.private.cancelAllStopOrders({}));

test('default: entry, stop and target are one operation, and each is read back', async () => {
  const opened = await open();
  const protection = { stopLoss: STOP, takeProfit: { price: '90000', reference: 'mark' } };
  const outcome = await opened.desk.during(opened.gate.createProtectedOrder(entry({ protection })));
  expect(outcome).toMatchObject({
    entry: { status: 'accepted', order: { status: 'filled' } },
    stop: { status: 'proven', orders: [{ contracts: '10', stopLoss: STOP }] },
    target: { status: 'proven', orders: [{ takeProfit: protection.takeProfit }] },
    protected: true,
  });
  expect([opened.found(), placed(opened)]).toEqual([['proven'], 0]);
});

test('error: a stop that the venue refuses with the entry: no entry, nothing to guard', async () => {
  const opened = await open();
  fault(opened, 'create-order', 'maintenance');
  const outcome = await opened.desk.during(opened.gate.createProtectedOrder(entry()));
  expect(outcome).toMatchObject({ entry: { status: 'rejected' }, stop: { status: 'none' }, protected: false, unprotectedMs: 0 });
  expect(opened.gate.protection()).toMatchObject({ guarded: 0 });
});

test.each(['accept-then-hang-up', 'http-504-after-accept'] as const)(
  'behavior: the entry is unknown (%s): it is found, and its stop is proven; one entry, one stop',
  async (name) => {
    const opened = await open();
    fault(opened, 'create-order', name);
    const outcome = await opened.desk.during(opened.gate.createProtectedOrder(entry()));
    expect(outcome).toMatchObject({ entry: { status: 'unknown' }, stop: { status: 'proven' }, protected: true });
    expect([(await opened.waiting()).length, placed(opened)]).toEqual([1, 0]);
  },
);

test('behavior: the entry never arrived: nothing is placed for it', async () => {
  const opened = await open();
  fault(opened, 'create-order', 'hang-up-before-accept');
  const outcome = await opened.desk.during(opened.gate.createProtectedOrder(entry()));
  await opened.desk.pass(20_000, 500);
  expect(outcome).toMatchObject({ entry: { status: 'unknown' }, protected: false });
  expect([await opened.waiting(), placed(opened), opened.gate.protection().guarded]).toEqual([[], 0, 0]);
});

type Step = readonly [what: string, spoil: (opened: GateDesk) => void, placings: number];
const steps: readonly Step[] = [
  ['placed again at once', () => undefined, 1],
  ['refused, then placed', (one) => fault(one, 'create-stop-order', 'maintenance'), 2],
  ['whose placing is lost on its way', (one) => fault(one, 'create-stop-order', 'hang-up-before-accept'), 2],
  ['whose placing is answered by nothing', (one) => fault(one, 'create-stop-order', 'accept-then-hang-up'), 1],
  ['whose placing is answered by damage', (one) => fault(one, 'create-stop-order', 'truncated-json'), 1],
  ['with readings that fail a while', (one) => fault(one, 'list-open-stop-orders', 'http-502', { count: 6 }), 1],
  ['with a stream that is cut', ({ desk }) => desk.simulator.control.streams.cut(), 1],
];

test.each(steps)('behavior: a stop lost after it was accepted, %s: one stop in the end, the time without it is told', async (...step) => {
  const [what, spoil, placings] = step;
  const opened = await open();
  await opened.desk.during(opened.gate.createProtectedOrder(entry()));
  spoil(opened);
  await loseStops(opened);
  await opened.desk.until(() => opened.found().includes('repaired'));
  await opened.desk.pass(12_000, 500);
  const waiting = await opened.waiting();
  expect(waiting.map(({ contracts, stopLoss }) => [contracts, stopLoss?.price])).toEqual([['10', '40000']]);
  expect(opened.found().filter((finding) => finding !== 'unproven')).toEqual(['proven', 'missing', 'repaired']);
  expect(placed(opened)).toBe(placings);
  const { unprotected, longestUnprotectedMs } = opened.gate.protection();
  expect(unprotected).toEqual([]);
  expect(longestUnprotectedMs).toBeGreaterThan(0);
  // Readings that fail are repeated on the machine's clock, not on this one.
  if (!what.includes('readings that fail')) expect(longestUnprotectedMs).toBeLessThan(30_000);
});

test('behavior: a partial fill and what follows are covered as they come; a cancelled rest leaves no stop behind', async () => {
  const opened = await open();
  const { desk, gate } = opened;
  fault(opened, 'create-order', 'partial-fill-then-cancel');
  const outcome = await desk.during(gate.createProtectedOrder(entry()));
  expect(outcome).toMatchObject({ stop: { status: 'proven', orders: [{ contracts: '5' }] }, protected: true });
  const { entry: sent } = await desk.during(gate.createProtectedOrder(resting()));
  if (sent.status !== 'accepted') throw new Error('expected accepted');
  await desk.during(gate.cancelOrder('BTC_USDT', sent.order.orderId));
  await desk.pass(8_000, 500);
  expect((await opened.waiting()).map(({ contracts }) => contracts)).toEqual(['5']);
});

test('behavior: `flatten`: what cannot be protected is closed, and only that', async () => {
  const opened = await open({ onUnproven: 'flatten' });
  const { desk, gate } = opened;
  await desk.during(gate.createOrder(marketBuy({ quantity: '0.0005' })));
  await desk.during(gate.createProtectedOrder(entry()));
  fault(opened, 'create-stop-order', 'maintenance', { count: 100 });
  await loseStops(opened);
  await desk.pass(25_000, 250);
  expect(await desk.during(gate.getPosition('BTC_USDT'))).toMatchObject({ contracts: '5' });
  expect(opened.found()).toEqual(['proven', 'missing', 'unproven', 'flattened']);
  expect(gate.protection()).toMatchObject({ guarded: 0, unprotected: [] });
});

test('behavior: a closed position ends the guard, and nothing is placed for it any more', async () => {
  const opened = await open();
  const { desk, gate } = opened;
  await desk.during(gate.createProtectedOrder(entry()));
  await desk.pass(3_000);
  await desk.during(gate.closePosition({ symbol: 'BTC_USDT', positionSide: 'long', type: 'market' }));
  await desk.pass(20_000, 500);
  expect([await opened.waiting(), placed(opened), gate.protection().guarded]).toEqual([[], 0, 0]);
});

test('behavior: killed between entry and stop: the next process finds it in the journal and repairs it', async () => {
  const before = await open();
  const { desk } = before;
  await desk.during(before.gate.createProtectedOrder(entry({ clientOrderId: 'before-1' })));
  await before.desk.execution.disconnect();
  await desk.during(before.gate.disconnect());
  await loseStops(before);
  const { execution } = desk.another(desk.journal);
  const gate = new RiskGate({
    over: execution,
    instruments: desk.marketData,
    marks: (symbol) => desk.marketData.getMarkPrice(symbol),
    limits: { maxOrderNotional: '100000' },
    clock: desk.timer,
    protection: { timer: desk.timer, journal: desk.journal },
  });
  expect(await desk.during(gate.connect())).toMatchObject({ ok: true });
  expect(gate.protection()).toMatchObject({ guarded: 1, unprotected: [{ clientOrderId: 'before-1', contracts: '10' }] });
  await desk.pass(10_000, 250);
  const waiting = await desk.during(execution.getStopOrders({ isWaiting: true }));
  expect(waiting.map(({ contracts, stopLoss }) => [contracts, stopLoss?.price])).toEqual([['10', '40000']]);
  expect(gate.protection()).toMatchObject({ guarded: 1, unprotected: [] });
  await desk.during(gate.disconnect());
});

test('behavior: the stop of a plan order: proven when it has fired, placed again when it is lost', async () => {
  const opened = await open();
  const { desk, gate } = opened;
  const mark = await desk.during(desk.marketData.getMarkPrice('BTC_USDT'));
  // Close enough to be met soon.
  const price = String(Math.round(Number(typeof mark === 'string' ? mark : mark.price) * 1.0005));
  const trigger = { price, reference: 'last', direction: 'at-or-above' } as const;
  const made = await desk.during(gate.createPlanOrder({ ...entry(), trigger, validFor: 'one-day' } as CreatePlanOrder));
  expect(made.status).toBe('accepted');
  await desk.until(() => opened.found().includes('proven'));
  expect([(await opened.waiting()).length, placed(opened)]).toEqual([1, 0]);
  await loseStops(opened);
  await desk.until(() => opened.found().includes('repaired'));
  expect(opened.found()).toEqual(['proven', 'missing', 'repaired']);
  expect((await opened.waiting()).map(({ contracts, stopLoss }) => [contracts, stopLoss?.price])).toEqual([['10', '40000']]);
  expect(gate.protection()).toMatchObject({ guarded: 1, unprotected: [] });
});

test('behavior: a target that somebody else takes from a proven stop is told, and the stop stays', async () => {
  const opened = await open();
  const { desk, gate } = opened;
  const protection = { stopLoss: STOP, takeProfit: { price: '90000', reference: 'mark' } };
  await desk.during(gate.createProtectedOrder(entry({ protection })));
  const [stop] = await opened.waiting();
  // Past the gate, as by hand at the venue.
  const amended = await desk.during(desk.execution.amendProtection({ symbol: 'BTC_USDT', of: 'stop', id: stop?.id ?? '', stopLoss: STOP }));
  expect(amended).toMatchObject({ status: 'accepted' });
  await desk.pass(60_000, 500);
  expect([opened.found(), placed(opened)]).toEqual([['proven', 'target-missing'], 0]);
  expect(await opened.waiting()).toMatchObject([{ stopLoss: STOP, contracts: '10' }]);
});
