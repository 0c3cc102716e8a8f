import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { CreatePlanOrder } from '../../conditional-commands';
import { expectDenied, expectStatus } from './check-outcome';
import { checkCanonical } from './desk';
import { type ExecutionCase, connected } from './execution-case';

/** Ids of nobody: as the venue's look, and as ours. */
const NOBODYS = ['799999999999999999', 'nobodys-order'];

/** The words of cancels. */
export const cancelCases: readonly ExecutionCase[] = [
  connected('EX50 cancelled: by either id, and the order reads so', [], async (desk) => {
    const { execution, symbol } = desk;
    const { order } = await desk.accept(desk.resting({ clientOrderId: 'mine-50' }));
    const other = (await desk.accept(desk.resting({ clientOrderId: 'mine-51' }))).order;
    for (const [id, orderId] of [
      [order.orderId, order.orderId],
      ['mine-51', other.orderId],
    ] as const) {
      const outcome = expectStatus(await execution.cancelOrder(symbol, id), 'cancelled');
      strictEqual(outcome.orderId, id);
      checkCanonical(outcome.order);
      strictEqual((await desk.read(orderId)).status, 'cancelled');
    }
    deepStrictEqual(await execution.getOpenOrders(), []);
  }),
  connected('EX51 alreadyFinal: what was cancelled or filled before, and a fill shows with its size', [], async (desk) => {
    const { execution, symbol } = desk;
    const { order } = await desk.accept(desk.resting());
    await execution.cancelOrder(symbol, order.orderId);
    expectStatus(await execution.cancelOrder(symbol, order.orderId), 'alreadyFinal');
    const filled = await desk.trade(desk.opening());
    const outcome = expectStatus(await execution.cancelOrder(symbol, filled.orderId), 'alreadyFinal');
    if (outcome.order !== undefined) deepStrictEqual([outcome.order.status, outcome.order.filledContracts], ['filled', desk.lots(10)]);
    strictEqual(await desk.held('long'), desk.lots(10));
  }),
  connected('EX52 notFound: an order of nobody', [], async (desk) => {
    for (const id of NOBODYS) {
      strictEqual(expectStatus(await desk.execution.cancelOrder(desk.symbol, id), 'notFound').orderId, id);
    }
  }),
  connected('EX53 denied: what is no order and no symbol; nothing is cancelled by it', [], async (desk) => {
    const { order } = await desk.accept(desk.resting());
    for (const [symbol, id] of [
      ['', order.orderId],
      [desk.symbol, ''],
      [desk.symbol, 'not an id'],
      [undefined, order.orderId],
    ] as const) {
      expectDenied(await desk.execution.cancelOrder(symbol as string, id), 'input-invalid');
    }
    strictEqual((await desk.read(order.orderId)).status, 'open');
  }),
  connected('EX54 a fill that wins the race is alreadyFinal, with its size', ['fills-before-cancel'], async (desk) => {
    const { order } = await desk.accept(desk.resting());
    desk.venue.provoke('fills-before-cancel');
    const outcome = expectStatus(await desk.execution.cancelOrder(desk.symbol, order.orderId), 'alreadyFinal');
    deepStrictEqual([outcome.order?.status, outcome.order?.filledContracts], ['filled', desk.lots(10)]);
    strictEqual(await desk.held('long'), desk.lots(10));
  }),
  connected(
    'EX55 a cancel whose answer is lost is cancelled or unknown, never notFound and never refused',
    ['cancel-lost-after'],
    async (desk) => {
      const { order } = await desk.accept(desk.resting());
      desk.venue.provoke('cancel-lost-after');
      expectStatus(await desk.execution.cancelOrder(desk.symbol, order.orderId), 'cancelled', 'unknown');
      strictEqual((await desk.final(order.orderId)).status, 'cancelled');
    },
  ),
  connected('EX56 a cancel that never arrived is not called cancelled; it can be given again', ['cancel-lost-before'], async (desk) => {
    const { order } = await desk.accept(desk.resting());
    desk.venue.provoke('cancel-lost-before');
    const outcome = await desk.execution.cancelOrder(desk.symbol, order.orderId);
    // A cancel, alone of all commands, may be sent again by the port itself.
    if (expectStatus(outcome, 'unknown', 'cancelled').status === 'unknown') {
      strictEqual((await desk.read(order.orderId)).status, 'open');
      expectStatus(await desk.execution.cancelOrder(desk.symbol, order.orderId), 'cancelled');
    }
    strictEqual((await desk.read(order.orderId)).status, 'cancelled');
  }),
  connected('EX57 cancel all of a symbol: the count is what was cancelled, other symbols are not touched', [], async (desk) => {
    const { execution, venue } = desk;
    const { otherInstrument } = venue;
    const mine = [1, 2, 3].map((lots) => desk.resting({ contracts: desk.lots(lots) }));
    const orderIds: string[] = [];
    for (const command of mine) orderIds.push((await desk.accept(command)).order.orderId);
    const other = (await desk.accept(desk.resting({ symbol: otherInstrument.symbol, contracts: otherInstrument.minContracts }))).order;
    const outcome = expectStatus(await execution.cancelAllOrders(desk.symbol), 'done');
    deepStrictEqual([outcome.count, outcome.stillOpen, outcome.filledMeanwhile, outcome.unresolved], [3, [], [], []]);
    deepStrictEqual(outcome.cancelled.map(({ orderId }) => orderId).sort(), [...orderIds].sort());
    deepStrictEqual(
      (await execution.getOpenOrders()).map(({ orderId }) => orderId),
      [other.orderId],
    );
    strictEqual(expectStatus(await execution.cancelAllOrders(), 'done').count, 1);
    deepStrictEqual(await execution.getOpenOrders(), []);
  }),
  connected('EX58 cancel all of nothing is done, and counts nothing', [], async (desk) => {
    const filled = await desk.trade(desk.opening());
    const outcome = expectStatus(await desk.execution.cancelAllOrders(), 'done');
    deepStrictEqual([outcome.count, outcome.cancelled, outcome.stillOpen, outcome.filledMeanwhile], [0, [], [], []]);
    strictEqual((await desk.read(filled.orderId)).status, 'filled');
  }),
  connected('EX59 what fills during cancel all is no cancelled order: it is named apart', ['fills-before-cancel'], async (desk) => {
    for (const lots of [1, 2, 3]) await desk.accept(desk.resting({ contracts: desk.lots(lots) }));
    desk.venue.provoke('fills-before-cancel');
    const outcome = expectStatus(await desk.execution.cancelAllOrders(desk.symbol), 'done');
    ok(outcome.filledMeanwhile.length > 0);
    strictEqual(outcome.count + outcome.filledMeanwhile.length, 3);
    strictEqual(outcome.cancelled.length, outcome.count);
    for (const { orderId, status } of outcome.filledMeanwhile)
      deepStrictEqual([status, (await desk.read(orderId)).status], ['filled', 'filled']);
  }),
  connected('EX5A a symbol that is no symbol never comes to mean all', [], async (desk) => {
    const { order } = await desk.accept(desk.resting());
    for (const wrong of ['', null, 7]) {
      await desk.execution.cancelAllOrders(wrong as string).then(
        (outcome) => void expectDenied(outcome, 'input-invalid'),
        (error: unknown) => ok(error instanceof Error),
      );
    }
    strictEqual((await desk.read(order.orderId)).status, 'open');
  }),
  connected('EX5B cancels of many ids: one outcome each, in order', [], async (desk) => {
    const { execution, symbol } = desk;
    const first = (await desk.accept(desk.resting())).order.orderId;
    const second = (await desk.accept(desk.resting({ clientOrderId: 'mine-5b' }))).order.orderId;
    const filled = (await desk.trade(desk.opening())).orderId;
    const ids = [first, NOBODYS[0] as string, 'mine-5b', filled];
    const outcomes = await execution.cancelOrders(symbol, ids);
    deepStrictEqual(
      outcomes.map(({ status, orderId }) => [status, orderId]),
      ['cancelled', 'notFound', 'cancelled', 'alreadyFinal'].map((status, index) => [status, ids[index]]),
    );
    for (const orderId of [first, second]) strictEqual((await desk.read(orderId)).status, 'cancelled');
    deepStrictEqual(await execution.cancelOrders(symbol, []), []);
  }),
  connected('EX5C cancels of more ids than any call takes: one outcome each, in order, and none is left', [], async (desk) => {
    const { execution, symbol } = desk;
    const ids: string[] = [];
    for (let count = 0; count < 120; count += 1) ids.push((await desk.accept(desk.resting({ contracts: desk.lots(1) }))).order.orderId);
    const outcomes = await execution.cancelOrders(symbol, ids);
    deepStrictEqual(
      outcomes.map(({ orderId }) => orderId),
      ids,
    );
    ok(outcomes.every(({ status }) => status === 'cancelled'));
    deepStrictEqual(await execution.getOpenOrders(), []);
  }),
  connected('EX5D cancel all of other kinds touches no order; what means nothing is denied, and cancels nothing', [], async (desk) => {
    const { execution, symbol } = desk;
    const { order } = await desk.accept(desk.resting());
    for (const wrong of [{ kinds: [] }, { kinds: ['all'] }, { onlyOurs: 'yes' }, { kind: ['order'] }]) {
      expectDenied(await execution.cancelAllOrders(symbol, wrong as never), 'input-invalid');
    }
    const none = expectStatus(await execution.cancelAllOrders(symbol, { kinds: ['plan', 'stop', 'trailing'] }), 'done');
    deepStrictEqual([none.count, none.cancelled, none.conditional?.count, none.conditional?.problems], [0, [], 0, []]);
    strictEqual((await desk.read(order.orderId)).status, 'open');
    const ours = expectStatus(await execution.cancelAllOrders(symbol, { kinds: ['order'], onlyOurs: true }), 'done');
    deepStrictEqual([ours.count, ours.conditional], [1, undefined]);
    strictEqual((await desk.read(order.orderId)).status, 'cancelled');
  }),
  connected(
    'EX5E cancel all with plan orders cancels both, each counted apart; without them they wait on',
    ['plan-orders'],
    async (desk) => {
      const { execution, symbol } = desk;
      const trigger = { price: desk.price('0.96'), reference: 'last', direction: 'at-or-below' };
      const plan = { ...desk.opening(), trigger, validFor: 'one-day' } as unknown as CreatePlanOrder;
      const { order: waiting } = expectStatus(await execution.createPlanOrder(plan), 'accepted');
      await desk.accept(desk.resting());
      strictEqual(expectStatus(await execution.cancelAllOrders(symbol), 'done').count, 1);
      strictEqual((await execution.getPlanOrders({ symbol, isWaiting: true })).length, 1);
      await desk.accept(desk.resting());
      const outcome = expectStatus(await execution.cancelAllOrders(symbol, { kinds: ['order', 'plan'], onlyOurs: true }), 'done');
      deepStrictEqual([outcome.count, outcome.conditional?.count, outcome.conditional?.stillOpen], [1, 1, []]);
      deepStrictEqual(
        outcome.conditional?.cancelled.map(({ kind, id }) => [kind, id]),
        [['plan', waiting.id]],
      );
      deepStrictEqual(await execution.getPlanOrders({ symbol, isWaiting: true }), []);
    },
  ),
];
