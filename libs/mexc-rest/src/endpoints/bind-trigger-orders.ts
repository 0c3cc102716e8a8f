import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { cancelAllPlanOrders } from './private/cancel-all-plan-orders';
import { cancelAllStopOrders } from './private/cancel-all-stop-orders';
import { cancelPlanOrders } from './private/cancel-plan-orders';
import { cancelStopOrders } from './private/cancel-stop-orders';
import { cancelTrackOrders } from './private/cancel-track-orders';
import { changePlanOrderPrice } from './private/change-plan-order-price';
import { changePlanOrderStop } from './private/change-plan-order-stop';
import { changeStopOfOrder } from './private/change-stop-of-order';
import { changeStopOrder } from './private/change-stop-order';
import { changeTrackOrder } from './private/change-track-order';
import { createPlanOrder } from './private/create-plan-order';
import { createPlanOrderLegacy } from './private/create-plan-order-legacy';
import { createStopOrder } from './private/create-stop-order';
import { createTrackOrder } from './private/create-track-order';
import { listOpenStopOrders } from './private/list-open-stop-orders';
import { listPlanOrders } from './private/list-plan-orders';
import { listStopOrderDetails } from './private/list-stop-order-details';
import { listStopOrders } from './private/list-stop-orders';
import { listTrackOrders } from './private/list-track-orders';

/** Plan, take-profit / stop-loss and trailing orders (reference, 5.10 to 5.12). */
export function bindTriggerOrders(send: SendRequest) {
  return {
    createPlanOrder: over(send, createPlanOrder),
    createPlanOrderLegacy: over(send, createPlanOrderLegacy),
    changePlanOrderPrice: over(send, changePlanOrderPrice),
    changePlanOrderStop: over(send, changePlanOrderStop),
    cancelPlanOrders: over(send, cancelPlanOrders),
    cancelAllPlanOrders: over(send, cancelAllPlanOrders),
    listPlanOrders: over(send, listPlanOrders),
    createStopOrder: over(send, createStopOrder),
    changeStopOfOrder: over(send, changeStopOfOrder),
    changeStopOrder: over(send, changeStopOrder),
    cancelStopOrders: over(send, cancelStopOrders),
    cancelAllStopOrders: over(send, cancelAllStopOrders),
    listStopOrders: over(send, listStopOrders),
    listOpenStopOrders: over(send, listOpenStopOrders),
    listStopOrderDetails: over(send, listStopOrderDetails),
    createTrackOrder: over(send, createTrackOrder),
    changeTrackOrder: over(send, changeTrackOrder),
    cancelTrackOrders: over(send, cancelTrackOrders),
    listTrackOrders: over(send, listTrackOrders),
  };
}
