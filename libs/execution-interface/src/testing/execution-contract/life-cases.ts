import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { NotConnectedError } from '../../errors';
import type { ExecutionInterface } from '../../execution-interface';
import { expectDenied, expectError } from './check-outcome';
import { Desk } from './desk';
import { type ExecutionCase, connected } from './execution-case';

const EVER = { fromMs: Date.UTC(2026, 0, 1) };

async function firstOf(rows: AsyncIterable<unknown>): Promise<unknown> {
  for await (const row of rows) return row;
  return undefined;
}

/** Every question of the port. */
const questions: Readonly<Record<string, (execution: ExecutionInterface, symbol: string) => unknown>> = {
  getOrder: (execution, symbol) => execution.getOrder('nobodys-1', symbol),
  getOpenOrders: (execution) => execution.getOpenOrders(),
  getPositions: (execution) => execution.getPositions(),
  getPosition: (execution, symbol) => execution.getPosition(symbol, 'long'),
  getBalance: (execution) => execution.getBalance(),
  getBalances: (execution) => execution.getBalances(),
  getLeverage: (execution, symbol) => execution.getLeverage({ symbol, positionSide: 'long' }),
  getFeeRates: (execution, symbol) => execution.getFeeRates(symbol),
  getPositionMode: (execution) => execution.getPositionMode(),
  getMaxContracts: (execution, symbol) => execution.getMaxContracts({ symbol, leverage: 5, marginMode: 'isolated' }),
  getPlanOrders: (execution) => execution.getPlanOrders(),
  getStopOrders: (execution) => execution.getStopOrders(),
  getTrailingOrders: (execution) => execution.getTrailingOrders(),
  getOrderHistory: (execution) => firstOf(execution.getOrderHistory(EVER)),
  getTradeHistory: (execution) => firstOf(execution.getTradeHistory(EVER)),
  getPositionHistory: (execution) => firstOf(execution.getPositionHistory(EVER)),
  getFundingHistory: (execution) => firstOf(execution.getFundingHistory(EVER)),
  getTransferHistory: (execution) => firstOf(execution.getTransferHistory(EVER)),
};

/** Every command that is more than a cancel. */
const commands: Readonly<Record<string, (desk: Desk) => Promise<{ readonly status: string }>>> = {
  createOrder: (desk) => desk.execution.createOrder(desk.opening()),
  'createOrder, close': (desk) => desk.execution.createOrder(desk.closing()),
  amendOrder: ({ execution, symbol, instrument }) =>
    execution.amendOrder({ symbol, orderId: 'nobodys-1', price: instrument.tickSize, size: { contracts: '1' } }),
  chaseOrder: ({ execution, symbol }) => execution.chaseOrder(symbol, 'nobodys-1'),
  createPlanOrder: (desk) =>
    desk.execution.createPlanOrder({
      ...desk.opening(),
      ...{ trigger: { price: desk.price('0.96'), reference: 'last', direction: 'at-or-below' }, validFor: 'one-day' },
    } as never),
  closePosition: ({ execution, symbol }) => execution.closePosition({ symbol, type: 'market' }),
  closeAllPositions: ({ execution }) => execution.closeAllPositions(),
  reversePosition: ({ execution, symbol }) => execution.reversePosition({ symbol, positionSide: 'long' }),
  changeMargin: ({ execution, symbol }) => execution.changeMargin({ symbol, positionSide: 'long', amount: '1', direction: 'add' }),
  setPositionMode: ({ execution, venue }) => execution.setPositionMode({ positionMode: venue.positionMode }),
  setLeverage: ({ execution, symbol }) => execution.setLeverage({ symbol, positionSide: 'long', leverage: 3, marginMode: 'isolated' }),
};

async function expectDisconnected(desk: Desk): Promise<void> {
  const { execution, symbol } = desk;
  strictEqual(execution.health().state, 'disconnected');
  expectDenied(await execution.createOrder(desk.opening()), 'not-connected');
  for (const give of Object.values(commands)) expectDenied(await give(desk), 'not-connected', 'not-sent', 'not-supported');
  for (const [name, ask] of Object.entries(questions)) {
    const error = await expectError(() => ask(execution, symbol), name);
    ok(error instanceof NotConnectedError, `${name}: found ${error.name}, expected NotConnectedError`);
  }
}

/** Coming and going. */
export const lifeCases: readonly ExecutionCase[] = [
  {
    name: 'EX01 before connect nothing is sent: commands are denied, questions throw, health says so',
    needs: [],
    async run(venue) {
      const desk = new Desk(venue);
      await expectDisconnected(desk);
      strictEqual(venue.ordersMade(), 0);
    },
  },
  {
    name: 'EX02 connect answers ok without problems, also a second time; health is healthy, nothing unknown',
    needs: [],
    async run(venue) {
      const desk = new Desk(venue);
      await desk.connect();
      await desk.connect();
      const { state, unknownIntents } = venue.execution.health();
      deepStrictEqual({ state, unknownIntents }, { state: 'healthy', unknownIntents: 0 });
    },
  },
  {
    name: 'EX03 disconnect may come at any time and twice; afterwards it is as before connect',
    needs: [],
    async run(venue) {
      const desk = new Desk(venue);
      await venue.execution.disconnect();
      await desk.connect();
      await venue.execution.disconnect();
      await venue.execution.disconnect();
      await expectDisconnected(desk);
      strictEqual(venue.ordersMade(), 0);
    },
  },
  connected('EX04 who connects again finds the orders and positions that are there', [], async (desk) => {
    const { execution } = desk;
    const { order } = await desk.accept(desk.resting());
    await desk.trade(desk.opening());
    await execution.disconnect();
    await desk.connect();
    deepStrictEqual(
      (await execution.getOpenOrders()).map(({ orderId }) => orderId),
      [order.orderId],
    );
    strictEqual(await desk.held('long'), desk.lots(10));
  }),
  {
    name: 'EX05 a refused key is an answer with a problem, not an exception; nothing works until a connection is ok',
    needs: ['key-refused'],
    async run(venue) {
      const desk = new Desk(venue);
      venue.provoke('key-refused');
      const { ok: isOk, problems } = await venue.execution.connect();
      strictEqual(isOk, false);
      ok(problems.length > 0 && problems.every(({ code, message }) => code.length > 0 && message.length > 0));
      venue.calm();
      await expectDisconnected(desk);
      await desk.connect();
      await desk.accept(desk.resting());
    },
  },
];
