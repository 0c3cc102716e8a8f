import { deepStrictEqual, fail, ok, strictEqual } from 'node:assert';
import { type DecimalText, add, compare, divide, isPositive, multiply, negate, subtract } from '../../decimal';
import type { PositionSide } from '../../enums';
import { AmbiguousPositionError } from '../../errors';
import { expectDenied, expectError, expectStatus } from './check-outcome';
import { type Desk, LEVERAGE, checkCanonical, expectNear, valueAt } from './desk';
import { type ExecutionCase, connected } from './execution-case';

async function expectIdentity(desk: Desk, when: string): Promise<void> {
  for (const balance of await desk.execution.getBalances()) {
    checkCanonical(balance, `${when}: ${balance.currency}`);
    const { available, frozen, positionMargin, unrealizedPnl, total } = balance;
    const sum = [frozen, positionMargin, unrealizedPnl].reduce<DecimalText>((whole, part) => add(whole, part), available);
    expectNear(total, sum, `${when}: total ${balance.currency}`);
  }
}

/** What a position brings at its mark, settle currency, from the words alone. */
async function expectPnl(desk: Desk, side: PositionSide): Promise<void> {
  const { contracts, entryPrice, markPrice, unrealizedPnl } = await desk.position(side);
  if (markPrice === undefined || unrealizedPnl === undefined) return fail(`found no mark or no result of ${side}, expected both`);
  const { instrument } = desk;
  const gain = subtract(valueAt(instrument, contracts, markPrice), valueAt(instrument, contracts, entryPrice));
  const isLongLinear = (side === 'long') === (instrument.kind === 'linear');
  expectNear(unrealizedPnl, isLongLinear ? gain : negate(gain), `unrealised result of ${side}`);
  ok(compare(markPrice, entryPrice) !== 0, 'the price has moved');
  const hasGained = compare(markPrice, entryPrice) > 0 === (side === 'long');
  strictEqual(isPositive(unrealizedPnl), hasGained, `${side} from ${entryPrice} to ${markPrice}: found ${unrealizedPnl}`);
}

/** Positions, balances, leverage, fees: what questions answer. */
export const accountCases: readonly ExecutionCase[] = [
  connected('EX60 an order of nobody is undefined, by either kind of id', [], async (desk) => {
    for (const id of ['799999999999999999', 'nobodys-order']) strictEqual(await desk.execution.getOrder(id, desk.symbol), undefined);
  }),
  connected('EX61 open orders are all listed, each once, however many there are', [], async (desk) => {
    const made: string[] = [];
    for (let count = 0; count < 120; count += 1) made.push((await desk.accept(desk.resting({ contracts: desk.lots(1) }))).order.orderId);
    const listed = (await desk.execution.getOpenOrders(desk.symbol)).map(({ orderId }) => orderId);
    deepStrictEqual([...listed].sort(), [...made].sort());
  }),
  connected('EX62 no final state is ever left, whatever the market and later cancels do', [], async (desk) => {
    const { execution, symbol } = desk;
    const cancelled = (await desk.accept(desk.resting())).order.orderId;
    await execution.cancelOrder(symbol, cancelled);
    const filled = (await desk.trade(desk.opening())).orderId;
    const expected = [await desk.final(cancelled), await desk.final(filled)].map(({ status, filledContracts }) => [
      status,
      filledContracts,
    ]);
    deepStrictEqual(expected, [
      ['cancelled', '0'],
      ['filled', desk.lots(10)],
    ]);
    await desk.venue.moveTo(desk.price('0.94'));
    for (const id of [cancelled, filled]) await execution.cancelOrder(symbol, id);
    await execution.cancelAllOrders();
    const now = [await desk.read(cancelled), await desk.read(filled)].map(({ status, filledContracts }) => [status, filledContracts]);
    deepStrictEqual(now, expected);
    strictEqual(await desk.held('long'), desk.lots(10));
  }),
  connected('EX63 what cannot be read is an error, never an empty answer', ['reads-fail'], async (desk) => {
    const { execution, symbol } = desk;
    const { order } = await desk.accept(desk.resting());
    await desk.trade(desk.opening());
    for (const [name, ask] of Object.entries({
      getOpenOrders: () => execution.getOpenOrders(),
      getPositions: () => execution.getPositions(),
      getBalances: () => execution.getBalances(),
      getOrder: () => execution.getOrder(order.orderId, symbol),
    })) {
      desk.venue.provoke('reads-fail');
      await expectError(ask, name);
      desk.venue.calm();
    }
    strictEqual((await execution.getOpenOrders()).length, 1);
    strictEqual((await execution.getPositions()).length, 1);
  }),
  connected('EX64 a position is told with its side, size, entry, margin and leverage', [], async (desk) => {
    const { averagePrice } = await desk.trade(desk.opening());
    const position = await desk.position('long');
    checkCanonical(position);
    const { symbol, side, contracts, closableContracts, entryPrice, leverage, marginMode, baseQuantity } = position;
    deepStrictEqual(
      { symbol, side, contracts, closableContracts, leverage, marginMode },
      {
        symbol: desk.symbol,
        side: 'long',
        contracts: desk.lots(10),
        closableContracts: desk.lots(10),
        leverage: LEVERAGE,
        marginMode: 'isolated',
      },
    );
    const isLinear = desk.instrument.kind === 'linear';
    strictEqual(baseQuantity, isLinear ? multiply(desk.lots(10), desk.instrument.contractSize) : undefined);
    expectNear(entryPrice, averagePrice ?? '0', 'entry');
    ok(isPositive(position.margin) && position.markPrice !== undefined && isPositive(position.markPrice));
    deepStrictEqual(await desk.execution.getPosition(desk.symbol, 'short'), undefined);
    deepStrictEqual(await desk.execution.getPosition(desk.venue.otherInstrument.symbol), undefined);
  }),
  connected('EX65 both sides at once: asked for without a side that is an error that lists both', ['hedge'], async (desk) => {
    const { execution, symbol } = desk;
    await desk.trade(desk.opening());
    strictEqual((await execution.getPosition(symbol))?.side, 'long');
    await desk.trade(desk.opening({ side: 'sell', contracts: desk.lots(3) }));
    const error = await expectError(() => execution.getPosition(symbol), 'getPosition');
    ok(error instanceof AmbiguousPositionError, error.name);
    deepStrictEqual(error.positions.map(({ side, contracts }) => `${side} ${contracts}`).sort(), [
      `long ${desk.lots(10)}`,
      `short ${desk.lots(3)}`,
    ]);
    deepStrictEqual([await desk.held('long'), await desk.held('short')], [desk.lots(10), desk.lots(3)]);
  }),
  connected('EX66 adding to a position averages its entry by value', [], async (desk) => {
    const first = (await desk.trade(desk.opening())).averagePrice ?? '0';
    await desk.venue.moveTo(desk.price('1.04'));
    const second = (await desk.trade(desk.opening({ contracts: desk.lots(30) }))).averagePrice ?? '0';
    const { entryPrice, contracts } = await desk.position('long');
    strictEqual(contracts, desk.lots(40));
    const weighed = divide(add(first, multiply(second, 3)), 4, 12);
    const harmonic = divide(4, add(divide(1, first, 24), divide(3, second, 24)), 12);
    const expected = desk.instrument.kind === 'linear' ? weighed : harmonic;
    // Venues round what they state to their ticks.
    const distance = subtract(entryPrice, expected);
    ok(
      compare(distance, desk.instrument.tickSize) <= 0 && compare(distance, negate(desk.instrument.tickSize)) >= 0,
      `found ${entryPrice}, expected ${expected}`,
    );
  }),
  connected('EX67 the unrealised result of a long follows from entry and mark, up and down', [], async (desk) => {
    await desk.trade(desk.opening());
    for (const share of ['1.05', '0.93'] as const) {
      await desk.venue.moveTo(desk.price(share));
      await expectPnl(desk, 'long');
    }
  }),
  connected('EX68 the unrealised result of a short is the other way round', [], async (desk) => {
    await desk.trade(desk.opening({ side: 'sell' }));
    for (const share of ['1.05', '0.93'] as const) {
      await desk.venue.moveTo(desk.price(share));
      await expectPnl(desk, 'short');
    }
  }),
  connected('EX69 available + frozen + position margin + unrealised result = total, at every step', [], async (desk) => {
    await expectIdentity(desk, 'at first');
    const { order } = await desk.accept(desk.resting());
    await expectIdentity(desk, 'with an order');
    await desk.trade(desk.opening());
    await expectIdentity(desk, 'with a position');
    await desk.venue.moveTo(desk.price('0.98'));
    await expectIdentity(desk, 'with a loss');
    await desk.execution.cancelOrder(desk.symbol, order.orderId);
    await desk.trade(desk.closing());
    await expectIdentity(desk, 'at last');
  }),
  connected('EX6A a working order freezes, a position binds margin, and both give it back', [], async (desk) => {
    const read = async () => {
      const balance = await desk.execution.getBalance(desk.instrument.settleCurrency);
      ok(balance !== undefined);
      return balance;
    };
    const first = await read();
    deepStrictEqual([first.frozen, first.positionMargin, first.available], ['0', '0', first.total]);
    const { order } = await desk.accept(desk.resting());
    const frozen = await read();
    ok(isPositive(frozen.frozen) && compare(frozen.available, first.available) < 0);
    await desk.execution.cancelOrder(desk.symbol, order.orderId);
    deepStrictEqual((await read()).available, first.available);
    await desk.trade(desk.opening());
    ok(isPositive((await read()).positionMargin));
    await desk.trade(desk.closing());
    const last = await read();
    deepStrictEqual([last.frozen, last.positionMargin, last.unrealizedPnl], ['0', '0', '0']);
    ok(compare(last.total, first.total) < 0, 'fees and the spread are paid');
  }),
  connected('EX6B one currency is asked for by name; one that the account never had is undefined', [], async (desk) => {
    const { execution } = desk;
    strictEqual((await execution.getBalance(desk.instrument.settleCurrency))?.currency, desk.instrument.settleCurrency);
    strictEqual(await execution.getBalance('NOSUCH'), undefined);
    const usdt = await execution.getBalance();
    ok(usdt === undefined || usdt.currency === 'USDT');
    const currencies = (await execution.getBalances()).map(({ currency }) => currency);
    strictEqual(new Set(currencies).size, currencies.length);
  }),
  connected('EX6C leverage is set, and read back as set', [], async (desk) => {
    const { execution, symbol } = desk;
    for (const leverage of [3, 8]) {
      const outcome = await execution.setLeverage({ symbol, positionSide: 'long', leverage, marginMode: 'isolated' });
      deepStrictEqual(expectStatus(outcome, 'accepted'), { status: 'accepted', leverage });
      const { leverage: found, positionSide, symbol: of, marginMode } = await execution.getLeverage({ symbol, positionSide: 'long' });
      deepStrictEqual([found, positionSide, of, marginMode], [leverage, 'long', symbol, 'isolated']);
    }
  }),
  connected('EX6D each side has its own leverage', ['hedge'], async (desk) => {
    const { execution, symbol } = desk;
    await execution.setLeverage({ symbol, positionSide: 'short', leverage: 9, marginMode: 'isolated' });
    await execution.setLeverage({ symbol, positionSide: 'long', leverage: 3, marginMode: 'isolated' });
    const leverages = [];
    for (const positionSide of ['long', 'short'] as const) leverages.push((await execution.getLeverage({ symbol, positionSide })).leverage);
    deepStrictEqual(leverages, [3, 9]);
  }),
  connected('EX6E leverage that is none is denied, and changes nothing', [], async (desk) => {
    const { execution, symbol } = desk;
    const good = { symbol, positionSide: 'long', leverage: 3, marginMode: 'isolated' } as const;
    await execution.setLeverage(good);
    for (const wrong of [{ leverage: desk.instrument.maxLeverage + 1 }, { leverage: 1.5 }, { leverage: 0 }, { symbol: 'NOSUCH_USDT' }]) {
      expectDenied(await execution.setLeverage({ ...good, ...wrong }));
    }
    for (const wrong of [{ positionSide: 'up' }, { marginMode: 'both' }])
      expectDenied(await execution.setLeverage({ ...good, ...wrong } as never));
    strictEqual((await execution.getLeverage({ symbol, positionSide: 'long' })).leverage, 3);
  }),
  connected('EX6F an order opens with the leverage that it names, whatever stood before', [], async (desk) => {
    const { execution, symbol } = desk;
    await execution.setLeverage({ symbol, positionSide: 'long', leverage: 3, marginMode: 'isolated' });
    await desk.trade(desk.opening({ leverage: 8 }));
    strictEqual((await desk.position('long')).leverage, 8);
    strictEqual((await execution.getLeverage({ symbol, positionSide: 'long' })).leverage, 8);
  }),
  connected('EX6G fee rates are what a fill really pays', [], async (desk) => {
    const { execution, instrument, venue } = desk;
    const rates = await execution.getFeeRates(desk.symbol);
    checkCanonical(rates);
    const { orderId } = await desk.trade(desk.opening());
    await venue.pass(1_000);
    let paid = 0;
    for await (const trade of execution.getTradeHistory({
      symbol: desk.symbol,
      fromMs: venue.nowMs() - 600_000,
      toMs: venue.nowMs() + 1_000,
    })) {
      strictEqual(trade.orderId, orderId);
      strictEqual(trade.feeCurrency, instrument.settleCurrency);
      const rate = trade.liquidity === 'maker' ? rates.maker : rates.taker;
      expectNear(trade.fee, multiply(valueAt(instrument, trade.contracts, trade.price), rate), 'fee');
      paid += 1;
    }
    ok(paid > 0, 'a fill');
  }),
  connected('EX6H the largest order of a leverage is positive, and no larger leverage allows more', ['max-contracts'], async (desk) => {
    const sizes: DecimalText[] = [];
    for (const leverage of [LEVERAGE, desk.instrument.maxLeverage]) {
      sizes.push(await desk.execution.getMaxContracts({ symbol: desk.symbol, leverage, marginMode: 'isolated' }));
    }
    const [small, large] = sizes as [DecimalText, DecimalText];
    ok(isPositive(small) && isPositive(large) && compare(large, small) <= 0, `found ${small} at ${LEVERAGE}, ${large} at most leverage`);
  }),
  connected('EX6I the position mode is told; what stands in the way of another is listed, and it stays', [], async (desk) => {
    const { execution, venue } = desk;
    strictEqual(await execution.getPositionMode(), venue.positionMode);
    const other = venue.positionMode === 'hedge' ? 'one-way' : 'hedge';
    await desk.trade(desk.opening());
    await desk.accept(desk.resting());
    const { by, positionMode } = expectStatus(await execution.setPositionMode({ positionMode: other }), 'blocked');
    deepStrictEqual([positionMode, by.orders, by.positions], [venue.positionMode, 1, 1]);
    strictEqual(await execution.getPositionMode(), venue.positionMode);
    await execution.cancelAllOrders();
    await desk.trade(desk.closing());
    expectStatus(await execution.setPositionMode({ positionMode: other }), 'accepted');
    strictEqual(await execution.getPositionMode(), other);
  }),
];
