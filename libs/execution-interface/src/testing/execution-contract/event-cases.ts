import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { type DecimalText, add } from '../../decimal';
import { isFinalStatus } from '../../enums';
import type { ExecutionEvent } from '../../execution-event';
import { Desk, checkCanonical } from './desk';
import type { ExecutionCase } from './execution-case';

/** What watchers are told. */
export const eventCases: readonly ExecutionCase[] = [
  {
    name: 'EX70 who watches before connect is told of orders, fills and positions: each fill once, no final state left',
    needs: [],
    async run(venue) {
      const told: ExecutionEvent[] = [];
      venue.execution.watchEvents((event) => told.push(event));
      const desk = new Desk(venue);
      await desk.connect();
      const resting = (await desk.accept(desk.resting())).order.orderId;
      const opened = (await desk.trade(desk.opening())).orderId;
      await venue.execution.cancelOrder(desk.symbol, resting);
      const closed = (await desk.trade(desk.closing())).orderId;
      const lastOf = (id: string) =>
        told.flatMap((event) => (event.kind === 'order' && event.order.orderId === id ? [event.order] : [])).at(-1)?.status;
      await desk.until(async () => {
        const isTold = lastOf(opened) === 'filled' && lastOf(closed) === 'filled' && lastOf(resting) === 'cancelled';
        return isTold && told.some(({ kind }) => kind === 'position-closed') ? true : undefined;
      }, 'all of it to be told');
      checkCanonical(told);
      const finals = new Set<string>();
      for (const event of told) {
        if (event.kind !== 'order') continue;
        strictEqual(event.isOurs, true);
        const { orderId, status } = event.order;
        ok(!finals.has(orderId) || isFinalStatus(status), `${orderId}: found ${status} after a final state`);
        if (isFinalStatus(status)) finals.add(orderId);
      }
      const trades = told.flatMap((event) => (event.kind === 'trade' ? [event.trade] : []));
      strictEqual(new Set(trades.map(({ tradeId }) => tradeId)).size, trades.length, 'a fill was told twice');
      for (const id of [opened, closed]) {
        const filled = trades.filter(({ orderId }) => orderId === id).reduce<DecimalText>((sum, { contracts }) => add(sum, contracts), '0');
        strictEqual(filled, desk.lots(10));
      }
      ok(told.some((event) => event.kind === 'position' && event.position.side === 'long'));
    },
  },
  {
    name: 'EX71 a handler that throws harms nobody: commands go on, and others are told',
    needs: [],
    async run(venue) {
      const told: ExecutionEvent[] = [];
      venue.execution.watchEvents(() => {
        throw new Error('my own fault');
      });
      venue.execution.watchEvents((event) => told.push(event));
      const desk = new Desk(venue);
      await desk.connect();
      const { orderId } = await desk.trade(desk.opening());
      await desk.until(
        async () => (told.some((event) => event.kind === 'order' && event.order.orderId === orderId) ? true : undefined),
        'the order',
      );
      strictEqual(venue.ordersMade(), 1);
    },
  },
  {
    name: 'EX72 who has stopped watching is told nothing more; stopping twice does no harm',
    needs: [],
    async run(venue) {
      const [stopped, watching]: [ExecutionEvent[], ExecutionEvent[]] = [[], []];
      const stop = venue.execution.watchEvents((event) => stopped.push(event));
      venue.execution.watchEvents((event) => watching.push(event));
      const desk = new Desk(venue);
      await desk.connect();
      stop();
      stop();
      const before = stopped.length;
      const { orderId } = await desk.trade(desk.opening());
      await desk.until(
        async () => (watching.some((event) => event.kind === 'order' && event.order.orderId === orderId) ? true : undefined),
        'the order',
      );
      deepStrictEqual(stopped.length, before);
    },
  },
  {
    name: 'EX73 an unknown order that is found is told as resolved, once',
    needs: ['order-lost-after'],
    async run(venue) {
      const resolved: string[] = [];
      venue.execution.watchEvents((event) => {
        if (event.kind === 'intent-resolved') resolved.push(`${event.clientOrderId} ${event.resolution}`);
      });
      const desk = new Desk(venue);
      await desk.connect();
      venue.provoke('order-lost-after');
      await venue.execution.createOrder(desk.resting({ clientOrderId: 'lost-73' }));
      await desk.until(async () => {
        await venue.execution.getOrder('lost-73', desk.symbol);
        return resolved.length > 0 ? true : undefined;
      }, 'what became of it');
      await venue.pass(10_000);
      deepStrictEqual(resolved, ['lost-73 found']);
    },
  },
];
