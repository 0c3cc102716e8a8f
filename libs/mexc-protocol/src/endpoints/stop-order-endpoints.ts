import { type EndpointRow, cancel, mutation, olderSource, perTwoSeconds, privateRead } from './endpoint-row';

/** Take-profit and stop-loss orders (reference, 5.11). In April 2026 the titles of both cancels still said maintenance (reference 10.13). */
export const stopOrderEndpoints = {
  'create-stop-order': { ...mutation, path: '/api/v1/private/stoporder/place', limit: perTwoSeconds(5) },
  'change-stop-of-order': { ...mutation, path: '/api/v1/private/stoporder/change_price', limit: perTwoSeconds(4) },
  'change-stop-order': { ...mutation, path: '/api/v1/private/stoporder/change_plan_price', limit: perTwoSeconds(4) },
  'cancel-stop-orders': { ...cancel, path: '/api/v1/private/stoporder/cancel' },
  'cancel-all-stop-orders': { ...cancel, path: '/api/v1/private/stoporder/cancel_all' },
  'list-stop-orders': { ...privateRead, path: '/api/v1/private/stoporder/list/orders' },
  'list-open-stop-orders': { ...privateRead, path: '/api/v1/private/stoporder/open_orders' },
  'list-stop-order-details': { ...privateRead, path: '/api/v1/private/stoporder/order_details/{stopOrderId}', ...olderSource },
} as const satisfies Readonly<Record<string, EndpointRow>>;
