import * as door from './index';

test('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'CommandNotifier',
    'CompositeNotifier',
    'FailureCounter',
    'FeeAudit',
    'Notifier',
    'QUERY_METHODS',
    'RiskGate',
    'RiskLimitsError',
    'WatchedPrices',
    'WebhookNotifier',
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
    'readNotifyCommand',
    'reduceOnlyDirection',
  ]);
});
