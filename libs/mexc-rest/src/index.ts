export type { ClockSyncOptions } from './clock-synchroniser';
export type { ConnectionConfig, MexcRestConfig, WindowConfig } from './config';
export type { CancelAllOrdersParameters } from './endpoints/private/cancel-all-orders';
export type { CancelAllPlanOrdersParameters } from './endpoints/private/cancel-all-plan-orders';
export type { CancelAllStopOrdersParameters } from './endpoints/private/cancel-all-stop-orders';
export type { CancelByExternalOidParameters } from './endpoints/private/cancel-by-external-oid';
export type { CancelOrdersParameters } from './endpoints/private/cancel-orders';
export type { CancelPlanOrdersParameters } from './endpoints/private/cancel-plan-orders';
export type { CancelStopOrdersParameters } from './endpoints/private/cancel-stop-orders';
export type { CancelTrackOrdersParameters } from './endpoints/private/cancel-track-orders';
export type { ChangeLeverageOfPosition, ChangeLeverageOfSide, ChangeLeverageParameters } from './endpoints/private/change-leverage';
export type { ChangeLimitOrderParameters } from './endpoints/private/change-limit-order';
export type { ChangePlanOrderPriceParameters } from './endpoints/private/change-plan-order-price';
export type { ChangePlanOrderStopParameters } from './endpoints/private/change-plan-order-stop';
export type { ChangeStopOfOrderParameters } from './endpoints/private/change-stop-of-order';
export type { ChangeStopOrderParameters } from './endpoints/private/change-stop-order';
export type { ChangeTrackOrderParameters } from './endpoints/private/change-track-order';
export type { ChaseLimitOrderParameters } from './endpoints/private/chase-limit-order';
export type { CreateOrderParameters } from './endpoints/private/create-order';
export type { CreatePlanOrderParameters } from './endpoints/private/create-plan-order';
export type { CreatePlanOrderLegacyParameters } from './endpoints/private/create-plan-order-legacy';
export type { CreateStopOrderParameters } from './endpoints/private/create-stop-order';
export type { CreateTrackOrderParameters } from './endpoints/private/create-track-order';
export type { GetLeverageParameters } from './endpoints/private/get-leverage';
export type { GetOrderParameters } from './endpoints/private/get-order';
export type { GetOrderByExternalOidParameters } from './endpoints/private/get-order-by-external-oid';
export type { ListCloseOrdersParameters } from './endpoints/private/list-close-orders';
export type { ListDealsOfOrderParameters } from './endpoints/private/list-deals-of-order';
export type { ListFeeDetailsParameters } from './endpoints/private/list-fee-details';
export type { ListHistoryOrdersParameters } from './endpoints/private/list-history-orders';
export type { ListOpenOrdersParameters } from './endpoints/private/list-open-orders';
export type { ListOpenPositionsParameters } from './endpoints/private/list-open-positions';
export type { ListOpenStopOrdersParameters } from './endpoints/private/list-open-stop-orders';
export type { ListOrderDealsParameters } from './endpoints/private/list-order-deals';
export type { ListOrderDealsLegacyParameters } from './endpoints/private/list-order-deals-legacy';
export type { ListOrdersByExternalOidParameters } from './endpoints/private/list-orders-by-external-oid';
export type { ListOrdersByIdParameters } from './endpoints/private/list-orders-by-id';
export type { ListPlanOrdersParameters } from './endpoints/private/list-plan-orders';
export type { ListStopOrderDetailsParameters } from './endpoints/private/list-stop-order-details';
export type { ListStopOrdersParameters } from './endpoints/private/list-stop-orders';
export type { ListTrackOrdersParameters } from './endpoints/private/list-track-orders';
export type { BatchOrder, SubmitBatchParameters } from './endpoints/private/submit-batch';
export type { SubmitOrderLegacyParameters } from './endpoints/private/submit-order-legacy';
export type { GetContractDetailParameters } from './endpoints/public/get-contract-detail';
export type { GetFairPriceParameters } from './endpoints/public/get-fair-price';
export type { GetKlinesParameters } from './endpoints/public/get-klines';
export type { Issue, TransportFailure, TransportPhase } from './errors';
export {
  HostPausedError,
  InvalidRequestError,
  PagesWithoutEndError,
  RestConfigInvalidError,
  TransportError,
  WindowFullError,
} from './errors';
export { MexcFuturesRest } from './mexc-futures-rest';
export type { HistoryOptions, HistoryWindow } from './pages/iterate-history';
export { iterateHistory } from './pages/iterate-history';
export type { Page, PagesOptions, PageToFetch } from './pages/iterate-pages';
export { iteratePages } from './pages/iterate-pages';
export { restPresets } from './presets';
export type { RestHealth } from './rest-health';
export type { CallRecord } from './transport/call-record';
export type { HostPause } from './transport/host-breaker';
export type { RawAnswer } from './transport/raw-answer';
export type { CallOptions } from './transport/send-request';
export type { CountedWindow, CountStore, PlaceAnswer, TakenPlace } from './windows/count-store';
export { MemoryCountStore } from './windows/memory-count-store';
