import type { CreatePlanOrder, CreateStopOrder, CreateTrailingOrder } from '@prate/execution-interface';
import { endpoints } from '@prate/mexc-protocol';
import { CREATE, type Desk, NOW, accepted, marketBuy, openDesk, restingBuy } from './desk';

const BTC = 'BTC_USDT';
const DAY_MS = 86_400_000;
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ balances: { USDT: '1000000' } });
});

const opening = { symbol: BTC, side: 'buy', effect: 'open', quantity: '0.001', leverage: 10, marginMode: 'isolated' } as const;
const trigger = { price: '50000', reference: 'last', direction: 'at-or-below' } as const;
const planOf = (overrides: object = {}) => ({ ...opening, type: 'market', trigger, validFor: 'one-day', ...overrides }) as CreatePlanOrder;
const stopOf = (overrides: object = {}) =>
  ({
    symbol: BTC,
    positionSide: 'long',
    size: 'whole-position',
    stopLoss: { price: '50000', reference: 'mark' },
    ...overrides,
  }) as CreateStopOrder;
const trailingOf = (overrides: object = {}) =>
  ({ ...opening, callback: { fraction: '0.02' }, reference: 'last', ...overrides }) as CreateTrailingOrder;

async function taken<Conditional extends { readonly id: string }>(
  outcome: Promise<{ readonly status: string; readonly order?: Conditional }>,
): Promise<Conditional> {
  const { status, order } = await outcome;
  if (status !== 'accepted' || order === undefined) throw new Error(`expected accepted: ${JSON.stringify(await outcome)}`);
  return order;
}

describe('plan orders', () => {
  test('default: placed, listed as it was asked for, with the moment it expires; changed; cancelled', async () => {
    const protection = { stopLoss: { price: '45000', reference: 'mark' }, takeProfit: { price: '55000', reference: 'index' } } as const;
    const order = await taken(
      desk.execution.createPlanOrder(planOf({ type: 'limit', price: '49000', protection, isPriceProtected: true, validFor: 'seven-days' })),
    );
    const [listed] = await desk.execution.getPlanOrders({ symbol: BTC, isWaiting: true });
    expect(listed).toEqual({ ...order, createdAtMs: listed?.createdAtMs, updatedAtMs: listed?.updatedAtMs });
    expect(listed).toMatchObject({ kind: 'plan', status: 'waiting', trigger, ...protection, expiresAtMs: NOW + 7 * DAY_MS });
    expect(
      await desk.execution.amendPlanOrder({ symbol: BTC, id: order.id, trigger: { ...trigger, price: '51000' }, type: 'market' }),
    ).toEqual({
      status: 'accepted',
    });
    expect(await desk.execution.amendProtection({ symbol: BTC, of: 'plan', id: order.id, stopLoss: protection.stopLoss })).toEqual({
      status: 'accepted',
    });
    const [changed] = await desk.execution.getPlanOrders();
    expect(changed).toMatchObject({ trigger: { price: '51000' }, type: 'market', stopLoss: protection.stopLoss });
    expect(changed).not.toHaveProperty('takeProfit');
    expect(await desk.execution.cancelConditionalOrder({ kind: 'plan', symbol: BTC, id: order.id })).toEqual({ status: 'accepted' });
    expect(await desk.execution.getPlanOrders({ isWaiting: true })).toEqual([]);
    expect(await desk.execution.getPlanOrders({ isWaiting: false })).toMatchObject([{ status: 'cancelled' }]);
    expect((await desk.execution.getPlanOrders({ symbol: 'ETH_USDT' })).length).toBe(0);
  });

  test('behavior: its time is over after a day; a plan that was cancelled with all others is gone', async () => {
    await taken(desk.execution.createPlanOrder(planOf()));
    desk.clock.advance(DAY_MS + 1_000);
    expect(await desk.execution.getPlanOrders()).toMatchObject([{ status: 'expired', expiresAtMs: NOW + DAY_MS }]);
    await taken(desk.execution.createPlanOrder(planOf()));
    expect(await desk.execution.cancelAllConditionalOrders({ kind: 'plan' })).toEqual({ status: 'accepted' });
    expect(await desk.execution.getPlanOrders({ isWaiting: true })).toEqual([]);
  });

  test('behavior: twins are two intents and two orders', async () => {
    const ids = [await taken(desk.execution.createPlanOrder(planOf())), await taken(desk.execution.createPlanOrder(planOf()))];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(2);
    const again = planOf({ intentId: 'twin-1' });
    await taken(desk.execution.createPlanOrder(again));
    expect(await desk.execution.createPlanOrder(again)).toMatchObject({ denial: { code: 'client-order-id-reused' } });
    expect(await desk.execution.getPlanOrders({ isWaiting: true })).toHaveLength(3);
  });

  test.each([
    ['a fall, over the market', { trigger: { ...trigger, price: '90000' } }, 'trigger-fires-at-once'],
    ['a rise, under the market', { trigger: { ...trigger, direction: 'at-or-above' } }, 'trigger-fires-at-once'],
    ['by the mark', { trigger: { ...trigger, price: '90000', reference: 'mark' } }, 'trigger-fires-at-once'],
    ['by the index', { trigger: { ...trigger, price: '90000', reference: 'index' } }, 'trigger-fires-at-once'],
    ['a trigger off the tick', { trigger: { ...trigger, price: '50000.55' } }, 'price-off-tick'],
    ['a trigger without a direction', { trigger: { price: '50000', reference: 'last' } }, 'input-invalid'],
    [
      'a stop over the price it would be opened at',
      { protection: { stopLoss: { price: '50001', reference: 'last' } } },
      'trigger-fires-at-once',
    ],
    ['a close of what is not there', { effect: 'close', side: 'sell', leverage: undefined, marginMode: undefined }, 'position-not-found'],
    ['for ever', { validFor: 'ever' }, 'input-invalid'],
    ['a client order id, which it has none of', { clientOrderId: 'x' }, 'input-invalid'],
  ])('error: %s', async (_name, overrides, code) => {
    expect(await desk.execution.createPlanOrder(planOf(overrides))).toMatchObject({ status: 'denied', denial: { code } });
    expect(desk.arrived(endpoints['create-plan-order'].path)).toBe(0);
  });

  test('error: where the watched price cannot be read an opening is denied, a close goes out', async () => {
    await accepted(desk.execution.createOrder(marketBuy()));
    const blind = () => desk.simulator.control.faults.next('get-ticker', 'http-502', { count: 3 });
    blind();
    expect(await desk.execution.createPlanOrder(planOf())).toMatchObject({ denial: { code: 'mark-unavailable' } });
    blind();
    await taken(desk.execution.createPlanOrder(planOf({ effect: 'close', side: 'sell', leverage: undefined, marginMode: undefined })));
  });
});

describe('stop orders', () => {
  test('default: whole or in part, market or limit, changed, cancelled', async () => {
    await accepted(desk.execution.createOrder(marketBuy()));
    const whole = await taken(desk.execution.createStopOrder(stopOf()));
    const leg = { price: '90000', reference: 'last', limitPrice: '89990.5' } as const;
    const part = await taken(
      desk.execution.createStopOrder(stopOf({ size: { quantity: '0.0004' }, stopLoss: undefined, takeProfit: leg })),
    );
    const listed = await desk.execution.getStopOrders({ symbol: BTC, isWaiting: true });
    expect(listed.find(({ id }) => id === whole.id)).toMatchObject({ isWholePosition: true, contracts: '10', status: 'waiting' });
    expect(listed.find(({ id }) => id === part.id)).toMatchObject({
      isWholePosition: false,
      contracts: '4',
      takeProfit: leg,
      baseQuantity: '0.0004',
    });
    const lower = { price: '49000', reference: 'mark' } as const;
    expect(await desk.execution.amendProtection({ symbol: BTC, of: 'stop', id: whole.id, stopLoss: lower })).toEqual({
      status: 'accepted',
    });
    expect((await desk.execution.getStopOrders({ isWaiting: true })).find(({ id }) => id === whole.id)?.stopLoss).toEqual(lower);
    expect(await desk.execution.cancelConditionalOrder({ kind: 'stop', symbol: BTC, id: part.id })).toEqual({ status: 'accepted' });
    expect(await desk.execution.cancelAllConditionalOrders({ kind: 'stop', symbol: BTC })).toEqual({ status: 'accepted' });
    expect(await desk.execution.getStopOrders({ isWaiting: true })).toEqual([]);
    expect((await desk.execution.getStopOrders()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  });

  test.each([
    ['a stop over a long', { stopLoss: { price: '90000', reference: 'mark' } }, 'trigger-fires-at-once'],
    ['a target under a long', { takeProfit: { price: '50000', reference: 'mark' } }, 'trigger-fires-at-once'],
    ['a position that is not there', { positionSide: 'short' }, 'position-not-found'],
    ['more than is held', { size: { contracts: 11 } }, 'position-too-small'],
    ['no leg', { stopLoss: undefined }, 'input-invalid'],
    ['a limit price off the tick', { stopLoss: { price: '50000', reference: 'mark', limitPrice: '49999.99' } }, 'price-off-tick'],
  ])('error: %s', async (_name, overrides, code) => {
    await accepted(desk.execution.createOrder(marketBuy()));
    expect(await desk.execution.createStopOrder(stopOf(overrides))).toMatchObject({ status: 'denied', denial: { code } });
    expect(desk.arrived(endpoints['create-stop-order'].path)).toBe(0);
  });

  test('default: the protection of a working order is replaced, and taken away', async () => {
    const protection = { stopLoss: { price: '39000', reference: 'last' } } as const;
    const { order } = await accepted(desk.execution.createOrder(restingBuy({ protection })));
    const target = { symbol: BTC, of: 'order', id: order.orderId } as const;
    const stopOfOrder = async () => (await desk.rest.private.getOrder({ orderId: order.orderId })).stopLossPrice;
    expect(await desk.execution.amendProtection({ ...target, stopLoss: { price: '38000', reference: 'mark' } })).toEqual({
      status: 'accepted',
    });
    expect(await stopOfOrder()).toBe('38000');
    expect(await desk.execution.amendProtection(target)).toEqual({ status: 'accepted' });
    expect(Number((await stopOfOrder()) ?? '0')).toBe(0);
    expect(await desk.execution.amendProtection({ ...target, stopLoss: { price: '40001', reference: 'last' } })).toMatchObject({
      denial: { code: 'trigger-fires-at-once', context: { referencePrice: '40000' } },
    });
  });
});

describe('trailing orders', () => {
  test('default: its own states 0 to 4; terms changed; cancelled', async () => {
    const active = await taken(desk.execution.createTrailingOrder(trailingOf()));
    const waiting = await taken(
      desk.execution.createTrailingOrder(trailingOf({ activationPrice: '40000', callback: { distance: '100' } })),
    );
    const statuses = async () => new Map((await desk.execution.getTrailingOrders()).map(({ id, status }) => [id, status]));
    expect(await statuses()).toEqual(
      new Map([
        [active.id, 'active'],
        [waiting.id, 'waiting'],
      ]),
    );
    expect(
      await desk.execution.amendTrailingOrder({
        symbol: BTC,
        id: waiting.id,
        contracts: 4,
        callback: { fraction: '0.05' },
        reference: 'mark',
      }),
    ).toEqual({ status: 'accepted' });
    expect((await desk.execution.getTrailingOrders({ isWaiting: true })).find(({ id }) => id === waiting.id)).toMatchObject({
      ...{ contracts: '4', callback: { fraction: '0.05' }, reference: 'mark', activationPrice: '40000' },
    });
    expect(await desk.execution.cancelConditionalOrder({ kind: 'trailing', symbol: BTC, id: active.id })).toEqual({ status: 'accepted' });
    expect(
      await desk.execution.amendTrailingOrder({
        symbol: BTC,
        id: active.id,
        contracts: 4,
        callback: { fraction: '0.05' },
        reference: 'mark',
      }),
    ).toMatchObject({
      denial: { code: 'input-invalid', context: { found: 'cancelled' } },
    });
    expect(await desk.execution.cancelAllConditionalOrders({ kind: 'trailing' })).toEqual({ status: 'accepted' });
    expect([...(await statuses()).values()]).toEqual(['cancelled', 'cancelled']);
  });

  test('behavior: cancelling all of several symbols says what was done where one fails', async () => {
    await taken(desk.execution.createTrailingOrder(trailingOf()));
    await taken(desk.execution.createTrailingOrder(trailingOf({ symbol: 'ETH_USDT', quantity: '0.1' })));
    desk.simulator.control.faults.next('cancel-track-orders', 'maintenance');
    expect(await desk.execution.cancelAllConditionalOrders({ kind: 'trailing' })).toMatchObject({
      status: 'rejected',
      rejection: { message: expect.stringMatching(/^cancelled BTC_USDT, not ETH_USDT: /) },
    });
    expect(await desk.execution.getTrailingOrders({ isWaiting: true })).toMatchObject([{ symbol: 'ETH_USDT' }]);
  });

  test.each([
    ['a fraction of one', { callback: { fraction: '1' } }],
    ['both at once', { callback: { fraction: '0.1', distance: '100' } }],
    ['neither', { callback: {} }],
  ])('error: %s', async (_name, overrides) => {
    expect(await desk.execution.createTrailingOrder(trailingOf(overrides))).toMatchObject({ denial: { code: 'input-invalid' } });
  });

  test('default: one that closes proves the position and takes its leverage', async () => {
    const closing = { effect: 'close', side: 'sell', leverage: undefined, marginMode: undefined };
    expect(await desk.execution.createTrailingOrder(trailingOf(closing))).toMatchObject({ denial: { code: 'position-not-found' } });
    await accepted(desk.execution.createOrder(marketBuy({ leverage: 7 })));
    expect(await taken(desk.execution.createTrailingOrder(trailingOf(closing)))).toMatchObject({ leverage: 7, effect: 'close' });
  });
});

test('behavior: a symbol or an id that is wrong never comes to mean all', async () => {
  await taken(desk.execution.createPlanOrder(planOf()));
  for (const symbol of ['', null, 7]) {
    expect(await desk.execution.cancelAllConditionalOrders({ kind: 'plan', symbol: symbol as string })).toMatchObject({
      denial: { code: 'input-invalid' },
    });
  }
  expect(await desk.execution.cancelConditionalOrder({ kind: 'trailing', symbol: BTC, id: '' })).toMatchObject({ status: 'denied' });
  expect(await desk.execution.getPlanOrders({ isWaiting: true })).toHaveLength(1);
  expect(desk.arrived(CREATE)).toBe(0);
});
