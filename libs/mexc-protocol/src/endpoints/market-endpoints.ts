import { type EndpointRow, perTwoSeconds, publicRead } from './endpoint-row';

/** Public market data (reference, section 4). */
export const marketEndpoints = {
  'get-server-time': { ...publicRead, path: '/api/v1/contract/ping' },
  'get-contract-detail': { ...publicRead, path: '/api/v1/contract/detail', limit: perTwoSeconds(10) },
  'get-klines': { ...publicRead, path: '/api/v1/contract/kline/{symbol}' },
  'get-fair-price': { ...publicRead, path: '/api/v1/contract/fair_price/{symbol}' },
} as const satisfies Readonly<Record<string, EndpointRow>>;
