export type { ClockSyncOptions } from './clock-synchroniser';
export type { ConnectionConfig, MexcRestConfig, WindowConfig } from './config';
export type { CancelAllOrdersParameters } from './endpoints/private/cancel-all-orders';
export type { CancelByExternalOidParameters } from './endpoints/private/cancel-by-external-oid';
export type { CancelOrdersParameters } from './endpoints/private/cancel-orders';
export type { ChangeLeverageOfPosition, ChangeLeverageOfSide, ChangeLeverageParameters } from './endpoints/private/change-leverage';
export type { CreateOrderParameters } from './endpoints/private/create-order';
export type { GetLeverageParameters } from './endpoints/private/get-leverage';
export type { GetOrderParameters } from './endpoints/private/get-order';
export type { GetOrderByExternalOidParameters } from './endpoints/private/get-order-by-external-oid';
export type { ListOpenOrdersParameters } from './endpoints/private/list-open-orders';
export type { ListOpenPositionsParameters } from './endpoints/private/list-open-positions';
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
