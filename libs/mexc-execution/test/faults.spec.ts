import { MemoryOrderJournal, clientOrderId } from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { CHANGE_LEVERAGE, CREATE, type Desk, accepted, marketBuy, openDesk, restingBuy } from './desk';
import { failure, orderlyVenue, success } from './scripted-venue';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});

const orders = () => desk.simulator.control.snapshot().orders;
const fault = (...args: Parameters<Desk['simulator']['control']['faults']['next']>) => desk.simulator.control.faults.next(...args);
/** A read is sent up to three times. */
const faultRead = (...args: Parameters<typeof fault>) => [1, 2, 3].forEach(() => fault(...args));

describe('an order whose answer was lost', () => {
  test.each(['accept-then-hang-up', 'http-502-after-accept'] as const)(
    'behavior: %s is unknown; there is exactly one order, and until it is found nothing new opens in that symbol',
    async (name) => {
      await accepted(desk.execution.createOrder(marketBuy()));
      fault('create-order', name);
      const outcome = await desk.execution.createOrder(marketBuy({ clientOrderId: 'lost-1' }));
      expect(outcome).toMatchObject({ status: 'unknown', clientOrderId: 'lost-1' });
      expect(orders().filter(({ externalOid }) => externalOid === 'lost-1')).toHaveLength(1);
      expect(desk.arrived(CREATE)).toBe(2);
      expect(desk.execution.health()).toMatchObject({ state: 'degraded', unknownIntents: 1 });

      expect(await desk.execution.createOrder(marketBuy())).toMatchObject({
        status: 'denied',
        denial: { code: 'intent-unknown', context: { clientOrderIds: ['lost-1'] } },
      });
      expect(await desk.execution.createOrder(marketBuy({ clientOrderId: 'lost-1' }))).toMatchObject({
        denial: { code: 'intent-unknown' },
      });
      expect(desk.arrived(CREATE)).toBe(2);
      // Another symbol is not concerned, and a close never waits.
      await accepted(desk.execution.createOrder(restingBuy({ symbol: 'ETH_USDT', price: '3000', quantity: '0.1' })));
      await accepted(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));

      const found = await desk.execution.getOrder('lost-1');
      expect(found).toMatchObject({ clientOrderId: 'lost-1', status: 'filled' });
      expect((await desk.journal.get(clientOrderId('lost-1')))?.outcome).toEqual({ state: 'accepted', orderId: found?.orderId });
      expect(desk.execution.health()).toMatchObject({ reasons: ['no-stream'], unknownIntents: 0 });
      await accepted(desk.execution.createOrder(marketBuy()));
    },
  );

  test.each(['hang-up-before-accept', 'http-502'] as const)(
    'behavior: %s is unknown as well, for nobody can tell; no order, and one read that finds none settles nothing',
    async (name) => {
      fault('create-order', name);
      expect(await desk.execution.createOrder(marketBuy({ clientOrderId: 'lost-2' }))).toMatchObject({ status: 'unknown' });
      expect(orders()).toEqual([]);
      expect(desk.arrived(CREATE)).toBe(1);
      expect(await desk.execution.getOrder('lost-2')).toBeUndefined();
      expect(await desk.execution.createOrder(marketBuy())).toMatchObject({ denial: { code: 'intent-unknown' } });
      expect((await desk.journal.get(clientOrderId('lost-2')))?.outcome).toMatchObject({ state: 'unknown' });
    },
  );

  test('behavior: it shows in the list of open orders too, and can be cancelled by our id', async () => {
    fault('create-order', 'accept-then-hang-up');
    await desk.execution.createOrder(restingBuy({ clientOrderId: 'lost-3' }));
    expect(await desk.execution.cancelOrder('BTC_USDT', 'lost-3')).toMatchObject({
      status: 'cancelled',
      order: { clientOrderId: 'lost-3' },
    });
    expect(desk.execution.health().unknownIntents).toBe(0);
    fault('create-order', 'accept-then-hang-up');
    await desk.execution.createOrder(restingBuy({ clientOrderId: 'lost-4' }));
    expect((await desk.execution.getOpenOrders('BTC_USDT')).map((order) => order.clientOrderId)).toEqual(['lost-4']);
    expect(desk.execution.health().unknownIntents).toBe(0);
  });

  test('behavior: what a crash left in the journal is unknown after the restart', async () => {
    const journal = new MemoryOrderJournal();
    const id = clientOrderId('crashed-1');
    await journal.record({ kind: 'order', clientOrderId: id, symbol: 'BTC_USDT', command: restingBuy(), createdAtMs: 1 });
    const restarted = desk.another(journal);
    await restarted.connect();
    expect(restarted.health()).toMatchObject({ state: 'degraded', unknownIntents: 1 });
    expect(await restarted.createOrder(restingBuy())).toMatchObject({ denial: { code: 'intent-unknown' } });
    expect(desk.arrived(CREATE)).toBe(0);
  });
});

describe('orders side by side', () => {
  /** Holds the next call of one endpoint back until it is let go. */
  function hold(endpoint: 'createOrder' | 'getLeverage') {
    const calls = desk.rest.private as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const original = calls[endpoint] as (...args: unknown[]) => Promise<unknown>;
    let letGo: () => void = () => undefined;
    const isHeld = new Promise<void>((reached) => {
      calls[endpoint] = async (...args) => {
        calls[endpoint] = original;
        reached();
        await new Promise<void>((resolve) => (letGo = resolve));
        return original(...args);
      };
    });
    return { isHeld, letGo: () => letGo() };
  }

  test('behavior: one that is under way is not unknown, also when somebody tries to use its id again', async () => {
    const { isHeld, letGo } = hold('createOrder');
    const first = desk.execution.createOrder(marketBuy({ clientOrderId: 'slow-1' }));
    await isHeld;
    expect(await desk.execution.createOrder(marketBuy({ clientOrderId: 'slow-1' }))).toMatchObject({
      denial: { code: 'client-order-id-reused' },
    });
    await accepted(desk.execution.createOrder(marketBuy()));
    letGo();
    await accepted(first);
    expect(orders()).toHaveLength(2);
  });

  test('behavior: one that becomes unknown stops another that was being prepared meanwhile', async () => {
    const { isHeld, letGo } = hold('getLeverage');
    const prepared = desk.execution.createOrder(marketBuy());
    await isHeld;
    fault('create-order', 'accept-then-hang-up');
    expect((await desk.execution.createOrder(marketBuy({ clientOrderId: 'lost-5' }))).status).toBe('unknown');
    letGo();
    expect(await prepared).toMatchObject({ denial: { code: 'intent-unknown', context: { clientOrderIds: ['lost-5'] } } });
    expect(desk.arrived(CREATE)).toBe(1);
  });

  test('behavior: one that another process left in the journal is seen before anything is changed at the venue', async () => {
    const id = clientOrderId('theirs-1');
    await desk.journal.record({ kind: 'order', clientOrderId: id, symbol: 'BTC_USDT', command: restingBuy(), createdAtMs: 1 });
    expect(await desk.execution.createOrder(marketBuy())).toMatchObject({ denial: { code: 'intent-unknown' } });
    expect(desk.arrived(CREATE) + desk.arrived(CHANGE_LEVERAGE)).toBe(0);
    expect(desk.execution.health()).toMatchObject({ state: 'degraded', unknownIntents: 1 });
  });
});

test('behavior: maintenance is a refusal, and the same order may succeed later under the same id', async () => {
  fault('create-order', 'maintenance');
  const order = marketBuy({ clientOrderId: 'patient-1' });
  expect(await desk.execution.createOrder(order)).toMatchObject({
    status: 'rejected',
    rejection: { code: '801', kind: 'maintenance', retrySafe: true },
  });
  expect(orders()).toEqual([]);
  expect(desk.execution.health().unknownIntents).toBe(0);
  await accepted(desk.execution.createOrder(order));
  expect(await desk.execution.createOrder(order)).toMatchObject({ status: 'denied', denial: { code: 'client-order-id-reused' } });
  expect(orders()).toHaveLength(1);
});

test('behavior: with nobody at the other end an order was not sent; openings, closes and cancels say so, and nothing is unknown', async () => {
  await accepted(desk.execution.createOrder(marketBuy()));
  const { order } = await accepted(desk.execution.createOrder(restingBuy()));
  await desk.simulator.stop();
  expect(await desk.execution.createOrder(marketBuy())).toMatchObject({ status: 'denied', denial: { code: 'not-sent' } });
  const close = await desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 });
  expect(close).toMatchObject({
    status: 'denied',
    denial: { code: 'not-sent', message: expect.stringContaining('nothing of it was sent') },
  });
  if (close.status !== 'denied' || close.clientOrderId === undefined) throw new Error('unreachable');
  expect((await desk.journal.get(close.clientOrderId))?.outcome).toEqual({ state: 'not-sent' });
  expect(await desk.execution.cancelOrder('BTC_USDT', order.orderId)).toMatchObject({ status: 'denied', denial: { code: 'not-sent' } });
  expect(await desk.execution.cancelAllOrders()).toMatchObject({ status: 'denied', denial: { code: 'not-sent' } });
  expect(desk.execution.health()).toMatchObject({ reasons: ['no-stream'], unknownIntents: 0 });
});

test('behavior: a close goes out though nothing can be read, by its side alone', async () => {
  await accepted(desk.execution.createOrder(marketBuy({ marginMode: 'cross' })));
  faultRead('list-open-positions', 'http-502');
  faultRead('get-position-mode', 'http-502');
  await accepted(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));
  expect(await desk.execution.getPositions()).toEqual([]);

  // The position is gone, and nothing can be read that would say so: the venue refuses, nothing opens.
  faultRead('list-open-positions', 'http-502');
  faultRead('get-position-mode', 'http-502');
  const late = await desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 });
  expect(late).toMatchObject({ status: 'rejected', rejection: { kind: 'position' } });
  expect(await desk.execution.getPositions()).toEqual([]);
});

describe('leverage', () => {
  test('behavior: a change whose answer was lost is believed when it reads back', async () => {
    fault('change-leverage', 'accept-then-hang-up');
    await accepted(desk.execution.createOrder(marketBuy({ leverage: 3 })));
    expect(orders()[0]).toMatchObject({ leverage: 3 });
  });

  test('error: a change that did not happen denies the order', async () => {
    fault('change-leverage', 'hang-up-before-accept');
    expect(await desk.execution.createOrder(marketBuy({ leverage: 3 }))).toMatchObject({
      denial: { code: 'leverage-differs', context: { found: { leverage: 20 }, expected: { leverage: 3 } } },
    });
    expect(desk.arrived(CHANGE_LEVERAGE)).toBe(1);
    expect(desk.arrived(CREATE)).toBe(0);
  });

  test.each(['get-leverage', 'list-open-positions', 'get-position-mode'] as const)(
    'error: an opening order is not sent when %s cannot be read',
    async (endpoint) => {
      faultRead(endpoint, 'http-502');
      expect(await desk.execution.createOrder(marketBuy({ leverage: 3 }))).toMatchObject({ denial: { code: 'not-sent' } });
      expect(desk.arrived(CREATE) + desk.arrived(CHANGE_LEVERAGE)).toBe(0);
    },
  );

  test.each([
    [2019, 'position'],
    [2021, 'order'],
    [2026, 'order'],
    [7004, 'order'],
  ])('error: refused with %d, each a reason of its own, and no order is sent', async (code, kind) => {
    const venue = orderlyVenue().answer('/change_leverage', failure(code));
    const rest = await venue.start();
    const instruments = { getInstrument: async () => buildInstrument(), getInstruments: async () => [buildInstrument()] };
    const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
    expect((await execution.connect()).problems).toEqual([]);
    expect(await execution.createOrder(marketBuy({ leverage: 3 }))).toMatchObject({
      denial: { code: 'leverage-differs', context: { refusal: { code: String(code), kind } } },
    });
    expect(venue.sent('/order/create')).toEqual([]);
  });
});

describe('answers of a create', () => {
  test.each([
    [failure(510), 'rejected', true],
    [failure(513), 'rejected', true],
    [failure(2037), 'rejected', true],
    [failure(500, 'Under maintenance'), 'rejected', true],
    [failure(2005, '余额不足'), 'rejected', false],
    [failure(500), 'unknown', undefined],
    [failure(9999), 'unknown', undefined],
    [failure(603), 'unknown', undefined],
    [failure(424_242), 'unknown', undefined],
    [failure(0), 'unknown', undefined],
    [success('{}'), 'unknown', undefined],
    ['<html>moved</html>', 'unknown', undefined],
    ['hang up', 'unknown', undefined],
    [success('739113577038255617'), 'accepted', undefined],
    [success('{"orderId":"9007199254740993","ts":1760000000123}'), 'accepted', undefined],
  ])('behavior: %s is %s, and it is asked once', async (text, status, retrySafe) => {
    const venue = orderlyVenue().answer('/order/create', text);
    const rest = await venue.start();
    const instruments = { getInstrument: async () => buildInstrument(), getInstruments: async () => [buildInstrument()] };
    const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
    await execution.connect();
    const outcome = await execution.createOrder(marketBuy({ leverage: 20 }));
    expect(outcome.status).toBe(status);
    if (outcome.status === 'rejected') expect(outcome.rejection.retrySafe).toBe(retrySafe);
    if (outcome.status === 'accepted') expect(['739113577038255617', '9007199254740993']).toContain(outcome.order.orderId);
    expect(venue.sent('/order/create')).toHaveLength(1);
  });

  test('default: the body on the wire, digit for digit', async () => {
    const venue = orderlyVenue().answer('/order/create', success('{"orderId":"739113577038255617"}'));
    const rest = await venue.start();
    const instruments = { getInstrument: async () => buildInstrument(), getInstruments: async () => [buildInstrument()] };
    const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
    await execution.connect();
    await accepted(execution.createOrder(restingBuy({ clientOrderId: 'wire-1', price: '65000.50', leverage: 20 })));
    const [body = ''] = venue.sent('/order/create');
    expect(body).toContain('"vol":10,');
    expect(body).toContain('"price":65000.5,');
    expect(JSON.parse(body)).toEqual({
      symbol: 'BTC_USDT',
      side: 1,
      type: 1,
      vol: 10,
      price: 65000.5,
      leverage: 20,
      openType: 1,
      positionMode: 1,
      externalOid: 'wire-1',
    });
  });
});
