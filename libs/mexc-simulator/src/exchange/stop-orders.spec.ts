import type { DecimalText } from '@prate/execution-interface/decimal';
import { type DeskSymbol, START_TICKS, codeOf, leg, triggerDesk } from '../../test/trigger-desk';
import type { StopRequest } from './stop-order';

const priceOf = (ticks: number): DecimalText => String(ticks / 10) as DecimalText;

const scenarios = (['BTC_USDT', 'BTC_USD'] as const).flatMap((symbol) =>
  (['long', 'short'] as const).flatMap((side) =>
    (['takeProfit', 'stopLoss'] as const).flatMap((name) =>
      (['last', 'fair', 'index'] as const).flatMap((trend) =>
        (['market', 'limit'] as const).flatMap((execution) =>
          (['partial', 'whole-position'] as const).map((volType) => ({ symbol, side, name, trend, execution, volType })),
        ),
      ),
    ),
  ),
);

describe('take-profit and stop-loss on a position', () => {
  it.each(scenarios)(
    'default: $symbol $side $name by $trend, $execution, $volType',
    ({ symbol, side, name, trend, execution, volType }) => {
      const desk = triggerDesk();
      const position = desk.hold({ symbol, side: `open-${side}` });
      const isAbove = (side === 'long') === (name === 'takeProfit');
      const start = START_TICKS[symbol as DeskSymbol];
      const target = start + (isAbove ? 5_000 : -5_000);
      const orderPrice = execution === 'limit' ? { orderPrice: priceOf(target) } : {};
      const stop = desk.place(position.positionId, { volType, [name]: leg(priceOf(target), { trend, ...orderPrice }) });
      expect(stop).toMatchObject({ state: 'untriggered', version: 1, placeOrderId: '0', orderId: '0' });

      // The other two prices may go wherever they like, and the watched one to one tick before.
      for (const other of ['last', 'fair', 'index'] as const) if (other !== trend) desk.tick(target, other, symbol);
      for (const other of ['last', 'fair', 'index'] as const) if (other !== trend) desk.tick(start, other, symbol);
      desk.tick(target + (isAbove ? -1 : 1), trend, symbol);
      expect(stop.state).toBe('untriggered');
      expect(position.holdVol).toBe('10');

      desk.tick(target, trend, symbol);
      const vol = volType === 'partial' ? '4' : '10';
      expect(stop).toMatchObject({
        state: 'executed',
        triggerSide: name === 'takeProfit' ? 'take-profit' : 'stop-loss',
        realityVol: vol,
        reason: 'normal',
        version: 2,
        closeTries: 0,
        updatedAtMs: desk.exchange.nowMs,
      });
      const child = desk.exchange.orders.get(stop.placeOrderId);
      expect(child).toMatchObject({ side: `close-${side}`, type: execution, vol, leverage: 0, createdAtMs: desk.exchange.nowMs });
      if (execution === 'market') expect(child?.state).toBe('filled');
      else expect(child?.price).toBe(priceOf(target));
      if (child?.state === 'filled') expect(position.holdVol).toBe(volType === 'partial' ? '6' : '0');

      desk.tick(start, trend, symbol);
      desk.tick(target, trend, symbol);
      expect(desk.exchange.orders.all()).toHaveLength(2);
      expect(stop).toMatchObject({ state: 'executed', version: 2 });
    },
  );

  it('behavior: one of the two cancels the other: one record, one order', () => {
    const desk = triggerDesk();
    const { positionId } = desk.hold();
    const stop = desk.place(positionId, { takeProfit: leg('66000'), stopLoss: leg('64000') });
    desk.tick(660_000);
    expect(stop).toMatchObject({ state: 'executed', triggerSide: 'take-profit' });
    desk.tick(640_000);
    expect(desk.exchange.orders.all()).toHaveLength(2);
    expect(desk.exchange.positions.byPositionId(positionId)?.holdVol).toBe('6');
  });

  it('behavior: both reached in one second, by different prices: the stop-loss', () => {
    const desk = triggerDesk();
    const stop = desk.place(desk.hold().positionId, { takeProfit: leg('66000'), stopLoss: leg('64000', { trend: 'index' }) });
    desk.move(660_000, 'last');
    desk.tick(640_000, 'index');
    expect(stop).toMatchObject({ state: 'executed', triggerSide: 'stop-loss' });
  });

  it('behavior: sizes of their own with SEPARATE; never more than is held and free to close', () => {
    const desk = triggerDesk();
    const { positionId } = desk.hold();
    const terms = { volumes: 'separate', takeProfit: leg('66000', { vol: '3' }), stopLoss: leg('64000', { vol: '9' }) } as const;
    const first = desk.place(positionId, terms);
    const second = desk.place(positionId, { stopLoss: leg('64000', { vol: '8' }) });
    desk.create({ side: 'close-long', type: 'limit', price: '70000', vol: '2', leverage: undefined });
    desk.tick(640_000);
    expect(first).toMatchObject({ state: 'executed', realityVol: '8', triggerSide: 'stop-loss' });
    // Two contracts are left, and reserved.
    expect(second).toMatchObject({ state: 'failed', reason: 'position-not-enough', realityVol: '0', placeOrderId: '0', closeTries: 1 });
  });

  it('behavior: a position that is gone takes its records along; those of another one stay', () => {
    const desk = triggerDesk();
    const { positionId } = desk.hold();
    const other = desk.hold({ side: 'open-short' });
    const stop = desk.place(positionId, { stopLoss: leg('64000') });
    const stays = desk.place(other.positionId, { stopLoss: leg('66000') });
    desk.create({ side: 'close-long', leverage: undefined });
    expect([stop.state, stop.version, stays.state]).toEqual(['invalid', 2, 'untriggered']);
    expect(desk.events.at(-1)).toEqual({ kind: 'stop-order', stop });
    desk.tick(600_000);
    expect(stop).toMatchObject({ state: 'invalid', placeOrderId: '0', version: 2 });
  });

  it('behavior: a liquidated position takes them along', () => {
    const desk = triggerDesk();
    const position = desk.hold({ leverage: 100 });
    const stop = desk.place(position.positionId, { isPriceProtected: true, stopLoss: leg('40000') });
    desk.tick(600_000, 'fair');
    expect(desk.exchange.positions.all()).toEqual([]);
    expect(stop).toMatchObject({ state: 'invalid', placeOrderId: '0', version: 2 });
    expect(desk.exchange.stops.waiting()).toEqual([]);
  });

  it('behavior: of two that are reached in one second the first may leave the second without a position', () => {
    const desk = triggerDesk();
    const { positionId } = desk.hold();
    const first = desk.place(positionId, { volType: 'whole-position', stopLoss: leg('64000') });
    const second = desk.place(positionId, { stopLoss: leg('64100') });
    desk.tick(639_000);
    expect([first.state, second.state]).toEqual(['executed', 'invalid']);
    expect(desk.exchange.orders.all()).toHaveLength(2);
  });

  it('error: a closing order that is refused fails the record, with its reason, and is not tried again', () => {
    const desk = triggerDesk();
    const stop = desk.place(desk.hold().positionId, { takeProfit: leg('66000', { orderPrice: '20000' }) });
    desk.tick(660_000);
    expect(stop).toMatchObject({ state: 'failed', reason: 'other', placeOrderId: '0', triggerSide: 'take-profit', closeTries: 1 });
    desk.tick(661_000);
    expect(desk.exchange.orders.all()).toHaveLength(1);
    expect(stop.version).toBe(2);
  });

  it.each([
    ['further apart than 0.01', '0.01', true, 'untriggered'],
    ['as near as 0.02', '0.02', true, 'executed'],
    ['not protected', '0.01', false, 'executed'],
  ] as const)('behavior: last and fair price %s', (_name, triggerProtect, isPriceProtected, state) => {
    const desk = triggerDesk({ contract: { triggerProtect } });
    const stop = desk.place(desk.hold().positionId, { isPriceProtected, stopLoss: leg('64000') });
    desk.tick(640_000, 'last');
    expect(stop.state).toBe(state);
    desk.tick(640_000, 'fair');
    expect(stop.state).toBe('executed');
  });

  it('behavior: without a value of the contract one tenth holds back', () => {
    const desk = triggerDesk();
    const stop = desk.place(desk.hold({ leverage: 1 }).positionId, { isPriceProtected: true, stopLoss: leg('60000') });
    desk.tick(580_000, 'last');
    expect(stop.state).toBe('untriggered');
    desk.tick(600_000, 'last');
    expect(stop.state).toBe('executed');
  });

  it.each(['hedge', 'one-way'] as const)('behavior: reversed, as much is opened on the other side (%s)', (positionMode) => {
    const desk = triggerDesk({ positionMode });
    const stop = desk.place(desk.hold().positionId, { volType: 'whole-position', stopLoss: leg('64000', { isReversing: true }) });
    desk.tick(640_000);
    expect(stop).toMatchObject({ state: 'executed', reverseTries: 0, reverseReason: 'normal' });
    expect(desk.exchange.positions.all()).toMatchObject([{ side: 'short', holdVol: '10', leverage: 5, openType: 'isolated' }]);
    expect(desk.exchange.orders.all()).toHaveLength(3);
  });

  it('behavior: a limit order that closes is waited for before the other side is opened', () => {
    const desk = triggerDesk();
    const over = { orderPrice: '66500', isReversing: true } as const;
    desk.place(desk.hold().positionId, { volType: 'whole-position', takeProfit: leg('66000', over) });
    desk.tick(660_000);
    desk.pass(3);
    expect(desk.exchange.positions.all()).toMatchObject([{ side: 'long', holdVol: '10' }]);
    desk.tick(665_000);
    desk.pass(1);
    expect(desk.exchange.positions.all()).toMatchObject([{ side: 'short', holdVol: '10' }]);
  });

  it('error: a reversal whose closing order was cancelled, or that is refused, is told on the record', () => {
    const desk = triggerDesk();
    const cancelled = desk.place(desk.hold().positionId, { takeProfit: leg('66000', { orderPrice: '66500', isReversing: true }) });
    desk.tick(660_000);
    desk.exchange.cancelAllOrders();
    desk.pass(1);
    expect(cancelled).toMatchObject({ state: 'executed', reverseTries: 0, reverseReason: 'system-cancel', version: 3 });
    const refused = desk.place(desk.hold().positionId, { stopLoss: leg('64000', { isReversing: true }) });
    desk.hold({ side: 'open-short', leverage: 3, vol: '1' });
    desk.tick(640_000);
    expect(refused).toMatchObject({ state: 'executed', reverseTries: 1, reverseReason: 'other' });
    expect(desk.exchange.positions.all()).toMatchObject([{ side: 'long' }, { side: 'short', holdVol: '1' }]);
  });

  it('behavior: the same prices again answer the record that waits; its size changes a moment later', () => {
    const desk = triggerDesk();
    const { positionId } = desk.hold();
    const stop = desk.place(positionId, { takeProfit: leg('66000'), stopLoss: leg('64000') });
    const again = desk.place(positionId, { vol: '9', takeProfit: leg('66000', { vol: '9' }), stopLoss: leg('64000.0', { vol: '9' }) });
    expect(again).toBe(stop);
    expect([stop.terms.vol, stop.version]).toEqual(['4', 1]);
    desk.pass(1);
    expect(stop).toMatchObject({ terms: { vol: '9', takeProfit: { vol: '9' }, stopLoss: { vol: '9' } }, version: 2 });
    expect(desk.place(positionId, { takeProfit: leg('66000') })).not.toBe(stop);
    desk.tick(640_000);
    expect(stop.realityVol).toBe('9');
  });

  it('behavior: prices change; one that is left out is taken away; a final record is not changed', () => {
    const desk = triggerDesk();
    const stop = desk.place(desk.hold().positionId, { takeProfit: leg('66000', { orderPrice: '66100' }), stopLoss: leg('64000') });
    const { stops } = desk.exchange;
    stops.changePrices(stop, { takeProfit: { triggerPrice: '67000' }, stopLoss: { triggerPrice: '63000', trend: 'fair' } }, desk.exchange);
    expect(stop).toMatchObject({
      version: 2,
      terms: {
        takeProfit: { triggerPrice: '67000', trend: 'last', orderPrice: '66100', vol: '4' },
        stopLoss: { triggerPrice: '63000', trend: 'fair' },
      },
    });
    stops.changePrices(stop, { stopLoss: { triggerPrice: '63500' } }, desk.exchange);
    expect(stop.terms).toMatchObject({ takeProfit: undefined, stopLoss: { triggerPrice: '63500', trend: 'fair' } });
    expect(codeOf(() => stops.changePrices(stop, {}, desk.exchange))).toBe(5001);
    expect(codeOf(() => stops.changePrices(stop, { stopLoss: { triggerPrice: '65000' } }, desk.exchange))).toBe(5003);
    stops.cancel(stops.find(stop.stopOrderId), desk.exchange.nowMs);
    expect(codeOf(() => stops.find(stop.stopOrderId))).toBe(5002);
    desk.tick(630_000);
    expect(stop).toMatchObject({ state: 'cancelled', placeOrderId: '0' });
  });

  it.each<[string, Partial<StopRequest>, number]>([
    ['neither price', {}, 5001],
    ['a take-profit at the price of a long', { takeProfit: leg('65000') }, 5003],
    ['a stop-loss above the price of a long', { stopLoss: leg('65000.1') }, 5003],
    ['a price of 0', { stopLoss: leg('0') }, 5003],
    ['a price off the grid', { stopLoss: leg('64000.05') }, 2015],
    ['more than is held', { vol: '11', stopLoss: leg('64000', { vol: '11' }) }, 5004],
    ['one leg larger than what is held', { stopLoss: leg('64000', { vol: '11' }) }, 5004],
    ['no size', { vol: '0', stopLoss: leg('64000') }, 2011],
    ['half a contract', { vol: '1.5', stopLoss: leg('64000') }, 2011],
    ['an order price of 0', { stopLoss: leg('64000', { orderPrice: '0' }) }, 2007],
    ['an order price off the grid', { stopLoss: leg('64000', { orderPrice: '64000.05' }) }, 2015],
  ])('error: %s', (_name, over, code) => {
    const desk = triggerDesk();
    const { positionId } = desk.hold();
    expect(codeOf(() => desk.place(positionId, over))).toBe(code);
    expect(desk.exchange.stops.all()).toEqual([]);
  });

  it('error: no such position; what a closing order reserves cannot be closed', () => {
    const desk = triggerDesk();
    expect(codeOf(() => desk.place('1', { stopLoss: leg('64000') }))).toBe(2009);
    const { positionId } = desk.hold();
    desk.create({ side: 'close-long', type: 'limit', price: '70000', vol: '7', leverage: undefined });
    expect(codeOf(() => desk.place(positionId, { stopLoss: leg('64000') }))).toBe(5004);
  });

  it('behavior: what waits reserves nothing of the position', () => {
    const desk = triggerDesk();
    const position = desk.hold();
    desk.place(position.positionId, { volType: 'whole-position', vol: '10', stopLoss: leg('64000', { vol: '10' }) });
    expect(desk.exchange.orders.frozenVol('BTC_USDT', 'long')).toBe('0');
    expect(desk.create({ side: 'close-long', leverage: undefined }).state).toBe('filled');
  });
});
