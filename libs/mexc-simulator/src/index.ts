export type { DuplicateMode, FeedOptions, SimulatorClock, SimulatorOptions } from './config';
export { contractForTape } from './contract-for-tape';
export type { SimulatorControl, SimulatorSnapshot, StreamControl } from './control';
export { FeedError, PaperSourceError, SimulatorOptionsError, TapeError } from './errors';
export type { SimulatedBalance } from './exchange/accounts';
export type { SimulatedOrder } from './exchange/order';
export type { SimulatedPosition } from './exchange/positions';
export type { FaultOptionName, FaultOptions } from './faults/fault-options';
export type { FaultTarget, PlannedFault } from './faults/fault-plan';
export type { FaultName, FaultRow } from './faults/fault-rows';
export { faultNames, faultRows } from './faults/fault-rows';
export type { StreamFaultName, StreamFaultRow } from './faults/stream-fault-rows';
export { streamFaultNames, streamFaultRows } from './faults/stream-fault-rows';
export type { PlannedStreamFault, StreamFaultScope } from './faults/stream-faults';
export type { SimulatorGaps } from './gaps';
export { simulatorGaps } from './gaps';
export type { PermissionName } from './http/access';
export { permissionNames } from './http/access';
export type { SimulatorKeys } from './http/authentication';
export type { RateLimitMode } from './http/rate-limits';
export type { RequestRecord } from './http/request-log';
export type { MarketPhase } from './market/market';
export type { Tape } from './market/tape';
export type { TapeMinute } from './market/tape-minute';
export type { TapeSecond } from './market/tape-second';
export type { TapeTrade } from './market/tape-trade';
export type {
  PaperBook,
  PaperCandle,
  PaperFunding,
  PaperHandlers,
  PaperInstrument,
  PaperInstrumentChange,
  PaperPrice,
  PaperRiskTier,
  PaperSource,
  PaperTrade,
} from './paper/paper-source';
export type { PaperOptions, PaperSimulator } from './paper/start-paper-simulator';
export { startPaperSimulator } from './paper/start-paper-simulator';
export type { SavedOptions, SavedSimulator } from './recording/saved-simulator';
export type { RecordedCall, RecordedCommand } from './recording/recorded-command';
export type { ContractChange, Liveliness, RiskLimit, RiskTier, SimulatedContract } from './simulated-contract';
export { simulatedContracts } from './simulated-contracts';
export type { FedBookSides, FedFunding, FedMinute, FedTrade, FeedState, SimulatorFeed } from './simulator-feed';
export type { MexcSimulator } from './start-mexc-simulator';
export { startMexcSimulator } from './start-mexc-simulator';
export type { StreamRecord } from './websocket/stream-log';
export type { StreamTopic } from './websocket/stream-topics';
export { streamTopics } from './websocket/stream-topics';
