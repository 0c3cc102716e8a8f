import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { CreatePlanOrder, CreateStopOrder, CreateTrailingOrder } from '../../conditional-commands';
import { expectDenied, expectStatus } from './check-outcome';
import { type Desk, checkCanonical } from './desk';
import { type ExecutionCase, connected } from './execution-case';

function plan(desk: Desk, price: string, direction: string): CreatePlanOrder {
  return { ...desk.opening(), trigger: { price, reference: 'last', direction }, validFor: 'one-day' } as unknown as CreatePlanOrder;
}

function stop(desk: Desk, price: string): CreateStopOrder {
  const { symbol } = desk;
  return { symbol, positionSide: 'long', size: 'whole-position', stopLoss: { price, reference: 'last' } } as CreateStopOrder;
}

/** Orders that wait for a price. */
export const conditionalCases: readonly ExecutionCase[] = [
  connected('EXA0 a plan order waits, is listed, becomes an order when its price comes, and opens once', ['plan-orders'], async (desk) => {
    const { execution, symbol, venue } = desk;
    const { order } = expectStatus(await execution.createPlanOrder(plan(desk, desk.price('0.96'), 'at-or-below')), 'accepted');
    checkCanonical(order);
    strictEqual(venue.ordersMade(), 0);
    const waiting = await execution.getPlanOrders({ symbol, isWaiting: true });
    deepStrictEqual(
      waiting.map(({ id, contracts, trigger }) => [id, contracts, trigger.price, trigger.direction]),
      [[order.id, desk.lots(10), desk.price('0.96'), 'at-or-below']],
    );
    await venue.moveTo(desk.price('0.95'));
    await desk.until(async () => ((await desk.held('long')) === desk.lots(10) ? true : undefined), 'the position');
    deepStrictEqual(await execution.getPlanOrders({ symbol, isWaiting: true }), []);
    strictEqual(venue.ordersMade(), 1);
  }),
  connected('EXA1 a trigger that would fire at once is denied; nothing waits, nothing opens', ['plan-orders'], async (desk) => {
    for (const [share, direction] of [
      ['1.02', 'at-or-below'],
      ['0.98', 'at-or-above'],
    ] as const) {
      expectDenied(await desk.execution.createPlanOrder(plan(desk, desk.price(share), direction)), 'trigger-fires-at-once');
    }
    deepStrictEqual(await desk.execution.getPlanOrders({ isWaiting: true }), []);
    await desk.expectNothing();
  }),
  connected('EXA2 a cancelled plan order opens nothing when its price comes', ['plan-orders'], async (desk) => {
    const { execution, symbol, venue } = desk;
    const { order } = expectStatus(await execution.createPlanOrder(plan(desk, desk.price('0.96'), 'at-or-below')), 'accepted');
    expectStatus(await execution.cancelConditionalOrder({ kind: 'plan', symbol, id: order.id }), 'accepted');
    deepStrictEqual(await execution.getPlanOrders({ symbol, isWaiting: true }), []);
    await venue.moveTo(desk.price('0.95'));
    await venue.pass(3_000);
    await desk.expectNothing();
  }),
  connected('EXA3 cancel all of a kind leaves none of it waiting', ['plan-orders'], async (desk) => {
    const { execution, symbol } = desk;
    for (const share of ['0.96', '0.95'] as const) {
      expectStatus(await execution.createPlanOrder(plan(desk, desk.price(share), 'at-or-below')), 'accepted');
    }
    strictEqual((await execution.getPlanOrders({ symbol, isWaiting: true })).length, 2);
    expectStatus(await execution.cancelAllConditionalOrders({ kind: 'plan', symbol }), 'accepted');
    deepStrictEqual(await execution.getPlanOrders({ symbol, isWaiting: true }), []);
  }),
  connected('EXA4 a stop on a position closes it when its price comes, and nothing more', ['stop-orders'], async (desk) => {
    const { execution, symbol, venue } = desk;
    await desk.trade(desk.opening());
    const { order } = expectStatus(await execution.createStopOrder(stop(desk, desk.price('0.96'))), 'accepted');
    checkCanonical(order);
    const waiting = await execution.getStopOrders({ symbol, isWaiting: true });
    deepStrictEqual(
      waiting.map(({ id, positionSide, stopLoss }) => [id, positionSide, stopLoss?.price]),
      [[order.id, 'long', desk.price('0.96')]],
    );
    await venue.moveTo(desk.price('0.95'));
    await desk.until(async () => ((await desk.held('long')) === '0' ? true : undefined), 'the position to be closed');
    strictEqual(await desk.held('short'), '0');
    deepStrictEqual(await execution.getStopOrders({ symbol, isWaiting: true }), []);
  }),
  connected('EXA5 a stop without a position, or on the wrong side of the market, is not accepted', ['stop-orders'], async (desk) => {
    const { execution } = desk;
    expectDenied(await execution.createStopOrder(stop(desk, desk.price('0.96'))), 'position-not-found');
    await desk.trade(desk.opening());
    expectDenied(await execution.createStopOrder(stop(desk, desk.price('1.02'))), 'trigger-fires-at-once');
    deepStrictEqual(await execution.getStopOrders({ isWaiting: true }), []);
    strictEqual(await desk.held('long'), desk.lots(10));
  }),
  connected('EXA6 a trailing order follows the best price, and closes when the price has come back', ['trailing-orders'], async (desk) => {
    const { execution, symbol, venue } = desk;
    await desk.trade(desk.opening());
    const command = { ...desk.closing(), type: undefined, callback: { fraction: '0.02' }, reference: 'last' };
    const { type: _type, ...trailing } = command;
    const { order } = expectStatus(await execution.createTrailingOrder(trailing as unknown as CreateTrailingOrder), 'accepted');
    checkCanonical(order);
    strictEqual((await execution.getTrailingOrders({ symbol, isWaiting: true })).length, 1);
    await venue.moveTo(desk.price('1.04'));
    strictEqual(await desk.held('long'), desk.lots(10));
    await venue.moveTo(desk.price('0.97'));
    await desk.until(async () => ((await desk.held('long')) === '0' ? true : undefined), 'the position to be closed');
    strictEqual(await desk.held('short'), '0');
  }),
  connected('EXA7 what is no conditional order is denied, and nothing waits', ['plan-orders'], async (desk) => {
    const { execution } = desk;
    const good = plan(desk, desk.price('0.96'), 'at-or-below');
    for (const wrong of [{ trigger: undefined }, { trigger: { price: '1' } }, { validFor: 'ever' }, { contracts: '0' }, { side: 'up' }]) {
      const { message } = expectDenied(await execution.createPlanOrder({ ...good, ...wrong } as never));
      ok(message.includes('found'), message);
    }
    deepStrictEqual(await execution.getPlanOrders({ isWaiting: true }), []);
    await desk.expectNothing();
  }),
  connected('EXA8 an amended plan order waits for its new price only', ['plan-orders'], async (desk) => {
    const { execution, symbol, venue } = desk;
    const { order } = expectStatus(await execution.createPlanOrder(plan(desk, desk.price('0.98'), 'at-or-below')), 'accepted');
    const trigger = { price: desk.price('0.95'), reference: 'last', direction: 'at-or-below' } as const;
    expectStatus(await execution.amendPlanOrder({ symbol, id: order.id, trigger, type: 'market' }), 'accepted');
    const [waiting, another] = await execution.getPlanOrders({ symbol, isWaiting: true });
    deepStrictEqual([waiting?.trigger.price, another], [trigger.price, undefined]);
    const [between, below] = [desk.price('0.97'), desk.price('0.94')];
    await venue.moveTo(between);
    await venue.pass(2_000);
    await desk.expectNothing();
    await venue.moveTo(below);
    await desk.until(async () => ((await desk.held('long')) === desk.lots(10) ? true : undefined), 'the position');
  }),
  connected(
    'EXA9 an entry with a stop: the position that comes of it has that stop, and is closed by it',
    ['stop-orders'],
    async (desk) => {
      const { execution, symbol, venue } = desk;
      const price = desk.price('0.96');
      await desk.trade(desk.opening({ protection: { stopLoss: { price, reference: 'last' } } }));
      strictEqual(await desk.held('long'), desk.lots(10));
      const waiting = await desk.until(async () => {
        const stops = await execution.getStopOrders({ symbol, isWaiting: true });
        return stops.length > 0 ? stops : undefined;
      }, 'the stop');
      deepStrictEqual(
        waiting.map(({ positionSide, stopLoss, takeProfit }) => [positionSide, stopLoss?.price, takeProfit]),
        [['long', price, undefined]],
      );
      await venue.moveTo(desk.price('0.95'));
      await desk.until(async () => ((await desk.held('long')) === '0' ? true : undefined), 'the position to be closed');
      strictEqual(await desk.held('short'), '0');
    },
  ),
];
