import { EVERY_SYMBOL, type OrderIntent, clientOrderId } from '@prate/execution-interface';
import type { WireOrder } from '@prate/mexc-protocol';
import { accepted, restingBuy } from './desk';
import { StateDesk } from './state-desk';

let desk: StateDesk;
beforeEach(async () => {
  desk = await StateDesk.open();
});

type Unrecorded = OrderIntent extends infer One ? (One extends OrderIntent ? Pick<One, 'kind' | 'symbol' | 'command'> : never) : never;

/** As a crash leaves it behind; then a connection, until it is known. */
async function resolved(intent: Unrecorded): Promise<unknown> {
  const id = clientOrderId('lost');
  await desk.journal.record({ ...intent, clientOrderId: id, createdAtMs: desk.timer.nowMs() } as OrderIntent);
  await desk.during(desk.execution.connect());
  await desk.until(async () => (await desk.journal.get(id))?.outcome.state !== 'sent');
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
  let count = 0;
  /** An order, as far as any reading tells without client id: those of the web site have none. */
  async function nameless(more: object = {}): Promise<string> {
    const { orderId } = await desk.rest.private.createOrder({ ...wire, ...more, externalOid: `hidden-${(count += 1)}` });
    return orderId;
  }
  beforeEach(() => {
    const hidden = <Row extends WireOrder | undefined>(row: Row): Row => {
      if (row?.externalOid?.startsWith('hidden-') !== true) return row;
      const { externalOid: _hidden, ...rest } = row;
      return rest as Row;
    };
    const venue = desk.rest.private;
    const { getOrder, listOpenOrders, listHistoryOrders, getOrderByExternalOid } = venue;
    venue.getOrder = async (...args) => hidden(await getOrder(...args));
    venue.listOpenOrders = async (...args) => (await listOpenOrders(...args)).map(hidden);
    venue.listHistoryOrders = async (...args) => (await listHistoryOrders(...args)).map(hidden);
    venue.getOrderByExternalOid = async (...args) => hidden(await getOrderByExternalOid(...args));
  });
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

  test('behavior: one that takes the place without a client id is known by what it is, and both ids lead to it', async () => {
    const orderId = await nameless();
    const next = await desk.rest.private.changeLimitOrder({ orderId, price: '41000', vol: '12' });
    expect(await resolved(amend(orderId))).toEqual({ state: 'accepted', orderId: next });
    expect(await desk.execution.getOrder(orderId)).toMatchObject({ orderId: next, price: '41000' });
  });

  test('behavior: a client id that did not survive the amendment: no order is forgotten', async () => {
    const { orderId } = await desk.rest.private.createOrder({ ...wire, externalOid: 'lost-id' });
    await desk.rest.private.cancelOrders({ orderIds: [orderId] });
    const next = await nameless({ price: '41000', vol: '12' });
    expect(await resolved(amend(orderId))).toEqual({ state: 'accepted', orderId: next });
  });

  test('behavior: two that fit, or none although it was cancelled since: a person has to say', async () => {
    const orderId = await nameless();
    await desk.rest.private.cancelOrders({ orderIds: [orderId] });
    const twins = [];
    for (const price of ['41000', '41000']) twins.push(await nameless({ price, vol: '12' }));
    const outcome = await resolved(amend(orderId));
    expect(outcome).toMatchObject({ state: 'needs-operator' });
    expect([...(outcome as { candidates: string[] }).candidates].sort()).toEqual(twins.sort());
  });

  test('behavior: cancelled long before, it was not amended', async () => {
    const orderId = await nameless();
    await desk.rest.private.cancelOrders({ orderIds: [orderId] });
    await desk.timer.advance(60_000);
    expect(await resolved(amend(orderId))).toEqual({ state: 'never-arrived' });
  });

  test('behavior: a chase that gave it another id is known by that', async () => {
    const orderId = await nameless();
    const next = await desk.rest.private.changeLimitOrder({ orderId, price: '45000', vol: '10' });
    expect(await resolved({ kind: 'chase', symbol: 'BTC_USDT', command: { symbol: 'BTC_USDT', orderId } })).toEqual({
      state: 'accepted',
      orderId: next,
    });
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
