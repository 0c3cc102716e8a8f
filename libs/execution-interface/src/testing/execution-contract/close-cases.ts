import { deepStrictEqual, strictEqual } from 'node:assert';
import { expectDenied } from './check-outcome';
import { type ExecutionCase, connected } from './execution-case';

/** A close never opens. */
export const closeCases: readonly ExecutionCase[] = [
  connected('EX30 without a position there is nothing to close: not accepted, and nothing is open afterwards', [], async (desk) => {
    for (const overrides of [{}, { side: 'buy' }, { type: 'limit', price: desk.price('1.04') }]) {
      expectDenied(await desk.execution.createOrder(desk.closing(overrides)), 'position-not-found');
    }
    await desk.expectNothing();
  }),
  connected('EX31 more than is held is not closed, and nothing else is opened with the rest', [], async (desk) => {
    await desk.trade(desk.opening());
    expectDenied(await desk.execution.createOrder(desk.closing({ contracts: desk.lots(11) })), 'position-too-small');
    deepStrictEqual([await desk.held('long'), await desk.held('short')], [desk.lots(10), '0']);
  }),
  connected('EX32 closing the other side than the one that is open does not touch it', [], async (desk) => {
    await desk.trade(desk.opening());
    expectDenied(await desk.execution.createOrder(desk.closing({ side: 'buy' })), 'position-not-found');
    deepStrictEqual([await desk.held('long'), await desk.held('short')], [desk.lots(10), '0']);
  }),
  connected('EX33 a part closes a part, the rest the rest; then it is gone', [], async (desk) => {
    await desk.trade(desk.opening());
    await desk.trade(desk.closing({ contracts: desk.lots(4) }));
    strictEqual(await desk.held('long'), desk.lots(6));
    await desk.trade(desk.closing({ contracts: desk.lots(6) }));
    deepStrictEqual(await desk.execution.getPositions(), []);
  }),
  connected('EX34 working close orders hold contracts back, and give them back when they are cancelled', [], async (desk) => {
    await desk.trade(desk.opening());
    const { order } = await desk.accept(desk.closing({ type: 'limit', price: desk.price('1.04'), contracts: desk.lots(6) }));
    strictEqual((await desk.position('long')).closableContracts, desk.lots(4));
    expectDenied(await desk.execution.createOrder(desk.closing({ contracts: desk.lots(5) })), 'position-too-small');
    await desk.execution.cancelOrder(desk.symbol, order.orderId);
    await desk.trade(desk.closing());
    deepStrictEqual(await desk.execution.getPositions(), []);
  }),
  connected('EX35 a close that rests closes when the market comes to it', [], async (desk) => {
    await desk.trade(desk.opening());
    const { order } = await desk.accept(desk.closing({ type: 'limit', price: desk.price('1.04') }));
    strictEqual(await desk.held('long'), desk.lots(10));
    await desk.venue.moveTo(desk.price('1.05'));
    strictEqual((await desk.final(order.orderId)).status, 'filled');
    deepStrictEqual(await desk.execution.getPositions(), []);
  }),
];
