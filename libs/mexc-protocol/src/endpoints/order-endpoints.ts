import { type EndpointRow, cancel, mutation, olderSource, perTwoSeconds, privateRead, privateReadByPost } from './endpoint-row';

/** Orders (reference, 5.7 to 5.9). */
export const orderEndpoints = {
  'create-order': { ...mutation, path: '/api/v1/private/order/create', limit: perTwoSeconds(4) },
  /** Market-maker accounts only. */
  'submit-batch': { ...mutation, path: '/api/v1/private/order/submit_batch', limit: perTwoSeconds(4) },
  /** No longer documented: behind a switch of the client. */
  'submit-order-legacy': { ...mutation, path: '/api/v1/private/order/submit', ...olderSource },
  'change-limit-order': { ...mutation, path: '/api/v1/private/order/change_limit_order', limit: perTwoSeconds(4) },
  'chase-limit-order': { ...mutation, path: '/api/v1/private/order/chase_limit_order', limit: perTwoSeconds(4) },
  'cancel-orders': { ...cancel, path: '/api/v1/private/order/cancel' },
  'cancel-by-external-oid': { ...cancel, path: '/api/v1/private/order/batch_cancel_with_external' },
  'cancel-with-external': { ...cancel, path: '/api/v1/private/order/cancel_with_external' },
  'cancel-all-orders': { ...cancel, path: '/api/v1/private/order/cancel_all' },
  'get-order': { ...privateRead, path: '/api/v1/private/order/get/{orderId}' },
  'get-order-by-external-oid': { ...privateRead, path: '/api/v1/private/order/external/{symbol}/{externalOid}' },
  'list-orders-by-id': { ...privateRead, path: '/api/v1/private/order/batch_query', limit: perTwoSeconds(5) },
  'list-orders-by-external-oid': { ...privateReadByPost, path: '/api/v1/private/order/batch_query_with_external' },
  'list-open-orders': { ...privateRead, path: '/api/v1/private/order/list/open_orders' },
  /** By contract; ccxt still asks here. */
  'list-open-orders-legacy': { ...privateRead, path: '/api/v1/private/order/list/open_orders/{symbol}', ...olderSource },
  'list-history-orders': { ...privateRead, path: '/api/v1/private/order/list/history_orders' },
  'list-close-orders': { ...privateRead, path: '/api/v1/private/order/list/close_orders' },
  'list-order-deals': { ...privateRead, path: '/api/v1/private/order/list/order_deals/v3' },
  'list-order-deals-legacy': { ...privateRead, path: '/api/v1/private/order/list/order_deals', ...olderSource },
  'list-deals-of-order': { ...privateRead, path: '/api/v1/private/order/deal_details/{orderId}' },
  'list-fee-details': { ...privateRead, path: '/api/v1/private/order/fee_details' },
  /** POST by the documentation; Mexc.Net asks by GET (reference 10.10). */
  'get-open-order-counts': { ...privateReadByPost, path: '/api/v1/private/order/open_order_total_count' },
} as const satisfies Readonly<Record<string, EndpointRow>>;
