import { codeOf, triggerDesk } from '../../test/trigger-desk';
import type { AttachedStops } from './attached-stops';
import { changeStopsOfOrder } from './order-stops';

const attached = (over: Partial<AttachedStops> = {}): AttachedStops => ({
  takeProfit: { triggerPrice: '66000', trend: 'last', isReversing: false },
  stopLoss: { triggerPrice: '64000', trend: 'fair', isReversing: false },
  isPriceProtected: true,
  ...over,
});
const limit = { type: 'limit', price: '64500' } as const;

describe('take-profit and stop-loss that travel with an order', () => {
  it('default: they hang on the position after the fill, told after the asset, and fire', () => {
    const desk = triggerDesk();
    const order = desk.create({ stops: attached() });
    const [stop] = desk.exchange.stops.waiting();
    expect(stop).toMatchObject({
      orderId: order.orderId,
      positionId: order.positionId,
      positionSide: 'long',
      terms: {
        vol: '10',
        volType: 'partial',
        volumes: 'separate',
        isPriceProtected: true,
        takeProfit: { triggerPrice: '66000', vol: '10' },
        stopLoss: { triggerPrice: '64000', trend: 'fair', vol: '10' },
      },
    });
    expect(desk.events.map(({ kind }) => kind)).toEqual(['order', 'deal', 'position', 'asset', 'stop-order']);
    desk.tick(640_000, 'fair');
    expect(stop).toMatchObject({ state: 'executed', triggerSide: 'stop-loss', realityVol: '10' });
    expect(desk.exchange.positions.all()).toEqual([]);
  });

  it('behavior: they stand on the order until it fills; fills in part add to one record', () => {
    const desk = triggerDesk({ lotsPerSecond: 4 });
    const order = desk.create({ ...limit, stops: attached({ stopLoss: undefined }) });
    expect(order.stops).toMatchObject({ takeProfit: { triggerPrice: '66000' } });
    desk.pass(5);
    expect(desk.exchange.stops.all()).toEqual([]);
    desk.tick(645_000);
    const [stop] = desk.exchange.stops.all();
    expect([order.state, stop?.terms.vol, stop?.version]).toEqual(['working', '4', 1]);
    desk.pass(1);
    expect(stop).toMatchObject({ terms: { vol: '8', takeProfit: { vol: '8' } }, version: 2 });
    desk.pass(1);
    expect([order.state, stop?.terms.vol]).toEqual(['filled', '10']);
    expect(desk.exchange.stops.all()).toHaveLength(1);
  });

  it('behavior: what fills after the record is done hangs on a new one', () => {
    const desk = triggerDesk({ lotsPerSecond: 4 });
    const order = desk.create({ ...limit, stops: attached() });
    desk.tick(645_000);
    for (const stop of desk.exchange.stops.waiting()) desk.exchange.stops.cancel(stop, desk.exchange.nowMs);
    desk.pass(2);
    const { orderId } = order;
    expect(desk.exchange.stops.all()).toMatchObject([
      { orderId, state: 'cancelled', terms: { vol: '4' } },
      { orderId, state: 'untriggered', terms: { vol: '6' } },
    ]);
  });

  it('behavior: an order that is cancelled leaves nothing behind', () => {
    const desk = triggerDesk();
    desk.exchange.cancelOrder(desk.create({ ...limit, stops: attached() }));
    desk.tick(600_000);
    expect(desk.exchange.stops.all()).toEqual([]);
  });

  it('behavior: they follow an amendment', () => {
    const desk = triggerDesk();
    const amended = desk.exchange.amendOrder(desk.create({ ...limit, stops: attached() }), { price: '64600', vol: '8' });
    expect(amended.stops).toEqual(attached());
    expect(codeOf(() => desk.exchange.amendOrder(amended, { price: '63900', vol: '8' }))).toBe(5003);
    desk.tick(646_000);
    expect(desk.exchange.stops.all()).toMatchObject([{ orderId: amended.orderId, terms: { vol: '8' } }]);
  });

  it('behavior: a one-way order that turns a position hangs them on the part that opens', () => {
    const desk = triggerDesk({ positionMode: 'one-way' });
    desk.hold({ vol: '10' });
    const short = { takeProfit: { triggerPrice: '64000', trend: 'last', isReversing: false }, stopLoss: undefined } as const;
    desk.create({ side: 'open-short', vol: '4', stops: attached(short) });
    expect(desk.exchange.stops.all()).toEqual([]);
    const order = desk.create({ side: 'open-short', vol: '9', stops: attached(short) });
    expect(desk.exchange.stops.all()).toMatchObject([{ positionSide: 'short', positionId: order.positionId, terms: { vol: '3' } }]);
  });

  it('default: changed while the order works; what is left out is taken away; each change is told', () => {
    const desk = triggerDesk();
    const order = desk.create({ ...limit, stops: attached() });
    changeStopsOfOrder(desk.exchange, order, { stopLoss: { triggerPrice: '63000' } });
    expect(order.stops).toEqual({
      takeProfit: undefined,
      stopLoss: { triggerPrice: '63000', trend: 'fair', isReversing: false },
      isPriceProtected: true,
    });
    changeStopsOfOrder(desk.exchange, order, { takeProfit: { triggerPrice: '67000', trend: 'index', isReversing: true } });
    expect(order.stops?.takeProfit).toEqual({ triggerPrice: '67000', trend: 'index', isReversing: true });
    changeStopsOfOrder(desk.exchange, order, {});
    expect(order.stops).toBeUndefined();
    expect(desk.events.filter(({ kind }) => kind === 'order-stops')).toHaveLength(3);
  });

  it('error: changed on what is unknown, final, or on the wrong side', () => {
    const desk = triggerDesk();
    const order = desk.create({ ...limit, stops: attached() });
    const change = (stopLoss: `${number}`) => () => changeStopsOfOrder(desk.exchange, order, { stopLoss: { triggerPrice: stopLoss } });
    expect(codeOf(() => changeStopsOfOrder(desk.exchange, undefined, {}))).toBe(2040);
    expect(codeOf(change('64500'))).toBe(5003);
    expect(codeOf(change('64000.05'))).toBe(2015);
    expect(order.stops).toEqual(attached());
    desk.exchange.cancelOrder(order);
    expect(codeOf(change('63000'))).toBe(2041);
  });

  it.each([
    [
      'a long stop-loss above its limit',
      { ...limit, stops: attached({ stopLoss: { triggerPrice: '64600', trend: 'last', isReversing: false } }) },
      5003,
    ],
    [
      'a long take-profit below the price',
      { stops: attached({ takeProfit: { triggerPrice: '64999', trend: 'last', isReversing: false } }) },
      5003,
    ],
    ['the same prices for a short', { side: 'open-short', stops: attached() }, 5003],
    ['a price off the grid', { stops: attached({ takeProfit: { triggerPrice: '66000.05', trend: 'last', isReversing: false } }) }, 2015],
    ['an order that closes', { side: 'close-long', leverage: undefined, stops: attached() }, 600],
  ] as const)('error: %s', (_name, over, code) => {
    const desk = triggerDesk();
    desk.hold();
    expect(codeOf(() => desk.create(over))).toBe(code);
    expect(desk.exchange.orders.all()).toHaveLength(1);
  });
});

describe('take-profit and stop-loss on a plan order', () => {
  const plan = {
    symbol: 'BTC_USDT',
    side: 'open-long',
    vol: '10',
    openType: 'isolated',
    leverage: 5,
    isReduceOnly: false,
    cycleHours: 24,
    type: 'market',
    triggerPrice: '64500',
    triggerType: 'at-or-below',
    trend: 'last',
  } as const;

  it('default: they go to the order it becomes, and on to the position', () => {
    const desk = triggerDesk();
    const placed = desk.exchange.plans.place({ ...plan, stops: attached() }, desk.exchange);
    desk.exchange.plans.changeStops(placed, { takeProfit: { triggerPrice: '65500' } }, desk.exchange.nowMs);
    expect(placed.stops).toMatchObject({ takeProfit: { triggerPrice: '65500', trend: 'last' }, stopLoss: undefined });
    desk.tick(645_000);
    expect(placed.state).toBe('executed');
    expect(desk.exchange.orders.get(placed.orderId)?.stops).toMatchObject({ takeProfit: { triggerPrice: '65500' } });
    const [stop] = desk.exchange.stops.all();
    expect(stop).toMatchObject({ orderId: placed.orderId, state: 'untriggered' });
    desk.tick(655_000);
    expect(stop).toMatchObject({ state: 'executed', triggerSide: 'take-profit' });
    expect(desk.exchange.positions.all()).toEqual([]);
  });

  it('behavior: taken away again, the order goes alone', () => {
    const desk = triggerDesk();
    const placed = desk.exchange.plans.place({ ...plan, stops: attached() }, desk.exchange);
    desk.exchange.plans.changeStops(placed, {}, desk.exchange.nowMs);
    desk.tick(645_000);
    expect(desk.exchange.orders.all()).toMatchObject([{ state: 'filled', stops: undefined }]);
    expect(desk.exchange.stops.all()).toEqual([]);
  });

  it('behavior: protected, it is not triggered while last and fair price are too far apart', () => {
    const desk = triggerDesk({ contract: { triggerProtect: '0.005' } });
    const placed = desk.exchange.plans.place({ ...plan, isPriceProtected: true }, desk.exchange);
    desk.tick(645_000, 'last');
    expect(placed.state).toBe('untriggered');
    desk.tick(644_500, 'fair');
    expect(placed.state).toBe('executed');
  });

  it('error: measured by the trigger, or by the limit; a plan that closes takes none', () => {
    const { exchange } = triggerDesk();
    const codeWith = (over: object) => codeOf(() => exchange.plans.place({ ...plan, stops: attached(), ...over }, exchange));
    expect(codeWith({ triggerPrice: '64000' })).toBe(5003);
    expect(codeWith({ type: 'limit', price: '63900' })).toBe(5003);
    expect(codeWith({ side: 'close-long' })).toBe(600);
    expect(exchange.plans.all()).toEqual([]);
  });
});
