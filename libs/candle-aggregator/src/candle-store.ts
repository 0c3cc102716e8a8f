import type { CandleSeries } from './candle-series';
import type { JobLeases, WriteFence } from './jobs/job-leases';
import type { InterpolationProfile, Minute, MinuteTestimony, StoredMinute } from './minute';
import type { ObservedSecond } from './observed/observed-second';
import type { SeriesName } from './series-name';
import type { DifferenceKind, MinuteDifference } from './settle-minute';

/** Rows of one symbol and series with their open time in `[startTs, endTs)`, ms. */
export interface CandleRange {
  readonly symbol: string;
  /** `trade` where absent. */
  readonly series?: SeriesName;
  readonly startTs: number;
  readonly endTs: number;
  /** Whether the answered series carry their turnover. Slower; never needed for prices and volumes. */
  readonly turnover?: boolean;
  /** Whether the caller is done with each series when it asks for the next: a store may then fill its columns again. */
  readonly areSeriesLetGo?: boolean;
}

/** A half-open stretch of time, ms, on whole minutes. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** What every write says of itself. */
export interface CandlePut {
  readonly symbol: string;
  /** `trade` where absent. */
  readonly series?: SeriesName;
  /** The venue's clock, ms since 1970. */
  readonly receivedAtMs: number;
  /** The lease this is written under. With an older token than the newest one granted nothing is stored: `stale-writer`. */
  readonly fence?: WriteFence;
}

export interface MinutePut extends CandlePut {
  /** Sorted by time, each minute once. */
  readonly minutes: readonly Minute[];
  readonly profile: InterpolationProfile;
  /** Where these minutes are from. Older testimony, and a stream after a call, corrects nothing. */
  readonly testimony?: MinuteTestimony;
}

export interface SecondsPut extends CandlePut {
  /** Covered seconds only. Sorted by time, each second once. */
  readonly seconds: readonly ObservedSecond[];
}

/** Seconds that were put as covered and were not: the stream that told them had lost something. */
export interface SecondsWithdrawal extends CandlePut {
  /** Open times, whole seconds since 1970, sorted, each once. */
  readonly openTimesS: readonly number[];
}

/** Seconds, each counted once. */
export interface WithdrawalReport {
  readonly removed: number;
  /** Not kept as observed: never put, withdrawn before, or pruned. */
  readonly unknown: number;
  /** Minutes whose revision went up, open times in ms. */
  readonly revised: readonly number[];
}

/** Final minutes, each counted once; `refused` also counts others. */
export interface PutReport {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /**
   * Of a lower rank than what is there: a forming minute after its final one, a filled minute after a real one, what a stream says after a call,
   * what the venue was asked earlier.
   */
  readonly refused: number;
  /** Seconds rows made or made anew, those of following minutes included. */
  readonly secondsWritten: number;
  /** Final minutes whose revision went up, open times in ms. What readers had of them, and of what was made of them, is old. */
  readonly revised: readonly number[];
}

/** Observed seconds, each counted once. */
export interface SecondsReport {
  readonly inserted: number;
  /** Reopened by a late trade: they had other values. */
  readonly updated: number;
  readonly unchanged: number;
  /** Seen through pushes only, where trades were seen already. */
  readonly refused: number;
  /** Minutes whose revision went up, open times in ms. */
  readonly revised: readonly number[];
}

/** The venue was asked for these minutes and left them out, though it gave neighbours of them. */
export interface OmissionNote extends CandlePut {
  /** Open times in ms, sorted. */
  readonly minutes: readonly number[];
  /** Recorded with minutes that are filled. */
  readonly profile: InterpolationProfile;
}

export interface OmissionReport {
  /** Noted once more; those noted less than ten minutes after the last time are not. */
  readonly counted: number;
  /** Omitted for the third time and now filled, open times in ms. */
  readonly filled: readonly number[];
  /** Final already, before the first or after the last real minute, or in a hole of more than 1,440 minutes. */
  readonly refused: number;
}

/** A final minute as it was before a correction. */
export interface MinuteRevision {
  readonly minute: StoredMinute;
  /** When the correction was handed in, ms since 1970 by the venue's clock. */
  readonly replacedAtMs: number;
}

/** A final minute that was not what had been observed of it. */
export interface DifferenceRecord {
  /** Start of the minute, ms since 1970. */
  readonly timestamp: number;
  readonly verdict: 'adjusted' | 'disputed';
  readonly difference: MinuteDifference;
  /** When it was found, ms since 1970 by the venue's clock. */
  readonly foundAtMs: number;
  /** When both agreed at last, ms; absent while they do not. */
  readonly resolvedAtMs?: number;
}

/** What may be removed. What is left out stays for ever. */
export interface PrunePolicy {
  /** The venue's clock, ms since 1970; all ages count from it. */
  readonly nowMs: number;
  /**
   * Observed seconds older than this. Their final minutes are interpolated from then on, which is a revision, and a difference that was open is
   * resolved. 30 days where absent.
   */
  readonly observedDays?: number;
  /** Stored seconds of minutes without an observed one, older than this; they are made again when read. 7 days where absent. */
  readonly interpolatedDays?: number;
  /** Packed hours older than this; they are made again when read. 30 days where absent. */
  readonly packedDays?: number;
  readonly fence?: WriteFence;
}

/** A stretch of final minutes of which observed seconds were removed: each has its next revision. Half-open, ms. */
export interface PrunedMinutes {
  readonly symbol: string;
  readonly series: SeriesName;
  readonly from: number;
  readonly to: number;
  /** The highest of them. */
  readonly revision: number;
}

/** Rows that were removed. */
export interface PruneReport {
  readonly observedSeconds: number;
  readonly interpolatedSeconds: number;
  readonly packedHours: number;
  readonly revised: readonly PrunedMinutes[];
}

export type StoredFaultCode =
  /** the seconds of a minute do not add up to it (candle rules, E1 to E9) */
  | 'invariant'
  /** fewer or more seconds than a minute has, or seconds without their minute */
  | 'count'
  /** a packed hour that does not hold what its rows hold */
  | 'packed'
  /** changed by hand; its seconds are old */
  | 'edited';

export interface StoredFault {
  readonly code: StoredFaultCode;
  /** Start of the minute, or of the hour, ms since 1970. */
  readonly timestamp: number;
  readonly found: string;
  readonly expected: string;
}

export interface VerifyReport {
  readonly minutes: number;
  readonly seconds: number;
  readonly packedHours: number;
  /** At most 100. */
  readonly faults: readonly StoredFault[];
  /** How many there are in all. */
  readonly faultCount: number;
}

export interface RebuildReport {
  /** Minutes whose seconds were made anew. */
  readonly minutes: number;
}

/** How whole a stretch of time is of one symbol. */
export interface SymbolOverview {
  readonly symbol: string;
  /** End of the newest final minute, whenever that was, ms since 1970; absent where none is. */
  readonly finalUntilMs?: number;
  /** Minutes of the stretch that `missing` would tell. */
  readonly missingMinutes: number;
  /** Minutes of the stretch in which observed and official data contradict each other still, by kind of the first difference. */
  readonly disputed: Readonly<Partial<Record<DifferenceKind, number>>>;
}

export interface StoreStats {
  readonly minutes: number;
  readonly seconds: number;
  readonly symbols: number;
  /** On disk; 0 for a store in memory. */
  readonly bytes: number;
  /** PostgreSQL: whether its large tables are hypertables of TimescaleDB, and where not, why; as it was at opening. */
  readonly timescale?: { readonly isUsed: true; readonly version: string } | { readonly isUsed: false; readonly reason: string };
}

/**
 * What keeps minutes and their seconds. The suite in `/testing` says what every store must hold: a put is all or nothing; the same put again
 * changes nothing; a write never lowers a rank; a reader sees a minute with all its seconds or not at all, and one range read is one snapshot.
 * Each method rejects with a {@link CandleStoreError} when the store fails; nothing of that call was stored.
 */
export abstract class CandleStore {
  /** Who runs which job, beside the data: only here a fence can be checked in the transaction that writes. */
  abstract readonly leases: JobLeases;
  /** Stores minutes and makes their seconds. A changed final minute gets the next revision; its old version goes to the log. */
  abstract putMinutes(put: MinutePut): Promise<PutReport>;
  /**
   * Stores seconds that were covered by a stream. Readers have them at once, also before their minute is final; where it is, its seconds are
   * settled anew.
   */
  abstract putSeconds(put: SecondsPut): Promise<SecondsReport>;
  /**
   * Takes observed seconds back. Before their minute is final readers have them no more, and its revision goes up; where it is final, it is
   * settled anew by what stays observed of it.
   */
  abstract withdrawSeconds(withdrawal: SecondsWithdrawal): Promise<WithdrawalReport>;
  /** Counts how often the venue left minutes out; with the third time, at least ten minutes after the one before, they are filled. */
  abstract noteOmitted(note: OmissionNote): Promise<OmissionReport>;
  /** Final minutes in time order, in slices, as columns. */
  abstract minutes(range: CandleRange): AsyncIterable<CandleSeries>;
  /** Seconds of final minutes, and observed ones of others, in time order, in slices, as columns. */
  abstract seconds(range: CandleRange): AsyncIterable<CandleSeries>;
  /** Minutes with all that was kept of them, forming ones included. */
  abstract minuteRecords(range: CandleRange): Promise<readonly StoredMinute[]>;
  /** What was observed, whatever is served: also of minutes that are disputed. In time order. */
  abstract observedSeconds(range: CandleRange): Promise<readonly ObservedSecond[]>;
  /** Minutes that are not final, between the first known one and now; merged, sorted, half-open. Times in ms. */
  abstract missing(symbol: string, startTs: number, endTs: number, series?: SeriesName): Promise<TimeRange[]>;
  /** End of the gapless run of final minutes from the first known one, ms; undefined where nothing is known. */
  abstract watermark(symbol: string, series?: SeriesName): Promise<number | undefined>;
  /**
   * Of every symbol of which a minute is known, by name: what `missing` and `differences` would tell, counted, in few questions however many
   * symbols there are. A day of a thousand symbols takes a fraction of a second.
   */
  abstract overview(startTs: number, endTs: number, series?: SeriesName): Promise<readonly SymbolOverview[]>;
  /** Old versions of minutes, by time and revision. */
  abstract revisions(range: CandleRange): Promise<readonly MinuteRevision[]>;
  /** Where observed and official data differed, by time; also those that agree by now. */
  abstract differences(range: CandleRange): Promise<readonly DifferenceRecord[]>;
  /**
   * A number for each hour that touches the range and ever changed, by its start in whole seconds; higher after every change of the hour. What
   * was made of an hour is true as long as its stamp is the same.
   */
  abstract hourStamps(range: CandleRange): Promise<ReadonlyMap<number, number>>;
  /** Packs the closed hours of a range for fast reading, those that are not packed yet. Answers how many. */
  abstract packHours(range: CandleRange): Promise<number>;
  /** Removes what is too old, in small batches; never anything of the newest day of a symbol. */
  abstract prune(policy: PrunePolicy): Promise<PruneReport>;
  /** Looks whether what is stored is whole and adds up. Changes nothing. */
  abstract verify(range: CandleRange): Promise<VerifyReport>;
  /** Makes the seconds of all final minutes of a range anew, from the minutes and what was observed. Packed hours are dropped. */
  abstract rebuild(range: CandleRange): Promise<RebuildReport>;
  abstract stats(): Promise<StoreStats>;
}
