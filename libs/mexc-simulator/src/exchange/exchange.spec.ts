import { START_SECOND, scriptedExchange } from '../../test/scripted-exchange';
import type { OrderRequest } from './order';

describe('order types (reference 9.4): bid 64,999.9, ask 65,000.1', () => {
  it.each([
    // type, side, price, state, reason, filled, average
    ['market', 'open-long', undefined, 'filled', 'normal', '10', '65000.1'],
    ['market', 'open-short', undefined, 'filled', 'normal', '10', '64999.9'],
    ['limit', 'open-long', '65000', 'working', 'normal', '0', '0'],
    ['limit', 'open-long', '65000.1', 'filled', 'normal', '10', '65000.1'],
    ['limit', 'open-long', '65500', 'filled', 'normal', '10', '65000.1'],
    ['limit', 'open-short', '65000', 'working', 'normal', '0', '0'],
    ['limit', 'open-short', '64000', 'filled', 'normal', '10', '64999.9'],
    ['post-only', 'open-long', '65000', 'working', 'normal', '0', '0'],
    ['post-only', 'open-long', '65000.1', 'cancelled', 'post-only-cancel', '0', '0'],
    ['post-only', 'open-short', '64999.9', 'cancelled', 'post-only-cancel', '0', '0'],
    ['ioc', 'open-long', '65000.1', 'filled', 'normal', '10', '65000.1'],
    ['ioc', 'open-long', '65000', 'cancelled', 'ioc-cancel', '0', '0'],
    ['fok', 'open-short', '64999.9', 'filled', 'normal', '10', '64999.9'],
    ['fok', 'open-short', '65000', 'cancelled', 'fok-cancel', '0', '0'],
  ] as const)('behavior: %s %s at %s is %s (%s), filled %s', (type, side, price, state, reason, dealVol, dealAvgPrice) => {
    const { create, balance } = scriptedExchange();
    const order = create({ type, side, ...(price === undefined ? {} : { price }) });
    expect(order).toMatchObject({ state, reason, dealVol, dealAvgPrice });
    if (state === 'cancelled') expect(balance()).toMatchObject({ available: '10000', frozen: '0' });
  });
});

describe('sides 1 to 4, golden', () => {
  it('behavior: 1 opens a long, 4 closes it with profit; margin, fees and balance to the last digit', () => {
    const { create, exchange, market, pass, balance } = scriptedExchange();
    const opened = create({ side: 'open-long' });
    // N = 65.0001; margin N/10 + N·0.0004; fee N·0.0004.
    expect(opened).toMatchObject({ orderMargin: '6.55201008', takerFee: '0.02600004', makerFee: '0', version: 2 });
    expect(exchange.positions.all()).toMatchObject([
      { side: 'long', holdVol: '10', holdAvgPrice: '65000.1', margin: '6.52601004', leverage: 10 },
    ]);
    expect(balance()).toEqual({
      available: '9993.44798992',
      frozen: '0',
      positionMargin: '6.52601004',
      crossLoss: '0',
      unrealised: '-0.0001',
      equity: '9999.97389996',
    });
    market.at(START_SECOND + 1, { ticks: 660_000 });
    pass(1);
    const closed = create({ side: 'close-long', leverage: undefined as never });
    expect(closed).toMatchObject({
      state: 'filled',
      dealAvgPrice: '65999.9',
      profit: '0.9998',
      takerFee: '0.02639996',
      orderMargin: '0',
      leverage: 0,
    });
    expect(exchange.positions.all()).toEqual([]);
    expect(balance()).toMatchObject({ available: '10000.9474', frozen: '0', positionMargin: '0', unrealised: '0', equity: '10000.9474' });
  });

  it('behavior: 3 opens a short, 2 closes it', () => {
    const { create, exchange, market, pass, balance } = scriptedExchange();
    create({ side: 'open-short' });
    expect(exchange.positions.all()).toMatchObject([{ side: 'short', holdAvgPrice: '64999.9' }]);
    market.at(START_SECOND + 1, { ticks: 640_000 });
    pass(1);
    expect(create({ side: 'close-short' })).toMatchObject({ dealAvgPrice: '64000.1', profit: '0.9998' });
    expect(balance().equity).toBe('10000.9482');
  });

  it('behavior: long and short of a contract stand side by side in hedge mode', () => {
    const { create, exchange } = scriptedExchange();
    create({ side: 'open-long' });
    create({ side: 'open-short', vol: '4' });
    expect(exchange.positions.all()).toMatchObject([
      { side: 'long', holdVol: '10' },
      { side: 'short', holdVol: '4' },
    ]);
  });

  it('behavior: an inverse contract is settled in its base coin', () => {
    const { create, balance, exchange } = scriptedExchange();
    create({ symbol: 'BTC_USD', side: 'open-long', vol: '10' });
    expect(exchange.positions.all()).toMatchObject([{ symbol: 'BTC_USD', holdAvgPrice: '50000.1' }]);
    expect(balance('USDT').equity).toBe('10000');
    const { available, positionMargin, unrealised, equity } = balance('BTC');
    expect(positionMargin).toBe('0.002007995984008032');
    expect(Number(equity)).toBeCloseTo(1 - 0.000008 - 0.00000004, 8);
    expect(Number(available) + Number(positionMargin) + Number(unrealised)).toBeCloseTo(Number(equity), 15);
  });
});

describe('resting orders', () => {
  it('behavior: fills at its limit as maker when a later second touches it, at most what was traded then', () => {
    const { create, market, pass, balance } = scriptedExchange();
    market.at(START_SECOND, { ticks: 650_000 });
    const order = create({ type: 'limit', price: '64990', vol: '10' });
    const reserve = order.orderMargin;
    expect(balance().frozen).toBe(reserve);

    market.at(START_SECOND + 1, { ticks: 649_901 });
    pass(1);
    expect(order).toMatchObject({ state: 'working', dealVol: '0', version: 1 });

    market.at(START_SECOND + 2, { ticks: 649_850, lots: 4 });
    pass(1);
    expect(order).toMatchObject({ state: 'working', dealVol: '4', dealAvgPrice: '64990', version: 2, takerFee: '0' });
    expect(order.makerFee).toBe('0.0025996');
    expect(order.updatedAtMs).toBe((START_SECOND + 2) * 1000);

    market.at(START_SECOND + 3, { ticks: 649_900, lots: 0 });
    pass(1);
    expect(order.dealVol).toBe('4');

    market.at(START_SECOND + 4, { lots: 100 });
    pass(1);
    expect(order).toMatchObject({ state: 'filled', dealVol: '10', version: 3 });
    expect(balance().frozen).toBe('0');
  });

  it('behavior: best limit first, then first come, sharing what a second traded', () => {
    const { create, market, pass } = scriptedExchange();
    const first = create({ type: 'limit', price: '64990' });
    const second = create({ type: 'limit', price: '64990' });
    const better = create({ type: 'limit', price: '64995' });
    market.at(START_SECOND + 1, { ticks: 649_900, lots: 15 });
    pass(1);
    expect([better.dealVol, first.dealVol, second.dealVol]).toEqual(['10', '5', '0']);
  });

  it('behavior: one look after many seconds and a look at every second agree', () => {
    const run = (steps: number): unknown => {
      const { create, market, pass, exchange, balance } = scriptedExchange();
      for (let at = 1; at <= 60; at += 1) market.at(START_SECOND + at, { ticks: 650_000 - 7 * (at % 13), lots: at % 4 });
      create({ type: 'limit', price: '64996', vol: '40' });
      create({ type: 'limit', side: 'open-short', price: '65000', vol: '9' });
      for (let at = 0; at < steps; at += 1) pass(60 / steps);
      return { orders: exchange.orders.all(), positions: exchange.positions.all(), balance: balance() };
    };
    expect(run(60)).toEqual(run(1));
  });

  it('behavior: a cancelled partial fill keeps what it got and frees the rest; a second cancel is 2041', () => {
    const { create, market, pass, exchange, balance } = scriptedExchange();
    const order = create({ type: 'limit', price: '64990' });
    market.at(START_SECOND + 1, { ticks: 649_900, lots: 3 });
    pass(1);
    expect(exchange.cancelOrder(order)).toBe(0);
    expect(order).toMatchObject({ state: 'cancelled', reason: 'normal', dealVol: '3' });
    expect(balance().frozen).toBe('0');
    expect(exchange.cancelOrder(order)).toBe(2041);
    expect(exchange.cancelOrder(undefined)).toBe(2040);
  });

  it('behavior: closing orders reserve the position; what is left can be closed', () => {
    const { create, exchange, refusalOf } = scriptedExchange();
    create({ vol: '10' });
    create({ side: 'close-long', type: 'limit', price: '66000', vol: '7' });
    expect(exchange.orders.frozenVol('BTC_USDT', 'long')).toBe('7');
    expect(refusalOf({ side: 'close-long', vol: '4' })).toBe(2008);
    expect(create({ side: 'close-long', vol: '3' }).state).toBe('filled');
  });
});

describe('refusals', () => {
  const limit = { type: 'limit' } as const;
  it.each<[string, Partial<OrderRequest>, number]>([
    ['an unknown contract', { symbol: 'NOPE_USDT' }, 1001],
    ['less than the smallest order', { vol: '0' }, 2011],
    ['a negative size', { vol: '-1' }, 2011],
    ['a size in base coin', { vol: '1.5' }, 2011],
    ['more than a market order may', { vol: '400001' }, 2028],
    ['more than a limit order may', { ...limit, price: '65000', vol: '2500001' }, 2028],
    ['no price', { ...limit }, 2007],
    ['a negative price', { ...limit, price: '-65000' }, 2007],
    ['a price off the tick', { ...limit, price: '65000.05' }, 2015],
    ['a purchase above the band', { ...limit, price: '71500.1' }, 2003],
    ['a sale below the band', { ...limit, side: 'open-short', price: '58499.9' }, 2004],
    ['no leverage on opening', { leverage: undefined as never }, 2006],
    ['leverage 0', { leverage: 0 }, 2006],
    ['leverage above the contract’s', { leverage: 501 }, 2006],
    ['a client id of 33 characters', { externalOid: 'x'.repeat(33) }, 2030],
    ['a position that is not there', { side: 'close-long' }, 2009],
    ['adding to a position that is not there', { positionId: '1234567890' }, 2009],
    ['reduce-only in hedge mode', { isReduceOnly: true }, 600],
    ['more than the balance carries', { vol: '200000', leverage: 1 }, 2005],
  ])('error: %s', (_case, over, code) => {
    const { refusalOf, exchange, balance } = scriptedExchange();
    expect(refusalOf(over)).toBe(code);
    expect(exchange.orders.all()).toEqual([]);
    expect(balance().available).toBe('10000');
  });

  it('behavior: the edges of the band and of the sizes are legal', () => {
    const { create } = scriptedExchange();
    expect(create({ ...limit, price: '71500' }).state).toBe('filled');
    expect(create({ ...limit, side: 'open-short', price: '58500' }).state).toBe('filled');
    expect(create({ externalOid: 'x'.repeat(32) }).state).toBe('filled');
  });

  it.each([
    ['paused', { state: 4 }],
    ['closed to the API', { apiAllowed: false }],
  ])('error: a contract that is %s answers 1002', (_case, contract) => {
    expect(scriptedExchange({ contract }).refusalOf({})).toBe(1002);
  });

  it('error: a client id is used once a contract', () => {
    const { create, refusalOf } = scriptedExchange();
    create({ externalOid: 'once' });
    expect(refusalOf({ externalOid: 'once' })).toBe(603);
    expect(create({ symbol: 'BTC_USD', externalOid: 'once' }).state).toBe('filled');
  });

  it.each([
    ['another leverage than the position’s', { leverage: 20 }, 2021],
    ['another margin mode than the position’s', { openType: 'cross' }, 2027],
    ['another position’s id', { positionId: '1' }, 7004],
  ] as const)('error: %s', (_case, over, code) => {
    const { create, refusalOf } = scriptedExchange();
    create();
    expect(refusalOf(over)).toBe(code);
  });

  it('error: another leverage than a working order’s', () => {
    const { create, refusalOf } = scriptedExchange();
    create({ type: 'limit', price: '64000' });
    expect(refusalOf({ leverage: 20 })).toBe(2021);
    expect(refusalOf({ openType: 'cross' })).toBe(2027);
    expect(create({ side: 'open-short', leverage: 20 }).state).toBe('filled');
  });

  it('behavior: a wrong position mode is accepted and then invalid, errorCode 9', () => {
    const { create, exchange, balance } = scriptedExchange();
    const order = create({ positionMode: 'one-way' });
    expect(order).toMatchObject({ state: 'invalid', reason: 'position-mode-not-match', dealVol: '0' });
    expect(exchange.positions.all()).toEqual([]);
    expect(balance().available).toBe('10000');
  });
});

describe('one-way mode', () => {
  it('behavior: an order of the other side nets first and then turns the position', () => {
    const { create, exchange, balance } = scriptedExchange({ positionMode: 'one-way' });
    create({ side: 'open-long', vol: '10' });
    const turn = create({ side: 'open-short', vol: '15' });
    expect(turn).toMatchObject({ state: 'filled', dealVol: '15', profit: '-0.0002' });
    expect(exchange.positions.all()).toMatchObject([{ side: 'short', holdVol: '5', holdAvgPrice: '64999.9' }]);
    const { available, frozen, positionMargin, unrealised, equity } = balance();
    expect(Number(available) + Number(frozen) + Number(positionMargin) + Number(unrealised)).toBeCloseTo(Number(equity), 9);
  });

  it('behavior: reduce-only is clipped to the position and the rest cancelled, errorCode 10', () => {
    const { create, exchange } = scriptedExchange({ positionMode: 'one-way' });
    create({ side: 'open-long', vol: '10' });
    expect(create({ side: 'open-short', vol: '25', isReduceOnly: true })).toMatchObject({
      state: 'cancelled',
      reason: 'reduce-only',
      dealVol: '10',
    });
    expect(exchange.positions.all()).toEqual([]);
  });

  it('behavior: closing orders of a position that was netted away are cancelled, errorCode 10', () => {
    const { create } = scriptedExchange({ positionMode: 'one-way' });
    create({ side: 'open-long', vol: '10' });
    const resting = create({ side: 'close-long', type: 'limit', price: '66000', vol: '10' });
    create({ side: 'open-short', vol: '10' });
    expect(resting).toMatchObject({ state: 'cancelled', reason: 'reduce-only', dealVol: '0' });
  });
});

describe('scarce balance', () => {
  const heldLong = (positionMode: 'hedge' | 'one-way') => {
    const parts = scriptedExchange({ positionMode, usdt: '10' });
    parts.create({ vol: '100', leverage: 100 });
    return parts;
  };

  it('behavior: netting a one-way position needs no margin', () => {
    const { create, exchange } = heldLong('one-way');
    expect(create({ side: 'open-short', vol: '100', leverage: 100 })).toMatchObject({ state: 'filled', orderMargin: '0' });
    expect(exchange.positions.all()).toEqual([]);
  });

  it('behavior: in hedge mode the same order opens a short, and there is no margin for it', () => {
    expect(heldLong('hedge').refusalOf({ side: 'open-short', vol: '100', leverage: 100 })).toBe(2005);
  });

  it('behavior: a turn whose closing loss eats the margin closes and is cancelled, errorCode 2', () => {
    const { create, exchange, market, pass } = heldLong('one-way');
    // The market has left the fair price, by which the position still stands.
    market.at(START_SECOND + 1, { ticks: 640_000, fairTicks: 650_000 });
    pass(1);
    const turn = create({ side: 'open-short', vol: '103', leverage: 10 });
    expect(turn).toMatchObject({ state: 'cancelled', reason: 'insufficient-balance', dealVol: '100' });
    expect(exchange.positions.all()).toEqual([]);
  });

  it('behavior: closing a part frees margin in proportion', () => {
    const { create, exchange } = scriptedExchange();
    create();
    create({ side: 'close-long', vol: '4' });
    expect(exchange.positions.all()).toMatchObject([{ holdVol: '6', closeVol: '4', margin: '3.915606024', holdAvgPrice: '65000.1' }]);
  });
});

describe('changeLeverage (reference 5.5)', () => {
  it('default: sets the side, and an open position’s margin follows', () => {
    const { create, exchange } = scriptedExchange();
    create();
    exchange.changeLeverage('BTC_USDT', { side: 'long', openType: 'isolated', leverage: 20 });
    expect(exchange.positions.all()).toMatchObject([{ leverage: 20, margin: '3.27600504' }]);
    exchange.changeLeverage('BTC_USDT', { side: 'short', openType: 'cross', leverage: 50 });
    expect(exchange.leverages.settings(exchange.listing('BTC_USDT'))).toEqual([
      { side: 'long', openType: 'isolated', leverage: 20 },
      { side: 'short', openType: 'cross', leverage: 50 },
    ]);
  });

  const codeOf = (act: () => void): unknown => {
    try {
      act();
    } catch (error) {
      return (error as { code?: unknown }).code;
    }
    return 0;
  };

  it('error: bounds 2006, working opening orders 2019, other margin mode 2027, too little balance 2005', () => {
    const { create, exchange } = scriptedExchange({ usdt: '100' });
    const change = (leverage: number, openType: 'isolated' | 'cross' = 'isolated') =>
      codeOf(() => exchange.changeLeverage('BTC_USDT', { side: 'long', openType, leverage }));
    expect(change(501)).toBe(2006);
    const resting = create({ type: 'limit', price: '64000' });
    expect(change(20)).toBe(2019);
    exchange.cancelOrder(resting);
    create({ vol: '100' });
    expect(change(20, 'cross')).toBe(2027);
    expect(change(1)).toBe(2005);
    expect(exchange.positions.all()).toMatchObject([{ leverage: 10 }]);
  });
});
