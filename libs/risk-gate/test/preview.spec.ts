import { liquidationEstimate } from '../src/liquidation-estimate';
import { BTC, ETH, INVERSE, closeLong, marketBuy, openGate, restingBuy } from './gate-over-fake';

const MUTATION = /^(create|amend|cancel|chase|close|reverse|change|set)/;

test('default: size, notional, fee, margin, liquidation and every verdict; nothing is sent and no room is taken', async () => {
  const { gate, venue } = openGate();
  const fees = { symbol: 'BTC_USDT', maker: '0', taker: '0.0002', asOfMs: 1 };
  Object.assign(venue, { getFeeRates: async () => fees });
  const preview = await gate.preview(restingBuy(200));
  expect(preview).toMatchObject({
    isAllowed: true,
    estimate: {
      size: { contracts: '200', quantity: '0.02', quoteQuantity: '1000' },
      price: '50000',
      notional: '1000',
      settleCurrency: 'USDT',
      fee: { of: 'account', asMaker: '0', asTaker: '0.2' },
      margin: '100.2',
    },
  });
  // (1000 − 100.2 + 1) / (0.02 × (1 − 0.0002))
  expect(preview.estimate?.liquidationPrice).toBe('45049.009801960392');
  expect(preview.verdicts.map(({ check }) => check)).toContain('daily-loss');
  expect(preview.verdicts.every(({ isAllowed }) => isAllowed)).toBe(true);
  await gate.preview(restingBuy(200));
  expect((await gate.createOrder(restingBuy(200))).status).toBe('accepted');
  expect(venue.calls.filter(([name]) => MUTATION.test(name)).map(([name]) => name)).toEqual(['createOrder']);
});

test('behavior: every objection at once, and still the figures', async () => {
  const { gate, venue } = openGate();
  await gate.trip('drill', 'anna');
  const preview = await gate.preview(restingBuy(201, { leverage: 50, price: '60000' }));
  expect(preview.isAllowed).toBe(false);
  expect(preview.verdicts.flatMap(({ denial }) => (denial === undefined ? [] : [denial.code]))).toEqual([
    'trading-halted',
    'max-leverage',
    'price-collar',
    'max-order-notional',
    'max-position',
    'max-total-notional',
  ]);
  expect(preview.estimate).toMatchObject({ notional: '1206' });
  expect(venue.count('createOrder')).toBe(0);
});

test('behavior: fee rates that cannot be had are those of the contract, and said to be', async () => {
  const { gate, venue } = openGate();
  venue.dead.add('getFeeRates');
  expect((await gate.preview(marketBuy(200))).estimate?.fee).toEqual({ of: 'instrument', asMaker: '0.1', asTaker: '0.4' });
});

test('behavior: a cross position has no liquidation price of its own, a close neither margin', async () => {
  const { gate, venue } = openGate();
  expect((await gate.preview(marketBuy(1, { marginMode: 'cross' }))).estimate).not.toHaveProperty('liquidationPrice');
  venue.held.set('BTC_USDT/long', '5');
  expect(await gate.preview(closeLong(5))).toMatchObject({ isAllowed: true, estimate: { notional: '25' } });
  expect(await gate.preview(closeLong(6))).toMatchObject({ isAllowed: false, verdicts: [{ denial: { code: 'position-too-small' } }] });
});

test('error: what cannot be judged is one verdict', async () => {
  const { gate } = openGate();
  expect(await gate.preview(restingBuy(1, { symbol: 'NOPE' }))).toMatchObject({
    isAllowed: false,
    verdicts: [{ denial: { code: 'symbol-unknown' } }],
  });
  const senseless = await gate.preview(marketBuy(1, { leverage: 0 }));
  expect(senseless).toMatchObject({ isAllowed: false, estimate: { notional: '5' } });
  expect(senseless.estimate).not.toHaveProperty('margin');
  expect(await gate.preview(null as never)).toMatchObject({ isAllowed: false, verdicts: [{ denial: { code: 'input-invalid' } }] });
});

describe('liquidation estimate', () => {
  const tier = (maintenanceMarginRate: `${number}`) =>
    [{ level: 1, maxContracts: '2500000', maintenanceMarginRate, initialMarginRate: '0', maxLeverage: 1 }] as const;
  const sample = { instrument: BTC, positionSide: 'long', contracts: '1' } as const;

  // The samples of the venue's pages, to the tick.
  test.each([
    ['109777.5', '5', '27.444375', '0.0004', '55020.5'],
    ['112449.5', '2', '11.2539459600', '0.0004', '56314.7'],
    ['118272.2', '5', '2.98045944', '0.0004', '112474.5'],
  ] as const)('default: a long at %s is liquidated at %s contracts, margin %s', (entryPrice, contracts, margin, feeRate, published) => {
    const estimate = liquidationEstimate({ ...sample, contracts, entryPrice, margin, feeRate });
    expect(Math.floor(Number(estimate) * 10) / 10).toBe(Number(published));
  });

  test('default: the sample of ETH_USDT, whose lowest tier asks for more', () => {
    const instrument = { ...ETH, riskTiers: tier('0.005') };
    const estimate = liquidationEstimate({
      ...sample,
      instrument,
      contracts: '1',
      entryPrice: '1217.3',
      margin: '0.1290338',
      feeRate: '0.0006',
    });
    expect(Math.floor(Number(estimate) * 10) / 10).toBe(1211.2);
  });

  test.each(['long', 'short'] as const)(
    'behavior: %s, linear: at that price margin and result are what maintenance and fee need',
    (positionSide) => {
      const query = { instrument: BTC, positionSide, contracts: '200', entryPrice: '50000', margin: '100', feeRate: '0.0004' } as const;
      const price = Number(liquidationEstimate(query));
      const result = (positionSide === 'long' ? price - 50_000 : 50_000 - price) * 0.02;
      expect(100 + result).toBeCloseTo(0.001 * 1000 + 0.0004 * price * 0.02, 6);
    },
  );

  test.each(['long', 'short'] as const)('behavior: %s, inverse: the same in the base currency', (positionSide) => {
    const query = { instrument: INVERSE, positionSide, contracts: '10', entryPrice: '50000', margin: '0.002', feeRate: '0.0004' } as const;
    const price = Number(liquidationEstimate(query));
    const result = (positionSide === 'long' ? 1 / 50_000 - 1 / price : 1 / price - 1 / 50_000) * 1000;
    expect(0.002 + result).toBeCloseTo(0.001 * 0.02 + (0.0004 * 1000) / price, 9);
  });

  test('behavior: a position that nothing can liquidate has none', () => {
    expect(liquidationEstimate({ ...sample, entryPrice: '50000', margin: '1000', feeRate: '0' })).toBeUndefined();
  });
});
