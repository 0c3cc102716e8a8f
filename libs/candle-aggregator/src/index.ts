export type { AggregatedCandle, PriceView } from './aggregated-candle';
export { SECOND_SETTLE_MS } from './aggregated-candle';
export type { AggregatedCandleQuery } from './aggregated-query';
export { BucketSeries } from './bucket-series';
export type { CacheStats } from './cache/bucket-cache';
export type { AggregatedCandleAnswer, SecondCandleQuery } from './candle-aggregator';
export { CandleAggregator, MAX_CANDLES } from './candle-aggregator';
export type { CandleFlagName } from './candle-flag';
export { CandleFlag } from './candle-flag';
export type { CandleGrid, DecimalGrid } from './candle-grid';
export type { BucketOrigin, SecondOrigin } from './candle-origin';
export { OriginCode } from './candle-origin';
export type { SeriesScale } from './candle-series';
export { CandleSeries } from './candle-series';
export type {
  CandlePut,
  CandleRange,
  DifferenceRecord,
  MinutePut,
  MinuteRevision,
  OmissionNote,
  OmissionReport,
  PrunePolicy,
  PruneReport,
  PrunedMinutes,
  PutReport,
  RebuildReport,
  SecondsPut,
  SecondsReport,
  SecondsWithdrawal,
  StoredFault,
  StoredFaultCode,
  StoreStats,
  SymbolOverview,
  TimeRange,
  VerifyReport,
  WithdrawalReport,
} from './candle-store';
export { CandleStore } from './candle-store';
export type { CandleWarning } from './check-minutes';
export { MINUTE_SETTLE_MS } from './check-minutes';
export type { CandleAggregatorOptions } from './config';
export type { CandleIssue, CandleIssueCode, CandleStoreErrorCode } from './errors';
export { CandleError, CandleInputError, CandleStoreError } from './errors';
export type { BackfillPage, BackfillRange } from './feed/backfill';
export { PAGE_MINUTES, backfillPages } from './feed/backfill';
export { omittedMinutes, repairWindows } from './feed/gap-detector';
export type { MinuteFeedOptions, PullOptions } from './feed/minute-feed';
export { MinuteFeed } from './feed/minute-feed';
export type { FeedMinute } from './feed/minute-line';
export type { ObservedPipelineOptions, PipelineTick } from './feed/observed-pipeline';
export { ObservedPipeline } from './feed/observed-pipeline';
export type { Pause } from './feed/pause-timer';
export type { RequestPaceOptions } from './feed/request-pace';
export { RequestPace } from './feed/request-pace';
export type { VenueTimeOptions } from './feed/venue-time';
export { VenueTime } from './feed/venue-time';
export { InMemoryCandleStore } from './in-memory-candle-store';
export type { InterpolationContext } from './interpolation/interpolate-minute';
export { interpolateMinute } from './interpolation/interpolate-minute';
export type { InterpolationMethod } from './interpolation/methods';
export type { IntervalOrigin } from './interval';
export { BucketGrid, MAX_INTERVAL_SECONDS, MIN_INTERVAL_SECONDS, checkInterval } from './interval';
export type { BackfillOptions, BackfillReport } from './jobs/backfill';
export { backfill } from './jobs/backfill';
export type { CloseMinuteOptions } from './jobs/close-minute';
export { closeMinute } from './jobs/close-minute';
export type { ConfirmationPlanOptions } from './jobs/confirmation-plan';
export { ConfirmationPlan } from './jobs/confirmation-plan';
export type { MissedTicks, TickSchedule, TickState } from './jobs/due-ticks';
export { dueTicks } from './jobs/due-ticks';
export { InMemoryJobLeases } from './jobs/in-memory-job-leases';
export type { IngestReport, IngestSources, IngestWindow } from './jobs/ingest-minutes';
export { ingestMinutes } from './jobs/ingest-minutes';
export type { SkippedMinute } from './jobs/store-candles';
export type { JobControl, JobProgress } from './jobs/job-control';
export type { JobLease, WriteFence } from './jobs/job-leases';
export { JobLeases, checkFence } from './jobs/job-leases';
export type { JobTimer } from './jobs/job-timer';
export type { PackReport } from './jobs/pack-hours';
export { packHours } from './jobs/pack-hours';
export { prune } from './jobs/prune';
export type { RecheckReport, RecheckWindow } from './jobs/recheck-disputed';
export { recheckDisputed } from './jobs/recheck-disputed';
export type { RefreshReport } from './jobs/refresh-groups';
export { refreshGroups } from './jobs/refresh-groups';
export type { RepairGapsOptions, RepairReport } from './jobs/repair-gaps';
export { repairGaps } from './jobs/repair-gaps';
export type { OldGapsOptions, OldGapsReport, OldGapsRound } from './jobs/repair-old-gaps';
export { repairOldGaps } from './jobs/repair-old-gaps';
export type { ScheduledJob, TickRun } from './jobs/run-due-ticks';
export { runDueTicks } from './jobs/run-due-ticks';
export type { ExclusiveJob, ExclusiveOutcome, JobRun, RunOptions } from './jobs/run-exclusively';
export { runExclusively } from './jobs/run-exclusively';
export type { VerifyJobReport, VerifyOptions } from './jobs/verify';
export { verify } from './jobs/verify';
export type { WarmReport, WarmWindow } from './jobs/warm';
export { warm } from './jobs/warm';
export type { InterpolationProfile, Minute, MinuteSource, MinuteTestimony, ScaledPrices, StoredMinute } from './minute';
export type { MinuteInput, PriceInput } from './minute-input';
export type { ObservedMinute } from './observed-minute';
export type { ObservedSecond } from './observed/observed-second';
export type { CalledTrades, ObservedChange, ObservedSource } from './observed/observed-seconds';
export { ObservedSeconds } from './observed/observed-seconds';
export type { ObservedGrid } from './observed/second-numbers';
export type { MinutePlan, MinuteWrite, PlanQuery } from './plan-minute-writes';
export { planMinuteWrites } from './plan-minute-writes';
export type { Omission, OmissionPlan, OmissionQuery } from './plan-omissions';
export { planOmissions } from './plan-omissions';
export type { ObservedWrite, SecondsPlan, SecondsQuery } from './plan-second-writes';
export { planSecondWrites } from './plan-second-writes';
export type { WithdrawalPlan, WithdrawalQuery } from './plan-withdrawals';
export { planWithdrawals } from './plan-withdrawals';
export type { ProcessOptions, StoreReport } from './process-minutes';
export { RollUp } from './roll-up';
export type { ScaledPrice } from './scaled-number';
export type { SecondCandle } from './second-candle';
export type { SeriesName } from './series-name';
export type { DifferenceKind, MinuteDifference, MinuteSettlement, SettlementVerdict } from './settle-minute';
export { settleMinute, settlementScale } from './settle-minute';
export type { CandleChange, CandleChangeHandler } from './watch/candle-change';
export type { CandleHandler } from './watch/candle-watch';
export type { WatchCandlesQuery } from './watch/candle-watches';
export type { FormingPrice } from './watch/forming-prices';
export type { ShareTurnoverOptions, TurnoverKind, TurnoverShares } from './share-turnover';
export { shareTurnover } from './share-turnover';
