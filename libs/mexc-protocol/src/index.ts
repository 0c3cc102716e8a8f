export type { Cadence, PersonalChannelRow, PersonalFilterName, PersonalTopic, PublicChannelRow, PublicTopic } from './channels';
export { MEXC_STREAM_URL, personalChannels, personalFilters, personalTopics, publicChannels, publicTopics } from './channels';
export type { EndpointName } from './endpoints';
export type { EndpointRow, Lane } from './endpoints/endpoint-row';
export { MEXC_REST_URL, endpoints } from './endpoints';
export type { ErrorCodeRow } from './error-codes';
export { errorCodes, lookUpErrorCode } from './error-codes';
export type { ErrorAdvice, ErrorKind, Proof } from './error-kinds';
export { InvalidJsonError, MexcApiError, MexcError, UnknownCodeError, UnreadableResponseError, nameCall } from './errors';
export type { KlineInterval } from './kline-intervals';
export { KLINE_PAGE_ROWS, klineIntervalOf, klineIntervalSeconds } from './kline-intervals';
export type { RiskTierSource } from './risk-tiers';
export { riskTiersOf } from './risk-tiers';
export type { BareNumber, WireValue } from './lossless-json';
export { bareNumber, parseWireJson, printWireJson } from './lossless-json';
export type { DeductTypeWord, NotifyTypeWord, RiskSourceWord, TransferStateWord, TransferTypeWord } from './account-codes';
export { deductTypeCodes, notifyTypeCodes, riskSourceCodes, transferStateCodes, transferTypeCodes } from './account-codes';
export type { CodeTable } from './code-table';
export type { ContractStateWord, ContractTypeWord, DealSideWord, FutureTypeWord, PositionOpenTypeWord } from './contract-codes';
export { contractStateCodes, contractTypeCodes, dealSideCodes, futureTypeCodes, positionOpenTypeCodes } from './contract-codes';
export type {
  BboTypeWord,
  OpenTypeWord,
  OrderCategoryWord,
  OrderReasonWord,
  OrderStateWord,
  OrderTypeWord,
  SideWord,
  StpModeWord,
} from './order-codes';
export {
  bboTypeCodes,
  openTypeCodes,
  orderCategoryCodes,
  orderReasonCodes,
  orderStateCodes,
  orderTypeCodes,
  sideCodes,
  stpModeCodes,
} from './order-codes';
export type { ExecuteCycleWord, PlanStateWord } from './plan-codes';
export { executeCycleCodes, planStateCodes } from './plan-codes';
export type {
  LeverageModeWord,
  MarginChangeWord,
  PositionModeWord,
  PositionStateWord,
  PositionTypeWord,
  RecordedPositionModeWord,
} from './position-codes';
export {
  leverageModeCodes,
  marginChangeCodes,
  positionModeCodes,
  positionStateCodes,
  positionTypeCodes,
  recordedPositionModeCodes,
} from './position-codes';
export type {
  ProfitLossVolTypeWord,
  StopDetailStateWord,
  StopExecutionWord,
  StopStateWord,
  TriggerSideWord,
  VolTypeWord,
} from './stop-codes';
export {
  profitLossVolTypeCodes,
  stopDetailStateCodes,
  stopExecutionCodes,
  stopStateCodes,
  triggerSideCodes,
  volTypeCodes,
} from './stop-codes';
export type { BackTypeWord, TrackStateWord } from './track-codes';
export { backTypeCodes, trackStateCodes } from './track-codes';
export type { TrendWord, TriggerTypeWord, YesNoWord, ZeroOneWord } from './trigger-codes';
export { trendCodes, triggerTypeCodes, yesNoCodes, zeroOneCodes } from './trigger-codes';
export type { WireAsset, WireTransferRecord } from './wire/asset';
export type { WireContract, WireRiskTier } from './wire/contract';
export type { WireDepth, WireDepthCommit, WireDepthRow } from './wire/depth';
export type { WireDiscountType, WireFeeDeductConfig, WireFeeDiscountConfig, WireOrderDealFeeTotal } from './wire/fee-discount';
export type {
  WireContractFeeRate,
  WireFeeScale,
  WireFeeTier,
  WireTieredFeeRate,
  WireTieredFeeRateV1,
  WireZeroFeeContract,
  WireZeroFeeRate,
} from './wire/fee-rate';
export type { WireFundingRate, WireFundingRecord, WireFundingSettlement } from './wire/funding-rate';
export type { WireIndexPrice } from './wire/index-price';
export type { WireMarketDeal } from './wire/market-deal';
export type { WirePnlReport, WireProfitRate } from './wire/pnl-report';
export type { WireRiskLimit } from './wire/risk-limit';
export type { WireRiskReverse, WireRiskReverseSnapshot } from './wire/risk-reverse';
export type { WireSelfTradeGroup } from './wire/self-trade-group';
export type { WireRiseFallRates, WireTicker } from './wire/ticker';
export type { WireDeal, WireFeeDetail } from './wire/deal';
export type { WireEnvelope } from './wire/envelope';
export type { WireFairPrice, WireKlines } from './wire/kline';
export type { WireBatchOrderResult, WireCancelResult, WireOpenOrderCounts, WireOrder, WireOrderCreated } from './wire/order';
export type { WirePlanOrder } from './wire/plan-order';
export type { WireDeductedFee, WireLeverage, WirePosition } from './wire/position';
export type {
  WirePersonalPushes,
  WirePushAdlLevel,
  WirePushAsset,
  WirePushBonus,
  WirePushGenericNotify,
  WirePushLeverageMode,
  WirePushLiquidateRisk,
  WirePushPosition,
  WirePushPositionMode,
  WirePushReversePosition,
  WirePushRiskLimit,
} from './wire/push-account';
export type {
  WireDepthLevel,
  WirePublicPushes,
  WirePushContract,
  WirePushDeal,
  WirePushDepth,
  WirePushDepthFull,
  WirePushDepthStep,
  WirePushFundingRate,
  WirePushKline,
  WirePushPrice,
  WirePushTicker,
  WirePushTickersRow,
} from './wire/push-market';
export type {
  WirePushOrder,
  WirePushOrderChase,
  WirePushOrderDeal,
  WirePushPlanOrder,
  WirePushStopOrder,
  WirePushStopPlanOrder,
  WirePushTrackOrder,
} from './wire/push-order';
export type { WireStopOrder, WireStopOrderDetail } from './wire/stop-order';
export type { WireTrackOrder } from './wire/track-order';
