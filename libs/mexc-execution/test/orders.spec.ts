import {
  AmbiguousPositionError,
  IdentifierError,
  JournalError,
  MemoryOrderJournal,
  NotConnectedError,
  decimal,
} from '@prate/execution-interface';
import { add, multiply, subtract } from '@prate/execution-interface/decimal';
import { simulatedContracts } from '@prate/mexc-simulator';
import { OrderSymbolMissingError } from '../src/errors';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { CHANGE_LEVERAGE, CREATE, type Desk, NOW, accepted, marketBuy, openDesk, restingBuy } from './desk';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});

const orders = () => desk.simulator.control.snapshot().orders;

describe('createOrder', () => {
  test('default: 0.001 BTC is 10 contracts, and the answer says so in the unit of both sides', async () => {
    const { order, size, clientOrderId } = await accepted(desk.execution.createOrder(marketBuy()));
    expect(size).toEqual({ contracts: '10', quantity: '0.001' });
    expect(order).toMatchObject({
      status: 'pending',
      clientOrderId,
      symbol: 'BTC_USDT',
      side: 'buy',
      effect: 'open',
      positionSide: 'long',
      type: 'market',
      contracts: '10',
      baseQuantity: '0.001',
      filledContracts: '0',
      leverage: 10,
      marginMode: 'isolated',
      category: 'normal',
      createdAtMs: NOW,
    });
    expect(BigInt(order.orderId)).toBeGreaterThan(2n ** 53n);
    expect(orders()).toEqual([
      expect.objectContaining({
        orderId: order.orderId,
        side: 'open-long',
        type: 'market',
        vol: '10',
        leverage: 10,
        externalOid: clientOrderId,
      }),
    ]);
    expect((await desk.journal.get(clientOrderId))?.outcome).toEqual({ state: 'accepted', orderId: order.orderId });
  });

  test('behavior: a filled market order reads back with the average of its fills, never with the price it was given', async () => {
    const { order } = await accepted(desk.execution.createOrder(marketBuy()));
    const read = await desk.execution.getOrder(order.orderId);
    expect(read).toMatchObject({ status: 'filled', filledContracts: '10', filledBaseQuantity: '0.001', orderId: order.orderId });
    expect(read?.averagePrice).toBe(orders()[0]?.dealAvgPrice);
    expect(read?.averagePrice).not.toBe(orders()[0]?.price);
    expect(read).not.toHaveProperty('price');
  });

  test('behavior: the four intents become the four sides', async () => {
    await accepted(desk.execution.openLong(open()));
    await accepted(desk.execution.openShort(open()));
    await accepted(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));
    await accepted(desk.execution.closeShort({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));
    expect(orders().map(({ side, state }) => `${side} ${state}`)).toEqual([
      'open-long filled',
      'open-short filled',
      'close-long filled',
      'close-short filled',
    ]);
    expect(await desk.execution.getPositions()).toEqual([]);
  });

  test.each(['limit', 'post-only', 'ioc', 'fok'] as const)('behavior: %s', async (type) => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy({ type })));
    expect(order.price).toBe('40000');
    expect(orders()[0]).toMatchObject({ type, price: '40000', externalOid: order.clientOrderId });
    const read = await desk.execution.getOrder(order.orderId);
    expect([read?.status, read?.reason]).toEqual(
      type === 'ioc' ? ['cancelled', 'ioc-cancel'] : type === 'fok' ? ['cancelled', 'fok-cancel'] : ['open', undefined],
    );
  });

  test('error: 0.00015 BTC is denied with the nearest legal quantities, and nothing is sent', async () => {
    expect(await desk.execution.createOrder(marketBuy({ quantity: '0.00015' }))).toMatchObject({
      status: 'denied',
      denial: {
        code: 'size-off-grid',
        context: {
          found: '0.00015',
          nearest: { below: { quantity: '0.0001', contracts: '1' }, above: { quantity: '0.0002', contracts: '2' } },
        },
      },
    });
    expect(desk.arrived(CREATE)).toBe(0);
  });

  test.each([
    ['price-off-tick', restingBuy({ price: '40000.05' })],
    ['price-not-positive', restingBuy({ price: '-1' })],
    ['size-not-positive', marketBuy({ quantity: '-0.001' })],
    ['size-below-minimum', marketBuy({ quantity: '0.00001' })],
    ['size-above-maximum', marketBuy({ quantity: undefined, contracts: 400_001 })],
    ['input-invalid', marketBuy({ quantity: undefined })],
    ['input-invalid', marketBuy({ side: 'up' })],
    ['symbol-unknown', marketBuy({ symbol: 'BTCUSDT' })],
    ['leverage-out-of-range', marketBuy({ leverage: 501 })],
    ['size-unit-not-for-inverse', marketBuy({ symbol: 'BTC_USD' })],
    ['position-not-found', marketBuy({ effect: 'close', leverage: undefined, marginMode: undefined })],
  ])('error: %s', async (code, command) => {
    expect(await desk.execution.createOrder(command)).toMatchObject({ status: 'denied', denial: { code } });
    expect(desk.arrived(CREATE)).toBe(0);
    expect(desk.arrived(CHANGE_LEVERAGE)).toBe(0);
    expect(await desk.journal.listUnsettled()).toEqual([]);
  });

  test('behavior: quote quantity at the limit price, and at the mark for a market order', async () => {
    const limit = await accepted(desk.execution.createOrder(restingBuy({ quantity: undefined, quoteQuantity: '40' })));
    expect(limit.size).toEqual({ contracts: '10', quantity: '0.001', quoteQuantity: '40' });
    const { price } = await desk.marketData.getMarkPrice('BTC_USDT');
    const quoteQuantity = multiply(price, '0.002');
    const market = await accepted(desk.execution.createOrder(marketBuy({ quantity: undefined, quoteQuantity })));
    expect(market.size).toEqual({ contracts: '20', quantity: '0.002', quoteQuantity });
  });

  test("behavior: the venue's refusal is a rejection, and the journal says so", async () => {
    const outcome = await desk.execution.createOrder(marketBuy({ quantity: undefined, contracts: 400_000 }));
    expect(outcome).toMatchObject({ status: 'rejected', rejection: { code: '2005', kind: 'funds', retrySafe: false } });
    if (outcome.status !== 'rejected') throw new Error('unreachable');
    expect((await desk.journal.get(outcome.clientOrderId))?.outcome).toEqual({ state: 'rejected', code: '2005' });
    expect(desk.execution.health().unknownIntents).toBe(0);
  });

  test('behavior: one client order id is one intent, for ever', async () => {
    await accepted(desk.execution.createOrder(restingBuy({ clientOrderId: 'mine-1' })));
    expect(await desk.execution.createOrder(restingBuy({ clientOrderId: 'mine-1' }))).toMatchObject({
      status: 'denied',
      clientOrderId: 'mine-1',
      denial: { code: 'client-order-id-reused' },
    });
    const both = await Promise.all([1, 2].map(() => desk.execution.createOrder(restingBuy({ clientOrderId: 'mine-2' }))));
    expect(both.map(({ status }) => status).sort()).toEqual(['accepted', 'denied']);
    expect(orders().map(({ externalOid }) => externalOid)).toEqual(['mine-1', 'mine-2']);
  });

  test('behavior: orders of one symbol may be under way together', async () => {
    await desk.execution.setLeverage({ symbol: 'BTC_USDT', positionSide: 'long', leverage: 10, marginMode: 'isolated' });
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => desk.execution.createOrder(restingBuy())));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('accepted'));
    expect(orders()).toHaveLength(5);
  });

  test('error: an order that cannot be recorded is not sent; what is open can still be cancelled', async () => {
    class FullDisk extends MemoryOrderJournal {
      isFull = false;
      override record(...args: Parameters<MemoryOrderJournal['record']>): ReturnType<MemoryOrderJournal['record']> {
        if (this.isFull) throw new JournalError('disk full');
        return super.record(...args);
      }
      override get(...args: Parameters<MemoryOrderJournal['get']>): ReturnType<MemoryOrderJournal['get']> {
        if (this.isFull) throw new JournalError('disk full');
        return super.get(...args);
      }
    }
    const journal = new FullDisk();
    const execution = desk.another(journal);
    await execution.connect();
    const { order } = await accepted(execution.createOrder(restingBuy()));
    await accepted(execution.createOrder(marketBuy()));
    journal.isFull = true;
    const unrecorded = { status: 'denied', denial: { code: 'journal-unavailable' } };
    expect(await execution.createOrder(restingBuy())).toMatchObject(unrecorded);
    // Nor is a close: what nobody wrote down could be sent twice.
    expect(await execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 })).toMatchObject(unrecorded);
    expect(desk.arrived(CREATE)).toBe(2);
    expect(await execution.cancelOrder('BTC_USDT', order.orderId)).toMatchObject({ status: 'cancelled' });
  });

  test('error: before connect() nothing is sent', async () => {
    const execution = desk.another(new MemoryOrderJournal());
    expect(await execution.createOrder(marketBuy())).toMatchObject({ denial: { code: 'not-connected' } });
    expect(await execution.setLeverage({ symbol: 'BTC_USDT', positionSide: 'long', leverage: 1, marginMode: 'cross' })).toMatchObject({
      denial: { code: 'not-connected' },
    });
    await expect(execution.getPositions()).rejects.toThrow(NotConnectedError);
    await expect(execution.getOrder('1')).rejects.toThrow(NotConnectedError);
    expect(desk.arrived(CREATE)).toBe(0);
  });

  test('behavior: records tell of every command; a hook that throws changes nothing', async () => {
    const { clientOrderId } = await accepted(desk.execution.createOrder(restingBuy()));
    await desk.execution.createOrder(marketBuy({ quantity: '0.00015' }));
    await desk.execution.cancelAllOrders();
    expect(desk.records).toEqual([
      { command: 'createOrder', symbol: 'BTC_USDT', clientOrderId, status: 'accepted', durationMs: expect.any(Number) },
      {
        command: 'createOrder',
        symbol: 'BTC_USDT',
        clientOrderId: expect.any(String),
        status: 'denied',
        code: 'size-off-grid',
        durationMs: expect.any(Number),
      },
      { command: 'cancelAllOrders', status: 'done', durationMs: expect.any(Number) },
    ]);
    const { rest, marketData: instruments, journal } = desk;
    const onOutcome = () => {
      throw new Error('log full');
    };
    const execution = new MexcFuturesExecution({ rest, instruments, journal, onOutcome, clock: desk.clock });
    await execution.connect();
    await accepted(execution.createOrder(restingBuy()));
  });
});

describe('leverage and margin mode', () => {
  test('behavior: leverage that differs is changed by a call of its own first, once', async () => {
    await accepted(desk.execution.createOrder(marketBuy({ leverage: 7 })));
    expect(desk.arrived(CHANGE_LEVERAGE)).toBe(1);
    await accepted(desk.execution.createOrder(marketBuy({ leverage: 7 })));
    expect(desk.arrived(CHANGE_LEVERAGE)).toBe(1);
    await accepted(desk.execution.createOrder(marketBuy({ leverage: 8 })));
    expect(desk.arrived(CHANGE_LEVERAGE)).toBe(2);
    expect(await desk.execution.getPosition('BTC_USDT')).toMatchObject({ leverage: 8, contracts: '30' });
  });

  test('error: a change that the venue refuses denies the order with the current value and the reason', async () => {
    await accepted(desk.execution.createOrder(restingBuy({ leverage: 7 })));
    expect(await desk.execution.createOrder(restingBuy({ leverage: 9 }))).toMatchObject({
      status: 'denied',
      denial: {
        code: 'leverage-differs',
        context: { found: { leverage: 7, marginMode: 'isolated' }, expected: { leverage: 9 }, refusal: { code: '2019', kind: 'position' } },
      },
    });
    expect(desk.arrived(CREATE)).toBe(1);
  });

  test('error: a margin mode against that of the open position is denied here, and both are named', async () => {
    await accepted(desk.execution.createOrder(marketBuy()));
    expect(await desk.execution.createOrder(marketBuy({ marginMode: 'cross' }))).toMatchObject({
      denial: { code: 'margin-mode-conflict', context: { found: 'cross', expected: 'isolated', positionSide: 'long' } },
    });
    expect(desk.arrived(CREATE)).toBe(1);
    await accepted(desk.execution.openShort(open({ marginMode: 'cross' })));
  });

  test('default: setLeverage and getLeverage, one side each', async () => {
    const long = { symbol: 'BTC_USDT', positionSide: 'long' } as const;
    expect(await desk.execution.setLeverage({ ...long, leverage: 33, marginMode: 'cross' })).toEqual({ status: 'accepted', leverage: 33 });
    expect(await desk.execution.getLeverage(long)).toEqual({ ...long, leverage: 33, marginMode: 'cross' });
    expect(await desk.execution.getLeverage({ ...long, positionSide: 'short' })).toMatchObject({ leverage: 20, marginMode: 'isolated' });
    expect(await desk.execution.setLeverage({ ...long, leverage: 0, marginMode: 'x' as never })).toMatchObject({
      denial: { code: 'input-invalid' },
    });
    expect(await desk.execution.setLeverage({ ...long, leverage: 501, marginMode: 'cross' })).toMatchObject({
      denial: { code: 'leverage-out-of-range' },
    });
    await accepted(desk.execution.createOrder(restingBuy({ leverage: 33, marginMode: 'cross' })));
    expect(await desk.execution.setLeverage({ ...long, leverage: 5, marginMode: 'cross' })).toMatchObject({
      status: 'rejected',
      rejection: { code: '2019' },
    });
  });
});

describe('closing', () => {
  test('error: more than is closable is denied with what is', async () => {
    await accepted(desk.execution.createOrder(marketBuy()));
    const rest = { symbol: 'BTC_USDT', type: 'limit', price: '70000', contracts: 4 } as const;
    await accepted(desk.execution.closeLong(rest));
    expect(await desk.execution.closeLong({ ...rest, contracts: 7 })).toMatchObject({
      denial: { code: 'position-too-small', context: { holding: '10', closable: '6', asked: '7' } },
    });
    expect(await desk.execution.getPosition('BTC_USDT', 'long')).toMatchObject({ contracts: '10', closableContracts: '6' });
    expect(await desk.execution.closeShort({ ...rest, price: '60000' })).toMatchObject({
      denial: { code: 'position-not-found', context: { positionSide: 'short', open: ['long 10'] } },
    });
    expect(desk.arrived(CREATE)).toBe(2);
  });

  test('behavior: in one-way mode a close carries the reduce-only flag, and nothing else does', async () => {
    const oneWay = await openDesk({ positionMode: 'one-way' });
    await accepted(oneWay.execution.createOrder(marketBuy()));
    await accepted(oneWay.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));
    expect(
      oneWay.simulator.control.snapshot().orders.map(({ side, isReduceOnly, positionMode }) => [side, isReduceOnly, positionMode]),
    ).toEqual([
      ['open-long', false, 'one-way'],
      ['close-long', true, 'one-way'],
    ]);
    expect(await oneWay.execution.getPositions()).toEqual([]);
  });
});

test('behavior: a position mode that was switched elsewhere stops new exposure until it was read again; none is misdirected', async () => {
  await accepted(desk.execution.createOrder(restingBuy()));
  await desk.execution.cancelAllOrders();
  desk.simulator.control.setPositionMode('one-way');
  expect(await desk.execution.createOrder(restingBuy())).toMatchObject({
    denial: { code: 'position-mode-unknown', context: { found: 'one-way', expected: 'hedge' } },
  });
  expect(desk.arrived(CREATE)).toBe(1);
  await accepted(desk.execution.createOrder(restingBuy()));
  expect(orders().map(({ positionMode, state }) => `${positionMode} ${state}`)).toEqual(['hedge cancelled', 'one-way working']);
});

describe('a contract that may not be traded', () => {
  test.each([
    ['paused', { state: 4 }],
    ['enabled', { apiAllowed: false }],
  ])('error: %s is denied before sending', async (state, closed) => {
    const contracts = simulatedContracts.map((row) => (row.symbol === 'BTC_USDT' ? { ...row, ...closed } : row));
    const quiet = await openDesk({ contracts });
    expect(await quiet.execution.createOrder(marketBuy())).toMatchObject({ denial: { code: 'symbol-not-tradable', context: { state } } });
    expect(quiet.arrived(CREATE)).toBe(0);
  });
});

describe('account', () => {
  test('default: a position with everything that is known of it', async () => {
    await accepted(desk.execution.createOrder(marketBuy()));
    desk.clock.advance(30_000);
    const [position] = await desk.execution.getPositions();
    const { price } = await desk.marketData.getMarkPrice('BTC_USDT');
    const [held] = desk.simulator.control.snapshot().positions;
    expect(position).toMatchObject({
      positionId: held?.positionId,
      symbol: 'BTC_USDT',
      side: 'long',
      contracts: '10',
      baseQuantity: '0.001',
      closableContracts: '10',
      entryPrice: held?.holdAvgPrice,
      markPrice: price,
      markPriceAtMs: NOW + 30_000,
      unrealizedPnl: multiply(subtract(price, decimal(held?.holdAvgPrice ?? '')), '0.001'),
      leverage: 10,
      marginMode: 'isolated',
      asOfMs: NOW + 30_000,
    });
    expect(position?.liquidationPrice).toBeDefined();
    const balance = await desk.execution.getBalance();
    expect(balance?.unrealizedPnl).toBe(position?.unrealizedPnl);
  });

  test('default: available, frozen, position margin and result make up the total, to the digit', async () => {
    await accepted(desk.execution.createOrder(marketBuy()));
    await accepted(desk.execution.createOrder(restingBuy({ symbol: 'ETH_USDT', price: '3000', quantity: '1' })));
    desk.clock.advance(10_000);
    for (const { available, frozen, positionMargin, unrealizedPnl, total } of await desk.execution.getBalances()) {
      expect(add(add(available, frozen), add(positionMargin, unrealizedPnl))).toBe(total);
    }
    expect(await desk.execution.getBalance('USDT')).toMatchObject({ currency: 'USDT', asOfMs: NOW + 10_000 });
    expect((await desk.execution.getBalance('BTC'))?.total).toBe('1');
    expect(await desk.execution.getBalance('DOGE')).toBeUndefined();
  });

  test('behavior: an inverse contract is ordered in contracts and settles in its base currency', async () => {
    await accepted(desk.execution.createOrder(marketBuy({ symbol: 'BTC_USD', quantity: undefined, contracts: 5 })));
    desk.clock.advance(30_000);
    const position = await desk.execution.getPosition('BTC_USD');
    expect(position).not.toHaveProperty('baseQuantity');
    expect(position?.unrealizedPnl?.slice(0, 10)).toBe((await desk.execution.getBalance('BTC'))?.unrealizedPnl.slice(0, 10));
  });

  test('error: both sides open and none named: the question comes back with both', async () => {
    await accepted(desk.execution.openLong(open()));
    await accepted(desk.execution.openShort(open({ contracts: 3 })));
    const failure = await desk.execution.getPosition('BTC_USDT').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AmbiguousPositionError);
    expect((failure as AmbiguousPositionError).positions.map(({ side }) => side)).toEqual(['long', 'short']);
    expect(await desk.execution.getPosition('BTC_USDT', 'short')).toMatchObject({ contracts: '3' });
    expect(await desk.execution.getPosition('ETH_USDT')).toBeUndefined();
  });
});

describe('reading orders', () => {
  test('behavior: 250 open orders come in three pages; a symbol filters', async () => {
    for (let count = 0; count < 250; count += 1) {
      await desk.rest.private.createOrder({
        symbol: count % 5 === 0 ? 'ETH_USDT' : 'BTC_USDT',
        side: 1,
        type: 1,
        vol: '1',
        price: '1000',
        openType: 1,
        leverage: 20,
        positionMode: 1,
        externalOid: `page-${count}`,
      });
    }
    const before = desk.arrived('/api/v1/private/order/list/open_orders');
    const all = await desk.execution.getOpenOrders();
    expect(new Set(all.map(({ clientOrderId }) => clientOrderId)).size).toBe(250);
    expect(desk.arrived('/api/v1/private/order/list/open_orders') - before).toBe(3);
    expect(await desk.execution.getOpenOrders('ETH_USDT')).toHaveLength(50);
  });

  test('behavior: by venue id, by our id, by the id of somebody else with its symbol', async () => {
    const { order, clientOrderId } = await accepted(desk.execution.createOrder(restingBuy()));
    expect((await desk.execution.getOrder(order.orderId))?.clientOrderId).toBe(clientOrderId);
    expect((await desk.execution.getOrder(clientOrderId))?.orderId).toBe(order.orderId);
    const stranger = desk.another(new MemoryOrderJournal());
    await stranger.connect();
    expect((await stranger.getOrder(clientOrderId, 'BTC_USDT'))?.orderId).toBe(order.orderId);
    await expect(stranger.getOrder(clientOrderId)).rejects.toThrow(OrderSymbolMissingError);
  });

  test('behavior: an id that the venue does not know is nothing', async () => {
    expect(await desk.execution.getOrder('739113577038255617')).toBeUndefined();
    expect(await desk.execution.getOrder('never-sent', 'BTC_USDT')).toBeUndefined();
    await expect(desk.execution.getOrder('not an id')).rejects.toThrow(IdentifierError);
  });

  test("behavior: our id of 18 digits is ours before it is the venue's", async () => {
    const { order } = await accepted(desk.execution.createOrder(restingBuy({ clientOrderId: '739113577038255617' })));
    expect((await desk.execution.getOrder('739113577038255617'))?.orderId).toBe(order.orderId);
  });
});

function open(overrides: object = {}) {
  return { symbol: 'BTC_USDT', type: 'market', contracts: 10, leverage: 10, marginMode: 'isolated', ...overrides } as const;
}
