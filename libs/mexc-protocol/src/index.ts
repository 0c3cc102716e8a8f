export type { EndpointName } from './endpoints';
export type { EndpointRow, Lane } from './endpoints/endpoint-row';
export { MEXC_REST_URL, endpoints } from './endpoints';
export type { ErrorCodeRow } from './error-codes';
export { errorCodes, lookUpErrorCode } from './error-codes';
export type { ErrorAdvice, ErrorKind, Proof } from './errors';
export { InvalidJsonError, MexcApiError, MexcError, UnknownCodeError, UnreadableResponseError } from './errors';
export type { KlineInterval } from './kline-intervals';
export { KLINE_PAGE_ROWS, klineIntervalOf, klineIntervalSeconds } from './kline-intervals';
export type { BareNumber, WireValue } from './lossless-json';
export { bareNumber, parseWireJson, printWireJson } from './lossless-json';
export type {
  CodeTable,
  ContractStateWord,
  OpenTypeWord,
  OrderCategoryWord,
  OrderReasonWord,
  OrderStateWord,
  OrderTypeWord,
  PositionModeWord,
  PositionStateWord,
  PositionTypeWord,
  SideWord,
} from './order-codes';
export {
  contractStateCodes,
  openTypeCodes,
  orderCategoryCodes,
  orderReasonCodes,
  orderStateCodes,
  orderTypeCodes,
  positionModeCodes,
  positionStateCodes,
  positionTypeCodes,
  sideCodes,
} from './order-codes';
export type { WireAsset } from './wire/asset';
export type { WireContract } from './wire/contract';
export type { WireEnvelope } from './wire/envelope';
export type { WireFairPrice, WireKlines } from './wire/kline';
export type { WireCancelResult, WireOrder, WireOrderCreated } from './wire/order';
export type { WireLeverage, WirePosition } from './wire/position';
