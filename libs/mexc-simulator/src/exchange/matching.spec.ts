import { START_SECOND, scriptedExchange } from '../../test/scripted-exchange';
import type { ExchangeEvent } from './exchange-event';
import type { OrderRequest } from './order';

const LEVELS = 20;

/** An exchange whose path stands at 65,000.0, what stands on a side of its book, and what happens on it. */
function desk(options: Parameters<typeof scriptedExchange>[0] = { usdt: '100000000' }) {
  const parts = scriptedExchange(options);
  parts.exchange.advance();
  const { book } = parts.exchange.listing('BTC_USDT');
  book.advance(parts.exchange.nowMs);
  const events: string[] = [];
  parts.exchange.listen((event: ExchangeEvent) => {
    if (event.kind === 'order') events.push(`order ${event.order.orderId} ${event.order.state} ${event.order.version}`);
    else if (event.kind === 'deal')
      events.push(`deal ${event.deal.order.orderId} ${event.deal.vol} @ ${event.deal.price} ${event.deal.role}`);
    else events.push(event.kind);
  });
  const lots = (side: 'ask' | 'bid', count: number): number[] => book.levels(side, count).map((level) => level.lots);
  const sum = (side: 'ask' | 'bid', count: number): number => lots(side, count).reduce((total, each) => total + each, 0);
  const dealsOf = (orderId: string) => parts.exchange.deals.all().filter(({ order }) => order.orderId === orderId);
  return { ...parts, book, events, lots, sum, dealsOf };
}

describe('what becomes of the rest (reference 6.3, 9.4)', () => {
  type Case = [
    name: string,
    over: Partial<OrderRequest>,
    state: string,
    reason: string,
    filled: (parts: ReturnType<typeof desk>) => number,
  ];
  const tooMuch = '200000';
  const cases: Case[] = [
    [
      'a market order takes twenty levels, the rest is cancelled (21)',
      { type: 'market', vol: tooMuch },
      'cancelled',
      'market-cancel',
      (at) => at.sum('ask', LEVELS),
    ],
    [
      'a market sale too',
      { type: 'market', side: 'open-short', vol: tooMuch },
      'cancelled',
      'market-cancel',
      (at) => at.sum('bid', LEVELS),
    ],
    [
      'an IOC takes up to its limit, the rest is cancelled (18)',
      { type: 'ioc', price: '65000.3', vol: tooMuch },
      'cancelled',
      'ioc-cancel',
      (at) => at.sum('ask', 3),
    ],
    ['an IOC that meets nobody (18)', { type: 'ioc', price: '65000', vol: '1' }, 'cancelled', 'ioc-cancel', () => 0],
    [
      'a FOK that could not be filled takes nothing (19)',
      { type: 'fok', price: '65000.3', vol: tooMuch },
      'cancelled',
      'fok-cancel',
      () => 0,
    ],
    ['a FOK that can be filled', { type: 'fok', price: '65000.3', vol: '1000' }, 'filled', 'normal', () => 1000],
    ['a post-only order that would take (20)', { type: 'post-only', price: '65000.1', vol: '1' }, 'cancelled', 'post-only-cancel', () => 0],
    ['a post-only order that would not', { type: 'post-only', price: '65000', vol: '1' }, 'working', 'normal', () => 0],
    [
      'a limit order takes up to its limit and stands',
      { type: 'limit', price: '65000.3', vol: tooMuch },
      'working',
      'normal',
      (at) => at.sum('ask', 3),
    ],
    [
      'type 6 takes twenty levels and stands',
      { type: 'market-to-limit', vol: tooMuch },
      'working',
      'normal',
      (at) => at.sum('ask', LEVELS),
    ],
  ];
  it.each(cases)('behavior: %s', (_name, over, state, reason, filled) => {
    const parts = desk();
    const expected = filled(parts);
    const order = parts.create({ leverage: 100, ...over });
    expect(order).toMatchObject({ state, reason, dealVol: `${expected}` });
  });

  it('behavior: the price guard stops a market order before its twentieth level', () => {
    const parts = desk({ usdt: '100000000', contract: { marketOrderPriceLimitRate2: '0.00001' } });
    const within = parts.sum('ask', 6);
    expect(parts.create({ type: 'market', vol: '200000', leverage: 100 })).toMatchObject({ price: '65000.6', dealVol: `${within}` });
  });

  it('behavior: what is left of type 6 stands as a limit at the price of its last fill, seen by all', () => {
    const { create, book } = desk();
    const order = create({ type: 'market-to-limit', vol: '200000', leverage: 100 });
    expect(order.price).toBe('65002');
    expect(book.levels('bid', 1)).toEqual([{ ticks: 650_020, lots: 200_000 - Number(order.dealVol), orders: 1 }]);
    expect(book.levels('ask', 1)[0]?.ticks).toBe(650_021);
  });
});

describe('a sweep', () => {
  it('behavior: one deal a level at the level’s price, told once: order, deals, position, asset', () => {
    const { create, lots, events, dealsOf, exchange } = desk();
    const [first, second] = lots('ask', 2) as [number, number];
    const order = create({ type: 'market', vol: `${first + second + 7}`, leverage: 100 });
    expect(dealsOf(order.orderId).map(({ vol, price, role }) => [vol, price, role])).toEqual([
      [`${first}`, '65000.1', 'taker'],
      [`${second}`, '65000.2', 'taker'],
      ['7', '65000.3', 'taker'],
    ]);
    expect(events.map((event) => event.split(' ')[0])).toEqual(['order', 'deal', 'deal', 'deal', 'position', 'asset']);
    expect(events[0]).toBe(`order ${order.orderId} filled 2`);
    const average = (first * 65000.1 + second * 65000.2 + 7 * 65000.3) / (first + second + 7);
    expect(Number(order.dealAvgPrice)).toBeCloseTo(average, 8);
    expect(exchange.positions.all()[0]?.holdAvgPrice).toBe(order.dealAvgPrice);
  });

  it('behavior: what was taken stays taken, for every later taker and in what shows, until the price changes of itself', () => {
    const { create, book, lots, clock, exchange } = desk();
    const [first, second] = lots('ask', 2) as [number, number];
    create({ type: 'market', vol: `${first - 1}`, leverage: 100 });
    expect(book.levels('ask', 1)).toEqual([{ ticks: 650_001, lots: 1, orders: 1 }]);
    expect(create({ type: 'market', vol: '2', leverage: 100 }).dealAvgPrice).toBe('65000.15');
    expect(book.levels('ask', 1)).toMatchObject([{ ticks: 650_002, lots: second - 1 }]);
    clock.advance(5_000);
    exchange.advance();
    book.advance(exchange.nowMs);
    expect(book.levels('ask', 1)[0]?.ticks).toBe(650_001);
  });

  it('behavior: an inverse contract is averaged by value', () => {
    const { create, exchange } = scriptedExchange();
    exchange.listing('BTC_USD').book.advance(exchange.nowMs);
    const [first] = exchange.listing('BTC_USD').book.levels('ask', 1);
    const one = first?.lots ?? 0;
    const order = create({ symbol: 'BTC_USD', vol: `${2 * one}`, leverage: 100 });
    expect(Number(order.dealAvgPrice)).toBeCloseTo((2 * one) / (one / 50000.1 + one / 50000.2), 8);
  });
});

describe('orders of the account that meet (stpMode, reference 5.7)', () => {
  const resting = { side: 'open-short', type: 'limit', price: '65000', vol: '4' } as const;
  const taking = { side: 'open-long', type: 'limit', price: '65000.1', vol: '10' } as const;

  it.each([
    // mode, maker, its reason, taker, its reason, filled, deals of the two
    ['none', 'filled', 'normal', 'filled', 'normal', '10', 3],
    ['cancel-both', 'cancelled', 'system-cancel', 'cancelled', 'system-cancel', '0', 0],
    ['cancel-maker', 'cancelled', 'system-cancel', 'filled', 'normal', '10', 1],
    ['cancel-taker', 'working', 'normal', 'cancelled', 'system-cancel', '0', 0],
  ] as const)('behavior: %s', (stpMode, makerState, makerReason, takerState, takerReason, filled, deals) => {
    const { create, exchange } = desk();
    const maker = create(resting);
    const taker = create({ ...taking, stpMode });
    expect(maker).toMatchObject({ state: makerState, reason: makerReason });
    expect(taker).toMatchObject({ state: takerState, reason: takerReason, dealVol: filled });
    expect(exchange.deals.all()).toHaveLength(deals);
  });

  it('behavior: they trade at the price that stood; both deals say so, one takes and one makes', () => {
    const { create, exchange, events } = desk();
    const maker = create(resting);
    events.length = 0;
    const taker = create({ ...taking, vol: '4' });
    expect(exchange.deals.all().map(({ order, price, role, isSelf }) => [order.orderId, price, role, isSelf])).toEqual([
      [taker.orderId, '65000', 'taker', true],
      [maker.orderId, '65000', 'maker', true],
    ]);
    expect(events.map((event) => event.split(' ').slice(0, 2).join(' '))).toEqual([
      `order ${taker.orderId}`,
      `deal ${taker.orderId}`,
      'position',
      'asset',
      `order ${maker.orderId}`,
      `deal ${maker.orderId}`,
      'position',
      'asset',
    ]);
  });

  it('behavior: a taker takes what stands before the own order at its price, and what it got stays its own', () => {
    const { create, lots } = desk();
    const [ahead] = lots('ask', 1) as [number];
    const maker = create({ ...resting, price: '65000.1' });
    const taker = create({ ...taking, vol: `${ahead + 10}`, stpMode: 'cancel-taker' });
    expect(taker).toMatchObject({ state: 'cancelled', reason: 'system-cancel', dealVol: `${ahead}` });
    expect(maker).toMatchObject({ state: 'working', dealVol: '0' });
  });

  it('behavior: what would be cancelled does not count for a FOK', () => {
    const { create, lots } = desk();
    const [first] = lots('ask', 1) as [number];
    create(resting);
    const vol = `${first + 4}` as const;
    expect(create({ ...taking, type: 'fok', vol, stpMode: 'cancel-maker' })).toMatchObject({ reason: 'fok-cancel', dealVol: '0' });
    expect(create({ ...taking, type: 'fok', vol })).toMatchObject({ state: 'filled' });
  });
});

describe('a limit from the book (bboTypeNum, reference 5.7)', () => {
  it.each([
    ['opposite-1', 'open-long', '65000.1', 'filled'],
    ['opposite-5', 'open-long', '65000.5', 'filled'],
    ['same-1', 'open-long', '64999.9', 'working'],
    ['same-5', 'open-long', '64999.5', 'working'],
    ['opposite-1', 'open-short', '64999.9', 'filled'],
    ['opposite-5', 'open-short', '64999.5', 'filled'],
    ['same-1', 'open-short', '65000.1', 'working'],
    ['same-5', 'open-short', '65000.5', 'working'],
  ] as const)('behavior: %s of %s is %s', (bboType, side, price, state) => {
    expect(desk().create({ type: 'limit', bboType, side })).toMatchObject({ price, state, bboType });
  });

  it('behavior: a side with fewer prices gives its last one; the own orders count', () => {
    const { create } = desk();
    create({ type: 'limit', price: '65000', vol: '1' });
    expect(create({ type: 'limit', bboType: 'same-1', vol: '1' }).price).toBe('65000');
  });
});

describe('all of the free balance (marketCeiling, reference 5.7)', () => {
  it('behavior: as many contracts as it carries, and not one more', () => {
    const { create, refusalOf, balance } = desk({ usdt: '1000' });
    const order = create({ vol: '1', isMarketCeiling: true });
    // 1,000 carry 1,526 contracts at 65,000.1: N/10 + 2·N·0.0004 is 0.655201… each.
    expect(order).toMatchObject({ state: 'filled' });
    expect(Number(order.vol)).toBeGreaterThan(1_500);
    expect(Number(balance().available)).toBeLessThan(2);
    expect(refusalOf({ vol: '3' })).toBe(2005);
  });

  it('error: nothing free, 2005', () => {
    expect(desk({ usdt: '0.5' }).refusalOf({ vol: '1', isMarketCeiling: true })).toBe(2005);
  });
});

describe('the queue at a price', () => {
  it('behavior: trades at a limit go to what stood before it; trades beyond it are for the order', () => {
    const { create, lots, market, pass } = desk();
    const [ahead] = lots('bid', 1) as [number];
    const order = create({ type: 'limit', price: '64999.9', vol: '10' });
    market.at(START_SECOND + 1, { ticks: 649_999, lots: ahead - 1 });
    pass(1);
    expect(order.dealVol).toBe('0');
    market.at(START_SECOND + 2, { lots: 4 });
    pass(1);
    expect(order.dealVol).toBe('3');
    const other = create({ type: 'limit', price: '64999.8', vol: '10' });
    market.at(START_SECOND + 3, { ticks: 649_990, lots: 12 });
    pass(1);
    expect([order.dealVol, other.dealVol]).toEqual(['10', '5']);
  });

  it('behavior: a taker of the account that takes from the queue brings the order forward', () => {
    const { create, lots, market, pass } = desk();
    const [ahead] = lots('bid', 1) as [number];
    const order = create({ type: 'limit', price: '64999.9', vol: '10', leverage: 10 });
    create({ side: 'open-short', type: 'market', vol: `${ahead}` });
    market.at(START_SECOND + 1, { ticks: 649_999, lots: 6 });
    pass(1);
    expect(order.dealVol).toBe('6');
  });
});
