import type { ChangeMargin, ClosePosition, MaxSizeQuery } from '@prate/execution-interface';
import { endpoints } from '@prate/mexc-protocol';
import { simulatedContracts } from '@prate/mexc-simulator';
import { CREATE, type Desk, accepted, marketBuy, openDesk, restingBuy } from './desk';

const BTC = 'BTC_USDT';
const ETH = { symbol: 'ETH_USDT', quantity: '0.1' };
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ balances: { USDT: '1000000' } });
});

const buy = (overrides: object = {}) => accepted(desk.execution.createOrder(marketBuy(overrides)));
const sellShort = (overrides: object = {}) => buy({ side: 'sell', ...overrides });
const faultRead = (endpoint: 'list-open-positions' | 'get-position-mode') =>
  desk.simulator.control.faults.next(endpoint, 'http-502', { count: 3 });

describe('closePosition', () => {
  test('default: all of it, a part of it, with a limit', async () => {
    await buy();
    expect(await desk.execution.closePosition({ symbol: BTC, type: 'market', size: { quantity: '0.0004' } })).toMatchObject({
      status: 'accepted',
      size: { contracts: '4' },
      order: { effect: 'close', side: 'sell', positionSide: 'long' },
    });
    const limit = await accepted(desk.execution.closePosition({ symbol: BTC, type: 'limit', price: '90000', size: { contracts: 2 } }));
    // What a working close order holds back cannot be closed a second time.
    expect(await desk.execution.closePosition({ symbol: BTC, type: 'market' })).toMatchObject({ size: { contracts: '4' } });
    expect(await desk.execution.closePosition({ symbol: BTC, type: 'market' })).toMatchObject({ denial: { code: 'position-too-small' } });
    await desk.execution.cancelOrder(BTC, limit.order.orderId);
    await accepted(desk.execution.closePosition({ symbol: BTC, type: 'market', clientOrderId: 'last-1' }));
    expect(await desk.execution.getPositions()).toEqual([]);
    expect(await desk.execution.closePosition({ symbol: BTC, type: 'market' })).toMatchObject({ denial: { code: 'position-not-found' } });
  });

  test('behavior: with both sides open one is named', async () => {
    await buy();
    await sellShort();
    const close: ClosePosition = { symbol: BTC, type: 'market' };
    expect(await desk.execution.closePosition(close)).toMatchObject({
      denial: { code: 'position-ambiguous', context: { open: ['long 10', 'short 10'] } },
    });
    expect(await desk.execution.closePosition({ ...close, positionSide: 'short' })).toMatchObject({ order: { side: 'buy' } });
    expect((await desk.execution.getPositions()).map(({ side }) => side)).toEqual(['long']);
  });

  test('behavior: with dead reads a side and a size are enough, and cannot open anything', async () => {
    await buy();
    faultRead('list-open-positions');
    expect(await desk.execution.closePosition({ symbol: BTC, type: 'market' })).toMatchObject({ denial: { code: 'not-sent' } });
    const close: ClosePosition = { symbol: BTC, positionSide: 'long', type: 'market', size: { contracts: 10 } };
    faultRead('list-open-positions');
    await accepted(desk.execution.closePosition(close));
    faultRead('list-open-positions');
    expect(await desk.execution.closePosition(close)).toMatchObject({ status: 'rejected', rejection: { kind: 'position' } });
    expect(await desk.execution.getPositions()).toEqual([]);
  });
});

describe('closeAllPositions', () => {
  test('default: three positions, one refusing: one outcome each, and the others are closed', async () => {
    await buy();
    await sellShort();
    await buy(ETH);
    desk.simulator.control.faults.next('create-order', 'maintenance');
    const outcome = await desk.execution.closeAllPositions();
    if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
    expect(outcome.results.map((row) => row.outcome.status)).toEqual(['rejected', 'accepted', 'accepted']);
    const [left] = await desk.execution.getPositions();
    expect(left).toMatchObject({ symbol: outcome.results[0]?.symbol, side: outcome.results[0]?.positionSide });
    expect(await desk.execution.closeAllPositions()).toMatchObject({ status: 'done', results: [{ outcome: { status: 'accepted' } }] });
    expect(await desk.execution.closeAllPositions()).toEqual({ status: 'done', results: [] });
  });

  test('behavior: closing orders give way; opening ones stay', async () => {
    await buy();
    await accepted(desk.execution.closeLong({ symbol: BTC, type: 'limit', price: '90000', contracts: 10 }));
    await accepted(desk.execution.createOrder(restingBuy()));
    expect(await desk.execution.closeAllPositions()).toMatchObject({
      results: [{ outcome: { status: 'accepted', size: { contracts: '10' } } }],
    });
    expect(await desk.execution.getPositions()).toEqual([]);
    expect((await desk.execution.getOpenOrders()).map(({ effect }) => effect)).toEqual(['open']);
  });

  describe('of more contracts than one order may have', () => {
    const SMALL = simulatedContracts.filter(({ symbol }) => symbol === BTC).map((contract) => ({ ...contract, maxVol: '20' as const }));
    const large = async () => {
      desk = await openDesk({ contracts: SMALL, balances: { USDT: '1000000' } });
      for (let count = 0; count < 5; count += 1)
        await accepted(desk.execution.createOrder(marketBuy({ quantity: undefined, contracts: 9 })));
    };

    test('behavior: as many orders as it takes, one outcome a part, never more than is held', async () => {
      await large();
      const outcome = await desk.execution.closeAllPositions();
      if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
      expect(outcome.results.map((row) => [row.outcome.status, 'size' in row.outcome && row.outcome.size.contracts])).toEqual([
        ['accepted', '20'],
        ['accepted', '20'],
        ['accepted', '5'],
      ]);
      expect(await desk.execution.getPositions()).toEqual([]);
    });

    test('behavior: the first part that is not accepted ends it, and what is left is left', async () => {
      await large();
      desk.simulator.control.faults.next('create-order', 'accept-then-hang-up');
      const outcome = await desk.execution.closeAllPositions();
      expect(outcome).toMatchObject({ status: 'done', results: [{ outcome: { status: 'unknown' } }] });
      expect(await desk.execution.getPositions()).toMatchObject([{ contracts: '25' }]);
    });

    test('behavior: a single close is one order: denied, with the largest and what to do', async () => {
      await large();
      expect(await desk.execution.closePosition({ symbol: BTC, type: 'market' })).toMatchObject({
        status: 'denied',
        denial: {
          code: 'size-above-maximum',
          message: expect.stringContaining('close it in parts'),
          context: { nearest: { below: { contracts: '20' } } },
        },
      });
    });
  });

  test('behavior: where positions cannot be read the venue is asked to close it all; of none by name it is claimed', async () => {
    await buy();
    const before = desk.arrived(CREATE);
    faultRead('list-open-positions');
    expect(await desk.execution.closeAllPositions()).toEqual({ status: 'done', results: [], everything: { status: 'accepted' } });
    expect(desk.arrived(CREATE)).toBe(before);
    expect(desk.simulator.control.snapshot().positions).toEqual([]);
  });

  test('error: where that answer is lost it is unknown, and not asked for again', async () => {
    await buy();
    faultRead('list-open-positions');
    desk.simulator.control.faults.next('close-all-positions', 'hang-up-before-accept');
    desk.simulator.control.faults.next('list-open-positions', 'http-502', { count: 3 });
    expect(await desk.execution.closeAllPositions()).toMatchObject({ status: 'done', results: [], everything: { status: 'unknown' } });
    expect(desk.arrived('/api/v1/private/position/close_all')).toBe(1);
    expect(await desk.execution.createOrder(marketBuy())).toMatchObject({ denial: { code: 'intent-unknown' } });
  });
});

test('default: reversePosition: a long becomes a short of the same size', async () => {
  await buy();
  expect(await desk.execution.reversePosition({ symbol: BTC, positionSide: 'long' })).toEqual({ status: 'accepted' });
  desk.clock.advance(1_000);
  expect(await desk.execution.getPositions()).toMatchObject([{ side: 'short', contracts: '10' }]);
  expect(await desk.execution.reversePosition({ symbol: BTC, positionSide: 'long' })).toMatchObject({
    denial: { code: 'position-not-found' },
  });
  await accepted(desk.execution.closeShort({ symbol: BTC, type: 'limit', price: '40000', contracts: 5 }));
  expect(await desk.execution.reversePosition({ symbol: BTC, positionSide: 'short' })).toMatchObject({
    denial: { code: 'position-too-small', context: { frozen: '5' } },
  });
});

describe('margin', () => {
  test('default: in and out of an isolated position', async () => {
    await buy();
    const marginNow = async () => Number((await desk.execution.getPosition(BTC))?.margin);
    const before = await marginNow();
    const change = { symbol: BTC, positionSide: 'long' } as const;
    expect(await desk.execution.changeMargin({ ...change, amount: '2.5', direction: 'add' })).toEqual({ status: 'accepted' });
    expect((await marginNow()) - before).toBeCloseTo(2.5, 10);
    expect(await desk.execution.changeMargin({ ...change, amount: '1', direction: 'remove' })).toEqual({ status: 'accepted' });
    expect((await marginNow()) - before).toBeCloseTo(1.5, 10);
    expect(await desk.execution.changeMargin({ ...change, amount: '999999999', direction: 'add' })).toMatchObject({ status: 'rejected' });
    expect(await desk.execution.setAutoAddMargin({ ...change, isEnabled: true })).toEqual({ status: 'accepted' });
    expect((await desk.rest.private.listOpenPositions({}))[0]?.autoAddIm).toBe(true);
  });

  test.each([
    ['nothing', { amount: '0' }, 'input-invalid'],
    ['less than nothing', { amount: '-1' }, 'input-invalid'],
    ['of a position that is not there', { positionSide: 'short' }, 'position-not-found'],
    ['of a cross position', { symbol: 'ETH_USDT' }, 'margin-mode-conflict'],
  ])('error: %s', async (_name, overrides, code) => {
    await buy();
    await buy({ ...ETH, marginMode: 'cross' });
    const change = { symbol: BTC, positionSide: 'long', amount: '1', direction: 'add', ...overrides } as ChangeMargin;
    expect(await desk.execution.changeMargin(change)).toMatchObject({ status: 'denied', denial: { code } });
    expect(desk.arrived(endpoints['change-margin'].path)).toBe(0);
  });
});

test('default: setPositionMode counts what stands in the way, then asks; orders go by the new mode at once', async () => {
  const { path } = endpoints['change-position-mode'];
  await buy();
  await accepted(desk.execution.createOrder(restingBuy()));
  const plan = { ...marketBuy(), trigger: { price: '50000', reference: 'last', direction: 'at-or-below' }, validFor: 'one-day' } as const;
  await desk.execution.createPlanOrder(plan as never);
  await desk.execution.createPlanOrder(plan as never);
  expect(await desk.execution.setPositionMode({ positionMode: 'one-way' })).toEqual({
    status: 'blocked',
    positionMode: 'hedge',
    by: { orders: 1, planOrders: 2, positions: 1 },
  });
  expect(await desk.execution.setPositionMode({ positionMode: 'hedge' })).toEqual({ status: 'accepted' });
  expect(desk.arrived(path)).toBe(0);
  await desk.execution.cancelAllOrders();
  await desk.execution.cancelAllConditionalOrders({ kind: 'plan' });
  await desk.execution.closeAllPositions();
  expect(await desk.execution.setPositionMode({ positionMode: 'one-way' })).toEqual({ status: 'accepted' });
  expect(await desk.execution.getPositionMode()).toBe('one-way');
  await buy();
  await accepted(desk.execution.closePosition({ symbol: BTC, type: 'market' }));
});

test('default: getMaxContracts by the risk tiers, on the size grid, at most one order', async () => {
  const { riskTiers, maxLimitContracts } = await desk.marketData.getInstrument(BTC);
  const ask = (leverage: number) =>
    desk.execution.getMaxContracts({ symbol: BTC, leverage, marginMode: 'isolated' } satisfies MaxSizeQuery);
  for (const leverage of [1, 20, 100]) {
    const most = Math.max(...riskTiers.filter((tier) => tier.maxLeverage >= leverage).map((tier) => Number(tier.maxContracts)));
    expect(Number(await ask(leverage))).toBe(Math.min(most, Number(maxLimitContracts)));
  }
  await expect(ask(10_000)).rejects.toThrow('leverage of BTC_USDT: found 10000');
  await expect(desk.execution.getMaxContracts({ symbol: 'NO_COIN', leverage: 1, marginMode: 'cross' })).rejects.toThrow('NO_COIN');
});
