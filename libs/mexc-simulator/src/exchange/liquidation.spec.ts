import { type DecimalText, add, compare, isNegative, subtract } from '@prate/execution-interface/decimal';
import { START_SECOND, contractNamed, orderRequest, scriptedExchange } from '../../test/scripted-exchange';
import { type ScriptedMarket } from '../../test/scripted-market';
import { SettableClock } from '../../test/settable-clock';
import { SeededMarket } from '../market/seeded-market';
import { Exchange } from './exchange';
import type { ExchangeEvent } from './exchange-event';
import { Listing } from './listing';

type Desk = ReturnType<typeof scriptedExchange>;

/** One tier only, unless a test is about tiers. */
const flat = {
  riskLimit: { type: 'BY_VOLUME', mode: 'INCREASE', baseVol: '2500000', incrVol: '0', incrMmr: '0', incrImr: '0', levelCount: 1 },
} as const;

/** Moves the fair price (whole dollars) and lets a second pass. */
function fairAt({ exchange, market, pass }: Desk, price: number, seconds = 1): void {
  market.at(exchange.nowSecond + 1, { fairTicks: price * 10 });
  pass(seconds);
}

function listenTo({ exchange }: Desk): { readonly kinds: string[]; readonly events: ExchangeEvent[] } {
  const kinds: string[] = [];
  const events: ExchangeEvent[] = [];
  exchange.listen((event) => {
    events.push(event);
    if (event.kind === 'order') kinds.push(`order ${event.order.category} ${event.order.state} ${event.order.reason}`);
    else if (event.kind === 'deal') kinds.push(`deal ${event.deal.order.category}`);
    else if (event.kind === 'position') kinds.push(`position ${event.position.state}`);
    else if (event.kind === 'notify') kinds.push(`notify ${event.notifyType}`);
    else kinds.push(event.kind);
  });
  return { kinds, events };
}

describe('isolated liquidation (reference 9.8)', () => {
  it('behavior: at the liquidation price and not a tick before; the margin is gone, and nothing else', () => {
    const desk = scriptedExchange({ contract: flat });
    desk.create({ leverage: 100, vol: '100' });
    const [position] = desk.exchange.positions.all();
    const price = position === undefined ? '' : desk.exchange.risks.liquidationPrice(position, START_SECOND);
    // E·(1 − 1/100 − 0.0004 + 0.001) / (1 − 0.0004), E = 65000.1
    expect(price).toBe('64414.8');
    const free = desk.balance().available;
    desk.market.at(START_SECOND + 1, { fairTicks: 644_149 });
    desk.pass(1);
    expect(desk.exchange.positions.all()).toHaveLength(1);
    desk.market.at(START_SECOND + 2, { fairTicks: 644_148 });
    desk.pass(1);
    expect(desk.exchange.positions.all()).toHaveLength(0);
    const [closed] = desk.exchange.positions.closed();
    // E − im/q = 65000.1 − 650.001 − 26.00004 = 64324.09896, the tick above.
    expect(closed).toMatchObject({ state: 'closed', closeAvgPrice: '64324.1', margin: '0', closeVol: '100' });
    expect(desk.balance()).toMatchObject({ positionMargin: '0', frozen: '0' });
    // What the tick left over comes back.
    expect(subtract(desk.balance().available, free)).toBe('0.0000104');
  });

  it('behavior: takeover, custody, closing; order, deal, position, asset, each with its category and state', () => {
    const desk = scriptedExchange({ contract: flat });
    desk.create({ leverage: 100, vol: '100' });
    desk.create({ side: 'close-long', type: 'limit', price: '70000', vol: '40' });
    const { kinds } = listenTo(desk);
    fairAt(desk, 64_000);
    expect(kinds).toEqual([
      'order normal cancelled liquidation-cancel',
      'order liquidation filled normal',
      'deal liquidation',
      'position custody',
      'asset',
      'order custody-close filled normal',
      'deal custody-close',
      'position closed',
      'notify liquidated',
    ]);
  });

  it('behavior: a short by the price above, an inverse long by its own formula', () => {
    const desk = scriptedExchange({ contract: flat });
    desk.create({ side: 'open-short', leverage: 100, vol: '100' });
    desk.create({ symbol: 'BTC_USD', vol: '10', leverage: 50 });
    fairAt(desk, 66_000);
    const inverse = desk.exchange.listing('BTC_USD').market as ScriptedMarket;
    inverse.at(desk.exchange.nowSecond + 1, { fairTicks: 490_000 });
    desk.pass(1);
    const closed = desk.exchange.positions.closed().map(({ symbol, side, closeAvgPrice }) => [symbol, side, closeAvgPrice]);
    // 1/P = 1/E + im/size with im = N/50 + N·0.0004, so P = E/1.0204, the tick above.
    expect(closed).toEqual([
      ['BTC_USDT', 'short', '65675.8'],
      ['BTC_USD', 'long', '49000.5'],
    ]);
  });

  it('behavior: tiers are stepped down before anything else goes', () => {
    const tiers = [
      { level: 1, maxVol: '100', mmr: '0.001', imr: '0.01', maxLeverage: 100 },
      { level: 2, maxVol: '300', mmr: '0.02', imr: '0.05', maxLeverage: 20 },
    ] as const;
    const desk = scriptedExchange({ contract: { riskLimit: { type: 'BY_VOLUME', mode: 'CUSTOM', tiers } } });
    desk.create({ leverage: 20, vol: '300' });
    const { kinds, events } = listenTo(desk);
    // Below what tier 2 needs, above what tier 1 needs.
    fairAt(desk, 62_900);
    const [position] = desk.exchange.positions.all();
    expect(position).toMatchObject({ holdVol: '100', closeVol: '200', state: 'holding' });
    expect(kinds.filter((kind) => kind.startsWith('notify liquidated'))).toEqual([]);
    expect(events.filter((event) => event.kind === 'risk-limit')).toMatchObject([{ source: 'liquidation-service' }]);
    fairAt(desk, 61_000);
    expect(desk.exchange.positions.all()).toEqual([]);
    const bySystem = desk.exchange.orders.all().filter(({ category }) => category !== 'normal');
    expect(bySystem.map(({ category, vol }) => [category, vol])).toEqual([
      ['liquidation', '200'],
      ['custody-close', '200'],
      ['liquidation', '100'],
      ['custody-close', '100'],
    ]);
  });

  it('behavior: automatic margin cancels the orders of the contract and tops up; without free balance it is liquidated', () => {
    const desk = scriptedExchange({ contract: flat, usdt: '200' });
    desk.create({ leverage: 100, vol: '100' });
    const [position] = desk.exchange.positions.all();
    desk.exchange.margins.changeAutoAdd(position as NonNullable<typeof position>, true, desk.exchange.nowMs);
    const order = desk.create({ leverage: 100, vol: '10', type: 'limit', price: '60000' });
    const wallet = desk.balance().equity;
    fairAt(desk, 64_400);
    expect(order).toMatchObject({ state: 'cancelled', reason: 'liquidation-cancel' });
    expect(desk.exchange.positions.all()).toHaveLength(1);
    expect(Number(position?.margin)).toBeGreaterThan(Number(position?.originalMargin));
    expect(Number(subtract(wallet, desk.balance().equity))).toBeCloseTo(6);
    desk.exchange.transfers.move('out', 'USDT', desk.balance().available, desk.exchange.nowMs);
    fairAt(desk, 60_000);
    expect(desk.exchange.positions.all()).toEqual([]);
    expect(isNegative(desk.balance().available)).toBe(false);
  });

  it('behavior: a jump through the bankruptcy price costs the margin, the fund has the rest', () => {
    const desk = scriptedExchange({ contract: flat });
    desk.create({ leverage: 100, vol: '100' });
    const before = desk.balance();
    const fund = desk.exchange.insurance.available('BTC_USDT', desk.exchange.nowMs);
    fairAt(desk, 30_000);
    expect(compare(desk.balance().available, before.available)).toBe(1);
    // (30000 − 64324.1)·0.01
    expect(subtract(desk.exchange.insurance.available('BTC_USDT', desk.exchange.nowMs), fund)).toBe('-343.241');
  });

  it('behavior: warned once at 0.8 of the way, again only after 0.7', () => {
    const desk = scriptedExchange({ contract: flat });
    desk.create({ leverage: 100, vol: '100' });
    const { kinds } = listenTo(desk);
    const warnings = (): number => kinds.filter((kind) => kind === 'liquidate-risk').length;
    fairAt(desk, 64_430);
    fairAt(desk, 64_450);
    fairAt(desk, 64_430);
    expect([warnings(), kinds.includes('notify liquidation-warning')]).toEqual([1, true]);
    fairAt(desk, 65_000);
    fairAt(desk, 64_430);
    expect(warnings()).toBe(2);
  });
});

describe('cross margin (reference 9.6, 9.8)', () => {
  const cross = { openType: 'cross', leverage: 100 } as const;

  it('behavior: an unrealised loss is not free, a gain is not either', () => {
    const desk = scriptedExchange({ contract: flat, usdt: '1000' });
    desk.create({ ...cross, vol: '1000' });
    // Bought a tick above the fair price: 0.01 is lost at once.
    const before = add(desk.balance().available, '0.01');
    fairAt(desk, 64_000);
    // (64000 − 65000.1)·0.1
    expect(desk.balance()).toMatchObject({ crossLoss: '100.01', unrealised: '-100.01', available: subtract(before, '100.01') });
    fairAt(desk, 66_000);
    expect(desk.balance()).toMatchObject({ crossLoss: '0', unrealised: '99.99', available: before });
  });

  it('behavior: the whole currency stands behind it, and the estimate says where it ends', () => {
    const desk = scriptedExchange({ contract: flat, usdt: '1000' });
    desk.create({ ...cross, vol: '1000' });
    const [position] = desk.exchange.positions.all();
    const estimate = Number(desk.exchange.risks.liquidationPrice(position as NonNullable<typeof position>, desk.exchange.nowSecond));
    expect(estimate).toBeLessThan(56_000);
    desk.market.at(desk.exchange.nowSecond + 1, { fairTicks: Math.round(estimate * 10) + 1 });
    desk.pass(1);
    expect(desk.exchange.positions.all()).toHaveLength(1);
    desk.market.at(desk.exchange.nowSecond + 1, { fairTicks: Math.round(estimate * 10) });
    desk.pass(1);
    expect(desk.exchange.positions.all()).toHaveLength(0);
    const { available, equity } = desk.balance();
    expect([isNegative(available), Number(equity) < 0.02]).toEqual([false, true]);
  });

  it('behavior: orders go first, then hedges are netted at the fair price, then all is taken', () => {
    const desk = scriptedExchange({ contract: flat, usdt: '1000' });
    desk.create({ ...cross, vol: '1000' });
    desk.create({ ...cross, vol: '300', side: 'open-short' });
    desk.create({ ...cross, vol: '200', type: 'limit', price: '60000' });
    const { kinds } = listenTo(desk);
    fairAt(desk, 40_000);
    const orders = kinds.filter((kind) => kind.startsWith('order'));
    expect(orders).toEqual([
      'order normal cancelled liquidation-cancel',
      'order liquidation-hedge filled normal',
      'order liquidation-hedge filled normal',
      'order liquidation filled normal',
      'order custody-close filled normal',
    ]);
    expect(desk.exchange.positions.all()).toEqual([]);
    expect(isNegative(desk.balance().available)).toBe(false);
  });

  it('behavior: an isolated position beside it keeps its margin', () => {
    const desk = scriptedExchange({ contract: flat, usdt: '1000' });
    desk.create({ ...cross, vol: '1000' });
    desk.create({ leverage: 2, vol: '20', side: 'open-short' });
    fairAt(desk, 50_000);
    const [isolated] = desk.exchange.positions.all();
    expect(isolated).toMatchObject({ openType: 'isolated', side: 'short', holdVol: '20' });
    const { available, positionMargin } = desk.balance();
    expect([isNegative(available), positionMargin]).toEqual([false, isolated?.margin]);
  });
});

describe('by hand', () => {
  it('behavior: a forced liquidation in the middle of an order', () => {
    const desk = scriptedExchange();
    desk.create({ leverage: 10, vol: '100' });
    const order = desk.create({ side: 'close-long', type: 'limit', price: '70000', vol: '100' });
    const [position] = desk.exchange.positions.all();
    desk.exchange.liquidation.force(position as NonNullable<typeof position>, desk.exchange.nowSecond);
    expect(order).toMatchObject({ state: 'cancelled', reason: 'liquidation-cancel', dealVol: '0' });
    expect(desk.exchange.positions.all()).toEqual([]);
    expect(desk.balance().frozen).toBe('0');
  });

  it('behavior: deleveraging reduces at the fair price, its closing orders go with reason 14', () => {
    const desk = scriptedExchange();
    desk.create({ vol: '100' });
    const order = desk.create({ side: 'close-long', type: 'limit', price: '70000', vol: '100' });
    fairAt(desk, 66_000);
    const [position] = desk.exchange.positions.all();
    const { kinds } = listenTo(desk);
    desk.exchange.liquidation.deleverage(position as NonNullable<typeof position>, '30', desk.exchange.nowSecond);
    expect(order).toMatchObject({ state: 'cancelled', reason: 'adl-cancel' });
    expect(kinds).toEqual([
      'order normal cancelled adl-cancel',
      'order auto-deleveraging filled normal',
      'deal auto-deleveraging',
      'position holding',
      'asset',
    ]);
    // (66000 − 65000.1)·0.003
    expect(position).toMatchObject({ holdVol: '70', closeProfit: '2.9997' });
  });

  it.each([
    [65_000, 1],
    [65_660, 2],
    [66_700, 3],
    [68_300, 4],
    [72_000, 5],
  ])('behavior: fair price %d ranks a long of 10x at level %d', (price, level) => {
    const desk = scriptedExchange();
    desk.create({ vol: '100', leverage: 10 });
    fairAt(desk, price, 60);
    expect(desk.exchange.positions.all()[0]?.adlLevel).toBe(level);
  });
});

describe('many seconds', () => {
  it('behavior: a month with an open position is looked at second by second, and funding is paid 90 times', () => {
    const contract = contractNamed('BTC_USDT');
    const clock = new SettableClock(START_SECOND * 1000);
    const listings = [new Listing(contract, new SeededMarket(contract, 1), 1)];
    const exchange = new Exchange({ listings, balances: { USDT: '100000' }, positionMode: 'hedge', clock });
    exchange.createOrder(orderRequest({ leverage: 1, vol: '100' }));
    clock.advance(30 * 86_400 * 1000);
    exchange.advance();
    expect(exchange.funding.records()).toHaveLength(90);
    const [position] = exchange.positions.all();
    const total = exchange.funding.records().reduce<DecimalText>((sum, { funding }) => add(sum, funding), '0');
    expect(position?.holdFee).toBe(total);
  });
});
