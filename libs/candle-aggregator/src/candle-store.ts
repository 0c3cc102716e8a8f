import type { CandleSeries } from './candle-series';
import type { InterpolationProfile, Minute, StoredMinute } from './minute';

/** Rows of one symbol with their open time in `[startTs, endTs)`, ms. */
export interface CandleRange {
  readonly symbol: string;
  readonly startTs: number;
  readonly endTs: number;
}

/** A half-open stretch of time, ms, on whole minutes. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface MinutePut {
  readonly symbol: string;
  /** Sorted by time, each minute once. */
  readonly minutes: readonly Minute[];
  readonly profile: InterpolationProfile;
  /** The venue's clock, ms since 1970. */
  readonly receivedAtMs: number;
}

/** Final minutes, each counted once; `refused` also counts others. */
export interface PutReport {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Older than what is there: a forming minute after its final one. */
  readonly refused: number;
  /** Seconds rows made or made anew, those of following minutes included. */
  readonly secondsWritten: number;
}

export interface StoreStats {
  readonly minutes: number;
  readonly seconds: number;
  readonly symbols: number;
  /** On disk; 0 for a store in memory. */
  readonly bytes: number;
}

/**
 * What keeps minutes and their seconds. The suite in `/testing` says what every store must hold:
 * a put is all or nothing; the same put again changes nothing; a reader sees a minute with all its seconds or not at all.
 */
export abstract class CandleStore {
  /** Stores minutes and makes their seconds. A changed final minute gets the next revision. */
  abstract putMinutes(put: MinutePut): Promise<PutReport>;
  /** Final minutes in time order, in slices, as columns. */
  abstract minutes(range: CandleRange): AsyncIterable<CandleSeries>;
  /** Seconds of final minutes in time order, in slices, as columns. */
  abstract seconds(range: CandleRange): AsyncIterable<CandleSeries>;
  /** Minutes with all that was kept of them, forming ones included. */
  abstract minuteRecords(range: CandleRange): Promise<readonly StoredMinute[]>;
  /** Minutes that are not final, between the first known one and now; merged, sorted, half-open. Times in ms. */
  abstract missing(symbol: string, startTs: number, endTs: number): Promise<TimeRange[]>;
  /** End of the gapless run of final minutes from the first known one, ms; undefined where nothing is known. */
  abstract watermark(symbol: string): Promise<number | undefined>;
  abstract stats(): Promise<StoreStats>;
}
