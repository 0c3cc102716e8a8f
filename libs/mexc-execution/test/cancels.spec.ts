import { type CancelOrderOutcome, MemoryOrderJournal } from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';
import type { TapeMinute } from '@prate/mexc-simulator';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { type Desk, NOW, accepted, marketBuy, openDesk, restingBuy } from './desk';
import { failure, orderlyVenue, success } from './scripted-venue';

const CANCEL_ALL = '/api/v1/private/order/cancel_all';

/** At 65000 until noon, then down to 64000 within one minute. The first minute brings the tick to 500 and a contract to 1 BTC. */
const tape: { symbol: string; minutes: TapeMinute[] } = {
  symbol: 'BTC_USDT',
  minutes: Array.from({ length: 10 }, (_, index): TapeMinute => {
    const before = index < 6 ? '65000' : '64000';
    const after = index < 5 ? '65000' : '64000';
    const volume = index === 0 ? '60001' : '60000';
    return { openTimeMs: NOW + (index - 5) * 60_000, open: before, high: before, low: index === 0 ? '64500' : after, close: after, volume };
  }),
};

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});

const fault = (...args: Parameters<Desk['simulator']['control']['faults']['next']>) => desk.simulator.control.faults.next(...args);
/** A read is sent up to three times. */
const faultRead = (...args: Parameters<typeof fault>) => [1, 2, 3].forEach(() => fault(...args));
const stateOf = (outcome: CancelOrderOutcome) => [outcome.status, 'order' in outcome ? outcome.order?.status : undefined];

describe('cancelOrder', () => {
  test('error: our id in another contract is no order of ours, and nothing of ours goes', async () => {
    const { clientOrderId, order } = await accepted(desk.execution.createOrder(restingBuy()));
    expect(await desk.execution.cancelOrder('ETH_USDT', clientOrderId)).toEqual({ status: 'notFound', orderId: clientOrderId });
    expect(await desk.execution.cancelOrders('ETH_USDT', [clientOrderId])).toEqual([{ status: 'notFound', orderId: clientOrderId }]);
    expect(await desk.execution.getOrder(clientOrderId, 'ETH_USDT')).toBeUndefined();
    expect(await desk.execution.getOrder(order.orderId)).toMatchObject({ status: 'open' });
  });

  test('default: by the venue id and by ours', async () => {
    const one = await accepted(desk.execution.createOrder(restingBuy()));
    const two = await accepted(desk.execution.createOrder(restingBuy()));
    expect(await desk.execution.cancelOrder('BTC_USDT', one.order.orderId)).toMatchObject({
      status: 'cancelled',
      orderId: one.order.orderId,
      order: { status: 'cancelled', orderId: one.order.orderId },
    });
    expect(stateOf(await desk.execution.cancelOrder('BTC_USDT', two.clientOrderId))).toEqual(['cancelled', 'cancelled']);
    expect(await desk.execution.getOpenOrders()).toEqual([]);
  });

  test('behavior: needs no connection, and no journal that knows the id', async () => {
    const one = await accepted(desk.execution.createOrder(restingBuy()));
    const two = await accepted(desk.execution.createOrder(restingBuy()));
    const stranger = desk.another(new MemoryOrderJournal());
    expect(stateOf(await stranger.cancelOrder('BTC_USDT', one.order.orderId))).toEqual(['cancelled', 'cancelled']);
    expect(stateOf(await stranger.cancelOrder('BTC_USDT', two.clientOrderId))).toEqual(['cancelled', 'cancelled']);
  });

  test('behavior: a fill or a cancel that was first shows in the order', async () => {
    const filled = await accepted(desk.execution.createOrder(marketBuy()));
    expect(await desk.execution.cancelOrder('BTC_USDT', filled.clientOrderId)).toMatchObject({
      status: 'alreadyFinal',
      order: { status: 'filled', filledContracts: '10' },
    });
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    await desk.execution.cancelOrder('BTC_USDT', order.orderId);
    expect(stateOf(await desk.execution.cancelOrder('BTC_USDT', order.orderId))).toEqual(['alreadyFinal', 'cancelled']);
  });

  test.each(['739113577038255617', 'never-sent'])('behavior: %s is not found', async (orderId) => {
    expect(await desk.execution.cancelOrder('BTC_USDT', orderId)).toEqual({ status: 'notFound', orderId });
  });

  test.each([
    ['', '739113577038255617'],
    ['BTC_USDT', 'no id / at all'],
    ['BTC_USDT', ''],
    [undefined, 'id'],
    ['BTC_USDT', 739113577038255600],
  ])('error: (%p, %p) is denied', async (symbol, orderId) => {
    const before = desk.simulator.control.log.length;
    expect(await desk.execution.cancelOrder(symbol as string, orderId as string)).toMatchObject({
      status: 'denied',
      orderId: String(orderId),
      denial: { code: 'input-invalid' },
    });
    expect(desk.simulator.control.log).toHaveLength(before);
  });

  test('behavior: a lost answer is settled by reading the order', async () => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    fault('cancel-orders', 'hang-up-before-accept');
    expect(await desk.execution.cancelOrder('BTC_USDT', order.orderId)).toMatchObject({ status: 'unknown' });
    fault('cancel-orders', 'maintenance');
    expect(await desk.execution.cancelOrder('BTC_USDT', order.orderId)).toMatchObject({
      status: 'rejected',
      rejection: { retrySafe: true },
    });
    fault('cancel-orders', 'accept-then-hang-up');
    expect(stateOf(await desk.execution.cancelOrder('BTC_USDT', order.orderId))).toEqual(['cancelled', 'cancelled']);
  });

  test('behavior: what the venue took is cancelled, though the read after it failed', async () => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    faultRead('get-order', 'http-502');
    expect(await desk.execution.cancelOrder('BTC_USDT', order.orderId)).toEqual({ status: 'cancelled', orderId: order.orderId });
  });
});

describe('what the venue may say about one order', () => {
  const ID = '739113577038255617';
  const asRead = (state: number, dealVol: number) =>
    success(
      `{"orderId":"${ID}","symbol":"BTC_USDT","positionId":0,"price":65000,"vol":10,"leverage":20,"side":1,"category":1,"orderType":1,` +
        `"dealAvgPrice":65000,"dealVol":${dealVol},"openType":1,"state":${state},"externalOid":"x","errorCode":0,"createTime":1,"updateTime":2}`,
    );
  const row = (errorCode: number) => success(`[{"orderId":${ID},"errorCode":${errorCode},"errorMsg":""}]`);

  test.each([
    ['a fill that won the race', row(0), asRead(3, 10), ['alreadyFinal', 'filled']],
    ['cancelled with a part filled', row(0), asRead(4, 3), ['cancelled', 'cancelled']],
    ['taken, not yet done', row(0), asRead(2, 3), ['cancelled', 'partially-filled']],
    ['invalid all the time', row(0), asRead(5, 0), ['alreadyFinal', 'invalid']],
    ['final, but not readable', row(2041), failure(500), ['alreadyFinal', undefined]],
    ['final, but it reads as working', row(2041), asRead(2, 0), ['unknown', undefined]],
    ['unknown, and nothing to read', row(2040), failure(2040), ['notFound', undefined]],
    ['unknown, but filled', row(2040), asRead(3, 10), ['alreadyFinal', 'filled']],
    ['unknown, but it reads as working', row(2040), asRead(2, 0), ['unknown', undefined]],
    ['unknown, and the read failed', row(2040), failure(500), ['unknown', undefined]],
    ['refused', row(704), asRead(2, 0), ['rejected', undefined]],
    ['a code that no table knows', row(31337), asRead(2, 0), ['unknown', undefined]],
    ['no row at all', success('[]'), asRead(2, 0), ['unknown', undefined]],
    ['a row for another order', success('[{"orderId":1,"errorCode":0}]'), asRead(2, 0), ['unknown', undefined]],
    ['the whole request refused', failure(602), asRead(2, 0), ['rejected', undefined]],
  ])('behavior: %s', async (_name, cancelled, read, expected) => {
    const venue = orderlyVenue().answer('/order/cancel', cancelled).answer(`/order/get/${ID}`, read);
    const rest = await venue.start();
    const instruments = { getInstrument: async () => buildInstrument(), getInstruments: async () => [buildInstrument()] };
    const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
    expect(stateOf(await execution.cancelOrder('BTC_USDT', ID))).toEqual(expected);
    expect(venue.sent('/order/cancel')).toEqual([`[${ID}]`]);
  });
});

describe('cancelAllOrders', () => {
  test('default: counts what was really cancelled, of one symbol or of all', async () => {
    for (let count = 0; count < 3; count += 1) await accepted(desk.execution.createOrder(restingBuy()));
    await accepted(desk.execution.createOrder(restingBuy({ symbol: 'ETH_USDT', price: '3000', quantity: '0.1' })));
    const one = await desk.execution.cancelAllOrders('BTC_USDT');
    expect(one).toMatchObject({ status: 'done', count: 3, stillOpen: [], filledMeanwhile: [], unresolved: [] });
    expect((await desk.execution.getOpenOrders()).map(({ symbol }) => symbol)).toEqual(['ETH_USDT']);
    expect(await desk.execution.cancelAllOrders()).toMatchObject({ status: 'done', count: 1, cancelled: [{ symbol: 'ETH_USDT' }] });
    expect(await desk.execution.cancelAllOrders()).toMatchObject({ status: 'done', count: 0, cancelled: [] });
  });

  test('behavior: of seven orders one fills during the call: six are counted, the fill is told apart', async () => {
    const falling = await openDesk({ tapes: [tape], balances: { USDT: '1000000' } });
    const far = { leverage: 20, quantity: undefined, contracts: 1 };
    for (let count = 0; count < 6; count += 1) await accepted(falling.execution.createOrder(restingBuy(far)));
    const near = await accepted(falling.execution.createOrder(restingBuy({ ...far, price: '64500' })));
    // The price falls after the first list and before the cancel reaches the venue.
    const cancelAll = falling.rest.private.cancelAllOrders;
    falling.rest.private.cancelAllOrders = (...args) => {
      falling.clock.advance(60_000);
      return cancelAll(...args);
    };
    expect(await falling.execution.cancelAllOrders('BTC_USDT')).toMatchObject({
      status: 'done',
      count: 6,
      stillOpen: [],
      filledMeanwhile: [{ orderId: near.order.orderId, status: 'filled' }],
      unresolved: [],
    });
  });

  test('behavior: an order that cannot be read afterwards is neither counted nor forgotten', async () => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy()));
    faultRead('get-order', 'http-502');
    expect(await desk.execution.cancelAllOrders()).toMatchObject({ status: 'done', count: 0, unresolved: [{ orderId: order.orderId }] });
  });

  test('behavior: needs no connection; a list that fails does not stop it', async () => {
    await accepted(desk.execution.createOrder(restingBuy()));
    faultRead('list-open-orders', 'http-502');
    const stranger = desk.another(new MemoryOrderJournal());
    expect(await stranger.cancelAllOrders()).toMatchObject({ status: 'unknown' });
    expect(desk.arrived(CANCEL_ALL)).toBe(1);
    expect(await desk.execution.getOpenOrders()).toEqual([]);
  });

  test('behavior: refused is rejected; a lost answer is settled by what is left', async () => {
    await accepted(desk.execution.createOrder(restingBuy()));
    fault('cancel-all-orders', 'maintenance');
    expect(await desk.execution.cancelAllOrders()).toMatchObject({ status: 'rejected', rejection: { retrySafe: true } });
    fault('cancel-all-orders', 'hang-up-before-accept');
    expect(await desk.execution.cancelAllOrders()).toMatchObject({ status: 'unknown' });
    fault('cancel-all-orders', 'accept-then-hang-up');
    expect(await desk.execution.cancelAllOrders()).toMatchObject({ status: 'done', count: 1 });
  });

  describe('of other kinds, and of ours only', () => {
    const open = { symbol: 'BTC_USDT', effect: 'open', leverage: 10, marginMode: 'isolated', contracts: 1 } as const;
    const below = { price: '40000', reference: 'last', direction: 'at-or-below' } as const;

    /** One of each kind, ours, and the same by a program that shares the account. */
    async function everything() {
      const { execution } = desk;
      const stranger = desk.another(new MemoryOrderJournal());
      await stranger.connect();
      await accepted(execution.createOrder(marketBuy()));
      for (const one of [execution, stranger]) {
        const isOurs = one === execution;
        await accepted(one.createOrder(restingBuy()));
        const plan = { ...open, side: 'buy', type: 'market', trigger: below, validFor: 'one-day' } as const;
        expect((await one.createPlanOrder(plan)).status).toBe('accepted');
        const price = isOurs ? '41000' : '42000';
        const stop = { symbol: 'BTC_USDT', positionSide: 'long', size: { contracts: 5 }, stopLoss: { price, reference: 'last' } } as const;
        expect((await one.createStopOrder(stop)).status).toBe('accepted');
        const trailing = { ...open, side: 'buy', callback: { fraction: isOurs ? '0.02' : '0.03' }, reference: 'last' } as const;
        expect((await one.createTrailingOrder(trailing)).status).toBe('accepted');
      }
      return execution;
    }

    const ALL = ['order', 'plan', 'stop', 'trailing'] as const;

    test('default: orders, plan, stop and trailing orders of everybody', async () => {
      const execution = await everything();
      const outcome = await execution.cancelAllOrders('BTC_USDT', { kinds: ALL });
      expect(outcome).toMatchObject({
        status: 'done',
        count: 2,
        stillOpen: [],
        conditional: { count: 6, stillOpen: [], firedMeanwhile: [], unresolved: [], problems: [] },
      });
    });

    test('behavior: only ours: by id, and nothing of anybody else is touched', async () => {
      const execution = await everything();
      const outcome = await execution.cancelAllOrders(undefined, { kinds: ALL, onlyOurs: true });
      expect(outcome).toMatchObject({ status: 'done', count: 1, conditional: { count: 3, stillOpen: [], problems: [] } });
      expect(desk.arrived(CANCEL_ALL)).toBe(0);
      expect(await execution.getOpenOrders()).toHaveLength(1);
      const isWaiting = { isWaiting: true };
      expect(await execution.getPlanOrders(isWaiting)).toHaveLength(1);
      expect((await execution.getStopOrders(isWaiting)).map(({ stopLoss }) => stopLoss?.price)).toEqual(['42000']);
      expect(await execution.getTrailingOrders(isWaiting)).toHaveLength(1);
    });

    test('behavior: a stop that came with an order of ours is ours', async () => {
      const { execution } = desk;
      await accepted(execution.createOrder(marketBuy({ protection: { stopLoss: { price: '40000', reference: 'last' } } })));
      const outcome = await execution.cancelAllOrders(undefined, { kinds: ['stop'], onlyOurs: true });
      expect(outcome).toMatchObject({ count: 0, conditional: { count: 1, cancelled: [{ kind: 'stop' }] } });
    });

    test('behavior: seven of ours, one fills during the call: six are counted', async () => {
      const falling = await openDesk({ tapes: [tape], balances: { USDT: '1000000' } });
      const far = { leverage: 20, quantity: undefined, contracts: 1 };
      for (let count = 0; count < 6; count += 1) await accepted(falling.execution.createOrder(restingBuy(far)));
      const near = await accepted(falling.execution.createOrder(restingBuy({ ...far, price: '64500' })));
      const { cancelOrders } = falling.rest.private;
      falling.rest.private.cancelOrders = (...args) => {
        falling.clock.advance(60_000);
        return cancelOrders(...args);
      };
      expect(await falling.execution.cancelAllOrders('BTC_USDT', { onlyOurs: true })).toMatchObject({
        status: 'done',
        count: 6,
        stillOpen: [],
        filledMeanwhile: [{ orderId: near.order.orderId, status: 'filled' }],
        unresolved: [],
      });
    });

    test('error: one kind that fails does not stop the others, and is named', async () => {
      const execution = await everything();
      fault('cancel-all-plan-orders', 'maintenance');
      const outcome = await execution.cancelAllOrders('BTC_USDT', { kinds: ALL });
      expect(outcome).toMatchObject({ count: 2, conditional: { count: 4, stillOpen: [{ kind: 'plan' }, { kind: 'plan' }] } });
      expect(outcome.conditional?.problems).toMatchObject([{ kind: 'plan', message: expect.stringContaining('801') }]);
    });

    test('error: what is ours cannot be read: nothing is cancelled', async () => {
      await accepted(desk.execution.createOrder(restingBuy()));
      faultRead('list-open-orders', 'http-502');
      expect(await desk.execution.cancelAllOrders(undefined, { onlyOurs: true })).toMatchObject({
        status: 'denied',
        denial: { code: 'not-sent' },
      });
      expect(await desk.execution.getOpenOrders()).toHaveLength(1);
    });
  });

  test.each(['', null, 7])('error: %p never comes to mean all', async (symbol) => {
    await accepted(desk.execution.createOrder(restingBuy()));
    await expect(desk.execution.cancelAllOrders(symbol as string)).rejects.toThrow('expected a contract such as BTC_USDT');
    expect(desk.arrived(CANCEL_ALL)).toBe(0);
  });
});
