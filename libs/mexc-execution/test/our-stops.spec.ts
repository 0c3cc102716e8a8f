import { type CreateOrder, type CreatePlanOrder, MemoryOrderJournal } from '@prate/execution-interface';
import { accepted, marketBuy } from './desk';
import { StateDesk } from './state-desk';

const STOP = { price: '40000', reference: 'last' } as const;
const withStop = (more: object = {}): CreateOrder => marketBuy({ protection: { stopLoss: STOP }, ...more });
const OURS = { kinds: ['stop'], onlyOurs: true } as const;

/** A venue that hangs stops on the position and does not say which order brought them. */
async function openNameless(): Promise<StateDesk> {
  const desk = await StateDesk.connected();
  const { listOpenStopOrders } = desk.rest.private;
  desk.rest.private.listOpenStopOrders = async (...args) => (await listOpenStopOrders(...args)).map((row) => ({ ...row, orderId: '0' }));
  return desk;
}

async function stranger(desk: StateDesk) {
  const { execution } = desk.another(new MemoryOrderJournal());
  await desk.during(execution.connect());
  return execution;
}

test('default: a stop that names no order is ours when it came with a fill of an order of ours that asked for it', async () => {
  const desk = await openNameless();
  await desk.during(accepted(desk.execution.createOrder(withStop())));
  await desk.pass(10_000, 500);
  const other = await stranger(desk);
  await desk.during(accepted(other.createOrder(withStop({ protection: { stopLoss: { ...STOP, price: '42000' } } }))));
  // The same prices, at another time: by hand, or by another program.
  await desk.pass(10_000, 500);
  const outcome = await desk.during(desk.execution.cancelAllOrders('BTC_USDT', OURS));
  expect(outcome).toMatchObject({ conditional: { count: 1, stillOpen: [], problems: [], cancelled: [{ stopLoss: STOP }] } });
  const left = await desk.during(desk.execution.getStopOrders({ isWaiting: true }));
  expect(left.map(({ stopLoss }) => stopLoss?.price)).toEqual(['42000']);
});

test('behavior: alike and of the same moment, but more than ours has filled: nobody can say whose is whose, so they stay, and that is told', async () => {
  const desk = await openNameless();
  await desk.during(accepted(desk.execution.createOrder(withStop())));
  const other = await stranger(desk);
  await desk.during(accepted(other.createOrder(withStop())));
  const outcome = await desk.during(desk.execution.cancelAllOrders('BTC_USDT', OURS));
  expect(outcome).toMatchObject({
    conditional: { count: 0, cancelled: [], problems: [{ kind: 'stop', message: expect.stringContaining('none of them was cancelled') }] },
  });
  expect((await desk.during(desk.execution.getStopOrders({ isWaiting: true }))).length).toBeGreaterThan(0);
});

test.each(['named', 'nameless'] as const)('behavior: a stop that came with a plan order of ours is ours, %s', async (how) => {
  const desk = how === 'named' ? await StateDesk.connected() : await openNameless();
  const mark = await desk.during(desk.marketData.getMarkPrice('BTC_USDT'));
  // Close enough to be met soon.
  const price = String(Math.round(Number(typeof mark === 'string' ? mark : mark.price) * 1.0005));
  const trigger = { price, reference: 'last', direction: 'at-or-above' };
  const plan = await desk.during(desk.execution.createPlanOrder({ ...withStop(), trigger, validFor: 'one-day' } as CreatePlanOrder));
  expect(plan.status).toBe('accepted');
  await desk.until(() => desk.of('position').length > 0, 'a position');
  await desk.settled();
  const outcome = await desk.during(desk.execution.cancelAllOrders('BTC_USDT', OURS));
  expect(outcome).toMatchObject({ conditional: { count: 1, problems: [], cancelled: [{ stopLoss: STOP }] } });
});
