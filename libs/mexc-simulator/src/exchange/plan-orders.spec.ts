import { START_SECOND, scriptedExchange } from '../../test/scripted-exchange';
import type { PlanRequest } from './plan-order';
import { Refusal } from './refusal';

/** Bought at market when BTC_USDT, at 65,000.0, has fallen to 64,000. */
const request: PlanRequest = {
  symbol: 'BTC_USDT',
  side: 'open-long',
  vol: '10',
  openType: 'isolated',
  leverage: 10,
  isReduceOnly: false,
  cycleHours: 24,
  type: 'market',
  triggerPrice: '64000',
  triggerType: 'at-or-below',
  trend: 'last',
};

function placed(over: Partial<PlanRequest> = {}, options: Parameters<typeof scriptedExchange>[0] = {}) {
  const desk = scriptedExchange(options);
  const plan = desk.exchange.plans.place({ ...request, ...over }, desk.exchange);
  return { ...desk, plan, order: () => desk.exchange.orders.get(plan.orderId) };
}

const codeOf = (act: () => unknown): number => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 0;
};

describe('plan orders', () => {
  it('default: waits without margin, then becomes an order in the very second, however late somebody looks', () => {
    const { plan, market, pass, balance, order } = placed();
    expect(balance().frozen).toBe('0');
    market.at(START_SECOND + 5, { ticks: 639_990 }).at(START_SECOND + 6, { ticks: 660_000 });
    pass(3);
    expect([plan.state, plan.orderId]).toEqual(['untriggered', '0']);
    pass(60);
    expect(plan).toMatchObject({ state: 'executed', updatedAtMs: (START_SECOND + 5) * 1000 });
    expect(order()).toMatchObject({ state: 'filled', dealAvgPrice: '63999.1', createdAtMs: (START_SECOND + 5) * 1000 });
  });

  it.each([
    ['at-or-below', '64000', 640_000, 'executed'],
    ['at-or-below', '64000', 640_001, 'untriggered'],
    ['at-or-above', '66000', 660_000, 'executed'],
    ['at-or-above', '66000', 659_999, 'untriggered'],
  ] as const)('args: %s %s at %d ticks is %s', (triggerType, triggerPrice, ticks, state) => {
    for (const trend of ['last', 'fair', 'index'] as const) {
      const { plan, market, pass } = placed({ triggerType, triggerPrice, trend });
      market.at(START_SECOND + 1, { ticks });
      pass(1);
      expect(plan.state).toBe(state);
    }
  });

  it('behavior: a limit child rests with its margin and is matched from the next second on', () => {
    const { market, pass, balance, order } = placed({ type: 'limit', price: '63000' });
    market.at(START_SECOND + 1, { ticks: 639_000 }).at(START_SECOND + 9, { ticks: 630_000 });
    pass(2);
    expect(order()).toMatchObject({ state: 'working', price: '63000' });
    expect(Number(balance().frozen)).toBeGreaterThan(0);
    pass(10);
    expect(order()).toMatchObject({ state: 'filled', dealAvgPrice: '63000' });
  });

  it('behavior: expires after its cycle, and not before', () => {
    const { plan, market, pass } = placed();
    pass(24 * 3_600 - 1);
    expect(plan.state).toBe('untriggered');
    market.at(START_SECOND + 24 * 3_600, { ticks: 600_000 });
    pass(1);
    expect([plan.state, plan.orderId]).toEqual(['invalid', '0']);
  });

  it.each([
    ['no money', {}, { usdt: '1' }, 'insufficient-balance'],
    ['nothing to close', { side: 'close-long' }, {}, 'position-not-exists'],
    ['a price outside the band', { type: 'limit', price: '90000' }, {}, 'other'],
  ] as const)('error: %s fails the plan when it is triggered, and tells why', (_name, over, options, reason) => {
    const { plan, exchange, market, pass } = placed(over, options);
    market.at(START_SECOND + 1, { ticks: 600_000 });
    pass(1);
    expect(plan).toMatchObject({ state: 'failed', reason, orderId: '0' });
    expect(exchange.orders.all()).toEqual([]);
  });

  it('behavior: a final plan is neither changed, cancelled nor triggered again', () => {
    const { plan, exchange, market, pass } = placed();
    exchange.plans.cancel(exchange.plans.find('BTC_USDT', plan.planOrderId), exchange.nowMs);
    expect(codeOf(() => exchange.plans.find('BTC_USDT', plan.planOrderId))).toBe(2041);
    expect(codeOf(() => exchange.plans.find('BTC_USD', plan.planOrderId))).toBe(2040);
    market.at(START_SECOND + 1, { ticks: 600_000 });
    pass(5);
    expect(plan.state).toBe('cancelled');
    expect(exchange.orders.all()).toEqual([]);
  });

  it.each([
    ['a trigger of 0', { triggerPrice: '0' }, 3004],
    ['a trigger off the grid', { triggerPrice: '64000.05' }, 2015],
    ['a limit without price', { type: 'limit' }, 2007],
    ['a price off the grid', { type: 'limit', price: '64000.05' }, 2015],
    ['type 6', { type: 'market-to-limit' }, 2029],
    ['no contracts', { vol: '0' }, 2011],
    ['no leverage', { leverage: undefined }, 2006],
    ['an unknown contract', { symbol: 'NOPE_USDT' }, 1001],
  ] as const)('error: %s', (_name, over, code) => {
    const { exchange } = scriptedExchange();
    expect(codeOf(() => exchange.plans.place({ ...request, ...over } as PlanRequest, exchange))).toBe(code);
    expect(exchange.plans.all()).toEqual([]);
  });
});
