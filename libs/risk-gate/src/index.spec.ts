import * as door from './index';

test('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'CompositeNotifier',
    'FailureCounter',
    'FeeAudit',
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
