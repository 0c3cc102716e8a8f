import { type EndpointRow, cancel, mutation, olderSource, perTwoSeconds, privateRead } from './endpoint-row';

/** Plan (trigger) orders (reference, 5.10). In April 2026 the titles of both cancels still said maintenance (reference 10.13). */
export const planOrderEndpoints = {
  'create-plan-order': { ...mutation, path: '/api/v1/private/planorder/place/v2', limit: perTwoSeconds(4) },
  'create-plan-order-legacy': { ...mutation, path: '/api/v1/private/planorder/place', ...olderSource },
  'change-plan-order-price': { ...mutation, path: '/api/v1/private/planorder/change_price', limit: perTwoSeconds(4) },
  'change-plan-order-stop': { ...mutation, path: '/api/v1/private/planorder/change_stop_order', limit: perTwoSeconds(4) },
  'cancel-plan-orders': { ...cancel, path: '/api/v1/private/planorder/cancel' },
  'cancel-all-plan-orders': { ...cancel, path: '/api/v1/private/planorder/cancel_all' },
  'list-plan-orders': { ...privateRead, path: '/api/v1/private/planorder/list/orders' },
} as const satisfies Readonly<Record<string, EndpointRow>>;
