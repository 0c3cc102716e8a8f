import { type EndpointRow, cancel, mutation, perTwoSeconds, privateRead } from './endpoint-row';

/** Trailing orders (reference, 5.12). */
export const trackOrderEndpoints = {
  'create-track-order': { ...mutation, path: '/api/v1/private/trackorder/place', limit: perTwoSeconds(4) },
  'change-track-order': { ...mutation, path: '/api/v1/private/trackorder/change_order', limit: perTwoSeconds(4) },
  'cancel-track-orders': { ...cancel, path: '/api/v1/private/trackorder/cancel' },
  'list-track-orders': { ...privateRead, path: '/api/v1/private/trackorder/list/orders' },
} as const satisfies Readonly<Record<string, EndpointRow>>;
