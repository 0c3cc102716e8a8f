import type { Denial, ExecutionHealth } from '@prate/execution-interface';
import { accountFreshness } from '../src/checks/account-freshness';
import { allowedSymbolsAndSides } from '../src/checks/allowed-symbols-and-sides';
import { dailyLoss } from '../src/checks/daily-loss';
import { duplicateClientOrderId } from '../src/checks/duplicate-client-order-id';
import { instrumentGrid } from '../src/checks/instrument-grid';
import { maxLeverage } from '../src/checks/max-leverage';
import { maxOpenOrders } from '../src/checks/max-open-orders';
import { maxOrderNotional } from '../src/checks/max-order-notional';
import { maxPosition } from '../src/checks/max-position';
import { maxTotalNotional } from '../src/checks/max-total-notional';
import { orderRate } from '../src/checks/order-rate';
import { priceBand } from '../src/checks/price-band';
import { priceCollar } from '../src/checks/price-collar';
import { reduceOnlyDirection } from '../src/checks/reduce-only-direction';
import { tradingState } from '../src/checks/trading-state';
import { venueHealth } from '../src/checks/venue-health';
import type { AccountView, RiskCheck, RiskCheckInput } from '../src/risk-check';
import { checkInput } from './check-input';
import { BTC, INVERSE, closeLong, marketBuy, restingBuy } from './gate-over-fake';

type Case = readonly [
  what: string,
  input: Parameters<typeof checkInput>[0],
  expected: 'passes' | { code: string; found?: unknown; limit?: unknown },
];

const account = (more: Partial<AccountView>): AccountView => ({
  ageMs: 0,
  sideContracts: '0',
  sideNotional: '0',
  totalNotional: '0',
  openOrders: 0,
  ...more,
});
const health = (state: ExecutionHealth['state'], unknownIntents = 0) => ({ health: { state, unknownIntents } });
const sellAt = (price: string, contracts = 1) => restingBuy(contracts, { side: 'sell', price });

const tables: ReadonlyArray<readonly [RiskCheck, readonly Case[]]> = [
  [
    maxOrderNotional,
    [
      ['at the limit', { command: restingBuy(200) }, 'passes'],
      ['one contract more', { command: restingBuy(201) }, { code: 'max-order-notional', found: '1005', limit: '1000' }],
      [
        'a row of the symbol counts',
        { command: restingBuy(21), limitsOf: { bySymbol: { BTC_USDT: { maxOrderNotional: '100' } } } },
        { code: 'max-order-notional', found: '105', limit: '100' },
      ],
      [
        'no row for the settle currency',
        { instrument: INVERSE, command: restingBuy(1, { symbol: 'BTC_USD' }) },
        { code: 'max-order-notional', limit: 'maxOrderNotional' },
      ],
      [
        'an order that waits is worth its trigger',
        { command: marketBuy(200), triggerPrice: '60000' },
        { code: 'max-order-notional', found: '1200' },
      ],
    ],
  ],
  [
    maxPosition,
    [
      [
        'notional up to the limit, what is there counted',
        { command: restingBuy(100), account: account({ sideContracts: '100', sideNotional: '500' }) },
        'passes',
      ],
      [
        'one contract over',
        { command: restingBuy(101), account: account({ sideContracts: '100', sideNotional: '500' }) },
        { code: 'max-position', found: '1005', limit: '1000' },
      ],
      [
        'contracts up to the limit',
        { command: restingBuy(5), limitsOf: { maxPositionContracts: '15' }, account: account({ sideContracts: '10' }) },
        'passes',
      ],
      [
        'contracts over it',
        { command: restingBuy(6), limitsOf: { maxPositionContracts: '15' }, account: account({ sideContracts: '10' }) },
        { code: 'max-position', found: '16', limit: '15' },
      ],
    ],
  ],
  [
    maxTotalNotional,
    [
      [
        'up to the limit',
        { command: restingBuy(100), limitsOf: { maxTotalNotional: '2000' }, account: account({ totalNotional: '1500' }) },
        'passes',
      ],
      [
        'over it',
        { command: restingBuy(101), limitsOf: { maxTotalNotional: '2000' }, account: account({ totalNotional: '1500' }) },
        { code: 'max-total-notional', found: '2005', limit: '2000' },
      ],
      [
        'left out: as strict as one position',
        { command: restingBuy(1), account: account({ totalNotional: '1000' }) },
        { code: 'max-total-notional', found: '1005', limit: '1000' },
      ],
    ],
  ],
  [
    maxLeverage,
    [
      ['left out: 20', { command: restingBuy(1, { leverage: 20 }) }, 'passes'],
      ['21', { command: restingBuy(1, { leverage: 21 }) }, { code: 'max-leverage', found: 21, limit: 20 }],
      ['half of one', { command: restingBuy(1, { leverage: 0.5 }) }, { code: 'max-leverage', found: 0.5 }],
      ['none', { command: restingBuy(1, { leverage: undefined }) }, { code: 'max-leverage', found: undefined }],
      [
        'a row of the symbol',
        { command: restingBuy(1, { leverage: 3 }), limitsOf: { bySymbol: { BTC_USDT: { maxLeverage: 2 } } } },
        { code: 'max-leverage', limit: 2 },
      ],
    ],
  ],
  [
    allowedSymbolsAndSides,
    [
      ['left out: all', {}, 'passes'],
      ['on the list', { limitsOf: { symbols: ['BTC_USDT'] } }, 'passes'],
      ['not on the list', { limitsOf: { symbols: ['ETH_USDT'] } }, { code: 'symbol-not-allowed', found: 'BTC_USDT', limit: ['ETH_USDT'] }],
      ['an empty list allows none', { limitsOf: { symbols: [] } }, { code: 'symbol-not-allowed' }],
      [
        'a side that is not allowed',
        { command: sellAt('50000'), limitsOf: { sides: ['long'] } },
        { code: 'side-not-allowed', found: 'short', limit: ['long'] },
      ],
      ['the other one', { limitsOf: { sides: ['long'] } }, 'passes'],
    ],
  ],
  [
    maxOpenOrders,
    [
      ['the last that fits', { limitsOf: { maxOpenOrders: 3 }, account: account({ openOrders: 2 }) }, 'passes'],
      [
        'one more',
        { limitsOf: { maxOpenOrders: 3 }, account: account({ openOrders: 3 }) },
        { code: 'max-open-orders', found: 4, limit: 3 },
      ],
    ],
  ],
  [
    priceCollar,
    [
      ['a buy 5 % above the mark', { command: restingBuy(1, { price: '52500' }) }, 'passes'],
      ['one tick dearer', { command: restingBuy(1, { price: '52500.1' }) }, { code: 'price-collar', found: '52500.1', limit: '52500' }],
      ['a buy far below only rests', { command: restingBuy(1, { price: '1' }) }, 'passes'],
      ['a sell 5 % below the mark', { command: sellAt('47500') }, 'passes'],
      ['one tick cheaper', { command: sellAt('47499.9') }, { code: 'price-collar', found: '47499.9', limit: '47500' }],
      ['a market order has no price', { command: marketBuy(1) }, 'passes'],
      ['a price out of the book', { command: restingBuy(1, { price: undefined, bestPrice: 'opposite-1' }) }, 'passes'],
      ['an order that waits is compared with its trigger', { command: restingBuy(1, { price: '80000' }), triggerPrice: '79000' }, 'passes'],
      [
        'its trigger, not the mark',
        { command: restingBuy(1, { price: '52000' }), triggerPrice: '40000' },
        { code: 'price-collar', limit: '42000' },
      ],
    ],
  ],
  [
    // The formula and the numbers of the venue's own samples.
    priceBand,
    [
      ['no band stated', { command: restingBuy(1, { price: '500000' }), index: '109235' }, 'passes'],
      ...band('109235', '0.1', '0.1', '120158.5', '98311.5', '0.1'),
      ...band('84104', '0.1', '0.1', '92514.4', '75693.6', '0.1'),
      ...band('31016.3', '0.03', '0.5', '31946.5', '30085.5', '0.5'),
      ['no index price', { instrument: { ...BTC, priceBand: { above: '0.1', below: '0.1' } } }, { code: 'index-unavailable' }],
      ['an order that waits', { instrument: { ...BTC, priceBand: { above: '0.1', below: '0.1' } }, triggerPrice: '1' }, 'passes'],
    ],
  ],
  [
    orderRate,
    [
      ['the last of the window', { limitsOf: { orderRate: { count: 4, windowMs: 2_000 } }, ordersInWindow: 3 }, 'passes'],
      [
        'one more',
        { limitsOf: { orderRate: { count: 4, windowMs: 2_000 } }, ordersInWindow: 4 },
        { code: 'order-rate', found: 5, limit: 4 },
      ],
    ],
  ],
  [
    dailyLoss,
    [
      ['a profit', { equity: { currency: 'USDT', equity: '2000', atDayStart: '1000', ageMs: 0 } }, 'passes'],
      [
        'one cent before the limit (a tenth of an order where none is said)',
        { equity: { currency: 'USDT', equity: '900.01', atDayStart: '1000', ageMs: 0 } },
        'passes',
      ],
      [
        'at the limit',
        { equity: { currency: 'USDT', equity: '900', atDayStart: '1000', ageMs: 0 } },
        { code: 'daily-loss', found: '100', limit: '100' },
      ],
      [
        'at its own limit',
        { limitsOf: { maxDailyLoss: '50' }, equity: { currency: 'USDT', equity: '950', atDayStart: '1000', ageMs: 0 } },
        { code: 'daily-loss', found: '50', limit: '50' },
      ],
      ['as old as it may be', { equity: { currency: 'USDT', equity: '1000', atDayStart: '1000', ageMs: 30_000 } }, 'passes'],
      [
        'older',
        { equity: { currency: 'USDT', equity: '1000', atDayStart: '1000', ageMs: 30_001 } },
        { code: 'account-stale', limit: 30_000 },
      ],
      ['unknown', { equity: { currency: 'USDT', problem: 'away' } }, { code: 'account-stale' }],
      ['a day whose start nobody knows', { equity: { currency: 'USDT', equity: '1000', ageMs: 0 } }, { code: 'account-stale' }],
    ],
  ],
  [
    duplicateClientOrderId,
    [
      ['new', { command: restingBuy(1, { clientOrderId: 'a' }) }, 'passes'],
      ['used', { command: restingBuy(1, { clientOrderId: 'a' }), isClientOrderIdUsed: true }, { code: 'client-order-id-reused' }],
    ],
  ],
  [
    tradingState,
    [
      ['active', {}, 'passes'],
      ['reducing', { tradingState: 'reducing' }, { code: 'trading-reducing', found: 'reducing' }],
      ['halted', { tradingState: 'halted' }, { code: 'trading-halted', found: 'halted' }],
      ['not readable', { tradingState: { problem: 'away' } }, { code: 'trading-state-unknown' }],
    ],
  ],
  [
    venueHealth,
    [
      ['healthy', {}, 'passes'],
      ['disconnected', health('disconnected'), { code: 'not-connected', found: 'disconnected' }],
      ['syncing', health('syncing'), { code: 'not-healthy', found: 'syncing' }],
      ['degraded by an unknown intent', health('degraded', 1), { code: 'intent-unknown' }],
      ['degraded otherwise', health('degraded'), { code: 'not-healthy', found: 'degraded' }],
      [
        'with its reasons',
        { health: { state: 'degraded', unknownIntents: 0, reasons: ['no-stream'] } },
        { code: 'not-healthy', reasons: ['no-stream'] } as never,
      ],
      ['a state that is new here', health('stale' as never), { code: 'not-healthy', found: 'stale' }],
    ],
  ],
  [
    accountFreshness,
    [
      ['as old as it may be', { account: account({ ageMs: 10_000 }) }, 'passes'],
      ['older', { account: account({ ageMs: 10_001 }) }, { code: 'account-stale', limit: 10_000 }],
      ['never read', { account: { ...account({}), ageMs: undefined } as never }, { code: 'account-stale' }],
    ],
  ],
  [
    reduceOnlyDirection,
    [
      ['all of it', { command: closeLong(10), account: account({ closableContracts: '10' }) }, 'passes'],
      ['more than there is', { command: closeLong(11), account: account({ closableContracts: '10' }) }, { code: 'position-too-small' }],
      [
        'nothing there: it would open',
        { command: closeLong(1), account: account({ closableContracts: '0' }) },
        { code: 'position-not-found' },
      ],
      ['not readable: the venue itself guards', { command: closeLong(1) }, 'passes'],
    ],
  ],
  [
    instrumentGrid,
    [
      ['on the grid', {}, 'passes'],
      ['off the tick', { command: restingBuy(1, { price: '50000.05' }) }, { code: 'price-off-tick', found: '50000.05' }],
      ['no price', { command: restingBuy(1, { price: 'cheap' }) }, { code: 'price-not-decimal', found: 'cheap' }],
      [
        'a price of nothing',
        { instrument: INVERSE, command: restingBuy(1, { symbol: 'BTC_USD', price: '0' }) },
        { code: 'price-not-positive', found: '0' },
      ],
      ['off the lot', { command: restingBuy(1.5 as never) }, { code: 'size-off-grid', found: '1.5' }],
      ['below the smallest', { command: restingBuy(0.5 as never) }, { code: 'size-below-minimum' }],
      ['above the largest', { command: restingBuy(2_500_001) }, { code: 'size-above-maximum' }],
      ['a trigger off the tick', { triggerPrice: '0.05' }, { code: 'price-off-tick', found: '0.05' }],
    ],
  ],
];

/** At both bounds, and one tick beyond each. */
function band(index: string, rate: string, tick: string, maximum: string, minimum: string, step: string): Case[] {
  const instrument = { ...BTC, tickSize: tick as never, priceBand: { above: rate as never, below: rate as never } };
  const at = (command: unknown) => ({ instrument, index: index as never, command: command as never });
  const beyond = (price: string, by: number) => String(Math.round((Number(price) + by) * 10) / 10);
  return [
    [`buy at ${maximum}, index ${index}`, at(restingBuy(1, { price: maximum })), 'passes'],
    [`buy above ${maximum}`, at(restingBuy(1, { price: beyond(maximum, Number(step)) })), { code: 'price-band', limit: maximum }],
    [`sell at ${minimum}, index ${index}`, at(sellAt(minimum)), 'passes'],
    [`sell below ${minimum}`, at(sellAt(beyond(minimum, -Number(step)))), { code: 'price-band', limit: minimum }],
  ];
}

describe.each(tables.map(([check, cases]) => [check.name, check, cases] as const))('%s', (_, check, cases) => {
  test.each(cases)('behavior: %s', (_what, input, expected) => {
    const denial = check.check(checkInput(input) as RiskCheckInput) as Denial | undefined;
    if (expected === 'passes') {
      expect(denial).toBeUndefined();
      return;
    }
    const { code, ...context } = expected;
    expect(denial).toMatchObject({ code, context });
    for (const named of Object.values(context))
      if (typeof named === 'string' && named !== 'maxOrderNotional') expect(denial?.message).toContain(named);
  });
});
