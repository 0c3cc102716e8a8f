import * as door from './index';

test('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'CompositeNotifier',
    'DayStartStore',
    'FailureCounter',
    'FeeAudit',
    'MemoryDayStartStore',
    'Notifier',
    'RiskGate',
    'RiskLimitsError',
    'WatchedPrices',
    'allowedSymbolsAndSides',
    'chaseLocally',
    'dailyLoss',
    'duplicateClientOrderId',
    'instrumentGrid',
    'liquidationEstimate',
    'maxLeverage',
    'maxOpenOrders',
    'maxOrderNotional',
    'maxPosition',
    'maxTotalNotional',
    'meaningOf',
    'orderRate',
    'priceBand',
    'priceCollar',
    'reduceOnlyDirection',
  ]);
});
