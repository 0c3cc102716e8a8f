import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { add, compare, multiply } from '../../decimal';
import { isFinalStatus } from '../../enums';
import { expectDenied, expectStatus } from './check-outcome';
import { checkCanonical } from './desk';
import { type ExecutionCase, connected } from './execution-case';

/** Commands about what is already there, and of several at once. */
export const changeCases: readonly ExecutionCase[] = [
  connected('EX90 amended: another price and size, one working order, and both ids lead to it', [], async (desk) => {
    const { execution, symbol } = desk;
    const { order } = await desk.accept(desk.resting({ clientOrderId: 'mine-90' }));
    const price = desk.price('0.95');
    const outcome = await execution.amendOrder({ symbol, orderId: order.orderId, price, size: { contracts: desk.lots(7) } });
    const { order: amended, formerOrderId } = expectStatus(outcome, 'accepted');
    checkCanonical(amended);
    strictEqual(formerOrderId, order.orderId);
    const open = await execution.getOpenOrders(symbol);
    deepStrictEqual(
      open.map((one) => [one.orderId, one.price, one.contracts]),
      [[amended.orderId, price, desk.lots(7)]],
    );
    for (const id of [order.orderId, amended.orderId, 'mine-90']) {
      const read = await desk.read(id);
      deepStrictEqual([read.orderId, read.price, read.contracts], [amended.orderId, price, desk.lots(7)]);
    }
    expectStatus(await execution.cancelOrder(symbol, order.orderId), 'cancelled');
    deepStrictEqual(await execution.getOpenOrders(symbol), []);
  }),
  connected('EX91 what is off the grid amends nothing; what is final is alreadyFinal, what is not there notFound', [], async (desk) => {
    const { execution, symbol, instrument } = desk;
    const { order } = await desk.accept(desk.resting());
    const good = { symbol, orderId: order.orderId, price: desk.price('0.95'), size: { contracts: desk.lots(7) } };
    const offTick = add(good.price, multiply(instrument.tickSize, '0.5'));
    expectDenied(await execution.amendOrder({ ...good, price: offTick }), 'price-off-tick');
    const offStep = add(desk.lots(7), multiply(instrument.contractStep, '0.5'));
    expectDenied(await execution.amendOrder({ ...good, size: { contracts: offStep } }), 'size-off-grid');
    const { price, contracts } = await desk.read(order.orderId);
    deepStrictEqual([price, contracts], [order.price, desk.lots(10)]);
    await execution.cancelOrder(symbol, order.orderId);
    expectStatus(await execution.amendOrder(good), 'alreadyFinal');
    expectStatus(await execution.amendOrder({ ...good, orderId: 'nobodys-order' }), 'notFound');
    deepStrictEqual(await execution.getOpenOrders(), []);
  }),
  connected('EX92 an amended price that the market meets fills the order once', [], async (desk) => {
    const { execution, symbol, venue } = desk;
    const { order } = await desk.accept(desk.resting({ price: desk.price('0.94') }));
    await execution.amendOrder({ symbol, orderId: order.orderId, price: desk.price('0.97'), size: { contracts: desk.lots(10) } });
    await venue.moveTo(desk.price('0.96'));
    strictEqual((await desk.final(order.orderId)).status, 'filled');
    strictEqual(await desk.held('long'), desk.lots(10));
  }),
  connected('EX93 many orders: one outcome each, in order; one that is denied stops no other', [], async (desk) => {
    const commands = [
      desk.resting({ clientOrderId: 'many-1' }),
      desk.resting({ contracts: '0' }),
      desk.resting({ clientOrderId: 'many-3' }),
    ];
    const outcomes = await desk.execution.createOrders(commands);
    deepStrictEqual(
      outcomes.map(({ status }) => status),
      ['accepted', 'denied', 'accepted'],
    );
    deepStrictEqual(
      outcomes.flatMap((outcome) => (outcome.status === 'accepted' ? [outcome.clientOrderId] : [])),
      ['many-1', 'many-3'],
    );
    strictEqual(desk.venue.ordersMade(), 2);
    deepStrictEqual(await desk.execution.createOrders([]), []);
  }),
  connected('EX94 an aborted signal: nothing more is sent, and every command still has its outcome', [], async (desk) => {
    const commands = ['a', 'b', 'c'].map((id) => desk.resting({ clientOrderId: `stopped-${id}` }));
    const outcomes = await desk.execution.createOrders(commands, { signal: AbortSignal.abort(new Error('enough')) });
    strictEqual(outcomes.length, 3);
    for (const outcome of outcomes) expectDenied(outcome);
    await desk.expectNothing();
  }),
  connected('EX95 close position: all that can be closed unless a size is named', [], async (desk) => {
    const { execution, symbol } = desk;
    expectDenied(await execution.closePosition({ symbol, type: 'market' }), 'position-not-found');
    await desk.trade(desk.opening());
    const part = expectStatus(await execution.closePosition({ symbol, type: 'market', size: { contracts: desk.lots(3) } }), 'accepted');
    await desk.final(part.order.orderId);
    strictEqual(await desk.held('long'), desk.lots(7));
    const rest = expectStatus(await execution.closePosition({ symbol, type: 'market' }), 'accepted');
    await desk.final(rest.order.orderId);
    deepStrictEqual(await execution.getPositions(), []);
  }),
  connected('EX96 close position without a side while both are open closes neither', ['hedge'], async (desk) => {
    const { execution, symbol } = desk;
    await desk.trade(desk.opening());
    await desk.trade(desk.opening({ side: 'sell', contracts: desk.lots(3) }));
    expectDenied(await execution.closePosition({ symbol, type: 'market' }), 'position-ambiguous');
    deepStrictEqual([await desk.held('long'), await desk.held('short')], [desk.lots(10), desk.lots(3)]);
    const { order } = expectStatus(await execution.closePosition({ symbol, positionSide: 'short', type: 'market' }), 'accepted');
    await desk.final(order.orderId);
    deepStrictEqual([await desk.held('long'), await desk.held('short')], [desk.lots(10), '0']);
  }),
  connected(
    'EX97 close all: one outcome a position, also where working orders hold contracts back; nothing is open afterwards',
    [],
    async (desk) => {
      const { execution } = desk;
      const nothing = expectStatus(await execution.closeAllPositions(), 'done');
      deepStrictEqual(nothing.results, []);
      await desk.trade(desk.opening());
      const holding = (await desk.accept(desk.closing({ type: 'limit', price: desk.price('1.04'), contracts: desk.lots(6) }))).order;
      const { results } = expectStatus(await execution.closeAllPositions(), 'done');
      deepStrictEqual(
        results.map(({ symbol, positionSide, outcome }) => [symbol, positionSide, outcome.status]),
        [[desk.symbol, 'long', 'accepted']],
      );
      await desk.until(async () => ((await execution.getPositions()).length === 0 ? true : undefined), 'no position');
      ok(isFinalStatus((await desk.read(holding.orderId)).status));
      strictEqual(await desk.held('short'), '0');
    },
  ),
  connected('EX98 chased: a working order moves to the best price of its side, and stays one order', ['chase'], async (desk) => {
    const { execution, symbol } = desk;
    const { order } = await desk.accept(desk.resting());
    const { order: chased } = expectStatus(await execution.chaseOrder(symbol, order.orderId), 'accepted');
    ok(compare(chased.price ?? '0', order.price ?? '0') > 0, `found ${chased.price}, expected more than ${order.price}`);
    strictEqual((await execution.getOpenOrders(symbol)).length, 1);
  }),
  connected('EX99 reversed: the opposite position of the same size', ['reverse'], async (desk) => {
    const { execution, symbol } = desk;
    await desk.trade(desk.opening());
    expectStatus(await execution.reversePosition({ symbol, positionSide: 'long' }), 'accepted');
    await desk.until(async () => ((await desk.held('short')) === desk.lots(10) ? true : undefined), 'the short');
    strictEqual(await desk.held('long'), '0');
  }),
  connected('EX9A margin added to a position is margin of it', ['margin-change'], async (desk) => {
    const { execution, symbol } = desk;
    await desk.trade(desk.opening());
    const { margin } = await desk.position('long');
    const change = { symbol, positionSide: 'long', amount: margin, direction: 'add' } as const;
    expectStatus(await execution.changeMargin(change), 'accepted');
    ok(compare((await desk.position('long')).margin, margin) > 0);
    for (const amount of ['0', '-1'] as const) expectDenied(await execution.changeMargin({ ...change, amount }));
  }),
];
