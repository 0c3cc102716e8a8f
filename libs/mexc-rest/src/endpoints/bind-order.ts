import type { CallOptions, SendRequest } from '../transport/send-request';
import { bindTriggerOrders } from './bind-trigger-orders';
import { over } from './over';
import { cancelAllOrders } from './private/cancel-all-orders';
import { cancelByExternalOid } from './private/cancel-by-external-oid';
import { cancelOrders } from './private/cancel-orders';
import { cancelWithExternal } from './private/cancel-with-external';
import { changeLimitOrder } from './private/change-limit-order';
import { chaseLimitOrder } from './private/chase-limit-order';
import { createOrder } from './private/create-order';
import { getOpenOrderCounts } from './private/get-open-order-counts';
import { getOrder } from './private/get-order';
import { getOrderByExternalOid } from './private/get-order-by-external-oid';
import { listCloseOrders } from './private/list-close-orders';
import { listDealsOfOrder } from './private/list-deals-of-order';
import { listFeeDetails } from './private/list-fee-details';
import { listHistoryOrders } from './private/list-history-orders';
import { listOpenOrders } from './private/list-open-orders';
import { listOpenOrdersLegacy } from './private/list-open-orders-legacy';
import { listOrderDeals } from './private/list-order-deals';
import { listOrderDealsLegacy } from './private/list-order-deals-legacy';
import { listOrdersByExternalOid } from './private/list-orders-by-external-oid';
import { listOrdersById } from './private/list-orders-by-id';
import { submitBatch } from './private/submit-batch';
import { type LegacySwitch, submitOrderLegacy, type SubmitOrderLegacyParameters } from './private/submit-order-legacy';

/** Orders (reference, 5.7 to 5.9), and what waits for a price beside them. */
export function bindOrder(send: SendRequest, { legacySubmit }: LegacySwitch = {}) {
  return {
    createOrder: over(send, createOrder),
    submitBatch: over(send, submitBatch),
    /** Refused without the switch of the configuration. */
    submitOrderLegacy: (parameters: SubmitOrderLegacyParameters, options?: CallOptions) =>
      submitOrderLegacy(send, legacySubmit, parameters, options),
    changeLimitOrder: over(send, changeLimitOrder),
    chaseLimitOrder: over(send, chaseLimitOrder),
    cancelOrders: over(send, cancelOrders),
    cancelByExternalOid: over(send, cancelByExternalOid),
    cancelWithExternal: over(send, cancelWithExternal),
    cancelAllOrders: over(send, cancelAllOrders),
    getOrder: over(send, getOrder),
    getOrderByExternalOid: over(send, getOrderByExternalOid),
    listOrdersById: over(send, listOrdersById),
    listOrdersByExternalOid: over(send, listOrdersByExternalOid),
    listOpenOrders: over(send, listOpenOrders),
    listOpenOrdersLegacy: over(send, listOpenOrdersLegacy),
    listHistoryOrders: over(send, listHistoryOrders),
    listCloseOrders: over(send, listCloseOrders),
    listOrderDeals: over(send, listOrderDeals),
    listOrderDealsLegacy: over(send, listOrderDealsLegacy),
    listDealsOfOrder: over(send, listDealsOfOrder),
    listFeeDetails: over(send, listFeeDetails),
    getOpenOrderCounts: over(send, getOpenOrderCounts),
    ...bindTriggerOrders(send),
  };
}
