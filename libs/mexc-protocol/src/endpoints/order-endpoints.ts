import { type EndpointRow, cancel, mutation, perTwoSeconds, privateRead } from './endpoint-row';

/** Orders (reference, 5.7 to 5.9). */
export const orderEndpoints = {
  'create-order': { ...mutation, path: '/api/v1/private/order/create', limit: perTwoSeconds(4) },
  'cancel-orders': { ...cancel, path: '/api/v1/private/order/cancel' },
  'cancel-by-external-oid': { ...cancel, path: '/api/v1/private/order/batch_cancel_with_external' },
  'cancel-all-orders': { ...cancel, path: '/api/v1/private/order/cancel_all' },
  'get-order': { ...privateRead, path: '/api/v1/private/order/get/{orderId}' },
  'get-order-by-external-oid': { ...privateRead, path: '/api/v1/private/order/external/{symbol}/{externalOid}' },
  'list-open-orders': { ...privateRead, path: '/api/v1/private/order/list/open_orders' },
} as const satisfies Readonly<Record<string, EndpointRow>>;
