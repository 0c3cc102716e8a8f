import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { type DecimalText, add, negate, subtract } from '../../decimal';
import type { ExecutionInterface } from '../../execution-interface';
import type { HistoryProgress, HistoryQuery } from '../../history';
import { expectError } from './check-outcome';
import { type Desk, checkCanonical, expectNear, valueAt } from './desk';
import { type ExecutionCase, connected } from './execution-case';

const HOUR_MS = 3_600_000;

const histories: Readonly<Record<string, (execution: ExecutionInterface, query: HistoryQuery) => AsyncIterable<unknown>>> = {
  getOrderHistory: (execution, query) => execution.getOrderHistory(query),
  getTradeHistory: (execution, query) => execution.getTradeHistory(query),
  getPositionHistory: (execution, query) => execution.getPositionHistory(query),
  getFundingHistory: (execution, query) => execution.getFundingHistory(query),
  getTransferHistory: (execution, query) => execution.getTransferHistory(query),
};

async function collect<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

function lastHour({ venue, symbol }: Desk, overrides: Partial<HistoryQuery> = {}): HistoryQuery {
  return { symbol, fromMs: venue.nowMs() - HOUR_MS, toMs: venue.nowMs() + 1_000, ...overrides };
}

function expectOldestFirst(times: readonly number[]): void {
  deepStrictEqual(
    times,
    [...times].sort((one, other) => one - other),
  );
}

/** Opens and closes, a few seconds apart. Answers the ids in their order. */
async function tradeRounds(desk: Desk, rounds: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ids.push((await desk.trade(desk.opening())).orderId);
    await desk.venue.moveTo(desk.price(round % 2 === 0 ? '1.02' : '0.98'));
    await desk.venue.pass(3_000);
    ids.push((await desk.trade(desk.closing())).orderId);
    await desk.venue.pass(3_000);
  }
  return ids;
}

/** Histories: oldest first, each row once. */
export const historyCases: readonly ExecutionCase[] = [
  connected('EX80 finished orders, oldest first, each once; working ones are no history', [], async (desk) => {
    const { execution } = desk;
    const cancelled = (await desk.accept(desk.resting())).order.orderId;
    await execution.cancelOrder(desk.symbol, cancelled);
    await desk.venue.pass(3_000);
    const ids = await tradeRounds(desk, 2);
    await desk.accept(desk.resting());
    const orders = await collect(execution.getOrderHistory(lastHour(desk)));
    checkCanonical(orders);
    deepStrictEqual(
      orders.map(({ orderId }) => orderId),
      [cancelled, ...ids],
    );
    expectOldestFirst(orders.map(({ createdAtMs }) => createdAtMs));
    deepStrictEqual(await collect(execution.getOrderHistory(lastHour(desk, { symbol: desk.venue.otherInstrument.symbol }))), []);
  }),
  connected('EX81 a period ends before its end: what happened then belongs to the next one, and to one only', [], async (desk) => {
    const [first, second] = await tradeRounds(desk, 1);
    const { createdAtMs: borderMs } = await desk.read(second as string);
    const before = await collect(desk.execution.getOrderHistory(lastHour(desk, { toMs: borderMs })));
    const after = await collect(desk.execution.getOrderHistory(lastHour(desk, { fromMs: borderMs })));
    deepStrictEqual(
      [before, after].map((orders) => orders.map(({ orderId }) => orderId)),
      [[first], [second]],
    );
  }),
  connected('EX82 fills are those of the orders, to the last contract; closing ones say what they brought', [], async (desk) => {
    const { execution, instrument } = desk;
    const ids = await tradeRounds(desk, 2);
    const trades = await collect(execution.getTradeHistory(lastHour(desk)));
    checkCanonical(trades);
    strictEqual(new Set(trades.map(({ tradeId }) => tradeId)).size, trades.length);
    expectOldestFirst(trades.map(({ atMs }) => atMs));
    for (const id of ids) {
      const own = trades.filter(({ orderId }) => orderId === id);
      const order = await desk.read(id);
      strictEqual(
        own.reduce<DecimalText>((sum, { contracts }) => add(sum, contracts), '0'),
        order.filledContracts,
      );
      for (const { side, effect, positionSide, symbol } of own) {
        deepStrictEqual([side, effect, positionSide, symbol], [order.side, order.effect, order.positionSide, order.symbol]);
      }
    }
    const [opened, closed] = trades.filter(({ orderId }) => orderId === ids[0] || orderId === ids[1]);
    ok(opened !== undefined && closed !== undefined);
    strictEqual(opened.closingPnl, '0');
    const gain = subtract(valueAt(instrument, closed.contracts, closed.price), valueAt(instrument, opened.contracts, opened.price));
    if (trades.length === 4) expectNear(closed.closingPnl, instrument.kind === 'linear' ? gain : negate(gain), 'closing result');
  }),
  connected('EX83 a closed position: its result is what closing brought, less fees, plus funding', [], async (desk) => {
    await tradeRounds(desk, 2);
    const positions = await collect(desk.execution.getPositionHistory(lastHour(desk)));
    checkCanonical(positions);
    strictEqual(positions.length, 2);
    expectOldestFirst(positions.map(({ closedAtMs }) => closedAtMs));
    for (const { side, closedContracts, closingPnl, fees, funding, realizedPnl, openedAtMs, closedAtMs, symbol } of positions) {
      deepStrictEqual([side, closedContracts, symbol], ['long', desk.lots(10), desk.symbol]);
      expectNear(realizedPnl, add(subtract(closingPnl, fees), funding), 'realised result');
      ok(openedAtMs < closedAtMs, 'it was opened before it was closed');
    }
  }),
  connected('EX84 an aborted signal ends every history with its reason, before the first row and between two', [], async (desk) => {
    await tradeRounds(desk, 1);
    const reason = new Error('enough');
    for (const [name, ask] of Object.entries(histories)) {
      const error = await expectError(() => collect(ask(desk.execution, lastHour(desk, { signal: AbortSignal.abort(reason) }))), name);
      strictEqual(error, reason, name);
    }
    const controller = new AbortController();
    const seen: string[] = [];
    const reading = async () => {
      for await (const { orderId } of desk.execution.getOrderHistory(lastHour(desk, { signal: controller.signal }))) {
        seen.push(orderId);
        controller.abort(reason);
      }
    };
    strictEqual(await expectError(reading, 'getOrderHistory'), reason);
    strictEqual(seen.length, 1);
  }),
  connected('EX85 progress grows to the whole, and counts the rows', [], async (desk) => {
    const ids = await tradeRounds(desk, 2);
    const steps: HistoryProgress[] = [];
    await collect(desk.execution.getOrderHistory(lastHour(desk, { onProgress: (step) => steps.push(step) })));
    deepStrictEqual(steps.at(-1), { share: 1, rows: ids.length });
    expectOldestFirst(steps.map(({ share }) => share));
  }),
  connected('EX86 a period that is none is an error of every history', [], async (desk) => {
    const nowMs = desk.venue.nowMs();
    for (const [name, ask] of Object.entries(histories)) {
      for (const wrong of [{ fromMs: nowMs, toMs: nowMs - 1 }, { fromMs: Number.NaN }]) {
        await expectError(() => collect(ask(desk.execution, { ...lastHour(desk), ...wrong })), name);
      }
    }
  }),
  connected('EX87 transfers are told with currency, amount and direction', ['transfers'], async (desk) => {
    const { venue, execution, instrument } = desk;
    await venue.pass(5_000);
    const fromMs = venue.nowMs();
    await venue.pass(2_000);
    venue.deposit?.(instrument.settleCurrency, '3');
    await venue.pass(2_000);
    const transfers = await collect(execution.getTransferHistory({ fromMs, toMs: venue.nowMs() + 1_000 }));
    checkCanonical(transfers.map(({ id: _id, ...rest }) => rest));
    deepStrictEqual(
      transfers.map(({ currency, amount, direction, status }) => ({ currency, amount, direction, status })),
      [{ currency: instrument.settleCurrency, amount: '3', direction: 'in', status: 'success' }],
    );
  }),
  connected('EX88 more rows than any page has, many of one moment: each once', [], async (desk) => {
    const { execution, symbol } = desk;
    const ids: string[] = [];
    for (let count = 0; count < 120; count += 1) ids.push((await desk.accept(desk.resting({ contracts: desk.lots(1) }))).order.orderId);
    await execution.cancelAllOrders(symbol);
    const found = (await collect(execution.getOrderHistory(lastHour(desk)))).map(({ orderId }) => orderId);
    deepStrictEqual([...found].sort(), [...ids].sort());
  }),
];
