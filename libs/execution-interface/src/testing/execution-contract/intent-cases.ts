import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { expectDenied, expectStatus } from './check-outcome';
import type { Desk } from './desk';
import { type ExecutionCase, connected } from './execution-case';

/** Long enough for every reading that may be needed to prove that there is nothing. */
const PROOF_STEP_MS = 2_500;
const PROOF_STEPS = 12;

async function expectOne(desk: Desk, clientOrderId: string): Promise<void> {
  strictEqual(desk.venue.ordersMade(clientOrderId), 1, `orders of ${clientOrderId}`);
}

/** One economic order per intent, whatever goes wrong. */
export const intentCases: readonly ExecutionCase[] = [
  connected('EX40 one client order id is one order: the same command again is denied', [], async (desk) => {
    const command = desk.resting({ clientOrderId: 'once-40' });
    await desk.accept(command);
    expectDenied(await desk.execution.createOrder(command), 'client-order-id-reused');
    expectDenied(await desk.execution.createOrder(desk.opening({ clientOrderId: 'once-40' })), 'client-order-id-reused');
    await expectOne(desk, 'once-40');
    strictEqual(await desk.held('long'), '0');
  }),
  connected('EX41 the same command many times at once is one order', [], async (desk) => {
    const command = desk.resting({ clientOrderId: 'once-41' });
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => desk.execution.createOrder(command)));
    deepStrictEqual(outcomes.map(({ status }) => status).sort(), ['accepted', 'denied', 'denied', 'denied']);
    await expectOne(desk, 'once-41');
  }),
  connected(
    'EX42 an order whose answer is lost is unknown, never failed; it is there once, and is found by its client order id',
    ['order-lost-after'],
    async (desk) => {
      const { execution, venue } = desk;
      venue.provoke('order-lost-after');
      const command = desk.resting({ clientOrderId: 'lost-42' });
      const { clientOrderId, unknown } = expectStatus(await execution.createOrder(command), 'unknown');
      strictEqual(clientOrderId, 'lost-42');
      ok(unknown.message.length > 0);
      await expectOne(desk, 'lost-42');
      const again = await execution.createOrder(command);
      expectDenied(again, 'intent-unknown', 'client-order-id-reused');
      await desk.until(
        async () => ((await execution.getOrder('lost-42', desk.symbol)) === undefined ? undefined : true),
        'the order to be found',
      );
      await desk.until(async () => (execution.health().unknownIntents === 0 ? true : undefined), 'nothing to be unknown');
      await expectOne(desk, 'lost-42');
      expectDenied(await execution.createOrder(command), 'client-order-id-reused');
      await expectOne(desk, 'lost-42');
      await desk.accept(desk.resting());
    },
  ),
  connected(
    'EX43 an order that never arrived is unknown as well; one reading that finds none settles nothing',
    ['order-lost-before'],
    async (desk) => {
      const { execution, venue } = desk;
      venue.provoke('order-lost-before');
      const command = desk.resting({ clientOrderId: 'lost-43' });
      expectStatus(await execution.createOrder(command), 'unknown');
      strictEqual(venue.ordersMade(), 0);
      strictEqual(await execution.getOrder('lost-43', desk.symbol), undefined);
      strictEqual(execution.health().unknownIntents, 1);
      expectDenied(await execution.createOrder(desk.opening()), 'intent-unknown', 'not-healthy');
      expectDenied(await execution.createOrder(command), 'intent-unknown', 'client-order-id-reused', 'not-healthy');
      strictEqual(venue.ordersMade(), 0);
    },
  ),
  connected(
    'EX44 when time and readings have proven that it never arrived, its command makes one order',
    ['order-lost-before'],
    async (desk) => {
      const { execution, venue } = desk;
      venue.provoke('order-lost-before');
      const command = desk.resting({ clientOrderId: 'lost-44' });
      expectStatus(await execution.createOrder(command), 'unknown');
      for (let step = 0; step < PROOF_STEPS && execution.health().unknownIntents > 0; step += 1) {
        await venue.pass(PROOF_STEP_MS);
        strictEqual(await execution.getOrder('lost-44', desk.symbol), undefined);
      }
      strictEqual(execution.health().unknownIntents, 0, 'unknown intents');
      await desk.accept(command);
      await expectOne(desk, 'lost-44');
      expectDenied(await execution.createOrder(command), 'client-order-id-reused');
      await expectOne(desk, 'lost-44');
    },
  ),
  connected(
    'EX45 while an order is unknown nothing opens in its symbol; closes and cancels go through',
    ['order-lost-before'],
    async (desk) => {
      const { execution, venue } = desk;
      await desk.trade(desk.opening());
      const { order } = await desk.accept(desk.resting());
      venue.provoke('order-lost-before');
      expectStatus(await execution.createOrder(desk.resting({ clientOrderId: 'lost-45' })), 'unknown');
      const { state, unknownIntents } = execution.health();
      deepStrictEqual({ state, unknownIntents }, { state: 'degraded', unknownIntents: 1 });
      const made = venue.ordersMade();
      for (const command of [desk.opening(), desk.resting()])
        expectDenied(await execution.createOrder(command), 'intent-unknown', 'not-healthy');
      strictEqual(venue.ordersMade(), made);
      expectStatus(await execution.cancelOrder(desk.symbol, order.orderId), 'cancelled');
      await desk.trade(desk.closing());
      strictEqual(await desk.held('long'), '0');
    },
  ),
  connected(
    'EX46 what the venue refuses for the moment is rejected as safe to repeat; the same command makes one order later',
    ['order-refused'],
    async (desk) => {
      const { execution, venue } = desk;
      venue.provoke('order-refused');
      const command = desk.resting({ clientOrderId: 'later-46' });
      const { rejection } = expectStatus(await execution.createOrder(command), 'rejected');
      strictEqual(rejection.retrySafe, true);
      strictEqual(venue.ordersMade(), 0, 'nothing is repeated by itself');
      strictEqual(execution.health().unknownIntents, 0);
      await desk.accept(command);
      await expectOne(desk, 'later-46');
    },
  ),
  connected('EX47 a market order whose answer is lost fills once', ['order-lost-after'], async (desk) => {
    const { execution, venue } = desk;
    venue.provoke('order-lost-after');
    const command = desk.opening({ clientOrderId: 'lost-47' });
    expectStatus(await execution.createOrder(command), 'unknown');
    await execution.createOrder(command);
    const order = await desk.until(async () => {
      const found = await execution.getOrder('lost-47', desk.symbol);
      return found?.status === 'filled' ? found : undefined;
    }, 'the fill');
    strictEqual(order.filledContracts, desk.lots(10));
    await execution.createOrder(command);
    deepStrictEqual([await desk.held('long'), venue.ordersMade()], [desk.lots(10), 1]);
  }),
  connected('EX48 a close whose answer is lost closes once', ['order-lost-after'], async (desk) => {
    await desk.trade(desk.opening());
    desk.venue.provoke('order-lost-after');
    const command = desk.closing({ contracts: desk.lots(4), clientOrderId: 'lost-48' });
    expectStatus(await desk.execution.createOrder(command), 'unknown');
    expectDenied(await desk.execution.createOrder(command));
    await desk.until(async () => ((await desk.held('long')) === desk.lots(6) ? true : undefined), 'six lots');
    await expectOne(desk, 'lost-48');
  }),
  connected(
    'EX49 whatever befalls a row of orders, each intent makes at most one, and those that were accepted exactly one',
    ['order-lost-before', 'order-lost-after', 'order-refused'],
    async (desk) => {
      const { execution, venue } = desk;
      const fates = ['order-lost-after', undefined, 'order-refused', 'order-lost-before', undefined, 'order-lost-after'] as const;
      for (const [index, fate] of fates.entries()) {
        const clientOrderId = `row-${index}`;
        const command = desk.resting({ clientOrderId, contracts: desk.lots(index + 1) });
        if (fate !== undefined) venue.provoke(fate);
        const first = await execution.createOrder(command);
        for (let step = 0; step < PROOF_STEPS && execution.health().unknownIntents > 0; step += 1) {
          await venue.pass(PROOF_STEP_MS);
          await execution.getOrder(clientOrderId, desk.symbol);
        }
        strictEqual(execution.health().unknownIntents, 0, `${clientOrderId}: unknown intents`);
        await execution.createOrder(command);
        const made = venue.ordersMade(clientOrderId);
        // After proof that there is none, the same command may make it, or may be denied: never two.
        ok(made === 1 || (made === 0 && fate === 'order-lost-before'), `${clientOrderId} after ${fate ?? 'nothing'}: found ${made} orders`);
        if (first.status === 'accepted') strictEqual(made, 1);
        ok(venue.ordersMade() <= index + 1, `found ${venue.ordersMade()} orders of ${index + 1} intents`);
      }
      const listed = (await execution.getOpenOrders()).length;
      strictEqual(listed, venue.ordersMade());
    },
  ),
];
