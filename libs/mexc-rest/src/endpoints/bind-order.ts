import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { cancelAllOrders } from './private/cancel-all-orders';
import { cancelByExternalOid } from './private/cancel-by-external-oid';
import { cancelOrders } from './private/cancel-orders';
import { createOrder } from './private/create-order';
import { getOrder } from './private/get-order';
import { getOrderByExternalOid } from './private/get-order-by-external-oid';
import { listOpenOrders } from './private/list-open-orders';

/** Orders (reference, 5.7 to 5.9). */
export function bindOrder(send: SendRequest) {
  return {
    createOrder: over(send, createOrder),
    cancelOrders: over(send, cancelOrders),
    cancelByExternalOid: over(send, cancelByExternalOid),
    cancelAllOrders: over(send, cancelAllOrders),
    getOrder: over(send, getOrder),
    getOrderByExternalOid: over(send, getOrderByExternalOid),
    listOpenOrders: over(send, listOpenOrders),
  };
}
