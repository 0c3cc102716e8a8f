import { MemoryOrderJournal, type OrderIntent, clientOrderId } from '@prate/execution-interface';
import { accepted, CREATE, marketBuy, restingBuy } from './desk';
import { StateDesk } from './state-desk';

const outcomeOf = async (desk: StateDesk, id: string) => (await desk.journal.get(clientOrderId(id)))?.outcome;
const resolutions = (desk: StateDesk) => desk.of('intent-resolved').map(({ clientOrderId: id, resolution }) => [id, resolution]);
const arrivals = (desk: StateDesk) => desk.simulator.control.log.filter(({ path }) => path === CREATE).length;

describe('an order whose answer was lost', () => {
  test('behavior: the stream tells of it, and it is found at once', async () => {
    const desk = await StateDesk.connected();
    desk.simulator.control.faults.next('create-order', 'accept-then-hang-up');
    expect(await desk.execution.createOrder(marketBuy({ clientOrderId: 'lost-1' }))).toMatchObject({ status: 'unknown' });
    await desk.pass(500);
    expect(resolutions(desk)).toEqual([['lost-1', 'found']]);
    expect(await outcomeOf(desk, 'lost-1')).toMatchObject({ state: 'accepted' });
    await desk.settled();
    expect(arrivals(desk)).toBe(1);
  });

  test('behavior: without a stream it is found by reading, a second later', async () => {
    const desk = await StateDesk.connected({ hasStream: false, state: { pollEveryMs: 60_000, limits: { pollMs: 120_000 } } });
    desk.simulator.control.faults.next('create-order', 'http-502-after-accept');
    await desk.execution.createOrder(restingBuy({ clientOrderId: 'lost-2' }));
    expect(await outcomeOf(desk, 'lost-2')).toMatchObject({ state: 'unknown' });
    await desk.pass(1_500);
    await desk.until(() => resolutions(desk).length > 0);
    expect(resolutions(desk)).toEqual([['lost-2', 'found']]);
    const story = await desk.journal.story(clientOrderId('lost-2'));
    expect(story.filter(({ what }) => what === 'resolution')).toMatchObject([{ evidence: 'client-id', found: [expect.any(String)] }]);
  });

  test('behavior: invisible for 4 s, no stream: not taken for lost, found in the end; meanwhile closes and cancels go on, opening does not', async () => {
    const desk = await StateDesk.connected({ hasStream: false });
    const { execution, simulator } = desk;
    await accepted(execution.createOrder(marketBuy()));
    const resting = await accepted(execution.createOrder(restingBuy()));
    simulator.control.faults.next('create-order', 'order-invisible', { delayMs: 4_000 });
    simulator.control.faults.next('create-order', 'accept-then-hang-up');
    // Both faults wait for an order of their own: the first strikes this one, whose answer comes.
    await accepted(execution.createOrder(marketBuy({ clientOrderId: 'veiled-0' })));
    await execution.createOrder(marketBuy({ clientOrderId: 'lost-3' }));
    expect(await execution.createOrder(marketBuy())).toMatchObject({ denial: { code: 'intent-unknown' } });
    expect(await execution.cancelOrder('BTC_USDT', resting.order.orderId)).toMatchObject({ status: 'cancelled' });
    await accepted(execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));
    await desk.pass(8_000);
    expect(resolutions(desk)).toEqual([['lost-3', 'found']]);
  });

  test('behavior: one that the venue shows 4 s late ends as found, never as never arrived', async () => {
    const desk = await StateDesk.connected({ hasStream: false });
    // The answer is lost on our side: the order is there, and no query shows it.
    const create = desk.rest.private.createOrder;
    desk.rest.private.createOrder = async (...args) => {
      await create(...args);
      throw new Error('the answer was lost');
    };
    desk.simulator.control.faults.next('create-order', 'order-invisible', { delayMs: 4_000 });
    expect(await desk.execution.createOrder(restingBuy({ clientOrderId: 'late-1' }))).toMatchObject({ status: 'unknown' });
    await desk.pass(3_500);
    expect(await outcomeOf(desk, 'late-1')).toMatchObject({ state: 'unknown' });
    await desk.pass(6_000);
    expect(resolutions(desk)).toEqual([['late-1', 'found']]);
    expect(arrivals(desk)).toBe(1);
  });

  // It stays on its way for longer than any look took so far; the venue would place a second one under the same id.
  test.each([
    ['within its receive window', 4_500, [0]],
    ['after it', 8_000, [513]],
  ])(
    'behavior: one that arrives late, %s: an id goes out again only where nothing can come of it any more',
    async (_when, delayMs, codes) => {
      const desk = await StateDesk.connected({ duplicateExternalOid: 'second-order' });
      const command = restingBuy({ clientOrderId: 'slow-2' });
      desk.simulator.control.faults.next('create-order', 'late-arrival', { delayMs });
      expect(await desk.execution.createOrder(command)).toMatchObject({ status: 'unknown' });
      await desk.until(() => resolutions(desk).length > 0);
      expect(resolutions(desk)).toEqual([['slow-2', codes[0] === 0 ? 'found' : 'never-arrived']]);
      await desk.during(desk.execution.createOrder(command));
      await desk.pass(12_000, 500);
      const late = desk.simulator.control.log.filter(({ fault }) => fault === 'late-arrival');
      expect(late.map(({ code }) => code)).toEqual(codes);
      expect(desk.simulator.control.snapshot().orders).toHaveLength(1);
    },
  );

  test('behavior: nor where the venue looks at no window but its own ten seconds', async () => {
    const desk = await StateDesk.connected({ duplicateExternalOid: 'second-order' });
    const { rest, timer } = desk;
    const command = restingBuy({ clientOrderId: 'slow-3' });
    const create = rest.private.createOrder;
    rest.private.createOrder = (...args) => {
      rest.private.createOrder = create;
      timer.after(8_000, () => void create(...args));
      return Promise.reject(new Error('connection reset'));
    };
    expect(await desk.execution.createOrder(command)).toMatchObject({ status: 'unknown' });
    await desk.until(() => resolutions(desk).length > 0);
    expect(resolutions(desk)).toEqual([['slow-3', 'found']]);
    expect(await desk.during(desk.execution.createOrder(command))).toMatchObject({ denial: { code: 'client-order-id-reused' } });
    expect(desk.simulator.control.snapshot().orders).toHaveLength(1);
  });

  test('behavior: one that never arrived is proven so by three looks over five seconds and a closed window, not before', async () => {
    const desk = await StateDesk.connected();
    desk.simulator.control.faults.next('create-order', 'hang-up-before-accept');
    await desk.execution.createOrder(marketBuy({ clientOrderId: 'gone-1' }));
    await desk.pass(10_000);
    expect(resolutions(desk)).toEqual([]);
    await desk.pass(2_000);
    expect(resolutions(desk)).toEqual([['gone-1', 'never-arrived']]);
    const looks = (await desk.journal.story(clientOrderId('gone-1'))).filter(({ what }) => what === 'resolution');
    expect(looks.length).toBeGreaterThanOrEqual(3);
    expect((looks.at(-1)?.atMs ?? 0) - (looks[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(5_000);
    await desk.settled();
    await accepted(desk.execution.createOrder(marketBuy()));
  });

  test('behavior: looks that cannot see prove nothing: it stays unknown while queries fail, and is found afterwards', async () => {
    const desk = await StateDesk.connected({ hasStream: false });
    desk.simulator.control.faults.next('create-order', 'accept-then-hang-up');
    await desk.execution.createOrder(restingBuy({ clientOrderId: 'dark-1' }));
    for (const endpoint of ['get-order-by-external-oid', 'list-open-orders'] as const) {
      desk.simulator.control.faults.sometimes(endpoint, 'http-503', { probability: 1 });
    }
    await desk.pass(20_000, 200);
    expect(resolutions(desk)).toEqual([]);
    desk.simulator.control.faults.clear();
    await desk.until(() => resolutions(desk).length > 0);
    expect(resolutions(desk)).toEqual([['dark-1', 'found']]);
  }, 30_000);

  test('behavior: taken for never arrived, and seen after all: it is found, for an order is the stronger proof', async () => {
    const desk = await StateDesk.connected();
    const { execution, journal } = desk;
    const id = clientOrderId('slow-1');
    await journal.record({ kind: 'order', clientOrderId: id, symbol: 'BTC_USDT', command: restingBuy(), createdAtMs: desk.timer.nowMs() });
    await journal.settle(id, { state: 'never-arrived' });
    await desk.rest.private.createOrder({
      symbol: 'BTC_USDT',
      side: 1,
      type: 1,
      vol: '10',
      price: '40000',
      openType: 1,
      leverage: 10,
      positionMode: 1,
      externalOid: id,
    });
    await desk.settled();
    expect(await outcomeOf(desk, 'slow-1')).toMatchObject({ state: 'accepted' });
    expect(resolutions(desk)).toEqual([['slow-1', 'found']]);
    expect(execution.health().state).toBe('healthy');
  });
});

test('behavior: after a start the unsettled rows of the journal are looked for', async () => {
  const journal = new MemoryOrderJournal();
  const desk = await StateDesk.open({ journal });
  const nowMs = desk.timer.nowMs();
  for (const id of ['crashed-1', 'crashed-2']) {
    await journal.record({
      kind: 'order',
      clientOrderId: clientOrderId(id),
      symbol: 'BTC_USDT',
      command: restingBuy(),
      createdAtMs: nowMs,
    });
  }
  await desk.rest.private.createOrder({
    symbol: 'BTC_USDT',
    side: 1,
    type: 1,
    vol: '10',
    price: '40000',
    openType: 1,
    leverage: 10,
    positionMode: 1,
    externalOid: 'crashed-1',
  });
  await desk.during(desk.execution.connect());
  await desk.pass(18_000, 200);
  expect(new Map(resolutions(desk) as [string, string][])).toEqual(
    new Map([
      ['crashed-1', 'found'],
      ['crashed-2', 'never-arrived'],
    ]),
  );
});

describe('a plan order, which has no client id', () => {
  const command = {
    symbol: 'BTC_USDT',
    side: 'buy',
    effect: 'open',
    type: 'limit',
    price: '40000',
    quantity: '0.001',
    leverage: 10,
    marginMode: 'isolated',
    trigger: { price: '41000', reference: 'last', direction: 'at-or-below' },
    validFor: 'one-day',
  } as const;

  const place = (desk: StateDesk, price = '40000') =>
    desk.rest.private.createPlanOrder({
      symbol: 'BTC_USDT',
      side: 1,
      vol: '10',
      leverage: 10,
      openType: 1,
      triggerPrice: '41000',
      triggerType: 2,
      executeCycle: 1,
      orderType: 1,
      trend: 1,
      price,
      positionMode: 1,
    });

  const record = async (desk: StateDesk, id: string) => {
    const intent: OrderIntent<'plan'> = {
      kind: 'plan',
      clientOrderId: clientOrderId(id),
      symbol: 'BTC_USDT',
      command: command as never,
      createdAtMs: desk.timer.nowMs(),
    };
    await desk.journal.record(intent);
  };

  test('behavior: one that looks the same is it', async () => {
    const desk = await StateDesk.open();
    await record(desk, 'plan-1');
    await place(desk, '39999');
    const orderId = await place(desk);
    await desk.during(desk.execution.connect());
    await desk.pass(18_000, 200);
    expect(resolutions(desk)).toEqual([['plan-1', 'found']]);
    expect(await outcomeOf(desk, 'plan-1')).toEqual({ state: 'accepted', orderId });
    expect(desk.of('conditional-order')).toHaveLength(2);
  });

  test('behavior: of twins a person says which, with both ids', async () => {
    const desk = await StateDesk.open();
    await record(desk, 'plan-2');
    const twins = [await place(desk), await place(desk)];
    await desk.during(desk.execution.connect());
    await desk.pass(18_000, 200);
    expect(resolutions(desk)).toEqual([['plan-2', 'needs-operator']]);
    const outcome = await outcomeOf(desk, 'plan-2');
    expect(outcome).toMatchObject({ state: 'needs-operator' });
    expect([...(outcome as { candidates: readonly string[] }).candidates].sort()).toEqual([...twins].sort());
    expect(desk.execution.health()).toMatchObject({ state: 'degraded', unknownIntents: 1, reasons: ['intents-unknown'] });
  });

  test('behavior: a twin that is another intent of ours is not it', async () => {
    const desk = await StateDesk.open();
    await record(desk, 'plan-3');
    await record(desk, 'plan-4');
    const [first, second] = [await place(desk), await place(desk)];
    await desk.journal.settle(clientOrderId('plan-3'), { state: 'accepted', orderId: first as never });
    await desk.during(desk.execution.connect());
    await desk.pass(18_000, 200);
    expect(await outcomeOf(desk, 'plan-4')).toEqual({ state: 'accepted', orderId: second });
  });

  test('behavior: one that a person settled, given again and lost again, is looked for again', async () => {
    const desk = await StateDesk.connected();
    const lose = async () => {
      desk.simulator.control.faults.next('create-plan-order', 'hang-up-before-accept');
      expect(await desk.during(desk.execution.createPlanOrder({ ...command, intentId: 'plan-6' }))).toMatchObject({ status: 'unknown' });
    };
    await lose();
    for (let twin = 0; twin < 2; twin += 1) await place(desk);
    await desk.until(() => resolutions(desk).length > 0);
    const word = { outcome: { state: 'never-arrived' }, by: 'anna', reason: 'both are of somebody else' } as const;
    await desk.during(desk.execution.resolveIntent(clientOrderId('plan-6'), word));
    await lose();
    await desk.until(() => resolutions(desk).length > 2);
    expect(resolutions(desk).map(([, resolution]) => resolution)).toEqual(['needs-operator', 'never-arrived', 'never-arrived']);
  });

  test('behavior: none at all never arrived', async () => {
    const desk = await StateDesk.open();
    await record(desk, 'plan-5');
    await desk.during(desk.execution.connect());
    await desk.pass(18_000, 200);
    expect(resolutions(desk)).toEqual([['plan-5', 'never-arrived']]);
  });
});

describe('the word of a person', () => {
  const word = { outcome: { state: 'never-arrived' }, by: 'anna', reason: 'nothing on the screen' } as const;

  test('behavior: never arrived is not taken where the venue knows the order; nothing is sent a second time', async () => {
    const desk = await StateDesk.connected({ hasStream: false });
    const command = marketBuy({ clientOrderId: 'word-1' });
    desk.simulator.control.faults.next('create-order', 'accept-then-hang-up');
    expect(await desk.execution.createOrder(command)).toMatchObject({ status: 'unknown' });
    const said = desk.execution.resolveIntent(clientOrderId('word-1'), word);
    await expect(desk.during(said)).rejects.toMatchObject({ code: 'illegal-settlement' });
    expect(await outcomeOf(desk, 'word-1')).toMatchObject({ state: 'accepted' });
    expect(await desk.during(desk.execution.createOrder(command))).toMatchObject({ denial: { code: 'client-order-id-reused' } });
    expect(arrivals(desk)).toBe(1);
  });

  test('behavior: it is taken where the venue cannot be asked', async () => {
    const desk = await StateDesk.connected({ hasStream: false });
    desk.simulator.control.faults.next('create-order', 'http-502');
    expect(await desk.execution.createOrder(marketBuy({ clientOrderId: 'word-2' }))).toMatchObject({ status: 'unknown' });
    await desk.simulator.stop();
    expect(await desk.during(desk.execution.resolveIntent(clientOrderId('word-2'), word))).toMatchObject({ outcome: word.outcome });
  });
});
