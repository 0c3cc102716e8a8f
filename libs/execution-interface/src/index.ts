export type { Balance } from './balance';
export type { Candle, CandlePrices, CandleQuery } from './candle';
export { Clock, SystemClock } from './clock';
export type { AmendOrder, BestPricing, CreateOrder, OpenPosition, OrderExposure, OrderPricing, ReducePosition } from './commands';
export { positionSideOf } from './commands';
export type {
  AmendPlanOrder,
  AmendProtection,
  AmendTrailingOrder,
  CancelAllOptions,
  CancelConditionalOrders,
  ConditionalOrderId,
  ConditionalQuery,
  CreatePlanOrder,
  CreateStopOrder,
  CreateTrailingOrder,
} from './conditional-commands';
export type { AnyConditionalOrder, ConditionalStatus, PlanOrder, StopOrder, TrailingOrder } from './conditional-order';
export type { DayStartEquity } from './day-start-store';
export { DayStartStore } from './day-start-store';
export type { DecimalInput, DecimalText } from './decimal';
export { DecimalError, decimal } from './decimal';
export type { ReadOrderType } from './enums';
export {
  BestPrice,
  MarginMode,
  OrderStatus,
  OrderType,
  PositionEffect,
  PositionMode,
  PositionSide,
  SelfTradeMode,
  Side,
  isFinalStatus,
} from './enums';
export { AmbiguousPositionError, ExecutionError, NotConnectedError, UnknownSymbolError } from './errors';
export type { EventEvidence, ExecutionEvent, ExecutionEventHandler } from './execution-event';
export type {
  ConnectProblem,
  ConnectProblemCode,
  ConnectResult,
  ExecutionHealth,
  HealthReason,
  Leverage,
  LeverageQuery,
  SetLeverage,
} from './execution-interface';
export { ExecutionInterface } from './execution-interface';
export type { FundingRate } from './funding-rate';
export type { ClosedPosition, FeeRates, FundingPayment, HistoryProgress, HistoryQuery, Transfer } from './history';
export type { ClientOrderId, PositionId, TradeId, VenueOrderId } from './identifiers';
export { IdentifierError, clientOrderId, positionId, tradeId, venueOrderId } from './identifiers';
export type { IndexPrice } from './index-price';
export type { Instrument, InstrumentSource, RiskTier } from './instrument';
export type { InstrumentChange } from './instrument-change';
export type { IntentOutcome, IntentState, IntentStateName } from './intent-state';
export { REPEATABLE_STATES, UNSETTLED_STATES, outcomeText, statesBefore } from './intent-state';
export type { JournalErrorCode } from './journal-errors';
export { DuplicateIntentError, IllegalSettlementError, JournalError, JournalIdentityError } from './journal-errors';
export type { JournalEvent, JournalNote } from './journal-note';
export { readJournalNote } from './journal-note';
export type { TradingState, TradingStateChange } from './kill-switch';
export { FIRST_TRADING_STATE, KillSwitch, checkTradingStateChange } from './kill-switch';
export type { MarkPrice } from './mark-price';
export type { MarketDataGap, MarketDataHandlers, MarketDataHeard, StopWatching } from './market-data-handlers';
export type { CandleStreamQuery } from './market-data-interface';
export { MarketDataInterface } from './market-data-interface';
export type { MarketTrade, MarketTradeQuery } from './market-trade';
export { MemoryDayStartStore } from './memory-day-start-store';
export { MemoryKillSwitch } from './memory-kill-switch';
export { MemoryOrderJournal } from './memory-order-journal';
export type { Order } from './order';
export type { OrderBook, OrderBookLevel, OrderBookQuery } from './order-book';
export type { IntentCommands, IntentKind, OrderIntent } from './order-intent';
export { EVERY_SYMBOL, commandText } from './order-intent';
export type { JournalEntry, JournalIdentity, JournalQuery, Recorded, ToldUpTo, TradeQuery } from './order-journal';
export { OrderJournal } from './order-journal';
export type {
  OrderSize,
  PriceDenial,
  PriceDenialCode,
  PriceResult,
  SizeDenial,
  SizeDenialCode,
  SizeReading,
  SizeResult,
  ToContractsQuery,
} from './order-size';
export { readSize, toContracts, toTickPrice } from './order-size';
export type {
  AmendOrderOutcome,
  CancelAllOrdersOutcome,
  CancelOrderOutcome,
  CancelledConditionals,
  ChangeOutcome,
  ClosePositionsOutcome,
  CreateConditionalOutcome,
  CreateOrderOutcome,
  Denial,
  DenialCode,
  Rejection,
  SetLeverageOutcome,
  SetPositionModeOutcome,
  UnknownReason,
} from './outcome';
export type { Position } from './position';
export type { ExplainedResult, ResultLine } from './position-result';
export { explainPosition } from './position-result';
export type {
  ChangeMargin,
  ClosePosition,
  MaxSizeQuery,
  PositionModeBlockers,
  ReversePosition,
  SetAutoAddMargin,
  SetPositionMode,
} from './position-commands';
export type {
  CreateProtectedOrder,
  OpenProtectedPosition,
  ProtectedOrderOutcome,
  ProtectionFinding,
  ProtectionNews,
  ProtectionPart,
} from './protected-order';
export type { Protection, ProtectionLeg, ReadProtectionLeg } from './protection';
export { roundBuyPrice, roundContracts, roundSellPrice } from './round-order';
export { Slots } from './slots';
export type { Ticker } from './ticker';
export type { Trade } from './trade';
export type { ReadTrigger, Trigger } from './trigger';
export { TriggerReference } from './trigger';
export { WriteLock } from './write-lock';
