import { type EndpointRow, perTwoSeconds, publicRead } from './endpoint-row';

/** Public market data (reference, section 4). `contract/detail/country` is not here: no table of the venue has it (10.32). */
export const marketEndpoints = {
  'get-server-time': { ...publicRead, path: '/api/v1/contract/ping' },
  'get-contract-detail': { ...publicRead, path: '/api/v1/contract/detail', limit: perTwoSeconds(10) },
  'get-support-currencies': { ...publicRead, path: '/api/v1/contract/support_currencies' },
  'get-depth': { ...publicRead, path: '/api/v1/contract/depth/{symbol}', limit: perTwoSeconds(10) },
  'get-depth-commits': { ...publicRead, path: '/api/v1/contract/depth_commits/{symbol}/{limit}' },
  'get-index-price': { ...publicRead, path: '/api/v1/contract/index_price/{symbol}' },
  'get-fair-price': { ...publicRead, path: '/api/v1/contract/fair_price/{symbol}' },
  'get-funding-rate': { ...publicRead, path: '/api/v1/contract/funding_rate/{symbol}' },
  /** Of all contracts; not in the venue's own pages. */
  'list-funding-rates': { ...publicRead, path: '/api/v1/contract/funding_rate', source: 'Mexc.Net 6.6.0', readOn: '2026-08-21' },
  'list-funding-rate-history': { ...publicRead, path: '/api/v1/contract/funding_rate/history' },
  'get-klines': { ...publicRead, path: '/api/v1/contract/kline/{symbol}' },
  'get-index-price-klines': { ...publicRead, path: '/api/v1/contract/kline/index_price/{symbol}' },
  'get-fair-price-klines': { ...publicRead, path: '/api/v1/contract/kline/fair_price/{symbol}' },
  'get-deals': { ...publicRead, path: '/api/v1/contract/deals/{symbol}' },
  'get-ticker': { ...publicRead, path: '/api/v1/contract/ticker', limit: perTwoSeconds(10) },
  /** The insurance fund, in the venue's spelling. */
  'list-risk-reverse': { ...publicRead, path: '/api/v1/contract/risk_reverse' },
  'get-risk-reverse': { ...publicRead, path: '/api/v1/contract/risk_reverse/{symbol}' },
  'list-risk-reverse-history': { ...publicRead, path: '/api/v1/contract/risk_reverse/history' },
} as const satisfies Readonly<Record<string, EndpointRow>>;
