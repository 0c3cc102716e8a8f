import { deepStrictEqual, fail, ok, strictEqual } from 'node:assert';
import type { OpenPosition, ReducePosition } from '../../commands';
import { compare, isMultipleOf, isPositive } from '../../decimal';
import { expectDenied, expectStatus } from './check-outcome';
import { LEVERAGE, checkCanonical } from './desk';
import { type ExecutionCase, connected } from './execution-case';

/** Orders that are as they should be. */
export const orderCases: readonly ExecutionCase[] = [
  connected('EX10 an accepted order has ids as text, the size in every reading, and is found by either id', [], async (desk) => {
    const { execution, symbol } = desk;
    const outcome = await desk.accept(desk.resting({ clientOrderId: 'mine-10' }));
    checkCanonical(outcome);
    strictEqual(outcome.clientOrderId, 'mine-10');
    strictEqual(outcome.size.contracts, desk.lots(10));
    strictEqual(outcome.size.quantity === undefined, desk.instrument.kind === 'inverse');
    for (const id of ['mine-10', outcome.order.orderId]) {
      const order = (await execution.getOrder(id, symbol)) ?? fail(`found no order ${id}`);
      checkCanonical(order);
      strictEqual(order.orderId, outcome.order.orderId);
      strictEqual(order.clientOrderId, 'mine-10');
    }
  }),
  connected('EX11 ids that no double can hold apart are different orders, each found as itself', [], async (desk) => {
    const first = (await desk.accept(desk.resting())).order;
    const second = (await desk.accept(desk.resting({ contracts: desk.lots(3) }))).order;
    ok(first.orderId !== second.orderId);
    strictEqual((await desk.read(first.orderId)).contracts, desk.lots(10));
    strictEqual((await desk.read(second.orderId)).contracts, desk.lots(3));
    for (const { orderId } of [first, second]) strictEqual((await desk.read(orderId)).orderId, orderId);
  }),
  connected('EX12 a market order carries no price, neither accepted nor read; what it paid is its average price', [], async (desk) => {
    const { order: accepted } = await desk.accept(desk.opening());
    strictEqual(accepted.price, undefined);
    const order = await desk.final(accepted.orderId);
    deepStrictEqual(
      { status: order.status, price: order.price, filled: order.filledContracts },
      { status: 'filled', price: undefined, filled: desk.lots(10) },
    );
    const paid = order.averagePrice ?? fail('found no average price');
    ok(compare(paid, desk.price('0.98')) > 0 && compare(paid, desk.price('1.02')) < 0, `paid ${paid}`);
  }),
  connected('EX13 a limit order rests at its price, and is listed among the orders of its symbol only', [], async (desk) => {
    const { execution, venue } = desk;
    const { order } = await desk.accept(desk.resting());
    strictEqual(order.price, desk.price('0.96'));
    const listed = await execution.getOpenOrders(desk.symbol);
    checkCanonical(listed);
    const [{ status, price, contracts, filledContracts, side, effect, positionSide, leverage } = fail('found no open order')] = listed;
    deepStrictEqual(
      { status, price, contracts, filledContracts, side, effect, positionSide, leverage },
      {
        ...{ status: 'open', price: desk.price('0.96'), contracts: desk.lots(10), filledContracts: '0' },
        ...{ side: 'buy', effect: 'open', positionSide: 'long', leverage: LEVERAGE },
      },
    );
    strictEqual((await execution.getOpenOrders()).length, 1);
    deepStrictEqual(await execution.getOpenOrders(venue.otherInstrument.symbol), []);
  }),
  connected('EX14 open long, close long, open short, close short: each does that and nothing else', [], async (desk) => {
    const { execution, symbol } = desk;
    const open = { symbol, type: 'market', contracts: desk.lots(10), leverage: LEVERAGE, marginMode: 'isolated' } as OpenPosition;
    const reduce = { symbol, type: 'market', contracts: desk.lots(10) } as ReducePosition;
    const steps = [
      { give: () => execution.openLong(open), expected: ['buy', 'open', 'long'], held: [10, 0] },
      { give: () => execution.closeLong(reduce), expected: ['sell', 'close', 'long'], held: [0, 0] },
      { give: () => execution.openShort(open), expected: ['sell', 'open', 'short'], held: [0, 10] },
      { give: () => execution.closeShort(reduce), expected: ['buy', 'close', 'short'], held: [0, 0] },
    ] as const;
    for (const { give, expected, held } of steps) {
      const { order } = expectStatus(await give(), 'accepted');
      const { side, effect, positionSide } = await desk.final(order.orderId);
      deepStrictEqual([side, effect, positionSide], expected);
      const lots = (count: number) => (count === 0 ? '0' : desk.lots(count));
      deepStrictEqual([await desk.held('long'), await desk.held('short')], held.map(lots));
    }
  }),
  connected('EX15 post-only that would take does not fill; away from the market it rests', [], async (desk) => {
    const outcome = await desk.execution.createOrder(desk.resting({ type: 'post-only', price: desk.price('1.02') }));
    if (expectStatus(outcome, 'accepted', 'rejected').status === 'accepted') {
      const order = await desk.final((outcome as Extract<typeof outcome, { status: 'accepted' }>).order.orderId);
      deepStrictEqual([order.status === 'filled', order.filledContracts], [false, '0']);
    }
    strictEqual(await desk.held('long'), '0');
    const { order } = await desk.accept(desk.resting({ type: 'post-only' }));
    strictEqual((await desk.read(order.orderId)).status, 'open');
  }),
  connected('EX16 immediate-or-cancel and fill-or-kill never rest: they fill at once, or end unfilled', [], async (desk) => {
    for (const type of ['ioc', 'fok'] as const) {
      const away = await desk.trade(desk.resting({ type }));
      deepStrictEqual([away.status, away.filledContracts, away.type], ['cancelled', '0', type]);
      const crossing = await desk.trade(desk.resting({ type, price: desk.price('1.02') }));
      deepStrictEqual([crossing.status, crossing.filledContracts], ['filled', desk.lots(10)]);
    }
    deepStrictEqual(await desk.execution.getOpenOrders(), []);
    strictEqual(await desk.held('long'), desk.lots(20));
  }),
  connected('EX17 a resting order fills when the market comes to it, never worse than its price', [], async (desk) => {
    const { order } = await desk.accept(desk.resting());
    const limit = desk.price('0.96');
    await desk.venue.moveTo(desk.price('0.94'));
    const filled = await desk.final(order.orderId);
    deepStrictEqual([filled.status, filled.filledContracts], ['filled', desk.lots(10)]);
    ok(compare(filled.averagePrice ?? '0', '0') > 0 && compare(filled.averagePrice ?? '0', limit) <= 0, `paid ${filled.averagePrice}`);
    strictEqual(await desk.held('long'), desk.lots(10));
    deepStrictEqual(await desk.execution.getOpenOrders(), []);
  }),
  connected('EX18 an order without a client order id is given one, a new one each time', [], async (desk) => {
    const made = [await desk.accept(desk.resting()), await desk.accept(desk.resting())].map(({ clientOrderId }) => clientOrderId);
    strictEqual(new Set(made).size, 2);
    for (const id of made) ok(/^[A-Za-z0-9_-]{1,32}$/.test(id), `found ${id}`);
  }),
  connected('EX19 linear: base quantity, contracts and quote quantity are one size', ['linear'], async (desk) => {
    const price = desk.price('0.96');
    const asContracts = await desk.accept(desk.resting());
    const { quantity, quoteQuantity } = asContracts.size;
    ok(quantity !== undefined && quoteQuantity !== undefined && isPositive(quantity));
    for (const size of [{ quantity }, { quoteQuantity }]) {
      const { size: reading, order } = await desk.accept(desk.resting({ ...size, price }));
      deepStrictEqual(reading, asContracts.size);
      strictEqual((await desk.read(order.orderId)).contracts, desk.lots(10));
      ok(isMultipleOf(reading.contracts, desk.instrument.contractStep));
    }
  }),
  connected('EX1A inverse: sizes are contracts; base and quote quantities are denied', ['inverse'], async (desk) => {
    for (const size of [{ quantity: '1' }, { quoteQuantity: '1000' }]) {
      expectDenied(await desk.execution.createOrder(desk.resting(size)), 'size-unit-not-for-inverse');
    }
    await desk.expectNothing();
  }),
];
