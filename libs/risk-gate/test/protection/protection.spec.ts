import { entry, openGuardDesk, restingEntry, settled } from './guard-desk';

type Desk = ReturnType<typeof openGuardDesk>;

describe('an entry with a stop', () => {
  test('default: filled, its stop read back: protected, one outcome a part', async () => {
    const { gate, venue, during, found } = openGuardDesk();
    const outcome = await during(gate.createProtectedOrder(entry(10, { clientOrderId: 'e1' })));
    expect(outcome).toMatchObject({
      entry: { status: 'accepted', clientOrderId: 'e1', order: { status: 'filled', filledContracts: '10' } },
      stop: { status: 'proven', orders: [{ contracts: '10', stopLoss: { price: '45000' } }] },
      protected: true,
    });
    expect(outcome).not.toHaveProperty('target');
    expect(found()).toEqual(['proven']);
    expect(venue.placed).toBe(0);
    expect(gate.protection()).toMatchObject({ guarded: 1, unprotected: [] });
  });

  test('default: with a target, which has an outcome of its own', async () => {
    const { gate, during } = openGuardDesk();
    const protection = { stopLoss: { price: '45000', reference: 'last' }, takeProfit: { price: '60000', reference: 'mark' } };
    expect(await during(gate.createProtectedOrder(entry(10, { protection })))).toMatchObject({
      stop: { status: 'proven' },
      target: { status: 'proven', orders: [{ takeProfit: { price: '60000', reference: 'mark' } }] },
    });
  });

  test('behavior: one that rests is pending, and is proven as it fills, each part as it comes', async () => {
    const { gate, venue, timer, during, events } = openGuardDesk();
    const outcome = await during(gate.createProtectedOrder(restingEntry(10)));
    expect(outcome).toMatchObject({ entry: { status: 'accepted' }, stop: { status: 'pending' }, protected: false, unprotectedMs: 0 });
    const [order] = await venue.getOpenOrders();
    venue.fill(order?.orderId ?? '', '4');
    await timer.pass(1_000);
    venue.fill(order?.orderId ?? '', '6');
    await timer.pass(1_000);
    expect(events.map(({ finding, contracts }) => [finding, contracts])).toEqual([
      ['proven', '4'],
      ['proven', '10'],
    ]);
    expect(venue.placed).toBe(0);
  });

  test.each(['deny', 'refuse'] as const)('behavior: an entry that came to nothing (%s) needs no stop', async (fate) => {
    const { gate, venue, timer, during } = openGuardDesk();
    venue.fates.push(fate);
    const outcome = await during(gate.createProtectedOrder(entry(10)));
    expect(outcome).toMatchObject({ stop: { status: 'none' }, protected: false, unprotectedMs: 0 });
    await timer.pass(20_000);
    expect(gate.protection()).toEqual({ guarded: 0, unprotected: [], longestUnprotectedMs: 0 });
    expect(timer.count).toBe(0);
  });

  test('behavior: createOrder guards an entry that carries a stop as well, and answers at once', async () => {
    const { gate, venue, found, timer } = openGuardDesk();
    venue.isAttaching = false;
    expect((await gate.createOrder(entry(10))).status).toBe('accepted');
    await timer.pass(7_000);
    expect(found()).toEqual(['missing', 'repaired']);
    expect(venue.guardedContracts).toBe('10');
  });

  test('behavior: an order without a stop is nobody to guard, and starts no timer', async () => {
    const { gate, timer, venue } = openGuardDesk();
    await gate.createOrder(entry(10, { protection: undefined }));
    await settled();
    expect([timer.count, venue.count('getStopOrders'), gate.protection().guarded]).toEqual([0, 0, 0]);
  });

  test.each([
    [{ effect: 'close' }, 'effect "close"'],
    [{ protection: undefined }, 'no protection.stopLoss'],
    [{ protection: { takeProfit: { price: '60000', reference: 'last' } } }, 'no protection.stopLoss'],
  ])('error: %j is denied, nothing is sent', async (wrong, found) => {
    const { gate, venue } = openGuardDesk();
    const outcome = await gate.createProtectedOrder(entry(10, wrong));
    expect(outcome).toMatchObject({ entry: { status: 'denied', denial: { code: 'input-invalid', context: { found } } } });
    expect(venue.count('createOrder')).toBe(0);
  });

  test.each([{ stopLoss: { price: 'low' } }, { stopLoss: null }, 'stop'])(
    'error: %j is no protection; the engine says so',
    async (protection) => {
      const { gate, venue } = openGuardDesk();
      venue.fates.push('deny');
      await expect(gate.createOrder(entry(1, { protection }))).resolves.toHaveProperty('status');
    },
  );
});

describe('a stop that is not there', () => {
  test('behavior: looked for within the time, then placed once, and read back', async () => {
    const { gate, venue, during, events } = openGuardDesk();
    venue.isAttaching = false;
    const outcome = await during(gate.createProtectedOrder(entry(10)));
    expect(outcome).toMatchObject({ stop: { status: 'proven' }, protected: true });
    expect(outcome.unprotectedMs).toBeGreaterThanOrEqual(5_000);
    expect(outcome.unprotectedMs).toBeLessThanOrEqual(10_000);
    expect(events.map(({ finding }) => finding)).toEqual(['missing', 'repaired']);
    expect([venue.placed, venue.guardedContracts]).toEqual([1, '10']);
  });

  test('behavior: refused each time: an alarm at the deadline, and tried again for as long as the position lives', async () => {
    const { gate, venue, timer, during, found, notices } = openGuardDesk();
    venue.isAttaching = false;
    venue.stopFates.push(...Array.from({ length: 200 }, () => 'refuse' as const));
    const outcome = await during(gate.createProtectedOrder(entry(10)));
    expect(outcome).toMatchObject({ stop: { status: 'unproven', message: 'rejected: 5003 refused' }, protected: false });
    expect(outcome.unprotectedMs).toBeLessThanOrEqual(10_500);
    expect(found()).toEqual(['missing', 'unproven']);
    expect(notices.map(({ kind }) => kind)).toEqual(['unprotected']);
    expect(gate.protection()).toMatchObject({ unprotected: [{ symbol: 'BTC_USDT', contracts: '10', isAlarmed: true }] });
    venue.stopFates.length = 0;
    await timer.pass(10_000);
    expect(gate.protection().unprotected).toEqual([]);
    expect(venue.guardedContracts).toBe('10');
  });

  test('behavior: `flatten`: what cannot be protected is closed, its rest cancelled, nothing else touched', async () => {
    const { gate, venue, during, found, notices, timer } = openGuardDesk({ onUnproven: 'flatten' });
    await gate.createOrder(entry(7, { protection: undefined }));
    venue.isAttaching = false;
    venue.stopFates.push(...Array.from({ length: 200 }, () => 'refuse' as const));
    const work = gate.createProtectedOrder(restingEntry(10, { clientOrderId: 'rest' }));
    await settled();
    venue.fill([...venue.orders.values()].find(({ clientOrderId }) => clientOrderId === 'rest')?.orderId ?? '', '4');
    await during(work);
    await timer.pass(20_000);
    expect(venue.held.get('BTC_USDT/long')).toBe('7');
    expect((await venue.getOrder('rest'))?.status).toBe('cancelled');
    expect(found()).toEqual(['missing', 'unproven', 'flattened']);
    expect(notices.map(({ kind }) => kind)).toEqual(['unprotected', 'flattened']);
    expect(gate.protection()).toMatchObject({ guarded: 0, unprotected: [] });
  });

  test('behavior: readings that fail for a while: nothing is placed meanwhile, and the stop is proven when they come back', async () => {
    const { gate, venue, timer, found } = openGuardDesk();
    venue.dead.add('getStopOrders');
    await gate.createOrder(entry(10));
    await timer.pass(8_000);
    expect(found()).toEqual([]);
    expect(gate.protection()).toMatchObject({ unprotected: [{ problem: expect.stringContaining('getStopOrders is dead') }] });
    venue.dead.clear();
    await timer.pass(1_000);
    expect(found()).toEqual(['proven']);
    expect(venue.placed).toBe(0);
  });

  test('behavior: blind beyond the deadline: an alarm, and nothing is placed without a reading', async () => {
    const { gate, venue, timer, found } = openGuardDesk();
    venue.dead.add('getStopOrders');
    await gate.createOrder(entry(10));
    await timer.pass(30_000);
    expect(found()).toEqual(['unproven']);
    expect(venue.placed).toBe(0);
  });

  test.each([
    ['that is shown late', 4_000],
    ['that is shown after it was placed again', 6_000],
  ])('behavior: a stop %s', async (_, hiddenMs) => {
    const { gate, venue, timer } = openGuardDesk();
    venue.isHiding = true;
    await gate.createOrder(entry(10));
    await timer.pass(hiddenMs);
    venue.isHiding = false;
    await timer.pass(20_000);
    // Beyond the time that is waited for it, one more is the price; never a third.
    expect(venue.placed).toBeLessThanOrEqual(hiddenMs > 5_000 ? 1 : 0);
    expect(gate.protection().unprotected).toEqual([]);
  });
});

describe('a stop of which nobody knows', () => {
  test('behavior: the answer is lost and it is there: read back, never placed again', async () => {
    const { gate, venue, timer, found } = openGuardDesk();
    venue.isAttaching = false;
    venue.stopFates.push('answer-lost');
    await gate.createOrder(entry(10));
    await timer.pass(60_000);
    expect(found()).toEqual(['missing', 'repaired']);
    expect([venue.placed, venue.guardedContracts]).toEqual([1, '10']);
  });

  test('behavior: the answer is lost and it never arrived: nothing more until the engine says so, then once', async () => {
    const { gate, venue, timer, found } = openGuardDesk();
    venue.isAttaching = false;
    venue.stopFates.push('lost');
    await gate.createOrder(entry(10));
    await timer.pass(60_000);
    expect([venue.placed, found()]).toEqual([1, ['missing', 'unproven']]);
    const asked = venue.calls.findIndex(([name]) => name === 'createStopOrder') + 1;
    venue.stopNeverArrived(`stop${asked}`);
    await timer.pass(1_000);
    expect([venue.placed, venue.guardedContracts, found()]).toEqual([2, '10', ['missing', 'unproven', 'repaired']]);
  });

  test.each([
    ['answer-lost-and-fills', ['proven']],
    ['lost', []],
  ] as const)('behavior: an entry whose answer is lost (%s) is guarded from the moment it fills', async (fate, expected) => {
    const { gate, venue, timer, found } = openGuardDesk();
    venue.fates.push(fate);
    await gate.createOrder(entry(10, { clientOrderId: 'e1' }));
    await timer.pass(2_000);
    venue.resolve('e1');
    await timer.pass(2_000);
    expect(found()).toEqual(expected);
    expect(gate.protection().guarded).toBe(expected.length);
  });
});

describe('a stop that goes', () => {
  test.each([
    ['told', { isSilent: false }, 2_000],
    ['in silence', { isSilent: true }, 45_000],
  ])('behavior: %s: noticed, placed again', async (_, how, withinMs) => {
    const { gate, venue, timer, during, found } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    venue.dropStop(venue.waiting[0]?.id ?? '', how);
    await timer.pass(withinMs);
    expect(found()).toEqual(['proven', 'missing', 'repaired']);
    expect([venue.placed, venue.guardedContracts]).toEqual([1, '10']);
  });

  test('behavior: taken away by the caller: nobody puts it back', async () => {
    const { gate, venue, timer, during, found } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    const [stop] = venue.waiting;
    expect(await gate.cancelConditionalOrder({ kind: 'stop', symbol: 'BTC_USDT', id: stop?.id ?? '' })).toEqual({ status: 'accepted' });
    await timer.pass(60_000);
    expect(found()).toEqual(['proven', 'released']);
    expect([venue.placed, venue.waiting]).toEqual([0, []]);
  });

  test.each([
    ['the caller, with all others', ({ gate }: Desk) => gate.cancelAllConditionalOrders({ kind: 'stop' })],
    ['a trip that cancels all', ({ gate }: Desk) => gate.trip('drill', 'anna')],
  ])('behavior: taken away by %s: nobody puts it back', async (_, take) => {
    const desk = openGuardDesk({}, { cancel: 'all' });
    await desk.during(desk.gate.createProtectedOrder(entry(10)));
    await desk.during<unknown>(take(desk));
    await desk.timer.pass(60_000);
    expect([desk.venue.placed, desk.venue.waiting, desk.found()]).toEqual([0, [], ['proven', 'released']]);
  });

  test('behavior: a trip that keeps what protects keeps the guard, too: a stop is placed while trading is halted', async () => {
    const { gate, venue, timer, during, found } = openGuardDesk();
    venue.isAttaching = false;
    await gate.createOrder(entry(10));
    await during(gate.trip('drill', 'anna'));
    await timer.pass(7_000);
    expect([found(), venue.guardedContracts]).toEqual([['missing', 'repaired'], '10']);
  });

  test('behavior: moved by somebody: it is the same stop still', async () => {
    const { gate, venue, timer, during, found } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    const stop = venue.waiting[0] as (typeof venue.stops)[number];
    venue.stops[venue.stops.indexOf(stop)] = { ...stop, stopLoss: { price: '48000', reference: 'last' } };
    await timer.pass(60_000);
    expect([found(), venue.placed]).toEqual([['proven'], 0]);
  });
});

describe('what is over', () => {
  test('behavior: a closed position needs no stop; the timer ends with the last of them', async () => {
    const { gate, venue, timer, during, found } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    await timer.pass(3_000);
    venue.dropStop(venue.waiting[0]?.id ?? '', { isSilent: true });
    await gate.closePosition({ symbol: 'BTC_USDT', positionSide: 'long', type: 'market', size: { contracts: '10' } });
    await timer.pass(20_000);
    expect(found()).toEqual(['proven']);
    expect([gate.protection().guarded, timer.count]).toEqual([0, 0]);
  });

  test('behavior: a stop that outlives its position is cancelled before it can close something else', async () => {
    const { gate, venue, timer, during, found } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    await timer.pass(3_000);
    await gate.closePosition({ symbol: 'BTC_USDT', positionSide: 'long', type: 'market', size: { contracts: '10' } });
    await timer.pass(20_000);
    expect([found(), venue.waiting]).toEqual([['proven', 'cleared'], []]);
  });

  test('behavior: an entry that is cancelled without a fill leaves no stop', async () => {
    const { gate, venue, timer, during, found } = openGuardDesk();
    const { entry: sent } = await during(gate.createProtectedOrder(restingEntry(10)));
    if (sent.status !== 'accepted') throw new Error('expected accepted');
    await gate.cancelOrder('BTC_USDT', sent.order.orderId);
    await timer.pass(20_000);
    expect([found(), venue.waiting, gate.protection().guarded, timer.count]).toEqual([[], [], 0, 0]);
  });

  test('behavior: positions that are not listed for a moment take no stop away', async () => {
    const { gate, venue, timer, during } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    await timer.pass(29_000);
    venue.held.set('BTC_USDT/long', '0');
    await timer.pass(3_000);
    venue.held.set('BTC_USDT/long', '10');
    await timer.pass(20_000);
    expect([venue.guardedContracts, gate.protection().guarded]).toEqual(['10', 1]);
  });

  test('behavior: disconnect ends the timer', async () => {
    const { gate, timer, during } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    await gate.disconnect();
    expect(timer.count).toBe(0);
  });
});

describe('several entries', () => {
  test('behavior: the stop of one does not count for another', async () => {
    const { gate, venue, timer, during } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    venue.isAttaching = false;
    await during(gate.createProtectedOrder(entry(5, { protection: { stopLoss: { price: '46000', reference: 'last' } } })));
    await timer.pass(1_000);
    expect(venue.waiting.map(({ contracts, stopLoss }) => [contracts, stopLoss?.price])).toEqual([
      ['10', '45000'],
      ['5', '46000'],
    ]);
  });

  test('behavior: what was closed is taken from the oldest: nothing more is wanted than is held', async () => {
    const { gate, venue, timer, during } = openGuardDesk();
    await during(gate.createProtectedOrder(entry(10)));
    await gate.closePosition({ symbol: 'BTC_USDT', positionSide: 'long', type: 'market', size: { contracts: '6' } });
    await timer.pass(3_000);
    venue.dropStop(venue.waiting[0]?.id ?? '');
    await timer.pass(5_000);
    expect(venue.guardedContracts).toBe('4');
  });
});

test('error: times that are none are refused when the gate is made', () => {
  expect(() => openGuardDesk({ provenWithinMs: 0, onUnproven: 'hope' as never })).toThrow(
    'protection.provenWithinMs: found 0, expected a whole number of ms above 0; protection.onUnproven: found "hope"',
  );
});
