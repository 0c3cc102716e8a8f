import { EVERY_SYMBOL, type OrderIntent, clientOrderId } from '@prate/execution-interface';
import { accepted, restingBuy } from './desk';
import { StateDesk } from './state-desk';

let desk: StateDesk;
beforeEach(async () => {
  desk = await StateDesk.open();
});

type Unrecorded = OrderIntent extends infer One ? (One extends OrderIntent ? Pick<One, 'kind' | 'symbol' | 'command'> : never) : never;

/** As a crash leaves it behind; then nine seconds with a connection. */
async function resolved(intent: Unrecorded): Promise<unknown> {
  const id = clientOrderId('lost');
  await desk.journal.record({ ...intent, clientOrderId: id, createdAtMs: desk.timer.nowMs() } as OrderIntent);
  await desk.during(desk.execution.connect());
  await desk.pass(9_000);
  return (await desk.journal.get(id))?.outcome;
}

const leverage = (value: number) =>
  ({
    kind: 'leverage',
    symbol: 'BTC_USDT',
    command: { symbol: 'BTC_USDT', positionSide: 'long', leverage: value, marginMode: 'isolated' },
  }) as const;

test('behavior: leverage that stands as it was asked for is done; another never arrived', async () => {
  await desk.rest.private.changeLeverage({ symbol: 'BTC_USDT', leverage: 7, openType: 1, positionType: 1 });
  expect(await resolved(leverage(7))).toEqual({ state: 'done' });
});

test('behavior: leverage that stands otherwise never arrived', async () => {
  await desk.rest.private.changeLeverage({ symbol: 'BTC_USDT', leverage: 7, openType: 1, positionType: 1 });
  expect(await resolved(leverage(8))).toEqual({ state: 'never-arrived' });
});

test.each([
  ['one-way', { state: 'done' }],
  ['hedge', { state: 'never-arrived' }],
] as const)('behavior: position mode: the account is in %s', async (mode, outcome) => {
  desk.simulator.control.setPositionMode(mode);
  expect(await resolved({ kind: 'position-mode', symbol: EVERY_SYMBOL, command: { positionMode: 'one-way' } })).toEqual(outcome);
});

test('behavior: closing everything is done where nothing is left', async () => {
  expect(await resolved({ kind: 'close-all', symbol: EVERY_SYMBOL, command: {} })).toEqual({ state: 'done' });
});

describe('an amendment', () => {
  const wire = { symbol: 'BTC_USDT', side: 1, type: 1, vol: '10', price: '40000', openType: 1, leverage: 10, positionMode: 1 } as const;
  const amend = (orderId: string): Unrecorded => ({
    kind: 'amend',
    symbol: 'BTC_USDT',
    command: { symbol: 'BTC_USDT', orderId, price: '41000', size: { contracts: 12 } },
  });

  test('behavior: the order that took the place is it', async () => {
    const { orderId } = await desk.rest.private.createOrder({ ...wire, externalOid: 'amended' });
    const next = await desk.rest.private.changeLimitOrder({ orderId, price: '41000', vol: '12' });
    expect(await resolved(amend(orderId))).toEqual({ state: 'accepted', orderId: next });
    expect(await desk.execution.getOrder(orderId)).toMatchObject({ orderId: next, price: '41000' });
  });

  test('behavior: an order that stands as before was not amended', async () => {
    const { orderId } = await desk.rest.private.createOrder({ ...wire, externalOid: 'not-amended' });
    expect(await resolved(amend(orderId))).toEqual({ state: 'never-arrived' });
  });
});

test('behavior: what no reading can tell goes to a person, and new exposure waits for them', async () => {
  const outcome = await resolved({ kind: 'reverse', symbol: 'BTC_USDT', command: { symbol: 'BTC_USDT', positionSide: 'long' } });
  expect(outcome).toEqual({ state: 'needs-operator', candidates: [] });
  expect(await desk.execution.createOrder(restingBuy())).toMatchObject({ denial: { code: 'intent-unknown' } });
  await accepted(desk.execution.createOrder(restingBuy({ symbol: 'ETH_USDT', price: '2000', quantity: '0.1' })));
});
