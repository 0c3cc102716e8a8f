import { JournalError, MemoryOrderJournal } from '@prate/execution-interface';
import { truthOf } from './account-mirror';
import { accepted, marketBuy, restingBuy } from './desk';
import { StateDesk } from './state-desk';

const healthWords = (desk: StateDesk) => desk.of('health').map(({ health: { state, reasons = [] } }) => [state, ...reasons].join(' '));
const wire = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '10', openType: 1, leverage: 10, positionMode: 1 } as const;

describe('without a stream', () => {
  test('behavior: the account is read now and then; health is degraded and says why; everything is told once', async () => {
    const desk = await StateDesk.connected({ hasStream: false });
    expect(desk.execution.health()).toMatchObject({ state: 'degraded', reasons: ['no-stream'] });
    await accepted(desk.execution.createOrder(marketBuy({ quantity: '0.002' })));
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    await desk.pass(6_000);
    await desk.execution.cancelOrder('BTC_USDT', order.orderId);
    await accepted(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 20 }));
    await desk.pass(11_000);
    expect(desk.events.every(({ source }) => source === 'read')).toBe(true);
    expect(desk.mirror.trades.size).toBe(2);
    expect(desk.of('position-closed')).toHaveLength(1);
    expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
  });

  test('behavior: readings that fail make it stale, and the first that works heals it', async () => {
    const desk = await StateDesk.connected({ hasStream: false });
    desk.simulator.control.faults.sometimes('any', 'http-503', { probability: 1 });
    await desk.until(() => desk.execution.health().state === 'stale');
    const { sinceMs, reasons } = desk.execution.health();
    expect(reasons).toEqual(['reconcile-old', 'no-stream']);
    expect(desk.timer.nowMs() - (sinceMs ?? 0)).toBeGreaterThan(20_000);
    desk.simulator.control.faults.clear();
    await desk.until(() => desk.execution.health().state === 'degraded');
  }, 30_000);
});

test('behavior: a stream that refuses the login is no reason not to connect: degraded, read instead, and tried again', async () => {
  const desk = await StateDesk.open();
  desk.simulator.control.streams.next('refuse-login');
  await desk.during(desk.execution.connect());
  expect(healthWords(desk)).toContain('degraded stream-lost');
  await desk.settled();
  expect(desk.execution.health().state).toBe('healthy');
});

test('behavior: orders of others are told as such: another program, the venue itself closing everything', async () => {
  const desk = await StateDesk.connected();
  await desk.rest.private.createOrder({ ...wire, externalOid: 'of-another-program' });
  await desk.settled();
  await desk.rest.private.closeAllPositions();
  await desk.settled();
  const last = new Map(desk.of('order').map(({ isOurs, order }) => [order.orderId, [isOurs, order.clientOrderId, order.status]]));
  expect([...last.values()]).toEqual([
    [false, 'of-another-program', 'filled'],
    [false, undefined, 'filled'],
  ]);
  expect(desk.of('trade').map(({ isOurs }) => isOurs)).toEqual([false, false]);
});

test('behavior: forced events are told with their category: deleveraging and liquidation, and a warning before', async () => {
  const desk = await StateDesk.connected();
  await accepted(desk.execution.createOrder(marketBuy({ quantity: '0.002' })));
  await desk.settled();
  desk.simulator.control.deleverage('BTC_USDT', 'long', '5');
  await desk.settled();
  desk.simulator.control.liquidate('BTC_USDT', 'long');
  await desk.settled();
  const categories = desk.of('order').map(({ isOurs, order: { category } }) => `${category} ${isOurs}`);
  expect(new Set(categories)).toEqual(new Set(['normal true', 'auto-deleveraging false', 'liquidation false', 'custody-close false']));
  expect(new Set(desk.of('trade').map(({ trade: { category } }) => category))).toEqual(
    new Set(['normal', 'auto-deleveraging', 'liquidation', 'custody-close']),
  );
  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
});

test('behavior: a position mode changed elsewhere stops new exposure until it was read', async () => {
  const desk = await StateDesk.connected();
  desk.simulator.control.setPositionMode('one-way');
  await desk.settled();
  expect(desk.of('position-mode').map(({ positionMode, source }) => [positionMode, source])).toEqual([
    ['hedge', 'read'],
    ['one-way', 'stream'],
  ]);
  expect(healthWords(desk)).toContain('degraded position-mode-changed');
  expect(desk.execution.health().state).toBe('healthy');
});

describe('a position mode changed elsewhere, of which no push tells (R-108)', () => {
  const changed = async () => {
    const desk = await StateDesk.connected();
    // The first one changes the leverage; what the second one reads may stand for a while.
    for (let count = 0; count < 2; count += 1) {
      await accepted(desk.execution.createOrder(marketBuy()));
      await desk.settled();
    }
    desk.simulator.control.streams.silence('personal.position.mode');
    desk.simulator.control.setPositionMode('one-way');
    return desk;
  };
  const filled = (desk: StateDesk) => desk.simulator.control.snapshot().orders.filter(({ dealVol }) => dealVol !== '0').length;

  test('behavior: what was read a moment ago is stated, and the venue does not take it; then it is read', async () => {
    const desk = await changed();
    await accepted(desk.execution.createOrder(marketBuy({ clientOrderId: 'second' })));
    await desk.until(() => healthWords(desk).includes('degraded position-mode-changed'));
    expect(filled(desk)).toBe(2);
    await desk.settled();
    const told = desk.of('order').filter(({ order }) => order.clientOrderId === 'second');
    expect(told.at(-1)?.order).toMatchObject({ status: 'invalid', reason: 'position-mode-not-match', filledContracts: '0' });
    expect(desk.of('position-mode').map(({ positionMode }) => positionMode)).toEqual(['hedge', 'one-way']);
    await accepted(desk.execution.createOrder(marketBuy()));
    await desk.settled();
    expect(filled(desk)).toBe(3);
  });

  test('behavior: later the second order is denied, and the one after it goes by the mode that was read', async () => {
    const desk = await changed();
    await desk.pass(11_000, 500);
    const sent = desk.simulator.control.snapshot().orders.length;
    expect(await desk.execution.createOrder(marketBuy())).toMatchObject({
      status: 'denied',
      denial: { code: 'position-mode-unknown', context: { found: 'one-way', expected: 'hedge' } },
    });
    expect(desk.simulator.control.snapshot().orders).toHaveLength(sent);
    await accepted(desk.execution.createOrder(marketBuy()));
    expect(filled(desk)).toBe(3);
  });
});

test('behavior: plan, stop and trailing orders are told, from being made to their end', async () => {
  const desk = await StateDesk.connected();
  const calls = desk.rest.private;
  await accepted(desk.execution.createOrder(marketBuy({ quantity: '0.002' })));
  await desk.settled();
  const [position] = desk.simulator.control.snapshot().positions;
  const plan = await calls.createPlanOrder({
    ...wire,
    type: undefined as never,
    price: '40000',
    triggerPrice: '41000',
    triggerType: 2,
    executeCycle: 1,
    orderType: 1,
    trend: 1,
  } as never);
  await calls.createStopOrder({
    positionId: position?.positionId as string,
    vol: '10',
    lossTrend: 1,
    profitTrend: 1,
    stopLossPrice: '30000',
    volType: 1,
    stopLossReverse: 2,
    takeProfitReverse: 2,
    priceProtect: 0,
  } as never);
  await calls.createTrackOrder({
    symbol: 'BTC_USDT',
    leverage: 10,
    side: 4,
    vol: '10',
    openType: 1,
    trend: 1,
    backType: 1,
    backValue: '0.5',
    positionMode: 1,
  } as never);
  await desk.settled();
  expect(desk.of('conditional-order').map(({ order: { kind, status } }) => `${kind} ${status}`)).toEqual(
    expect.arrayContaining(['plan waiting', 'stop waiting', 'trailing active']),
  );
  // What ends during a cut is found in its history.
  desk.simulator.control.streams.cut();
  await calls.cancelPlanOrders({ orders: [{ symbol: 'BTC_USDT', orderId: plan }] });
  await desk.settled();
  expect(desk.mirror.conditional.get(`plan/${plan}`)).toMatchObject({ status: 'cancelled' });
});

test('behavior: fills that one process told are not told again by the next; those in between are', async () => {
  const journal = new MemoryOrderJournal();
  const desk = await StateDesk.connected({ journal });
  await accepted(desk.execution.createOrder(marketBuy({ clientOrderId: 'first' })));
  await desk.settled();
  await desk.execution.disconnect();
  await desk.rest.private.createOrder({ ...wire, externalOid: 'in-between' });
  await desk.pass(3_600_000, 60_000);
  const next = desk.another(journal);
  await desk.during(next.execution.connect());
  expect(next.events.flatMap((event) => (event.kind === 'trade' ? [event.trade.clientOrderId] : []))).toEqual(['in-between']);
  await next.execution.disconnect();
});

test('behavior: a handler that throws harms nobody, and one that stopped hears nothing', async () => {
  const desk = await StateDesk.open();
  const heard: string[] = [];
  const stop = desk.execution.watchEvents(() => heard.push('x'));
  desk.execution.watchEvents(() => {
    throw new Error('mine');
  });
  stop();
  await desk.during(desk.execution.connect());
  expect(heard).toEqual([]);
  expect(desk.of('health').length).toBeGreaterThan(0);
});

test('behavior: after disconnect nothing is told, no timer waits, and connecting again tells what happened meanwhile', async () => {
  const desk = await StateDesk.connected();
  await desk.execution.disconnect();
  const told = desk.events.length;
  const asked = desk.simulator.control.log.length;
  await desk.rest.private.createOrder({ ...wire, externalOid: 'meanwhile' });
  await desk.pass(20_000, 1_000);
  expect(desk.events.length).toBe(told);
  expect(desk.simulator.control.log.length).toBe(asked + 1);
  expect(desk.execution.health().state).toBe('disconnected');
  await desk.during(desk.execution.connect());
  await desk.settled();
  expect(desk.of('trade').map(({ trade }) => trade.clientOrderId)).toEqual(['meanwhile']);
  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
});

test('error: a journal whose fills cannot be read is no connection', async () => {
  class NoFills extends MemoryOrderJournal {
    override async *listTrades(): AsyncIterable<never> {
      throw new JournalError('fills: the file is damaged', { code: 'corrupt' });
    }
  }
  const desk = await StateDesk.open({ journal: new NoFills() });
  await expect(desk.during(desk.execution.connect())).rejects.toThrow('the file is damaged');
  expect(desk.execution.health().state).toBe('disconnected');
});
