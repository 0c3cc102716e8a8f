import { type CreateOrder, type DecimalText, ExecutionInterface } from '@prate/execution-interface';
import { compare, divide, maximum, multiply } from '@prate/execution-interface/decimal';
import fc from 'fast-check';
import type { Fate } from '../test/fake-venue';
import { openGate } from '../test/gate-over-fake';
import { RiskLimitsError } from './errors';
import type { RiskLimits } from './limits';
import { RiskGate } from './risk-gate';

/** Nothing is held afterwards, so that every order of a test is judged by itself. */
const LET_THROUGH = 'rejected';
/** Not what these tests are about. */
const WIDE = { priceCollar: '1000000000', orderRate: { count: 1_000, windowMs: 1 } } as const;

interface Setting {
  limit?: RiskLimits['maxOrderNotional'];
  mark?: DecimalText | Error;
  isCatalogueAway?: boolean;
}

function setUp({ limit = '1000', mark = '50000', isCatalogueAway = false }: Setting = {}) {
  const marked: string[] = [];
  const marks = async (symbol: string) => {
    marked.push(symbol);
    if (mark instanceof Error) throw mark;
    return mark;
  };
  const { gate, venue } = openGate({ ...WIDE, maxOrderNotional: limit }, { marks });
  venue.fates.push(...Array.from({ length: 20 }, (): Fate => 'refuse'));
  if (isCatalogueAway) venue.dead.add('getInstrument');
  const sent = () => venue.calls.filter(([name]) => name === 'createOrder').map(([, command]) => command);
  return { gate, venue, sent, marked };
}

const open = { symbol: 'BTC_USDT', effect: 'open', leverage: 10, marginMode: 'isolated' } as const;
const buyAt = (price: DecimalText, contracts: number): CreateOrder => ({ ...open, side: 'buy', type: 'limit', price, contracts });
const sellAt = (price: DecimalText, contracts: number): CreateOrder => ({ ...open, side: 'sell', type: 'limit', price, contracts });
const marketBuy = (contracts: number): CreateOrder => ({ ...open, side: 'buy', type: 'market', contracts });

describe('opening orders', () => {
  test('default: an order within the limits reaches the engine as it was given, and the outcome comes back as it is', async () => {
    const { gate, sent } = setUp();
    const command = buyAt('50000', 200);
    expect(await gate.createOrder(command)).toMatchObject({ status: LET_THROUGH, rejection: { code: '2005', message: 'refused' } });
    expect(sent()).toEqual([command]);
  });

  test('behavior: exactly at the limit passes, one contract more is denied with both numbers', async () => {
    const { gate, sent } = setUp();
    expect((await gate.createOrder(buyAt('50000', 200))).status).toBe(LET_THROUGH);
    expect(await gate.createOrder(buyAt('50000', 201))).toEqual({
      status: 'denied',
      denial: {
        code: 'max-order-notional',
        message: 'notional of BTC_USDT: found 1005 USDT (201 contracts at 50000), expected at most 1000',
        context: { symbol: 'BTC_USDT', found: '1005', limit: '1000', settleCurrency: 'USDT', contracts: '201', price: '50000' },
      },
    });
    expect(sent()).toHaveLength(1);
  });

  test('behavior: a market order is judged at the mark', async () => {
    const { gate } = setUp({ mark: '50000' });
    expect((await gate.createOrder(marketBuy(200))).status).toBe(LET_THROUGH);
    expect(await gate.createOrder(marketBuy(201))).toMatchObject({ denial: { code: 'max-order-notional' } });
  });

  test('behavior: a sell limit far below the market is judged at the mark, for that is what it would fill at', async () => {
    const { gate } = setUp({ mark: '50000' });
    expect(await gate.createOrder(sellAt('1', 201))).toMatchObject({ denial: { code: 'max-order-notional', context: { price: '50000' } } });
    expect(await gate.createOrder(sellAt('60000', 200))).toMatchObject({
      denial: { code: 'max-order-notional', context: { price: '60000' } },
    });
  });

  test('behavior: openLong and openShort go through the same checks', async () => {
    const { gate } = setUp();
    const size = { symbol: 'BTC_USDT', type: 'market', contracts: 201, leverage: 1, marginMode: 'cross' } as const;
    expect(await gate.openLong(size)).toMatchObject({ denial: { code: 'max-order-notional' } });
    expect(await gate.openShort(size)).toMatchObject({ denial: { code: 'max-order-notional' } });
  });

  test.each([new Error('the market is closed'), 'NaN' as DecimalText, '0' as DecimalText])(
    'error: without a mark (%p) an opening is denied, and the reason is named',
    async (mark) => {
      const { gate, sent } = setUp({ mark });
      const outcome = await gate.createOrder(marketBuy(1));
      expect(outcome).toMatchObject({ status: 'denied', denial: { code: 'mark-unavailable' } });
      if (mark instanceof Error) expect(outcome).toMatchObject({ denial: { message: expect.stringContaining('the market is closed') } });
      expect(sent()).toEqual([]);
      expect(await gate.createOrder(buyAt('50000', 1))).toMatchObject({ denial: { code: 'mark-unavailable' } });
      expect(sent()).toEqual([]);
    },
  );

  test('behavior: size and price stand on the grid, the nearest legal values are named', async () => {
    const { gate } = setUp();
    expect(await gate.createOrder({ ...open, side: 'buy', type: 'limit', price: '50000', quantity: '0.00015' })).toMatchObject({
      denial: { code: 'size-off-grid', context: { nearest: { below: { quantity: '0.0001' }, above: { quantity: '0.0002' } } } },
    });
    expect(await gate.createOrder(buyAt('50000.05', 1))).toMatchObject({
      denial: { code: 'price-off-tick', context: { nearest: { below: '50000', above: '50000.1' } } },
    });
  });

  test('behavior: a quote quantity of a market order is converted at the mark', async () => {
    const { gate } = setUp({ mark: '50000' });
    expect((await gate.createOrder({ ...open, side: 'buy', type: 'market', quoteQuantity: '1000' })).status).toBe(LET_THROUGH);
    expect(await gate.createOrder({ ...open, side: 'buy', type: 'market', quoteQuantity: '1005' })).toMatchObject({
      denial: { code: 'max-order-notional' },
    });
  });

  test('error: an order whose size the venue chooses is held against no limit, and denied', async () => {
    const { gate, sent } = setUp();
    expect(await gate.createOrder({ ...marketBuy(1), isMarketCeiling: true } as never)).toMatchObject({
      denial: { code: 'market-ceiling-not-enabled' },
    });
    expect(sent()).toEqual([]);
  });

  test('error: an unknown symbol is denied and some known ones are named', async () => {
    const { gate, sent } = setUp();
    expect(await gate.createOrder({ ...buyAt('1', 1), symbol: 'BTCUSDT' })).toMatchObject({
      status: 'denied',
      denial: { code: 'symbol-unknown', context: { found: 'BTCUSDT', known: ['BTC_USDT', 'ETH_USDT', 'BTC_USD'] } },
    });
    expect(sent()).toEqual([]);
  });

  test('error: no object, no size: denied, never thrown', async () => {
    const { gate } = setUp();
    expect(await gate.createOrder(undefined as never)).toMatchObject({ denial: { code: 'input-invalid' } });
    expect(await gate.createOrder({ ...open, side: 'buy', type: 'market' } as never)).toMatchObject({ denial: { code: 'size-ambiguous' } });
  });

  test('behavior: an effect that is no close is judged as an opening', async () => {
    const { gate, sent } = setUp();
    expect(await gate.createOrder({ ...marketBuy(201), effect: 'CLOSE' } as never)).toMatchObject({
      denial: { code: 'max-order-notional' },
    });
    expect(sent()).toEqual([]);
  });

  test('behavior: what was checked is what is sent, though the caller changes the object meanwhile', async () => {
    const { gate, sent } = setUp();
    const command = { ...marketBuy(1) } as { contracts: number } & CreateOrder;
    const pending = gate.createOrder(command);
    command.contracts = 100_000;
    await pending;
    expect(sent()).toEqual([marketBuy(1)]);
  });
});

describe('inverse contracts', () => {
  const buy = { ...open, symbol: 'BTC_USD', side: 'buy', type: 'limit', price: '50000' } as const;

  test('behavior: a single limit is none for them; without a row for the settle currency nothing opens', async () => {
    const { gate } = setUp({ limit: '1000' });
    expect(await gate.createOrder({ ...buy, contracts: 1 })).toMatchObject({
      denial: { code: 'max-order-notional', context: { settleCurrency: 'BTC' } },
    });
  });

  test('behavior: the notional is contracts by face value over price, in the base currency', async () => {
    const { gate } = setUp({ limit: { USDT: '1000', BTC: '0.02' }, mark: '50000' });
    expect((await gate.createOrder({ ...buy, contracts: 10 })).status).toBe(LET_THROUGH);
    expect(await gate.createOrder({ ...buy, contracts: 11 })).toMatchObject({
      denial: { code: 'max-order-notional', context: { found: '0.022', limit: '0.02' } },
    });
  });

  test('behavior: a buy far above the market fills at the mark, where the same contracts are worth more of the base currency', async () => {
    const { gate } = setUp({ limit: { BTC: '0.02' }, mark: '50000' });
    expect(await gate.createOrder({ ...buy, price: '500000', contracts: 11 })).toMatchObject({ denial: { code: 'max-order-notional' } });
  });
});

describe('closing orders', () => {
  const close = { symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'market' } as const;

  test('behavior: no limit and no missing mark stops a close', async () => {
    const { gate, venue, sent, marked } = setUp({ limit: '1', mark: new Error('no mark') });
    venue.held.set('BTC_USDT/long', '400000').set('BTC_USDT/short', '5');
    await gate.createOrder({ ...close, contracts: 400_000 });
    await gate.createOrder({ ...close, quoteQuantity: '1000' });
    await gate.closeShort({ symbol: 'BTC_USDT', type: 'limit', price: '50000', contracts: 5 });
    expect(sent()).toHaveLength(3);
    expect(marked).toEqual(['BTC_USDT']);
  });

  test('behavior: a close off the grid is denied', async () => {
    const { gate, sent } = setUp();
    expect(await gate.createOrder({ ...close, quantity: '0.00015' })).toMatchObject({ denial: { code: 'size-off-grid' } });
    expect(sent()).toEqual([]);
  });

  test('behavior: when instruments cannot be read, an opening is denied and a close goes to the engine', async () => {
    const { gate, sent } = setUp({ isCatalogueAway: true });
    expect(await gate.createOrder(marketBuy(1))).toMatchObject({
      denial: { code: 'not-sent', message: expect.stringContaining('catalogue away') },
    });
    expect((await gate.createOrder({ ...close, contracts: 1 })).status).toBe(LET_THROUGH);
    expect(sent()).toHaveLength(1);
  });
});

test('behavior: cancels, queries and what only reduces pass straight through, arguments and answers', async () => {
  const calls: unknown[] = [];
  const over = new Proxy(Object.create(ExecutionInterface.prototype) as ExecutionInterface, {
    get:
      (_, name) =>
      (...args: unknown[]) => {
        calls.push([name, ...args]);
        return `answer of ${String(name)}`;
      },
  });
  const gate = new RiskGate({ over, instruments: undefined as never, marks: undefined as never, limits: { maxOrderNotional: '1' } });
  const query = { fromMs: 1 };
  const leverage = { symbol: 'A', positionSide: 'long' } as const;
  const passed: Array<[keyof ExecutionInterface, ...unknown[]]> = [
    ['connect'],
    ['health'],
    ['cancelOrder', 'A', '1'],
    ['cancelAllOrders', 'A'],
    ['cancelOrders', 'A', ['1', '2']],
    ['cancelConditionalOrder', { kind: 'plan', symbol: 'A', id: '1' }],
    ['cancelAllConditionalOrders', { kind: 'stop' }],
    ['createStopOrder', { symbol: 'A' }],
    ['amendProtection', { symbol: 'A' }],
    ['closePosition', { symbol: 'A' }],
    ['closeAllPositions'],
    ['changeMargin', { symbol: 'A' }],
    ['setAutoAddMargin', { symbol: 'A' }],
    ['setPositionMode', { positionMode: 'hedge' }],
    ['watchEvents', () => undefined],
    ['getPositionMode'],
    ['getMaxContracts', { symbol: 'A' }],
    ['getPlanOrders', {}],
    ['getStopOrders', {}],
    ['getTrailingOrders', {}],
    ['getOrder', '1', 'A'],
    ['getOpenOrders', 'A'],
    ['getPositions'],
    ['getPosition', 'A', 'long'],
    ['getBalance', 'USDC'],
    ['getBalances'],
    ['getLeverage', leverage],
    ['setLeverage', { ...leverage, leverage: 3, marginMode: 'cross' }],
    ['getFeeRates', 'A'],
    ['getOrderHistory', query],
    ['getTradeHistory', query],
    ['getPositionHistory', query],
    ['getFundingHistory', query],
    ['getTransferHistory', query],
    ['disconnect'],
  ];
  const answers: unknown[] = [];
  for (const [name, ...args] of passed) {
    answers.push(await (gate as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args));
  }
  // The gate listens from its first moment.
  expect(calls).toEqual([['watchEvents', expect.any(Function)], ...passed]);
  const asTheyAre = passed.map(([name]) => (name === 'watchEvents' ? expect.any(Function) : `answer of ${name}`));
  expect(answers).toEqual(asTheyAre);
});

test('behavior: an order that opens and was let through never exceeds the limit, whatever it is filled at', async () => {
  const amount = fc.integer({ min: 1, max: 100_000_000 });
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        limit: amount,
        markTicks: fc.integer({ min: 1, max: 2_000_000 }),
        priceTicks: fc.integer({ min: 1, max: 2_000_000 }),
        contracts: fc.integer({ min: 1, max: 400_000 }),
        side: fc.constantFrom('buy', 'sell'),
        type: fc.constantFrom('limit', 'post-only', 'ioc', 'fok', 'market'),
        isInverse: fc.boolean(),
      }),
      async ({ limit, markTicks, priceTicks, contracts, side, type, isInverse }) => {
        const maximumNotional = divide(limit, 1_000, 3);
        const mark = divide(markTicks, 10, 1);
        const price = divide(priceTicks, 10, 1);
        const { gate, sent } = setUp({ limit: { USDT: maximumNotional, BTC: maximumNotional }, mark });
        await gate.createOrder({
          ...open,
          symbol: isInverse ? 'BTC_USD' : 'BTC_USDT',
          side,
          contracts,
          ...(type === 'market' ? { type } : { type, price }),
        } as CreateOrder);
        // Prices it may trade at: its own, or the market's where that is better for it.
        const isBetterAtMark = side === 'buy' ? compare(mark, price) < 0 : compare(mark, price) > 0;
        const fills = type === 'market' ? [mark] : type !== 'post-only' && isBetterAtMark ? [price, mark] : [price];
        const worst = fills
          .map((fill) => (isInverse ? divide(multiply(contracts, 100), fill, 30) : multiply(multiply(contracts, '0.0001'), fill)))
          .reduce((a, b) => maximum(a, b));
        expect(sent().length).toBe(compare(worst, maximumNotional) <= 0 ? 1 : 0);
      },
    ),
    { numRuns: 500 },
  );
});

describe('limits', () => {
  test.each([['0'], ['-1'], ['NaN'], [''], [{}], [{ USDT: 'all' }], [null]])('error: %p is no limit', (maxOrderNotional) => {
    expect(() => setUp({ limit: maxOrderNotional as never })).toThrow(RiskLimitsError);
  });

  test('error: a missing limit is not "no limit"', () => {
    const options = { over: undefined as never, instruments: undefined as never, marks: undefined as never };
    expect(() => new RiskGate({ ...options, limits: {} as never })).toThrow('maxOrderNotional: found nothing, expected a positive decimal');
    expect(() => new RiskGate({ ...options, limits: undefined as never })).toThrow(RiskLimitsError);
  });

  test('error: what nothing reads, what belongs to the account, what means nothing: every field by its name', () => {
    const limits = {
      maxOrderNotional: '1',
      maxOrderNotionl: '1',
      maxLeverage: 0,
      priceCollar: '-1',
      sides: ['up'],
      symbols: 'BTC_USDT',
      orderRate: { count: 0.5, windowMs: 1 },
      bySymbol: { BTC_USDT: { maxOpenOrders: 1, maxPositionContracts: 'many', maxPositionNotional: {} } },
    };
    expect(() => openGate(limits as never)).toThrow(
      [
        'risk limits: maxOrderNotionl: found a limit that nothing reads, expected one of those documented',
        'maxLeverage: found 0, expected a whole number of at least 1',
        'priceCollar: found "-1", expected a positive decimal such as "5000"',
        'sides: found ["up"], expected a list of long, short or both',
        'symbols: found "BTC_USDT", expected a list of contracts such as ["BTC_USDT"]',
        'orderRate.count: found 0.5, expected a whole number of at least 1',
        'bySymbol.BTC_USDT.maxOpenOrders: found a limit of the whole account, expected none here',
        'bySymbol.BTC_USDT.maxPositionContracts: found "many", expected a positive decimal such as "5000"',
        'bySymbol.BTC_USDT.maxPositionNotional: found no settle currency, expected at least one',
      ].join('; '),
    );
  });

  test('error: all complaints at once', () => {
    expect(() => setUp({ limit: { USDT: '0', BTC: 'x' as DecimalText } })).toThrow(
      'risk limits: maxOrderNotional.USDT: found "0", expected a positive decimal such as "5000"; maxOrderNotional.BTC: found "x", expected a positive decimal such as "5000"',
    );
  });
});
