/** Which share of the request budget a call uses: `urgent` owns a reserved part. */
export type Lane = 'urgent' | 'order' | 'read';

/** One endpoint of the venue, as data. */
export interface EndpointRow {
  readonly verb: 'GET' | 'POST';
  /** `{name}` marks a path parameter; path parameters are never signed. */
  readonly path: string;
  readonly isSigned: boolean;
  /** Published limit: `count` calls in any `windowMs`. */
  readonly limit: { readonly count: number; readonly windowMs: number };
  readonly lane: Lane;
  /** Whether asking twice changes nothing. Mutations are never repeated. */
  readonly isRepeatable: boolean;
  readonly source: string;
  /** When the source was read, ISO date. */
  readonly readOn: string;
}

const OFFICIAL = { source: 'https://www.mexc.com/api-docs/futures', readOn: '2026-04-04' } as const;
const TWENTY = { count: 20, windowMs: 2_000 } as const;
const TEN = { count: 10, windowMs: 2_000 } as const;
const FOUR = { count: 4, windowMs: 2_000 } as const;

const publicRead = { verb: 'GET', isSigned: false, lane: 'read', isRepeatable: true, limit: TWENTY, ...OFFICIAL } as const;
const privateRead = { ...publicRead, isSigned: true } as const;
const mutation = { verb: 'POST', isSigned: true, lane: 'order', isRepeatable: false, limit: TWENTY, ...OFFICIAL } as const;
const cancel = { ...mutation, lane: 'urgent' } as const;

/** Every endpoint that the packages of this repository use (reference, sections 4 and 5). */
export const endpoints = {
  'get-server-time': { ...publicRead, path: '/api/v1/contract/ping' },
  'get-contract-detail': { ...publicRead, path: '/api/v1/contract/detail', limit: TEN },
  'get-klines': { ...publicRead, path: '/api/v1/contract/kline/{symbol}' },
  'get-fair-price': { ...publicRead, path: '/api/v1/contract/fair_price/{symbol}' },

  'get-assets': { ...privateRead, path: '/api/v1/private/account/assets' },
  'list-open-positions': { ...privateRead, path: '/api/v1/private/position/open_positions' },
  'get-position-mode': { ...privateRead, path: '/api/v1/private/position/position_mode' },
  'get-leverage': { ...privateRead, path: '/api/v1/private/position/leverage' },
  'change-leverage': { ...mutation, path: '/api/v1/private/position/change_leverage', limit: { count: 10, windowMs: 10_000 } },

  'create-order': { ...mutation, path: '/api/v1/private/order/create', limit: FOUR },
  'cancel-orders': { ...cancel, path: '/api/v1/private/order/cancel' },
  'cancel-by-external-oid': { ...cancel, path: '/api/v1/private/order/batch_cancel_with_external' },
  'cancel-all-orders': { ...cancel, path: '/api/v1/private/order/cancel_all' },
  'get-order': { ...privateRead, path: '/api/v1/private/order/get/{orderId}' },
  'get-order-by-external-oid': { ...privateRead, path: '/api/v1/private/order/external/{symbol}/{externalOid}' },
  'list-open-orders': { ...privateRead, path: '/api/v1/private/order/list/open_orders' },
} as const satisfies Readonly<Record<string, EndpointRow>>;

export type EndpointName = keyof typeof endpoints;

/** REST address of the venue since 2026-01-19. */
export const MEXC_REST_URL = 'https://api.mexc.com';
